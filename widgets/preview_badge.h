#pragma once

#include <QWidget>

namespace quantscope::widgets {

/// Hatched badge that marks what is shown as a preview. It lies over the picture, so that nothing moves when
/// it comes and goes; its owner places it.
class PreviewBadge : public QWidget {
  Q_OBJECT
 public:
  explicit PreviewBadge(QWidget* parent = nullptr);
  void setPreview(bool preview, qint64 sample);
  bool isPreview() const { return preview_; }
  /// Empty when this is no preview.
  QString text() const { return preview_ ? text_ : QString(); }
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString text_;
  bool preview_ = false;
};

}  // namespace quantscope::widgets
