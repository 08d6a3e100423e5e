#include "app/gui/inference_controls.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QJsonObject>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "app/gui/labelled_control.h"
#include "core/model/precision.h"
#include "widgets/core_text.h"
#include "widgets/flow_layout.h"
#include "widgets/icons.h"

namespace quantscope::gui {
namespace {

constexpr int most_text_tokens = 100'000'000;
constexpr int most_window = 1 << 24;
constexpr int whole_context = 1;  // no window has one token
constexpr int typed_lines = 4;
constexpr qsizetype longest_item = 28;
constexpr int kind_role = Qt::UserRole + 1;  // of items of the texts; their data is the name or path
const QString kind_model = QStringLiteral("model"), kind_typed = QStringLiteral("typed"),
              kind_file = QStringLiteral("file"), kind_choose = QStringLiteral("choose");

QString shortened(const QString& name) {
  return name.size() <= longest_item
             ? name
             : name.left(longest_item / 2) + QChar(u'…') + name.right(longest_item / 2);
}

void choose_data(QComboBox* box, const QJsonValue& data) {
  if (const int item = box->findData(data.toString()); item >= 0) box->setCurrentIndex(item);
}

}  // namespace

InferenceControls::InferenceControls(QWidget* parent) : QWidget(parent) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  row_ = new QWidget(this);
  column->addWidget(row_);
  build_text_row();
  typed_ = new QPlainTextEdit(this);
  typed_->setObjectName(QStringLiteral("inference_typed"));
  typed_->setAccessibleName(tr("Text to run the models on"));
  typed_->setPlaceholderText(tr("Type or paste the text that the models shall read"));
  typed_->setTabChangesFocus(true);
  typed_->setFixedHeight(typed_->fontMetrics().lineSpacing() * typed_lines + 12);
  typed_->hide();
  column->addWidget(typed_);
  advanced_ = new QWidget(this);
  advanced_->hide();
  column->addWidget(advanced_);
  build_advanced();
  connect(typed_, &QPlainTextEdit::textChanged, this, &InferenceControls::tell);
  set_model(nullptr, nullptr);
}

void InferenceControls::build_text_row() {
  auto* row = new widgets::FlowLayout(row_);
  text_ = add_labelled<QComboBox>(
      row_, row, tr("Text"), QStringLiteral("inference_text"),
      tr("What the models read: a text of the model file, one that you type, or a file"));
  tokens_ = add_labelled<QSpinBox>(row_, row, tr("Tokens"), QStringLiteral("inference_tokens"),
                                   tr("How many tokens are predicted at most (default %1). More take longer "
                                      "and make the standard error smaller.")
                                       .arg(default_tokens));
  tokens_->setRange(0, most_text_tokens);
  tokens_->setSpecialValueText(tr("all"));
  tokens_->setSingleStep(1024);
  tokens_->setValue(default_tokens);
  window_ = add_labelled<QSpinBox>(
      row_, row, tr("Window"), QStringLiteral("inference_window"),
      tr("Tokens that the model sees at once, the beginning token among them (default: the model's context). "
         "Perplexities of different windows cannot be compared."));
  window_->setRange(whole_context, most_window);
  window_->setSpecialValueText(tr("context"));
  window_->setSingleStep(32);
  begin_ = add_labelled<QComboBox>(
      row_, row, tr("BOS"), QStringLiteral("inference_begin"),
      tr("Where the beginning-of-text token stands: before each window, once before the text, or nowhere "
         "(default: each, where the tokenizer has one)"));
  begin_->addItem(tr("each"), QStringLiteral("each"));
  begin_->addItem(tr("once"), QStringLiteral("once"));
  begin_->addItem(tr("none"), QStringLiteral("none"));
  run_ = new QPushButton(tr("Run"), row_);
  run_->setObjectName(QStringLiteral("inference_run"));
  run_->setShortcut(QKeySequence(Qt::Key_F5));
  cancel_ = new QPushButton(tr("Cancel"), row_);
  cancel_->setObjectName(QStringLiteral("inference_cancel"));
  cancel_->setToolTip(tr("Ends the run; what is done stays"));
  more_ = new QToolButton(row_);
  more_->setObjectName(QStringLiteral("inference_more"));
  more_->setText(tr("Advanced"));
  more_->setToolTip(tr("Which runs, and in which formats the engine works"));
  more_->setCheckable(true);
  more_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  more_->setArrowType(Qt::RightArrow);
  auto* copy = new QToolButton(row_);
  copy->setObjectName(QStringLiteral("inference_copy_command"));
  copy->setIcon(widgets::icon(widgets::Icon::copy));
  copy->setAutoRaise(true);
  copy->setToolTip(tr("Copy the quantscope-cli commands that give these perplexities"));
  copy->setAccessibleName(tr("Copy commands"));
  auto* reset = new QToolButton(row_);
  reset->setObjectName(QStringLiteral("inference_reset"));
  reset->setIcon(widgets::icon(widgets::Icon::reset));
  reset->setAutoRaise(true);
  reset->setToolTip(tr("Tokens, window, BOS and everything advanced to their defaults"));
  reset->setAccessibleName(tr("Reset to defaults"));
  for (QWidget* each : std::initializer_list<QWidget*>{run_, cancel_, more_, copy, reset})
    row->addWidget(each);

  connect(text_, &QComboBox::activated, this, &InferenceControls::text_chosen);
  for (QSpinBox* box : {tokens_, window_})
    connect(box, &QSpinBox::valueChanged, this, &InferenceControls::tell);
  connect(begin_, &QComboBox::currentIndexChanged, this, &InferenceControls::tell);
  connect(run_, &QPushButton::clicked, this, &InferenceControls::run);
  connect(cancel_, &QPushButton::clicked, this, &InferenceControls::cancel);
  connect(copy, &QToolButton::clicked, this, &InferenceControls::copyCommand);
  connect(reset, &QToolButton::clicked, this, &InferenceControls::reset);
  connect(more_, &QToolButton::toggled, this, [this](bool on) {
    more_->setArrowType(on ? Qt::DownArrow : Qt::RightArrow);
    advanced_->setVisible(on);
  });
}

void InferenceControls::build_advanced() {
  auto* row = new widgets::FlowLayout(advanced_);
  original_ = new QCheckBox(tr("Unquantized model beside"), advanced_);
  original_->setObjectName(QStringLiteral("inference_original"));
  original_->setChecked(true);
  original_->setToolTip(
      tr("Runs the unquantized model too, in grey, and measures what the others' predictions diverge from "
         "it. Without "
         "it a large model needs no more memory than its quantized weights."));
  row->addWidget(original_);
  current_ = new QCheckBox(tr("Current setting"), advanced_);
  current_->setObjectName(QStringLiteral("inference_current"));
  current_->setChecked(true);
  current_->setToolTip(tr("Runs the setting in the method panel too, in blue"));
  row->addWidget(current_);
  precision_ = add_labelled<QComboBox>(
      advanced_, row, tr("Number formats"), QStringLiteral("inference_precision"),
      tr("Formats of the values between the layers of the quantized models (default f32)"));
  for (const model::PrecisionPreset& preset : model::precision_presets()) {
    precision_->addItem(widgets::core_text(preset.label), QString::fromStdString(preset.plan.id));
    precision_->setItemData(precision_->count() - 1, widgets::core_text(preset.help), Qt::ToolTipRole);
  }
  cache_ = add_labelled<QComboBox>(advanced_, row, tr("KV cache"), QStringLiteral("inference_cache"),
                                   tr("How the quantized models keep keys and values (default f32)"));
  for (const auto format : {kernels::CacheFormat::f32, kernels::CacheFormat::f16, kernels::CacheFormat::int8,
                            kernels::CacheFormat::int4})
    cache_->addItem(QString::fromLatin1(kernels::cache_format_name(format)), static_cast<int>(format));
  attention_ = add_labelled<QComboBox>(
      advanced_, row, tr("Attention"), QStringLiteral("inference_attention"),
      tr("FlashAttention-2 in tiles, or the plain version with whole matrices of scores: the same within "
         "rounding (default flash)"));
  attention_->addItem(tr("flash"), QStringLiteral("flash"));
  attention_->addItem(tr("plain"), QStringLiteral("plain"));
  for (QCheckBox* box : {original_, current_})
    connect(box, &QCheckBox::toggled, this, &InferenceControls::tell);
  for (QComboBox* box : {precision_, cache_, attention_})
    connect(box, &QComboBox::currentIndexChanged, this, &InferenceControls::tell);
}

void InferenceControls::tell() {
  if (!filling_) emit changed();
}

void InferenceControls::set_model(const std::shared_ptr<const Document>& document,
                                  const std::shared_ptr<const ModelFacts>& facts) {
  const bool other = document != document_;
  document_ = document;
  facts_ = facts;
  filling_ = true;
  if (other || text_->count() == 0) {
    // Files that were chosen stay.
    QStringList files;
    for (int item = 0; item < text_->count(); ++item)
      if (text_->itemData(item, kind_role) == kind_file) files << text_->itemData(item).toString();
    text_->clear();
    const auto add = [this](const QString& label, const QString& content, const QString& kind) {
      text_->addItem(label, content);
      text_->setItemData(text_->count() - 1, kind, kind_role);
    };
    if (document)
      for (const std::string& name : document->file().text_names())
        add(tr("%1 (of the model)").arg(shortened(QString::fromStdString(name))),
            QString::fromStdString(name), kind_model);
    add(tr("typed text"), kind_typed, kind_typed);
    add(tr("Choose a file…"), kind_choose, kind_choose);
    for (const QString& file : files) add_file(file);
    text_->setCurrentIndex(0);
    last_text_ = 0;
    typed_->setVisible(text_->currentData(kind_role) == kind_typed);
  }
  show_model();
  filling_ = false;
}

void InferenceControls::show_model() {
  const bool runs = facts_ && facts_->model;
  for (QWidget* each : std::initializer_list<QWidget*>{row_, advanced_, typed_}) each->setEnabled(runs);
  if (!runs) return;
  const int context = static_cast<int>(std::min<std::int64_t>(facts_->model->config().context, most_window));
  window_->setRange(whole_context, std::max(2, context));
  window_->setSpecialValueText(tr("context (%1)").arg(context));
  if (!facts_->model->tokenizer().beginning_token()) begin_->setCurrentIndex(2);
  set_possible(begin_, facts_->model->tokenizer().beginning_token().has_value(),
               tr("The tokenizer of this model has no beginning-of-text token"));
}

void InferenceControls::add_file(const QString& path) {
  const int place = text_->findData(kind_choose);
  text_->insertItem(place, shortened(QFileInfo(path).fileName()), path);
  text_->setItemData(place, kind_file, kind_role);
  text_->setItemData(place, path, Qt::ToolTipRole);
}

void InferenceControls::text_chosen(int index) {
  if (text_->itemData(index, kind_role) == kind_choose) {
    choose_file();
    return;
  }
  last_text_ = index;
  typed_->setVisible(text_->itemData(index, kind_role) == kind_typed);
  if (typed_->isVisible()) typed_->setFocus();
  tell();
}

void InferenceControls::choose_file() {
  const QString folder = document_ ? QFileInfo(document_->path()).absolutePath() : QString();
  const QString path = QFileDialog::getOpenFileName(this, tr("Choose a text"), folder,
                                                    tr("Texts (*.txt *.md *.jsonl *.csv);;All files (*)"));
  if (path.isEmpty()) {
    text_->setCurrentIndex(last_text_);
    return;
  }
  if (text_->findData(path) < 0) add_file(path);
  const int place = text_->findData(path);
  text_->setCurrentIndex(place);
  text_chosen(place);
}

InferencePlan InferenceControls::plan() const {
  InferencePlan plan;
  const QString kind = text_->currentData(kind_role).toString();
  plan.text.name = text_->currentData().toString();
  if (kind == kind_typed) {
    plan.text.from = InferenceText::From::typed;
    plan.text.name.clear();
    plan.text.typed = typed_->toPlainText();
  } else if (kind != kind_model) {
    plan.text.from = InferenceText::From::file;
  }
  plan.protocol.window = window_->value() == whole_context ? 0 : window_->value();
  constexpr model::BeginningMode modes[] = {model::BeginningMode::each, model::BeginningMode::once,
                                            model::BeginningMode::none};
  plan.protocol.begin = modes[begin_->currentIndex()];
  plan.most_tokens = tokens_->value();
  plan.engine.precision = precision_->currentData().toString().toStdString();
  plan.engine.cache = static_cast<kernels::CacheFormat>(cache_->currentData().toInt());
  plan.engine.attention =
      attention_->currentIndex() == 1 ? kernels::AttentionKind::plain : kernels::AttentionKind::flash;
  plan.divergence = original_->isChecked();
  return plan;
}

bool InferenceControls::has_text() const {
  const QString kind = text_->currentData(kind_role).toString();
  if (kind == kind_typed) return !typed_->toPlainText().trimmed().isEmpty();
  return kind == kind_model || kind == kind_file;
}

bool InferenceControls::includes_original() const {
  return original_->isChecked();
}

bool InferenceControls::includes_current() const {
  return current_->isChecked() && current_->isEnabled();
}

void InferenceControls::set_current_possible(bool possible, const QString& reason) {
  set_possible(current_, possible, reason);
}

void InferenceControls::set_run_state(bool running, const QString& why_not) {
  run_->setEnabled(!running && why_not.isEmpty());
  run_->setToolTip(running             ? tr("The models are running")
                   : why_not.isEmpty() ? tr("Runs the models that have no figures yet (F5)")
                                       : why_not);
  cancel_->setEnabled(running);
}

void InferenceControls::reset() {
  filling_ = true;
  tokens_->setValue(default_tokens);
  window_->setValue(whole_context);
  begin_->setCurrentIndex(begin_->isEnabled() ? 0 : 2);
  original_->setChecked(true);
  current_->setChecked(true);
  for (QComboBox* box : {precision_, cache_, attention_}) box->setCurrentIndex(0);
  filling_ = false;
  tell();
}

QJsonObject InferenceControls::choices() const {
  const QString kind = text_->currentData(kind_role).toString();
  QJsonObject choices{
      {"text", kind},
      {"text_name", kind == kind_model || kind == kind_file ? text_->currentData().toString() : QString()},
      {"tokens", tokens_->value()},
      // The whole context of another model is another number.
      {"window", static_cast<qint64>(plan().protocol.window)},
      {"begin", begin_->currentData().toString()},
      {"original", original_->isChecked()},
      {"current", current_->isChecked()},
      {"precision", precision_->currentData().toString()},
      {"cache", cache_->currentText()},
      {"attention", attention_->currentData().toString()},
      {"advanced", more_->isChecked()}};
  if (kind == kind_typed) choices["typed"] = typed_->toPlainText();
  return choices;
}

void InferenceControls::set_choices(const QJsonObject& choices) {
  filling_ = true;
  const QString kind = choices["text"].toString(), name = choices["text_name"].toString();
  if (kind == kind_file && !name.isEmpty() && text_->findData(name) < 0) add_file(name);
  for (int item = 0; item < text_->count(); ++item)
    if (text_->itemData(item, kind_role) == kind && (kind == kind_typed || text_->itemData(item) == name))
      text_->setCurrentIndex(last_text_ = item);
  typed_->setVisible(text_->currentData(kind_role) == kind_typed);
  if (choices["typed"].isString()) typed_->setPlainText(choices["typed"].toString());
  tokens_->setValue(choices["tokens"].toInt(tokens_->value()));
  if (const int window = choices["window"].toInt(-1); window >= 0)
    window_->setValue(window == 0 ? whole_context : window);
  if (begin_->isEnabled()) choose_data(begin_, choices["begin"]);
  original_->setChecked(choices["original"].toBool(original_->isChecked()));
  current_->setChecked(choices["current"].toBool(current_->isChecked()));
  choose_data(precision_, choices["precision"]);
  choose_data(attention_, choices["attention"]);
  if (const int item = cache_->findText(choices["cache"].toString()); item >= 0)
    cache_->setCurrentIndex(item);
  more_->setChecked(choices["advanced"].toBool(more_->isChecked()));
  filling_ = false;
  tell();
}

}  // namespace quantscope::gui
