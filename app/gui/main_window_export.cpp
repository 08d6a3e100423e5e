#include <QApplication>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QUrl>

#include "app/gui/main_window.h"
#include "app/gui/method_panel.h"
#include "app/gui/page.h"
#include "app/gui/report_job.h"
#include "core/base/atomic_file.h"
#include "core/study/model_report.h"
#include "widgets/chart_frame.h"
#include "widgets/job_bar.h"
#include "widgets/message_bar.h"
#include "widgets/metric_table.h"
#include "widgets/page_export.h"

namespace quantscope::gui {

widgets::ChartFrame* MainWindow::current_chart() const {
  const QList<widgets::ChartFrame*> charts = current_page()->charts();
  const QWidget* focus = QApplication::focusWidget();
  widgets::ChartFrame* first = nullptr;
  for (widgets::ChartFrame* frame : charts) {
    if (!frame->isVisible()) continue;
    if (!first) first = frame;
    if (focus && (frame == focus || frame->isAncestorOf(focus))) return frame;
  }
  return first ? first : charts.front();
}

void MainWindow::export_chart() {
  widgets::ChartFrame* frame = current_chart();
  const QString filters =
      tr("PNG picture (*.png);;SVG picture (*.svg);;PDF picture (*.pdf);;CSV table (*.csv);;JSON table "
         "(*.json)");
  QString filter;
  QString path =
      QFileDialog::getSaveFileName(this, tr("Export %1").arg(frame->title()), QString(), filters, &filter);
  if (path.isEmpty()) return;
  if (QFileInfo(path).suffix().isEmpty())
    path += filter.mid(filter.indexOf(QLatin1String("*.")) + 1).chopped(1);
  frame->exportTo(path);
}

void MainWindow::export_metrics() {
  const QString path = QFileDialog::getSaveFileName(this, tr("Export error figures"), QString(),
                                                    tr("CSV table (*.csv);;JSON table (*.json)"));
  if (path.isEmpty()) return;
  const widgets::ChartTable table = widgets::ChartFrame::labelled(panel_->metrics()->table());
  const bool json = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
  const QByteArray bytes = json ? widgets::table_json(table) : widgets::table_csv(table);
  try {
    base::write_file_atomically(path.toStdString(),
                                {bytes.constData(), static_cast<std::size_t>(bytes.size())});
    messages_->postInformation(tr("Written: %1").arg(path));
  } catch (const base::Error& error) {
    messages_->postError(tr("%1 could not be written").arg(path), QString::fromStdString(error.what()));
  }
}

void MainWindow::ask_export_page() {
  const QString folder = QFileDialog::getExistingDirectory(
      this, tr("Export all charts of the page into a folder"),
      document() ? QFileInfo(document()->path()).absolutePath() : QDir::homePath());
  if (!folder.isEmpty()) export_page(QDir(folder).filePath(tr("quantscope %1").arg(current_page()->id())));
}

void MainWindow::export_page(const QString& folder) {
  const QList<widgets::ChartFrame*> charts = current_page()->charts();
  widgets::PageExport what;
  what.title = current_page()->title();
  if (document() && !document()->label().isEmpty()) what.title += QStringLiteral(" · ") + document()->label();
  const QString job = QStringLiteral("export");
  bool cancelled = false;
  const auto cancel = connect(jobs_, &widgets::JobBar::cancelRequested, this,
                              [&](const QString& id) { cancelled = cancelled || id == job; });
  try {
    const QStringList files = widgets::export_all(
        {charts.begin(), charts.end()}, folder, what, [&](int done, int all, const QString& title) {
          jobs_->setJob(job, tr("exporting %1").arg(title), double(done) / std::max(all, 1));
          QApplication::processEvents(QEventLoop::AllEvents, 20);
          return !cancelled;
        });
    if (cancelled)
      messages_->postInformation(tr("The export was cancelled; nothing was written"));
    else if (files.isEmpty())
      messages_->postNotice(tr("This page has no chart to export yet"));
    else
      messages_->postInformation(
          tr("%n file(s) written: %1", nullptr, static_cast<int>(files.size())).arg(folder));
  } catch (const std::exception& error) {
    messages_->postError(tr("The charts could not be exported"), QString::fromStdString(error.what()));
  }
  disconnect(cancel);
  jobs_->removeJob(job);
}

void MainWindow::ask_report() {
  const QString folder = QFileDialog::getExistingDirectory(
      this, tr("Write a report into a folder"),
      document() ? QFileInfo(document()->path()).absolutePath() : QDir::homePath());
  if (!folder.isEmpty()) write_report_to(QDir(folder).filePath(QStringLiteral("quantscope-report")));
}

void MainWindow::write_report_to(const QString& folder) {
  std::vector<study::Run> runs;
  for (const PinnedRun& run : workspace_->runs().runs())
    runs.push_back({run.name.toStdString(), run.setting});
  if (runs.empty()) runs = study::default_report_runs();
  jobs_->setJob(QStringLiteral("report"), tr("report"), -1);
  report_->start(document(), std::move(runs), folder);
}

void MainWindow::connect_report() {
  connect(report_, &ReportJob::progress, this, [this](double fraction, const QString& activity) {
    jobs_->setJob(QStringLiteral("report"), tr("report: %1").arg(activity), fraction);
  });
  connect(report_, &ReportJob::finished, this, [this](const QStringList& files, const QString& problem) {
    jobs_->removeJob(QStringLiteral("report"));
    if (!problem.isEmpty())
      messages_->postError(tr("The report could not be written"), problem);
    else if (files.isEmpty())
      messages_->postInformation(tr("The report was cancelled; nothing was written"));
    else
      messages_->post({widgets::MessageKind::information,
                       tr("Written: %1").arg(files.front()),
                       {},
                       tr("Show"),
                       [page = files.front()] { QDesktopServices::openUrl(QUrl::fromLocalFile(page)); },
                       QStringLiteral("report")});
  });
  connect(jobs_, &widgets::JobBar::cancelRequested, this, [this](const QString& id) {
    if (id == QLatin1String("report")) report_->cancel();
  });
}

}  // namespace quantscope::gui
