#include "app/gui/generation_controls.h"

#include <QDoubleSpinBox>
#include <QJsonObject>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include "app/gui/labelled_control.h"
#include "widgets/flow_layout.h"
#include "widgets/icons.h"

namespace quantscope::gui {
namespace {

constexpr int default_tokens = 64, most_new_tokens = 4096;
constexpr int prompt_lines = 2;

}  // namespace

GenerationControls::GenerationControls(QWidget* parent) : QWidget(parent) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  prompt_ = new QPlainTextEdit(this);
  prompt_->setObjectName(QStringLiteral("generation_prompt"));
  prompt_->setAccessibleName(tr("Prompt"));
  prompt_->setPlaceholderText(tr("Prompt: what the models shall go on from"));
  prompt_->setToolTip(tr("Ctrl+Return generates"));
  prompt_->setTabChangesFocus(true);
  prompt_->setFixedHeight(prompt_->fontMetrics().lineSpacing() * prompt_lines + 12);
  column->addWidget(prompt_);
  auto* holder = new QWidget(this);
  auto* row = new widgets::FlowLayout(holder);
  column->addWidget(holder);
  tokens_ =
      add_labelled<QSpinBox>(holder, row, tr("New tokens"), QStringLiteral("generation_tokens"),
                             tr("At most so many; a text ends before at its end token or at the model's "
                                "context (default %1)")
                                 .arg(default_tokens));
  tokens_->setRange(1, most_new_tokens);
  tokens_->setValue(default_tokens);
  temperature_ =
      add_labelled<QDoubleSpinBox>(holder, row, tr("Temperature"), QStringLiteral("generation_temperature"),
                                   tr("0 takes the likeliest token always (default); above, tokens are "
                                      "drawn, from flatter odds the higher "
                                      "it is"));
  temperature_->setRange(0, 10);
  temperature_->setSingleStep(0.1);
  temperature_->setSpecialValueText(tr("greedy"));
  top_k_ = add_labelled<QSpinBox>(holder, row, tr("Top k"), QStringLiteral("generation_top_k"),
                                  tr("Tokens are drawn from the k likeliest (default: all)"));
  top_k_->setRange(0, 1000000);
  top_k_->setSpecialValueText(tr("all"));
  top_p_ = add_labelled<QDoubleSpinBox>(
      holder, row, tr("Top p"), QStringLiteral("generation_top_p"),
      tr("Tokens are drawn from the fewest that together have this probability (default 1: all)"));
  top_p_->setRange(0.01, 1);
  top_p_->setSingleStep(0.05);
  top_p_->setValue(1);
  seed_ = add_labelled<QSpinBox>(holder, row, tr("Seed"), QStringLiteral("generation_seed"),
                                 tr("The same seed draws the same tokens (default 0)"));
  seed_->setRange(0, 1000000000);
  generate_ = new QPushButton(tr("Generate"), holder);
  generate_->setObjectName(QStringLiteral("generation_run"));
  cancel_ = new QPushButton(tr("Cancel"), holder);
  cancel_->setObjectName(QStringLiteral("generation_cancel"));
  cancel_->setToolTip(tr("Ends the texts where they are"));
  auto* copy = new QToolButton(holder);
  copy->setObjectName(QStringLiteral("generation_copy_command"));
  copy->setIcon(widgets::icon(widgets::Icon::copy));
  copy->setAutoRaise(true);
  copy->setToolTip(tr("Copy the quantscope-cli commands that give these texts"));
  copy->setAccessibleName(tr("Copy commands"));
  for (QWidget* each : std::initializer_list<QWidget*>{generate_, cancel_, copy}) row->addWidget(each);

  auto* keys = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), prompt_);
  keys->setContext(Qt::WidgetShortcut);
  connect(keys, &QShortcut::activated, generate_, &QPushButton::click);
  connect(prompt_, &QPlainTextEdit::textChanged, this, [this] {
    if (filling_) return;
    typed_ = true;
    emit changed();
  });
  const auto tell = [this] {
    show_sampling();
    if (!filling_) emit changed();
  };
  for (QSpinBox* box : {tokens_, top_k_, seed_}) connect(box, &QSpinBox::valueChanged, this, tell);
  for (QDoubleSpinBox* box : {temperature_, top_p_}) connect(box, &QDoubleSpinBox::valueChanged, this, tell);
  connect(generate_, &QPushButton::clicked, this, &GenerationControls::generate);
  connect(cancel_, &QPushButton::clicked, this, &GenerationControls::cancel);
  connect(copy, &QToolButton::clicked, this, &GenerationControls::copyCommand);
  show_sampling();
}

/// Without a temperature nothing is drawn.
void GenerationControls::show_sampling() {
  const bool draws = temperature_->value() > 0;
  for (QWidget* each : std::initializer_list<QWidget*>{top_k_, top_p_, seed_})
    set_possible(each, draws, tr("Has no effect while the likeliest token is taken always"));
}

QString GenerationControls::prompt() const {
  return prompt_->toPlainText();
}

void GenerationControls::suggest_prompt(const QString& prompt) {
  if (typed_) return;
  filling_ = true;
  prompt_->setPlainText(prompt);
  filling_ = false;
}

std::int64_t GenerationControls::tokens() const {
  return tokens_->value();
}

model::SamplingOptions GenerationControls::sampling() const {
  model::SamplingOptions options;
  options.temperature = temperature_->value();
  if (options.temperature > 0) {
    options.top_k = top_k_->value();
    options.top_p = top_p_->value();
    options.seed = static_cast<std::uint64_t>(seed_->value());
  }
  return options;
}

void GenerationControls::set_state(bool running, const QString& why_not) {
  generate_->setEnabled(!running && why_not.isEmpty());
  generate_->setToolTip(running             ? tr("The models are writing")
                        : why_not.isEmpty() ? tr("Lets each run go on from the prompt (Ctrl+Return)")
                                            : why_not);
  cancel_->setEnabled(running);
}

QJsonObject GenerationControls::choices() const {
  QJsonObject choices{{"new_tokens", tokens_->value()},
                      {"temperature", temperature_->value()},
                      {"top_k", top_k_->value()},
                      {"top_p", top_p_->value()},
                      {"seed", seed_->value()}};
  if (typed_) choices["prompt"] = prompt();
  return choices;
}

void GenerationControls::set_choices(const QJsonObject& choices) {
  filling_ = true;
  if (choices["prompt"].isString()) {
    prompt_->setPlainText(choices["prompt"].toString());
    typed_ = true;
  }
  tokens_->setValue(choices["new_tokens"].toInt(tokens_->value()));
  temperature_->setValue(choices["temperature"].toDouble(temperature_->value()));
  top_k_->setValue(choices["top_k"].toInt(top_k_->value()));
  top_p_->setValue(choices["top_p"].toDouble(top_p_->value()));
  seed_->setValue(choices["seed"].toInt(seed_->value()));
  filling_ = false;
  emit changed();
}

}  // namespace quantscope::gui
