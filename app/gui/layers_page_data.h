#pragma once

#include <QString>
#include <functional>
#include <optional>
#include <set>
#include <vector>

#include "app/gui/document.h"
#include "app/gui/tensor_summary.h"

namespace quantscope::gui {

enum class LayerSubject { weights, inputs };

/// A figure that layers are compared by.
struct LayerMetric {
  QString id;  ///< "outlier_ratio": what sessions say
  QString label, unit, help;
  bool low_is_bad = false;
  bool of_setting =
      false;  ///< an error of the current setting: study::comparison_metric(id), of weights only
  bool logarithmic = false;
};

/// outlier_ratio, absmax, kurtosis, outlier_share, output_sqnr_db, sqnr_db.
std::vector<LayerMetric> layer_metrics();

/// A figure of the statistics; NaN where it is not known.
double value_of(const LayerMetric& metric, const storage::TensorInfo& info,
                const std::optional<TensorSummary>& summary);

/// Tensors of one kind, one a block.
struct LayerRow {
  QString name;              ///< the kind, or what tells it from others of this kind
  QString kind;              ///< TensorInfo::kind
  int kind_index = 0;        ///< of its look, the same for a layer's weights and its input
  bool matrices = false;     ///< no norms and biases
  std::vector<int> tensors;  ///< by block; −1 where there is none
};

struct LayerRows {
  std::vector<LayerRow> rows;
  int blocks = 0;
  bool by_block = true;  ///< false in a file without blocks: one row of all tensors in file order
};

/// The weights or the inputs of a file's blocks, kinds in the order of the first block. Embeddings and the
/// like that are in no block are left out of a file that has blocks.
LayerRows layer_rows(const Document& document, LayerSubject subject);

/// The rows of these kinds (all where empty: those of matrices where there are any) with the kept tensors;
/// rows that keep none are left out.
LayerRows chosen_rows(const LayerRows& all, const std::set<QString>& kinds, const std::vector<int>& kept);

/// One dot.
struct LayerValue {
  int tensor = -1, row = 0, block = 0;
  double value = 0;
};

/// The values that are known, row by row; an infinite one counts as known.
std::vector<LayerValue> known_values(const LayerRows& rows, const std::function<double(int tensor)>& value);
/// The worst `count` of them, worst first; ties in the order given.
std::vector<LayerValue> worst_values(std::vector<LayerValue> values, bool low_is_bad, std::size_t count);

int tensor_count(const LayerRows& rows);
/// "3 · down_proj"; a tensor's name where there are no blocks.
QString layer_name(const Document& document, const LayerRows& rows, const LayerValue& value);

/// "Largest outlier ratio: 62.1 at 3 · down_proj, 12 × the median layer (5.1). 9 of 42 layers are above 6."
/// `limit`: of outlier ratios.
QString layers_sentence(const Document& document, const LayerRows& rows, const LayerMetric& metric,
                        const std::vector<LayerValue>& values, std::optional<double> limit);

}  // namespace quantscope::gui
