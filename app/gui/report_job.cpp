#include "app/gui/report_job.h"

#include <QCoreApplication>
#include <QTimer>

#include "app/report/report_drawing.h"
#include "core/study/report_commands.h"

namespace quantscope::gui {

struct ReportJob::Task {
  std::shared_ptr<const Document> document;
  std::vector<study::Run> runs;
  std::string folder;
  std::stop_source stop;
  study::ReportFacts facts;
  study::Report report;
  std::unique_ptr<report::ReportDrawing> drawing;
};

ReportJob::ReportJob(QObject* parent) : QObject(parent) {}

ReportJob::~ReportJob() {
  if (task_) task_->stop.request_stop();
}

void ReportJob::start(std::shared_ptr<const Document> document, std::vector<study::Run> runs,
                      const QString& folder) {
  cancel();
  task_ = std::make_shared<Task>();
  task_->document = std::move(document);
  task_->runs = std::move(runs);
  task_->folder = folder.toStdString();
  running_ = true;
  worker_.post([this, task = task_] { compute(task); });
}

void ReportJob::cancel() {
  if (!running_) return;
  const std::shared_ptr<Task> task = task_;
  task->stop.request_stop();
  end(task, {}, {});
}

void ReportJob::compute(const std::shared_ptr<Task>& task) {
  base::Job job;
  job.stop = task->stop.get_token();
  job.progress = [this, task](double fraction, std::string_view activity) {
    deliver(this,
            [this, task, fraction, text = QString::fromUtf8(activity.data(), qsizetype(activity.size()))] {
              if (task == task_ && running_) emit progress(0.9 * fraction, text);
            });
  };
  try {
    const auto file = std::shared_ptr<const storage::ModelFile>(task->document, &task->document->file());
    task->facts = study::overview_facts(file, job.part(0, 0.2));
    const std::vector<int> weights = study::linear_weights(*file);
    study::ReportOptions options;
    options.file = task->document->path().toStdString();
    options.program =
        QStringLiteral("quantscope %1").arg(QCoreApplication::applicationVersion()).toStdString();
    std::vector<std::string> further;
    if (const QString inputs = task->document->captured_path(); !inputs.isEmpty()) {
      further = {"--calibration", inputs.toStdString()};
      options.notes.push_back("The layers' inputs are those of " + inputs.toStdString() + ".");
    }
    options.command =
        study::comparison_command("report", options.file, {}, task->runs, task->folder, further);
    if (weights.empty()) {
      options.notes.push_back("The file has no linear weights: nothing could be compared.");
    } else {
      task->facts.comparison = study::Comparison(*file, task->runs, weights);
      study::compare_runs(*file, task->runs, weights, job.part(0.2, 1),
                          [&](const study::ComparisonCell& cell) { task->facts.comparison.set(cell); });
    }
    task->report = study::model_report(task->facts, options);
    deliver(this, [this, task] { draw(task); });
  } catch (const base::Cancelled&) {
  } catch (const std::exception& error) {
    deliver(this, [this, task, problem = QString::fromStdString(error.what())] { end(task, {}, problem); });
  }
}

void ReportJob::draw(const std::shared_ptr<Task>& task) {
  if (task != task_ || !running_) return;
  try {
    if (!task->drawing)
      task->drawing =
          std::make_unique<report::ReportDrawing>(task->report, task->facts, widgets::PictureStyle::light);
    if (task->drawing->draw_next()) {
      emit progress(0.9 + 0.05 * task->drawing->drawn() / std::max(task->drawing->pictures(), 1),
                    tr("drawing charts"));
      QTimer::singleShot(0, this, [this, task] { draw(task); });
      return;
    }
    worker_.post([this, task] { write(task); });
  } catch (const std::exception& error) {
    end(task, {}, QString::fromStdString(error.what()));
  }
}

void ReportJob::write(const std::shared_ptr<Task>& task) {
  base::Job job;
  job.stop = task->stop.get_token();
  QStringList files;
  QString problem;
  try {
    for (const std::string& file : study::write_report_files(task->report, task->folder, "report", job))
      files << QString::fromStdString(file);
  } catch (const base::Cancelled&) {
    return;
  } catch (const std::exception& error) {
    problem = QString::fromStdString(error.what());
  }
  deliver(this, [this, task, files, problem] { end(task, files, problem); });
}

void ReportJob::end(const std::shared_ptr<Task>& task, const QStringList& files, const QString& problem) {
  if (task != task_ || !running_) return;
  running_ = false;
  task_.reset();
  emit finished(files, problem);
}

}  // namespace quantscope::gui
