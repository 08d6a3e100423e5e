#include "app/gui/workspace.h"

#include <QUndoStack>

#include "app/gui/value_undo.h"

namespace quantscope::gui {

Workspace::Workspace(widgets::MessageBar* messages, widgets::JobBar* jobs, QObject* parent)
    : QObject(parent),
      messages_(messages),
      jobs_(jobs),
      runs_(new RunList(this)),
      linked_(new LinkedView(this)),
      undo_(new QUndoStack(this)) {
  connect(runs_, &RunList::edited, this,
          [this](const RunList::State& before, const RunList::State& after, const QString& what) {
            undo_->push(new ValueUndo<RunList::State>(
                what, undo_runs, before, after,
                [this](const RunList::State& state) { runs_->set_state(state); }));
          });
}

const std::optional<TensorSummary>& Workspace::summary(int tensor) const {
  return summaries_.at(static_cast<std::size_t>(tensor));
}

std::vector<int> Workspace::kept_tensors() const {
  std::vector<int> kept;
  if (!document_) return kept;
  const TensorCondition keeps = tensor_condition(linked_->state().filters);
  for (int tensor = 0; tensor < static_cast<int>(document_->tensors().size()); ++tensor)
    if (keeps(document_->tensor(tensor), summary(tensor))) kept.push_back(tensor);
  return kept;
}

std::optional<std::vector<int>> Workspace::kept_channels(const std::vector<double>& absmax,
                                                         double median) const {
  return gui::kept_channels(linked_->state().filters, {&absmax, median, outlier_factor_, theta_});
}

void Workspace::ask_tensor(int tensor) {
  if (document_ && tensor >= 0 && tensor < static_cast<int>(document_->tensors().size()))
    emit tensorAsked(tensor);
}

void Workspace::ask_page(const QString& id) {
  emit pageAsked(id);
}

void Workspace::ask_setting(const study::Setting& setting, int tensor) {
  emit settingAsked(setting, tensor < 0 ? tensor_ : tensor);
}

void Workspace::edit_filters(Filters filters, const QString& what, const QString& key) {
  const Filters before = linked_->state().filters;
  if (filters == before) return;
  linked_->set_filters(filters);
  undo_->push(new ValueUndo<Filters>(
      what, undo_filters, before, std::move(filters),
      [this](const Filters& value) { linked_->set_filters(value); }, key));
}

void Workspace::set_document(std::shared_ptr<const Document> document, std::shared_ptr<StatisticsStore> store,
                             std::shared_ptr<SiteCache> sites) {
  document_ = std::move(document);
  store_ = std::move(store);
  sites_ = std::move(sites);
  summaries_.assign(document_->tensors().size(), std::nullopt);
  tensor_ = -1;
  statistics_.reset();
  loaded_.reset();
  result_.reset();
  theta_.reset();
  emit documentChanged(false);
}

void Workspace::set_inputs(std::shared_ptr<const Document> document, std::shared_ptr<StatisticsStore> store) {
  const auto before = std::exchange(document_, std::move(document));
  store_ = std::move(store);
  summaries_.resize(document_->tensors().size());
  for (int tensor = 0; tensor < static_cast<int>(summaries_.size()); ++tensor)
    if (!document_->shares(tensor, *before)) summaries_[static_cast<std::size_t>(tensor)].reset();
  if (tensor_ >= static_cast<int>(summaries_.size())) tensor_ = -1;
  statistics_.reset();
  loaded_.reset();
  result_.reset();
  emit documentChanged(true);
}

void Workspace::set_tensor(int tensor) {
  tensor_ = tensor;
  statistics_.reset();
  loaded_.reset();
  result_.reset();
  if (document_ && tensor >= 0) linked_->set_tensor(QString::fromStdString(document_->tensor(tensor).path));
  emit tensorChanged();
}

void Workspace::set_statistics(StatisticsStore::Entry statistics) {
  statistics_ = std::move(statistics);
}

void Workspace::set_loaded(std::shared_ptr<const LoadedTensor> loaded) {
  loaded_ = std::move(loaded);
  result_.reset();
  emit loadedChanged();
}

void Workspace::set_setting(study::Setting setting, std::optional<double> theta) {
  if (setting == setting_ && theta == theta_) return;
  setting_ = std::move(setting);
  theta_ = theta;
  emit settingChanged();
}

void Workspace::set_result(std::shared_ptr<const study::AnalysisResult> result) {
  if (result == result_) return;
  result_ = std::move(result);
  emit resultChanged();
}

void Workspace::set_outlier_factor(double factor) {
  if (std::exchange(outlier_factor_, factor) != factor) emit outlierFactorChanged();
}

void Workspace::add_summaries(const std::vector<std::pair<int, TensorSummary>>& summaries) {
  std::vector<int> tensors;
  for (const auto& [tensor, summary] : summaries) {
    summaries_.at(static_cast<std::size_t>(tensor)) = summary;
    tensors.push_back(tensor);
  }
  emit summariesChanged(tensors);
}

}  // namespace quantscope::gui
