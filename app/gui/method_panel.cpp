#include "app/gui/method_panel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSlider>
#include <QSplitter>
#include <QTimer>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>
#include <algorithm>

#include "app/gui/fitting_scroll_area.h"
#include "app/gui/metric_rows.h"
#include "app/gui/search_curve_view.h"
#include "widgets/core_text.h"
#include "widgets/icons.h"
#include "widgets/metric_table.h"
#include "widgets/number_text.h"
#include "widgets/parameter_form.h"

namespace quantscope::gui {
namespace {

const std::string theta_id = "theta";
const std::string mode_id = "theta_mode";

bool has_choice(const base::ParameterSpec* spec, const std::string& id) {
  return spec && std::ranges::any_of(spec->choices, [&](const auto& choice) { return choice.id == id; });
}

}  // namespace

MethodPanel::MethodPanel(QWidget* parent) : QWidget(parent) {
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  auto* columns = new QSplitter(Qt::Vertical, this);
  columns->setObjectName(QStringLiteral("method_splitter"));
  columns->setChildrenCollapsible(false);
  outer->addWidget(columns);
  auto* above = new FittingScrollArea(columns);
  QWidget* content = above->widget();
  auto* layout = new QVBoxLayout(content);
  layout->setContentsMargins(8, 6, 8, 6);

  auto* first = new QHBoxLayout;
  auto* label = new QLabel(tr("&Method"), content);
  method_ = new QComboBox(content);
  method_->setObjectName(QStringLiteral("method_combo"));
  label->setBuddy(method_);
  for (const auto& method : methods::all_methods()) {
    const methods::MethodDescription description = method->description();
    method_->addItem(QString::fromStdString(description.name), QString::fromStdString(description.id));
    method_->setItemData(method_->count() - 1, widgets::core_text(description.summary), Qt::ToolTipRole);
  }
  help_ = new QToolButton(content);
  help_->setObjectName(QStringLiteral("method_help"));
  help_->setText(QStringLiteral("?"));
  help_->setAutoRaise(true);
  help_->setAccessibleName(tr("About this method"));
  first->addWidget(label);
  first->addWidget(method_, 1);
  first->addWidget(help_);
  layout->addLayout(first);

  unsuitable_ = new QLabel(content);
  unsuitable_->setObjectName(QStringLiteral("unsuitable"));
  unsuitable_->setWordWrap(true);
  unsuitable_->hide();
  layout->addWidget(unsuitable_);

  form_ = new widgets::ParameterForm(content);
  // The panel has a reset of its own, beside the figures where it stays in sight.
  if (auto* reset_all = form_->findChild<QPushButton*>(QStringLiteral("reset_all"))) reset_all->hide();
  layout->addWidget(form_);

  search_ = new QPushButton(tr("Search best θ"), content);
  search_->setObjectName(QStringLiteral("search_theta"));
  search_->setToolTip(tr(
      "Tries many values of θ on the captured inputs and takes the one with the least error of the output"));
  layout->addWidget(search_);

  layout->addStretch(1);

  auto* below = new FittingScrollArea(columns);
  below_ = below;
  content = below->widget();
  layout = new QVBoxLayout(content);
  layout->setContentsMargins(8, 4, 8, 6);
  columns->setStretchFactor(0, 1);
  columns->setStretchFactor(1, 1);
  columns->setSizes({560, 480});
  badge_ = new QLabel(content);
  badge_->setObjectName(QStringLiteral("result_badge"));
  layout->addWidget(badge_);
  metrics_ = new widgets::MetricTable(content);
  layout->addWidget(metrics_);
  auto* buttons = new QHBoxLayout;
  reset_ = new QPushButton(tr("Reset"), content);
  reset_->setObjectName(QStringLiteral("reset_parameters"));
  reset_->setToolTip(tr("All parameters of the method back to their defaults for this layer"));
  copy_command_ = new QPushButton(tr("Copy command"), content);
  copy_command_->setObjectName(QStringLiteral("copy_command"));
  copy_command_->setToolTip(tr("The quantscope-cli line that gives the same figures"));
  buttons->addWidget(reset_);
  buttons->addWidget(copy_command_);
  layout->addLayout(buttons);
  notes_ = new QLabel(content);
  notes_->setObjectName(QStringLiteral("notes"));
  notes_->setWordWrap(true);
  notes_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  notes_->setForegroundRole(QPalette::PlaceholderText);
  layout->addWidget(notes_);
  curve_ = new SearchCurveView(content);
  curve_->hide();
  layout->addWidget(curve_);
  use_found_ = new QPushButton(content);
  use_found_->setObjectName(QStringLiteral("use_found_theta"));
  use_found_->hide();
  layout->addWidget(use_found_);

  layout->addStretch(1);

  connect(method_, &QComboBox::activated, this, [this] { choose_method(method_->currentData().toString()); });
  connect(help_, &QToolButton::clicked, this, [this] {
    QToolTip::showText(help_->mapToGlobal(QPoint(0, help_->height())), help_->toolTip(), help_);
  });
  connect(
      form_, &widgets::ParameterForm::valueEdited, this,
      [this](const QString& id, const base::ParameterValue&, bool dragging) { value_edited(id, dragging); });
  connect(form_, &widgets::ParameterForm::valuesChanged, this, [this] {
    if (!changing_ && setting() != last_) note_edit({}, true);
  });
  connect(form_, &widgets::ParameterForm::editFinished, this, [this] {
    dragging_ = false;
    emit settled();
  });
  connect(search_, &QPushButton::clicked, this, &MethodPanel::search_theta);
  connect(use_found_, &QPushButton::clicked, this, [this] {
    if (!found_) return;
    base::ParameterValues values = form_->values();
    values[mode_id] = std::string("manual");
    values[theta_id] = found_->parameters.at(theta_id);
    begin_edit(false);
    {
      const QScopedValueRollback guard(changing_, true);
      form_->setValues(values);
    }
    note_edit({}, true);
  });
  connect(reset_, &QPushButton::clicked, this, &MethodPanel::reset_parameters);
  connect(copy_command_, &QPushButton::clicked, this, &MethodPanel::copyCommandRequested);
  const int qllm = method_->findData(QStringLiteral("qllm"));
  method_->setCurrentIndex(std::max(qllm, 0));
  fill_form();
  last_ = setting();
  clear_site(tr("Choose a tensor on the left."));
}

Setting MethodPanel::setting() const {
  return {method_->currentData().toString().toStdString(), form_->values()};
}

Setting MethodPanel::essential_setting() const {
  Setting essential = setting();
  std::erase_if(essential.values, [this](const auto& entry) {
    const base::ParameterSpec* known = spec(entry.first);
    return known && entry.second == known->default_value;
  });
  return essential;
}

const MethodOnSite* MethodPanel::on_site() const {
  if (!site_) return nullptr;
  const auto found = site_->methods.find(method_->currentData().toString().toStdString());
  return found == site_->methods.end() ? nullptr : &found->second;
}

const base::ParameterSpec* MethodPanel::spec(const std::string& id) const {
  return base::find_parameter(form_->specs(), id);
}

std::optional<double> MethodPanel::theta() const {
  const base::ParameterSpec* theta = spec(theta_id);
  if (!theta || !unsuitable().isEmpty()) return std::nullopt;
  const base::ParameterValues values = form_->values();
  if (!base::why_disabled(*theta, form_->specs(), values).empty()) return std::nullopt;
  return base::number_of(*theta, values);
}

QString MethodPanel::unsuitable() const {
  const MethodOnSite* known = on_site();
  return known ? widgets::core_text(known->unsuitable) : QString();
}

void MethodPanel::fill_form() {
  const QScopedValueRollback guard(changing_, true);
  const MethodOnSite* known = on_site();
  const methods::Method& method = methods::method_by_id(method_->currentData().toString().toStdString());
  form_->setSpecs(known ? known->parameters : method.parameters(nullptr));
  const methods::MethodDescription description = method.description();
  help_->setToolTip(QStringLiteral("<p><b>%1</b></p><p>%2</p><p><i>%3</i></p>")
                        .arg(QString::fromStdString(description.name).toHtmlEscaped(),
                             widgets::core_text(description.summary).toHtmlEscaped(),
                             widgets::core_text(description.source).toHtmlEscaped()));
}

/// The form of the method that the combo shows, with the values that it had last.
void MethodPanel::enter_method() {
  remembered_[last_.method] = last_.values;
  fill_form();
  const QScopedValueRollback guard(changing_, true);
  base::ParameterValues values;
  for (const base::ParameterSpec& parameter : form_->specs()) values[parameter.id] = parameter.default_value;
  const auto known = remembered_.find(method_->currentData().toString().toStdString());
  if (known != remembered_.end())
    for (const auto& [parameter, value] : known->second) values[parameter] = value;
  form_->setValues(values);
}

void MethodPanel::choose_method(const QString& id) {
  if (id.toStdString() == last_.method) return;
  begin_edit(false);
  enter_method();
  note_edit({}, true);
}

void MethodPanel::apply(const Setting& setting, bool by_hand) {
  begin_edit(false);
  if (setting.method != last_.method) {
    remembered_[last_.method] = last_.values;
    method_->setCurrentIndex(method_->findData(QString::fromStdString(setting.method)));
    fill_form();
  }
  {
    const QScopedValueRollback guard(changing_, true);
    base::ParameterValues values;
    for (const base::ParameterSpec& parameter : form_->specs())
      values[parameter.id] = parameter.default_value;
    for (const auto& [id, value] : setting.values) values[id] = value;
    form_->setValues(values);
  }
  if (by_hand && this->setting() != last_) {
    note_edit({}, true);
    return;
  }
  last_ = this->setting();
  update_state();
  emit requested(true);
}

void MethodPanel::prefer_suitable_method() {
  if (!site_ || unsuitable().isEmpty()) return;
  for (const auto& [id, known] : site_->methods) {
    if (!known.unsuitable.empty()) continue;
    method_->setCurrentIndex(method_->findData(QString::fromStdString(id)));
    enter_method();
    last_ = setting();
    update_state();
    return;
  }
}

void MethodPanel::begin_edit(bool dragging) {
  if (dragging_ && dragging) return;
  if (full_) before_ = full_;
  if (dragging && !dragging_) ++drag_count_;
  dragging_ = dragging;
}

void MethodPanel::value_edited(const QString& id, bool dragging) {
  if (changing_) return;
  begin_edit(dragging);
  const base::ParameterSpec* edited_spec = spec(id.toStdString());
  note_edit(dragging ? QStringLiteral("%1/%2").arg(id).arg(drag_count_) : QString(),
            !edited_spec || !edited_spec->heavy);
}

void MethodPanel::note_edit(const QString& key, bool preview) {
  const Setting now = setting();
  if (now == last_) return;
  emit edited(last_, now, in_words(last_, now), key);
  last_ = now;
  const base::ParameterSpec* mode = spec(mode_id);
  if (mode && base::value_of(*mode, now.values) == base::ParameterValue(std::string("adaptive")))
    preview = false;
  update_state();
  emit requested(preview);
}

QString MethodPanel::in_words(const Setting& before, const Setting& after) const {
  if (before.method != after.method) return tr("method %1").arg(method_->currentText());
  QStringList changes;
  for (const base::ParameterSpec& parameter : form_->specs()) {
    const base::ParameterValue& value = base::value_of(parameter, after.values);
    if (value == base::value_of(parameter, before.values)) continue;
    const QString text = std::holds_alternative<double>(value)
                             ? widgets::format_three(std::get<double>(value), false)
                             : QString::fromStdString(base::parameter_text(value));
    changes << QStringLiteral("%1 = %2").arg(widgets::core_text(parameter.label), text);
  }
  constexpr int most_named = 2;
  return changes.size() <= most_named ? changes.join(QStringLiteral(", "))
                                      : tr("%n parameter(s)", nullptr, static_cast<int>(changes.size()));
}

void MethodPanel::focus_first_parameter() {
  for (const base::ParameterSpec& parameter : form_->specs())
    if (auto* slider = form_->findChild<QSlider*>(QString::fromStdString(parameter.id + "_slider"))) {
      slider->setFocus(Qt::OtherFocusReason);
      return;
    }
}

void MethodPanel::drag_theta(double theta, bool finished) {
  const base::ParameterSpec* parameter = spec(theta_id);
  if (!parameter) return;
  begin_edit(true);
  {
    const QScopedValueRollback guard(changing_, true);
    // Who takes the line that the search chose by the hand chooses by hand.
    if (has_choice(spec(mode_id), "manual"))
      form_->setValue(QString::fromStdString(mode_id), std::string("manual"));
    form_->setValue(QString::fromStdString(theta_id), theta);
  }
  note_edit(QStringLiteral("theta/%1").arg(drag_count_), true);
  if (finished) {
    dragging_ = false;
    emit settled();
  }
}

void MethodPanel::reset_parameters() {
  begin_edit(false);
  base::ParameterValues values;
  for (const base::ParameterSpec& parameter : form_->specs()) values[parameter.id] = parameter.default_value;
  {
    const QScopedValueRollback guard(changing_, true);
    form_->setValues(values);
  }
  note_edit({}, true);
}

void MethodPanel::search_theta() {
  if (!has_choice(spec(mode_id), "adaptive")) return;
  begin_edit(false);
  {
    const QScopedValueRollback guard(changing_, true);
    form_->setValue(QString::fromStdString(mode_id), std::string("adaptive"));
  }
  note_edit({}, false);
}

void MethodPanel::clear_site(const QString& reason) {
  site_.reset();
  before_.reset();
  full_.reset();
  found_.reset();
  shown_.reset();
  show_figures();
  notes_->clear();
  curve_->hide();
  use_found_->hide();
  badge_->setText(reason);
  update_state();
}

void MethodPanel::set_site(std::shared_ptr<const LoadedSite> site) {
  const bool other = !site_ || site->site != site_->site || last_.method.empty();
  site_ = std::move(site);
  before_.reset();
  full_.reset();
  found_.reset();
  fill_form();
  if (other) {
    // Theta belongs to a layer: its scale is that of the layer's input.
    const QScopedValueRollback guard(changing_, true);
    if (const base::ParameterSpec* theta = spec(theta_id))
      form_->setValue(QString::fromStdString(theta_id), theta->default_value);
    for (auto& [method, values] : remembered_) values.erase(theta_id);
  }
  last_ = setting();
  shown_.reset();
  show_figures();
  notes_->clear();
  curve_->hide();
  use_found_->hide();
  badge_->clear();
  update_state();
}

void MethodPanel::update_state() {
  const QString reason = unsuitable();
  unsuitable_->setVisible(!reason.isEmpty());
  unsuitable_->setText(reason);
  form_->setEnabled(site_ && reason.isEmpty());
  const base::ParameterSpec* mode = spec(mode_id);
  const bool adaptive =
      mode && base::value_of(*mode, form_->values()) == base::ParameterValue(std::string("adaptive"));
  search_->setVisible(has_choice(mode, "adaptive"));
  const bool can_search =
      site_ && reason.isEmpty() && site_->full->site().input.has_samples() && !site_->consumers.empty();
  search_->setEnabled(can_search && !adaptive);
  if (site_ && !can_search)
    search_->setToolTip(tr("The search needs the layer's weights and captured inputs"));
  copy_command_->setEnabled(site_ && reason.isEmpty() && !site_->consumers.empty());
  reset_->setEnabled(site_ != nullptr);
}

void MethodPanel::show_result(const std::shared_ptr<const study::AnalysisResult>& result, bool preview) {
  shown_ = result;
  shown_preview_ = preview;
  show_figures();
  badge_->setText(
      preview ? tr("▨ preview: sample of %1 values").arg(widgets::format_count(result->values_seen))
              : tr("full result in %1").arg(widgets::format_si(result->seconds, QStringLiteral("s"))));
  if (preview) {
    notes_->clear();
    return;
  }
  full_ = result;
  QStringList notes;
  for (const std::string& note : site_ ? site_->notes : std::vector<std::string>{})
    notes << widgets::core_note(note);
  for (const std::string& note : result->notes) notes << widgets::core_note(note);
  for (QString& note : notes)
    if (!note.isEmpty()) note[0] = note[0].toUpper();
  notes_->setText(notes.isEmpty() ? QString() : notes.join(QStringLiteral(".\n")) + '.');
  const bool searched = !result->curves.empty();
  curve_->setVisible(searched);
  use_found_->setVisible(searched);
  if (!searched) return;
  found_ = result;
  curve_->set_curve(result->curves.front());
  // Once the layout has given it room.
  QTimer::singleShot(0, curve_, [this] { below_->ensureWidgetVisible(curve_); });
  use_found_->setText(
      tr("Use θ = %1 by hand").arg(widgets::format_three(result->curves.front().chosen_x, false)));
}

void MethodPanel::show_figures() {
  metrics_->setRows(metric_rows(baseline_ ? baseline_.get() : before_.get(), shown_.get()), shown_preview_);
}

void MethodPanel::set_baseline(const QString& name, std::shared_ptr<const study::AnalysisResult> result) {
  baseline_ = std::move(result);
  metrics_->setBefore(baseline_ ? name : QString());
  show_figures();
}

void MethodPanel::show_failure(const QString& problem) {
  badge_->setText(tr("no result"));
  notes_->setText(problem);
  shown_.reset();
  show_figures();
}

}  // namespace quantscope::gui
