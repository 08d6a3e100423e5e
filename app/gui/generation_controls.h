#pragma once

#include <QWidget>

#include "app/gui/inference_request.h"

class QDoubleSpinBox;
class QJsonObject;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace quantscope::gui {

/// The prompt and how tokens are drawn.
class GenerationControls : public QWidget {
  Q_OBJECT

 public:
  explicit GenerationControls(QWidget* parent = nullptr);

  QString prompt() const;
  /// Where nobody has typed yet.
  void suggest_prompt(const QString& prompt);
  std::int64_t tokens() const;
  model::SamplingOptions sampling() const;
  void set_state(bool running, const QString& why_not);

  QJsonObject choices() const;
  void set_choices(const QJsonObject& choices);

 signals:
  void changed();
  void generate();
  void cancel();
  void copyCommand();

 private:
  void show_sampling();

  QPlainTextEdit* prompt_;
  QSpinBox* tokens_;
  QDoubleSpinBox* temperature_;
  QSpinBox* top_k_;
  QDoubleSpinBox* top_p_;
  QSpinBox* seed_;
  QPushButton* generate_;
  QPushButton* cancel_;
  bool typed_ = false;
  bool filling_ = false;
};

}  // namespace quantscope::gui
