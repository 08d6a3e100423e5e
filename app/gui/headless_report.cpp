#include "app/gui/headless_report.h"

#include <QCoreApplication>

#include "app/report/report_drawing.h"
#include "core/study/report_commands.h"

namespace quantscope::gui {

QStringList write_report(const Document& document, const QString& folder, const base::Job& job) {
  study::ReportFacts facts = study::overview_facts(document.shared_file(), job.part(0, 0.2));
  const storage::ModelFile& file = document.file();
  if (const std::vector<int> weights = study::linear_weights(file); !weights.empty()) {
    facts.comparison = study::Comparison(file, study::default_report_runs(), weights);
    study::compare_runs(file, facts.comparison.runs, weights, job.part(0.2, 0.95),
                        [&](const study::ComparisonCell& cell) { facts.comparison.set(cell); });
  }
  study::ReportOptions options;
  options.file = document.path().toStdString();
  options.command = study::comparison_command("report", options.file, {}, {}, folder.toStdString());
  options.program = "quantscope " + QCoreApplication::applicationVersion().toStdString();
  QStringList files;
  for (const std::string& path : report::write_report(facts, options, widgets::PictureStyle::light,
                                                      folder.toStdString(), "report", job.part(0.95, 1)))
    files << QString::fromStdString(path);
  return files;
}

}  // namespace quantscope::gui
