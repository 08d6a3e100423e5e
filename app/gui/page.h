#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QWidget>

namespace quantscope::widgets {
class ChartFrame;
}

namespace quantscope::gui {

class Workspace;

/// One page of the middle. It answers one question, draws what the workspace holds and asks the workspace for
/// changes; pages know nothing of each other.
class Page : public QWidget {
  Q_OBJECT

 public:
  Page(Workspace& workspace, QWidget* parent) : QWidget(parent), workspace_(workspace) {}

  virtual QString id() const = 0;     ///< "heat-map": what sessions and the command line say
  virtual QString title() const = 0;  ///< of the tab
  /// All charts in reading order, for exports and pictures.
  virtual QList<widgets::ChartFrame*> charts() const = 0;
  /// The page came to the front: what is computed on demand only starts here.
  virtual void activate() {}
  /// True while the page waits for something that it will show.
  virtual bool is_busy() const { return false; }
  /// Starts what else waits for a button, for pictures of the page.
  virtual void compute() {}
  /// The `quantscope-cli` lines for what the page shows; empty where they are those of the method panel.
  virtual QString command_line() const { return {}; }
  /// Choices of axes, metrics and the like that a session keeps; unknown or wrong ones are ignored.
  virtual QJsonObject choices() const { return {}; }
  virtual void set_choices(const QJsonObject&) {}

  Workspace& workspace() const { return workspace_; }

 signals:
  /// The page shows all that it will for now.
  void settled();

 private:
  Workspace& workspace_;
};

}  // namespace quantscope::gui
