// The chart of the layers page with the table of the worst beside it.
#include <qcustomplot.h>

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "app/gui/figures.h"
#include "app/gui/layers_page.h"
#include "app/gui/unknown.h"
#include "app/gui/workspace.h"
#include "widgets/chart_frame.h"
#include "widgets/layer_chart_view.h"
#include "widgets/number_text.h"
#include "widgets/small_multiples.h"

namespace quantscope::gui {
namespace {

/// What can be drawn of a value.
double drawn(double value) {
  return std::isfinite(value) ? value : unknown;
}

}  // namespace

void LayersPage::show_empty(const QString& text) {
  row_of_line_.clear();
  worst_values_.clear();
  worst_->setRowCount(0);
  beside_->hide();
  request_row_->hide();
  chart_->setData({});
  chart_->frame()->setSentence({});
  chart_->frame()->setEmptyText(text);
}

void LayersPage::show_chart() {
  if (!workspace().document()) return show_empty(tr("Open a model to see which of its layers pay."));
  if (all_rows_.rows.empty())
    return show_empty(options_->subject() == LayerSubject::inputs
                          ? tr("No inputs of this model are captured.\nCapture them (menu Model → "
                               "Capture activations), or look at the weights.")
                          : tr("This file has no weights."));
  if (rows_.rows.empty()) return show_empty(tr("No layer passes the filters."));
  if (std::exchange(metric_shown_, options_->metric().id) != options_->metric().id)
    chart_->setValueLogarithmic(options_->metric().logarithmic);
  if (options_->metric().of_setting)
    show_errors();
  else
    show_statistics();
}

void LayersPage::show_statistics() {
  request_row_->hide();
  const Document& document = *workspace().document();
  const LayerMetric& metric = options_->metric();
  const auto value = [&](int tensor) {
    return value_of(metric, document.tensor(tensor), workspace().summary(tensor));
  };
  std::vector<widgets::LayerLine> lines;
  row_of_line_.clear();
  int known = 0;
  for (std::size_t row = 0; row < rows_.rows.size(); ++row) {
    widgets::LayerLine line;
    line.name = rows_.rows[row].name;
    line.kind = rows_.rows[row].kind_index;
    for (const int tensor : rows_.rows[row].tensors) {
      line.values.push_back(tensor < 0 ? unknown : drawn(value(tensor)));
      known += tensor >= 0 && workspace().summary(tensor) ? 1 : 0;
    }
    lines.push_back(std::move(line));
    row_of_line_.push_back(static_cast<int>(row));
  }
  if (known == 0)
    return show_empty(tr("No statistics yet.\nThey are computed in the background, tensor by tensor."));
  const int total = tensor_count(rows_);
  show_lines(std::move(lines), known_values(rows_, value),
             known < total ? tr("Statistics %1 of %2.").arg(known).arg(total) : QString());
}

ComparisonRequest LayersPage::error_request() const {
  ComparisonRequest request;
  request.document = workspace().document();
  request.runs.push_back({"0", workspace().setting()});
  for (const PinnedRun& run : workspace().runs().runs())
    if (run.visible && run.setting != workspace().setting())
      request.runs.push_back({std::to_string(request.runs.size()), run.setting});
  // What is in sight first, block by block as the chart is read.
  const QCPRange sight = chart_->frame()->plot()->xAxis->range();
  std::vector<int> hidden;
  for (int block = 0; block < rows_.blocks; ++block)
    for (const LayerRow& row : rows_.rows) {
      if (block >= static_cast<int>(row.tensors.size())) continue;
      const int tensor = row.tensors[static_cast<std::size_t>(block)];
      if (tensor < 0 || !request.document->is_quantizable(tensor)) continue;
      (sight.contains(block) ? request.weights : hidden).push_back(tensor);
    }
  request.weights.insert(request.weights.end(), hidden.begin(), hidden.end());
  return request;
}

void LayersPage::show_errors() {
  if (workspace().setting().method.empty())
    return show_empty(tr("Choose a method to see what it costs each layer."));
  const ComparisonRequest request = error_request();
  if (request.weights.empty()) return show_empty(tr("None of these tensors can be quantized."));
  errors_->want(request);

  const study::ComparisonMetric& metric = study::comparison_metric(options_->metric().id.toStdString());
  const study::Comparison known = errors_->known();
  std::map<int, std::size_t> weight_of;
  for (std::size_t weight = 0; weight < known.weights.size(); ++weight)
    weight_of[known.weights[weight]] = weight;
  const auto figures = [&](int run, int tensor) -> const study::ComparisonFigures* {
    const auto found = weight_of.find(tensor);
    if (found == weight_of.end()) return nullptr;
    const auto& cell = known.at(run, static_cast<int>(found->second));
    return cell ? &*cell : nullptr;
  };
  const auto value = [&](int run, int tensor) {
    const study::ComparisonFigures* cell = figures(run, tensor);
    return cell && cell->problem.empty() ? study::value_of(metric, *cell) : unknown;
  };

  std::vector<widgets::RunStyle> styles;
  styles.push_back({tr("now"), widgets::RunStyle::now});
  for (const PinnedRun& run : workspace().runs().runs())
    if (run.visible && run.setting != workspace().setting()) styles.push_back(run.style());
  std::vector<widgets::LayerLine> lines;
  row_of_line_.clear();
  int done = 0, failed = 0, without = 0;
  std::string reason;
  for (std::size_t run = 0; run < styles.size(); ++run)
    for (std::size_t row = 0; row < rows_.rows.size(); ++row) {
      widgets::LayerLine line;
      line.name = rows_.rows[row].name;
      line.kind = rows_.rows[row].kind_index;
      // One run alone leaves the colours to the kinds.
      if (styles.size() > 1 || rows_.rows.size() == 1) line.style = styles[run];
      for (const int tensor : rows_.rows[row].tensors) {
        const double number = tensor < 0 ? unknown : value(static_cast<int>(run), tensor);
        line.values.push_back(drawn(number));
        const study::ComparisonFigures* cell = run == 0 && tensor >= 0 ? figures(0, tensor) : nullptr;
        if (!cell) continue;
        ++done;
        if (!cell->problem.empty()) {
          ++failed;
          if (reason.empty()) reason = cell->problem;
        } else if (std::isnan(number)) {
          ++without;
        }
      }
      lines.push_back(std::move(line));
      row_of_line_.push_back(static_cast<int>(row));
    }
  const auto total = static_cast<int>(request.weights.size());
  QStringList state;
  if (done < total) state << tr("Errors %1 of %2.").arg(done).arg(total);
  if (failed > 0)
    state << tr("%n layer(s) cannot be computed: %1.", nullptr, failed).arg(QString::fromStdString(reason));
  if (without > 0)
    state << tr("%n layer(s) have no captured input: their weights' SQNR is known.", nullptr, without);
  state << tr(
      "Each layer is quantized alone here; the page Inference shows how errors add up through the model.");
  std::vector<LayerValue> values = known_values(rows_, [&](int tensor) { return value(0, tensor); });
  show_lines(std::move(lines), std::move(values), state.join(' '));
  show_request();
}

void LayersPage::show_lines(std::vector<widgets::LayerLine> lines, std::vector<LayerValue> values,
                            const QString& state) {
  const Document& document = *workspace().document();
  const LayerMetric& metric = options_->metric();
  std::optional<double> limit;
  if (metric.id == QLatin1String("outlier_ratio")) limit = workspace().outlier_factor();

  widgets::LayerChartData picture;
  picture.lines = std::move(lines);
  picture.blocks = rows_.blocks;
  if (!rows_.by_block) picture.block_word = tr("tensor");
  picture.value_name = metric.label;
  picture.unit = metric.unit;
  picture.limit = limit;
  if (limit) picture.limit_label = tr("outlier limit %1 ×").arg(widgets::format_three(*limit, false));
  picture.view_key = metric.id + (options_->subject() == LayerSubject::inputs ? QStringLiteral("/inputs")
                                                                              : QStringLiteral("/weights"));
  chart_->frame()->setEmptyText({});
  chart_->setData(std::move(picture));
  QStringList sentence{layers_sentence(document, rows_, metric, values, limit), state};
  sentence.removeAll(QString());
  chart_->frame()->setSentence(sentence.join(' '));
  chart_->frame()->setExportName(document.display_name().section('.', 0, -2) + QStringLiteral("-layers-") +
                                 metric.id);

  worst_values_ = worst_values(std::move(values), metric.low_is_bad, most_worst);
  worst_->setHorizontalHeaderLabels({tr("layer"), metric.unit.isEmpty() ? metric.label : metric.unit});
  worst_->horizontalHeaderItem(1)->setToolTip(metric.label);
  beside_->setVisible(!maximised_ && !worst_values_.empty());
  worst_->setRowCount(static_cast<int>(worst_values_.size()));
  for (int row = 0; row < worst_->rowCount(); ++row) {
    const LayerValue& bad = worst_values_[static_cast<std::size_t>(row)];
    auto* name = new QTableWidgetItem(layer_name(document, rows_, bad));
    name->setToolTip(QString::fromStdString(document.tensor(bad.tensor).name));
    auto* number = new QTableWidgetItem(widgets::format_three(bad.value));
    number->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    number->setToolTip(widgets::exact_text(bad.value));
    worst_->setItem(row, 0, name);
    worst_->setItem(row, 1, number);
  }
  show_selected();
}

void LayersPage::show_request() {
  using State = LayerErrors::State;
  const bool asks = errors_->state() == State::asking || errors_->state() == State::stopped;
  request_row_->setVisible(asks);
  if (!asks) return;
  const QString size = bytes_text(static_cast<double>(errors_->missing_bytes()));
  if (errors_->state() == State::asking) {
    request_text_->setText(tr("The errors of these layers are not known yet: %1 of weights would be read and "
                              "quantized.")
                               .arg(size));
    request_button_->setText(tr("Compute"));
  } else {
    request_text_->setText(errors_->problem().isEmpty()
                               ? tr("Cancelled: %1 of weights are not computed.").arg(size)
                               : tr("The errors could not be computed: %1.").arg(errors_->problem()));
    request_button_->setText(errors_->problem().isEmpty() ? tr("Continue") : tr("Try again"));
  }
}

void LayersPage::show_selected() {
  if (options_->view() == LayersPageOptions::View::histograms) {
    tiles_->setSelected(workspace().tensor());
    return;
  }
  int selected_line = -1, selected_block = -1;
  const int tensor = workspace().tensor();
  for (int line = 0; line < static_cast<int>(row_of_line_.size()) && selected_line < 0; ++line) {
    const auto& tensors =
        rows_.rows[static_cast<std::size_t>(row_of_line_[static_cast<std::size_t>(line)])].tensors;
    const auto found = std::ranges::find(tensors, tensor);
    if (tensor < 0 || found == tensors.end()) continue;
    selected_line = line;
    selected_block = static_cast<int>(found - tensors.begin());
  }
  if (selected_line < 0 && tensor >= 0 && rows_.by_block && workspace().document())
    selected_block = workspace().document()->tensor(tensor).block;
  chart_->setSelected(selected_line, selected_block);
  const auto row = std::ranges::find(worst_values_, tensor, &LayerValue::tensor);
  if (tensor >= 0 && row != worst_values_.end())
    worst_->selectRow(static_cast<int>(row - worst_values_.begin()));
  else
    worst_->clearSelection();
}

}  // namespace quantscope::gui
