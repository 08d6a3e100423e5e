#include "app/gui/navigator.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QTreeView>
#include <QVBoxLayout>
#include <algorithm>
#include <set>

#include "widgets/badness_delegate.h"
#include "widgets/icons.h"
#include "widgets/number_text.h"

namespace quantscope::gui {
namespace {

/// Trees of at most so many tensors open with all blocks unfolded.
constexpr int unfolded_tensors = 150;
constexpr std::size_t most_filter_kinds = 80;

}  // namespace

Navigator::Navigator(Workspace& workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), model_(new TensorModel(this)), filter_(new TensorFilter(this)) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 6, 2, 4);
  layout->setSpacing(4);
  search_ = new QLineEdit(this);
  search_->setObjectName(QStringLiteral("tensor_search"));
  search_->setPlaceholderText(tr("Search: down_proj, *.3.*_proj"));
  search_->setToolTip(tr("Part of a name, or a pattern with * ? [ ]"));
  search_->setClearButtonEnabled(true);
  search_->addAction(widgets::icon(widgets::Icon::search), QLineEdit::LeadingPosition);
  search_->setAccessibleName(tr("Search tensors"));
  label_ = new QLabel(this);
  label_->setObjectName(QStringLiteral("document_label"));
  label_->setWordWrap(true);
  label_->hide();
  layout->addWidget(label_);
  layout->addWidget(search_);

  auto* row = new QHBoxLayout;
  kind_ = new QComboBox(this);
  kind_->setObjectName(QStringLiteral("tensor_kind"));
  kind_->setToolTip(tr("Kind of the tensors shown"));
  kind_->setAccessibleName(tr("Kind"));
  kind_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  kind_->setMinimumContentsLength(8);
  sort_ = new QComboBox(this);
  sort_->setObjectName(QStringLiteral("tensor_sort"));
  sort_->setToolTip(tr("Order of the blocks and of the tensors in them"));
  sort_->setAccessibleName(tr("Sort by"));
  sort_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  sort_->setMinimumContentsLength(8);
  sort_->addItem(tr("File order"), TensorModel::name_column);
  sort_->addItem(tr("Worst first"), TensorModel::badness_column);
  sort_->addItem(tr("Outlier ratio"), TensorModel::ratio_column);
  sort_->addItem(tr("Absmax"), TensorModel::absmax_column);
  sort_->addItem(tr("Kurtosis"), TensorModel::kurtosis_column);
  sort_->addItem(tr("Size"), TensorModel::shape_column);
  row->addWidget(kind_, 1);
  row->addWidget(sort_, 1);
  layout->addLayout(row);

  filter_->setSourceModel(model_);
  tree_ = new QTreeView(this);
  tree_->setObjectName(QStringLiteral("tensor_tree"));
  tree_->setAccessibleName(tr("Tensors"));
  tree_->setModel(filter_);
  tree_->setUniformRowHeights(true);
  tree_->setSortingEnabled(true);
  tree_->setAlternatingRowColors(false);
  tree_->setIndentation(12);
  tree_->setSelectionBehavior(QAbstractItemView::SelectRows);
  tree_->setItemDelegateForColumn(TensorModel::badness_column,
                                  new widgets::BadnessDelegate(TensorModel::badness_role, this));
  QHeaderView* header = tree_->header();
  header->setStretchLastSection(false);
  header->setSectionsMovable(true);
  header->setMinimumSectionSize(36);
  // The bar stands beside the name: it is what one looks for.
  header->moveSection(header->visualIndex(TensorModel::badness_column), 1);
  header->moveSection(header->visualIndex(TensorModel::ratio_column), 2);
  const int em = fontMetrics().horizontalAdvance(QLatin1Char('m'));
  header->resizeSection(TensorModel::name_column, 14 * em);
  header->resizeSection(TensorModel::badness_column, 5 * em);
  header->resizeSection(TensorModel::ratio_column, 5 * em);
  header->resizeSection(TensorModel::shape_column, 8 * em);
  header->resizeSection(TensorModel::type_column, 4 * em);
  header->resizeSection(TensorModel::absmax_column, 6 * em);
  header->resizeSection(TensorModel::kurtosis_column, 6 * em);
  tree_->sortByColumn(TensorModel::name_column, Qt::AscendingOrder);
  layout->addWidget(tree_, 1);
  count_ = new QLabel(this);
  count_->setObjectName(QStringLiteral("tensor_count"));
  count_->setForegroundRole(QPalette::PlaceholderText);
  layout->addWidget(count_);

  connect(search_, &QLineEdit::textChanged, this, [this](const QString& text) {
    replace_filter(Filter::Kind::name, text.trimmed(), tr("search"), QStringLiteral("search"));
  });
  connect(search_, &QLineEdit::returnPressed, this, &Navigator::select_next);
  connect(kind_, &QComboBox::activated, this, [this] {
    replace_filter(Filter::Kind::tensor_kind, kind_->currentData().toString(), tr("choice of kind"), {});
  });
  connect(sort_, &QComboBox::activated, this, [this] {
    const int column = sort_->currentData().toInt();
    tree_->sortByColumn(column,
                        column == TensorModel::name_column ? Qt::AscendingOrder : Qt::DescendingOrder);
  });
  connect(header, &QHeaderView::sortIndicatorChanged, this, [this](int column) {
    if (const int item = sort_->findData(column); item >= 0) sort_->setCurrentIndex(item);
  });
  connect(tree_->selectionModel(), &QItemSelectionModel::currentChanged, this,
          [this](const QModelIndex& current) {
            const int tensor = model_->tensor_at(filter_->mapToSource(current));
            if (tensor >= 0) emit tensorSelected(tensor);
          });
  connect(&workspace_.linked(), &LinkedView::changed, this, [this](const ViewState& before) {
    if (before.filters != workspace_.linked().state().filters) show_filters();
  });
}

void Navigator::set_document(std::shared_ptr<const Document> document) {
  model_->set_document(std::move(document));
  fill_kinds();
  show_label();
  if (filter_->sourceModel()->rowCount() > 0) {
    if (model_->document() && model_->document()->tensors().size() <= unfolded_tensors)
      tree_->expandAll();
    else
      tree_->expand(filter_->index(0, 0));
  }
  show_filters();
}

void Navigator::set_inputs(std::shared_ptr<const Document> document) {
  std::set<int> folded;
  for (int row = 0; row < model_->rowCount(); ++row)
    if (!tree_->isExpanded(filter_->mapFromSource(model_->index(row, 0))))
      folded.insert(model_->block_at(row));
  const int sight = tree_->verticalScrollBar()->value();
  model_->set_inputs(std::move(document));
  fill_kinds();
  show_filters();
  for (int row = 0; row < model_->rowCount(); ++row)
    tree_->setExpanded(filter_->mapFromSource(model_->index(row, 0)),
                       !folded.contains(model_->block_at(row)));
  tree_->verticalScrollBar()->setValue(sight);
}

void Navigator::show_label() {
  const QString label = model_->document() ? model_->document()->label() : QString();
  label_->setVisible(!label.isEmpty());
  label_->setText(QStringLiteral("⚠ ") + label);
  label_->setToolTip(tr("This file is not the model that it was made from: %1").arg(label));
}

void Navigator::add_summaries(const std::vector<std::pair<int, TensorSummary>>& summaries) {
  model_->set_summaries(summaries);
}

void Navigator::fill_kinds() {
  kind_->clear();
  kind_->addItem(tr("All kinds"), QString());
  kind_->addItem(tr("Weights"), QStringLiteral("role:weight"));
  kind_->addItem(tr("Inputs"), QStringLiteral("role:input"));
  if (!model_->document()) return;
  std::set<std::string> kinds;
  for (const storage::TensorInfo& info : model_->document()->tensors()) {
    kinds.insert(info.kind);
    if (kinds.size() >= most_filter_kinds) break;
  }
  kind_->insertSeparator(kind_->count());
  for (const std::string& kind : kinds)
    kind_->addItem(QString::fromStdString(kind), QString::fromStdString(kind));
}

void Navigator::replace_filter(Filter::Kind kind, const QString& text, const QString& what,
                               const QString& key) {
  Filters filters = workspace_.linked().state().filters;
  const auto same = std::ranges::find_if(
      filters, [&](const Filter& filter) { return filter.kind == kind && !filter.excluded; });
  if (same == filters.end() && text.isEmpty()) return;
  if (same == filters.end()) {
    Filter filter;
    filter.kind = kind;
    filter.text = text;
    filters.push_back(std::move(filter));
  } else if (text.isEmpty()) {
    filters.erase(same);
  } else {
    same->text = text;
  }
  workspace_.edit_filters(std::move(filters), what, key);
}

void Navigator::show_filters() {
  const Filters& filters = workspace_.linked().state().filters;
  QString pattern, kind;
  for (const Filter& filter : filters) {
    if (filter.excluded) continue;
    if (filter.kind == Filter::Kind::name && pattern.isEmpty()) pattern = filter.text;
    if (filter.kind == Filter::Kind::tensor_kind && kind.isEmpty()) kind = filter.text;
  }
  {
    const QSignalBlocker quiet(search_);
    if (search_->text().trimmed() != pattern) search_->setText(pattern);
  }
  kind_->setCurrentIndex(std::max(kind_->findData(kind), 0));
  filter_->set_filters(filters);
  if (!std::ranges::all_of(filters, &Filter::about_channels)) tree_->expandAll();
  if (const QModelIndex current = tree_->currentIndex(); current.isValid()) tree_->scrollTo(current);
  update_count();
}

void Navigator::update_count() {
  if (!model_->document()) {
    count_->clear();
    return;
  }
  const auto all = static_cast<qint64>(model_->document()->tensors().size());
  const qint64 shown = filter_->shown_tensors();
  count_->setText(shown == all
                      ? tr("%1 tensors").arg(widgets::format_count(all))
                      : tr("%1 of %2 tensors").arg(widgets::format_count(shown), widgets::format_count(all)));
}

int Navigator::selected() const {
  return model_->tensor_at(filter_->mapToSource(tree_->currentIndex()));
}

bool Navigator::shows(int tensor) const {
  return filter_->mapFromSource(model_->index_of(tensor)).isValid();
}

void Navigator::select(int tensor) {
  QModelIndex index = filter_->mapFromSource(model_->index_of(tensor));
  if (!index.isValid()) {
    Filters kept = workspace_.linked().state().filters;
    std::erase_if(kept, [](const Filter& filter) { return !filter.about_channels(); });
    workspace_.edit_filters(std::move(kept), tr("show the selected tensor"));
    index = filter_->mapFromSource(model_->index_of(tensor));
  }
  if (!index.isValid()) return;
  tree_->setCurrentIndex(index);
  tree_->scrollTo(index, QAbstractItemView::PositionAtCenter);
}

void Navigator::focus_search() {
  search_->setFocus(Qt::ShortcutFocusReason);
  search_->selectAll();
}

void Navigator::select_next() {
  step(1);
}
void Navigator::select_previous() {
  step(-1);
}

void Navigator::step(int direction) {
  QModelIndex index = tree_->currentIndex();
  if (!index.isValid()) index = filter_->index(0, 0);
  // Groups on the way are unfolded and passed over.
  while (index.isValid()) {
    if (direction > 0 && !index.parent().isValid() && !tree_->isExpanded(index)) tree_->expand(index);
    QModelIndex next = direction > 0 ? tree_->indexBelow(index) : tree_->indexAbove(index);
    if (direction < 0 && next.isValid() && !next.parent().isValid() && !tree_->isExpanded(next)) {
      tree_->expand(next);
      next = filter_->index(filter_->rowCount(next) - 1, 0, next);
    }
    index = next;
    if (!index.isValid()) return;
    if (model_->tensor_at(filter_->mapToSource(index)) >= 0) {
      tree_->setCurrentIndex(index.siblingAtColumn(0));
      return;
    }
  }
}

void Navigator::select_worst() {
  if (!model_->document()) return;
  if (const int worst = model_->worst_tensor(); worst >= 0) select(worst);
}

}  // namespace quantscope::gui
