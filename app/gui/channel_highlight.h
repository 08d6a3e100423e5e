#pragma once

#include <QObject>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "app/gui/tensor_loader.h"
#include "app/gui/worker.h"
#include "core/statistics/drawn_histogram.h"

namespace quantscope::gui {

/// The histogram of some channels of a loaded tensor, drawn in the background; the newest request wins.
class ChannelHighlight : public QObject {
  Q_OBJECT

 public:
  explicit ChannelHighlight(QObject* parent = nullptr);
  ~ChannelHighlight() override;

  /// Channels none of which or all of which are chosen need no picture: give nothing then.
  void show(std::shared_ptr<const LoadedTensor> loaded, std::vector<int> channels,
            const statistics::BinOptions& bins);
  void clear();
  const std::optional<statistics::DrawnHistogram>& drawn() const { return drawn_; }
  int channels() const { return static_cast<int>(channels_.size()); }

 signals:
  void changed();

 private:
  std::shared_ptr<const LoadedTensor> loaded_;
  std::vector<int> channels_;
  statistics::BinOptions bins_;
  std::optional<statistics::DrawnHistogram> drawn_;
  std::stop_source stop_;
  int generation_ = 0;
  Worker worker_;
};

}  // namespace quantscope::gui
