#pragma once

#include <QLayout>
#include <memory>
#include <vector>

namespace quantscope::widgets {

/// Lays widgets in a row and continues on the next where the width ends, so that no control is cut.
class FlowLayout : public QLayout {
 public:
  explicit FlowLayout(QWidget* parent, int spacing = 6);
  ~FlowLayout() override;

  void addItem(QLayoutItem* item) override;
  /// Before those that were added by addWidget(), after others added like this.
  void addFirst(QWidget* widget);
  int count() const override { return static_cast<int>(items_.size()); }
  QLayoutItem* itemAt(int index) const override;
  QLayoutItem* takeAt(int index) override;
  Qt::Orientations expandingDirections() const override { return {}; }
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  void setGeometry(const QRect& rect) override;
  QSize sizeHint() const override;
  QSize minimumSize() const override;

 private:
  int arrange(const QRect& rect, bool apply) const;
  std::vector<QLayoutItem*> items_;
  int first_ = 0;  ///< items that were added by addFirst()
};

}  // namespace quantscope::widgets
