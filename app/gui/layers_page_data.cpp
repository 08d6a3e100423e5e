#include "app/gui/layers_page_data.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "app/gui/unknown.h"
#include "widgets/number_text.h"

namespace quantscope::gui {
namespace {

using storage::TensorInfo;
using storage::TensorRole;

class LayersText {
  Q_DECLARE_TR_FUNCTIONS(quantscope::gui::LayersText)
};

bool is_input(const TensorInfo& info) {
  return info.role == TensorRole::activation || info.role == TensorRole::channel_absmax;
}

/// "model.layers.*.mlp.down_proj": the module without its block's number.
std::string place_of(const TensorInfo& info) {
  const std::string number = std::to_string(info.block);
  const std::string& module = info.module;
  for (std::size_t begin = 0; begin <= module.size();) {
    const std::size_t end = std::min(module.find('.', begin), module.size());
    if (module.compare(begin, end - begin, number) == 0)
      return module.substr(0, begin) + '*' + module.substr(end);
    begin = end + 1;
  }
  return module;
}

/// The part of a place after the block.
QString tail_of(const std::string& place) {
  const std::size_t star = place.find("*.");
  return QString::fromStdString(star == std::string::npos ? place : place.substr(star + 2));
}

/// Names that tell the rows apart, as short as that allows.
void name_rows(std::vector<LayerRow>& rows, const std::vector<std::string>& places) {
  std::map<QString, int> kinds, tails;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    ++kinds[rows[i].kind];
    ++tails[tail_of(places[i])];
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const QString tail = tail_of(places[i]);
    rows[i].name = kinds[rows[i].kind] == 1 ? rows[i].kind
                   : tails[tail] == 1       ? tail
                                            : QString::fromStdString(places[i]);
  }
}

/// The same place has the same number for weights and inputs, so that it looks the same: matrices first.
std::map<std::string, int> numbered_places(const Document& document) {
  std::map<std::string, int> numbers;
  for (const bool matrices : {true, false})
    for (int tensor = 0; tensor < static_cast<int>(document.tensors().size()); ++tensor)
      if (document.tensor(tensor).block >= 0 && document.is_quantizable(tensor) == matrices)
        numbers.emplace(place_of(document.tensor(tensor)), static_cast<int>(numbers.size()));
  return numbers;
}

LayerRows all_tensors_in_a_row(const Document& document, const std::vector<int>& tensors) {
  LayerRows result;
  result.by_block = false;
  LayerRow row;
  row.name = LayersText::tr("tensors");
  row.matrices = std::ranges::any_of(tensors, [&](int tensor) { return document.is_quantizable(tensor); });
  for (const int tensor : tensors)
    if (!row.matrices || document.is_quantizable(tensor)) row.tensors.push_back(tensor);
  result.blocks = static_cast<int>(row.tensors.size());
  if (result.blocks > 0) result.rows.push_back(std::move(row));
  return result;
}

}  // namespace

std::vector<LayerMetric> layer_metrics() {
  return {
      {QStringLiteral("outlier_ratio"),
       LayersText::tr("outlier ratio"),
       {},
       LayersText::tr("Largest absmax of a channel over the median channel's"),
       false,
       false,
       true},
      {QStringLiteral("absmax"),
       LayersText::tr("absmax"),
       {},
       LayersText::tr("Largest magnitude: max |x|"),
       false,
       false,
       true},
      {QStringLiteral("kurtosis"),
       LayersText::tr("kurtosis"),
       {},
       LayersText::tr("m₄·n/m₂²: 3 for a normal distribution, larger for heavier tails"),
       false,
       false,
       true},
      {QStringLiteral("outlier_share"), LayersText::tr("share of outlier channels"), QStringLiteral("%"),
       LayersText::tr("Channels whose absmax exceeds 6 × the median channel's, of all channels"), false,
       false, false},
      {QStringLiteral("output_sqnr_db"), LayersText::tr("output SQNR of the setting"), QStringLiteral("dB"),
       LayersText::tr(
           "10·log₁₀(Σy²/Σ(y − ŷ)²) of the layer's output on its captured input, with the setting at the "
           "right and with the pinned runs that are shown"),
       true, true, false},
      {QStringLiteral("sqnr_db"), LayersText::tr("weight SQNR of the setting"), QStringLiteral("dB"),
       LayersText::tr(
           "10·log₁₀(Σw²/Σ(w − ŵ)²) of the weights, with the setting at the right and with the pinned runs "
           "that are shown"),
       true, true, false},
  };
}

double value_of(const LayerMetric& metric, const TensorInfo& info,
                const std::optional<TensorSummary>& summary) {
  if (!summary || !summary->problem.isEmpty()) return unknown;
  if (metric.id == QLatin1String("outlier_ratio")) return summary->outlier_ratio;
  if (metric.id == QLatin1String("absmax")) return summary->absmax;
  if (metric.id == QLatin1String("kurtosis"))
    return info.role == TensorRole::channel_absmax ? unknown : summary->kurtosis;
  if (metric.id == QLatin1String("outlier_share")) {
    const tensor::MatrixShape shape = info.matrix();
    const std::int64_t channels = info.input_major ? shape.rows : shape.columns;
    return channels > 0 ? 100 * static_cast<double>(summary->outlier_channels) / static_cast<double>(channels)
                        : unknown;
  }
  return unknown;
}

LayerRows layer_rows(const Document& document, LayerSubject subject) {
  std::vector<int> tensors;
  std::set<std::string> sampled;  // modules whose input is there itself: its maxima alone say less
  bool any_block = false;
  for (const TensorInfo& info : document.tensors())
    if (info.role == TensorRole::activation) sampled.insert(info.module);
  for (int tensor = 0; tensor < static_cast<int>(document.tensors().size()); ++tensor) {
    const TensorInfo& info = document.tensor(tensor);
    if (is_input(info) != (subject == LayerSubject::inputs)) continue;
    if (info.role == TensorRole::channel_absmax && sampled.contains(info.module)) continue;
    tensors.push_back(tensor);
    any_block = any_block || info.block >= 0;
  }
  if (!any_block) return all_tensors_in_a_row(document, tensors);

  LayerRows result;
  std::vector<std::string> places;
  std::map<std::string, std::size_t> row_of;
  for (const int tensor : tensors) {
    const TensorInfo& info = document.tensor(tensor);
    if (info.block < 0) continue;
    // A module's weight and bias are of one module.
    const std::string place = place_of(info);
    const auto [at, fresh] =
        row_of.emplace(place + (document.is_quantizable(tensor) ? "" : " vector"), result.rows.size());
    if (fresh) {
      LayerRow row;
      row.kind = QString::fromStdString(info.kind);
      row.matrices = document.is_quantizable(tensor) || is_input(info);
      result.rows.push_back(std::move(row));
      places.push_back(place);
    }
    std::vector<int>& places_of_row = result.rows[at->second].tensors;
    const auto block = static_cast<std::size_t>(info.block);
    if (places_of_row.size() <= block) places_of_row.resize(block + 1, -1);
    if (places_of_row[block] < 0) places_of_row[block] = tensor;
    result.blocks = std::max(result.blocks, info.block + 1);
  }
  name_rows(result.rows, places);
  const std::map<std::string, int> numbers = numbered_places(document);
  for (std::size_t i = 0; i < result.rows.size(); ++i) result.rows[i].kind_index = numbers.at(places[i]);
  return result;
}

LayerRows chosen_rows(const LayerRows& all, const std::set<QString>& kinds, const std::vector<int>& kept) {
  const bool has_matrices = std::ranges::any_of(all.rows, &LayerRow::matrices);
  LayerRows result;
  result.blocks = all.blocks;
  result.by_block = all.by_block;
  for (const LayerRow& row : all.rows) {
    if (kinds.empty() ? has_matrices && !row.matrices : all.by_block && !kinds.contains(row.kind)) continue;
    LayerRow shown = row;
    bool any = false;
    for (int& tensor : shown.tensors) {
      if (!std::ranges::binary_search(kept, tensor)) tensor = -1;
      any = any || tensor >= 0;
    }
    if (any) result.rows.push_back(std::move(shown));
  }
  return result;
}

std::vector<LayerValue> known_values(const LayerRows& rows, const std::function<double(int)>& value) {
  std::vector<LayerValue> known;
  for (std::size_t row = 0; row < rows.rows.size(); ++row)
    for (std::size_t block = 0; block < rows.rows[row].tensors.size(); ++block) {
      const int tensor = rows.rows[row].tensors[block];
      const double number = tensor < 0 ? unknown : value(tensor);
      if (!std::isnan(number))
        known.push_back({tensor, static_cast<int>(row), static_cast<int>(block), number});
    }
  return known;
}

std::vector<LayerValue> worst_values(std::vector<LayerValue> values, bool low_is_bad, std::size_t count) {
  std::ranges::stable_sort(values, [low_is_bad](const LayerValue& a, const LayerValue& b) {
    return low_is_bad ? a.value < b.value : a.value > b.value;
  });
  if (values.size() > count) values.resize(count);
  return values;
}

int tensor_count(const LayerRows& rows) {
  std::ptrdiff_t count = 0;
  for (const LayerRow& row : rows.rows)
    count += std::ranges::count_if(row.tensors, [](int tensor) { return tensor >= 0; });
  return static_cast<int>(count);
}

QString layer_name(const Document& document, const LayerRows& rows, const LayerValue& value) {
  if (!rows.by_block) return QString::fromStdString(document.tensor(value.tensor).name);
  return QStringLiteral("%1 · %2").arg(value.block).arg(rows.rows[static_cast<std::size_t>(value.row)].name);
}

QString layers_sentence(const Document& document, const LayerRows& rows, const LayerMetric& metric,
                        const std::vector<LayerValue>& values, std::optional<double> limit) {
  if (values.empty()) return {};
  const auto with_unit = [&](double value) {
    const QString text = widgets::format_three(value, false);
    return metric.unit.isEmpty() ? text : text + ' ' + metric.unit;
  };
  const LayerValue worst = worst_values(values, metric.low_is_bad, 1).front();
  std::vector<double> sorted;
  for (const LayerValue& value : values) sorted.push_back(value.value);
  std::ranges::sort(sorted);
  const std::size_t n = sorted.size();
  const double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  QString text =
      (metric.low_is_bad ? LayersText::tr("Lowest %1: %2 at %3.") : LayersText::tr("Largest %1: %2 at %3."))
          .arg(metric.label, with_unit(worst.value), layer_name(document, rows, worst));
  if (n > 1) text += ' ' + LayersText::tr("The median layer has %1.").arg(with_unit(median));
  if (limit) {
    const auto above = std::ranges::count_if(sorted, [&](double value) { return value > *limit; });
    const QString times = widgets::format_three(*limit, false);
    text +=
        ' ' +
        (above == 0
             ? LayersText::tr("None lies above %1 ×.").arg(times)
             : LayersText::tr("%n layer(s) lie above %1 ×.", nullptr, static_cast<int>(above)).arg(times));
  }
  return text;
}

}  // namespace quantscope::gui
