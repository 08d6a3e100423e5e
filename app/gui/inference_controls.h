#pragma once

#include <QWidget>

#include "app/gui/inference_request.h"

class QCheckBox;
class QComboBox;
class QJsonObject;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace quantscope::gui {

/// What is run on what: text, protocol, and under "advanced" how the engine works. Where a model cannot run,
/// all is disabled.
class InferenceControls : public QWidget {
  Q_OBJECT

 public:
  static constexpr std::int64_t default_tokens = 4096;

  explicit InferenceControls(QWidget* parent = nullptr);

  /// The texts of a file and what its model allows; null where it cannot run or is not known yet.
  void set_model(const std::shared_ptr<const Document>& document,
                 const std::shared_ptr<const ModelFacts>& facts);
  /// Text, protocol and engine; document and room are the caller's.
  InferencePlan plan() const;
  /// False where the typed text is empty or no file is chosen.
  bool has_text() const;
  bool includes_original() const;
  bool includes_current() const;
  void set_current_possible(bool possible, const QString& reason);
  /// Run is possible, or why not.
  void set_run_state(bool running, const QString& why_not);

  QJsonObject choices() const;
  void set_choices(const QJsonObject& choices);

 public slots:
  void reset();

 signals:
  void changed();
  void run();
  void cancel();
  void copyCommand();

 private:
  void build_text_row();
  void build_advanced();
  void text_chosen(int index);
  void choose_file();
  void add_file(const QString& path);
  void show_model();
  void tell();

  std::shared_ptr<const Document> document_;
  std::shared_ptr<const ModelFacts> facts_;
  QWidget* row_;
  QComboBox* text_;
  QSpinBox* tokens_;
  QSpinBox* window_;
  QComboBox* begin_;
  QPushButton* run_;
  QPushButton* cancel_;
  QToolButton* more_;
  QPlainTextEdit* typed_;
  QWidget* advanced_;
  QCheckBox* original_;
  QCheckBox* current_;
  QComboBox* precision_;
  QComboBox* cache_;
  QComboBox* attention_;
  int last_text_ = 0;  ///< to go back to where no file is chosen
  bool filling_ = false;
};

}  // namespace quantscope::gui
