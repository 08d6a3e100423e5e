#pragma once

#include <QCoreApplication>
#include <QJsonObject>
#include <QString>
#include <functional>
#include <optional>
#include <vector>

#include "app/gui/tensor_summary.h"
#include "core/storage/model_file.h"

namespace quantscope::gui {

/// One condition that narrows what all pages show. Those of tensors choose among the tensors of the file,
/// those of channels among the channels of the tensor at hand. A stack of filters keeps what all of them
/// keep.
struct Filter {
  Q_DECLARE_TR_FUNCTIONS(quantscope::gui::Filter)

 public:
  enum class Kind {
    name,         ///< tensors whose name has `text`: a glob where it has *, ? or [, else a part of the name
    tensor_kind,  ///< tensors of kind `text` ("down_proj"), or "role:weight", "role:input"
    outlier_tensors,   ///< tensors with at least one outlier channel; those not known yet are kept
    outlier_channels,  ///< channels above the outlier factor × the median
    above_theta,       ///< channels above theta; all where the method has none
    magnitude          ///< channels whose absmax lies in [low, high]
  };
  Kind kind = Kind::name;
  QString text;
  double low = 0, high = 0;
  bool excluded = false;  ///< keeps what does not match

  bool operator==(const Filter&) const = default;
  bool about_channels() const;
  /// "down_proj", "not *.3.*", "channels above θ": what its chip says.
  QString label() const;

  QJsonObject to_json() const;
  /// Throws base::Error naming what is wrong.
  static Filter from_json(const QJsonObject& object);
};

using Filters = std::vector<Filter>;

/// True where all filters of tensors keep a tensor; `summary`: what is known of it. Patterns are read once.
using TensorCondition =
    std::function<bool(const storage::TensorInfo& info, const std::optional<TensorSummary>& summary)>;
TensorCondition tensor_condition(const Filters& filters);

/// What filters of channels judge by.
struct ChannelFacts {
  const std::vector<double>* absmax = nullptr;
  double median = 0;  ///< of absmax
  double outlier_factor = 6;
  std::optional<double> theta;
};

bool has_channel_filter(const Filters& filters);
/// Indices of the channels kept, ascending; nothing where no filter is about channels (all are kept).
std::optional<std::vector<int>> kept_channels(const Filters& filters, const ChannelFacts& facts);

}  // namespace quantscope::gui
