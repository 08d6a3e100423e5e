#include "app/report/report_drawing.h"

#include <QString>
#include <algorithm>
#include <cmath>

#include "app/report/report_pictures.h"
#include "core/base/error.h"

namespace quantscope::report {
namespace {

DrawnChart chart_of(const std::string& id, const study::ReportFacts& facts) {
  namespace section = study::report_section;
  if (id == section::outliers) return outlier_chart(facts);
  if (id == section::outliers_by_block) return block_chart(facts);
  if (id == section::runs) return run_chart(facts);
  if (id == section::layers) return layer_chart(facts);
  for (std::size_t i = 0; i < facts.worst_inputs.size(); ++i)
    if (id == study::worst_input_section(i)) return input_chart(facts, facts.worst_inputs[i]);
  throw base::Error("there is no picture of this name", id);
}

widgets::PictureOptions picture_options(const std::string& id, QSize size, widgets::PictureStyle style) {
  widgets::PictureOptions options;
  options.style = style;
  options.title = false;  // heading and sentence stand in the page
  options.id_prefix = QString::fromStdString(id + "-");
  options.size = size;
  if (style == widgets::PictureStyle::paper)
    options.millimetres = QSizeF(widgets::double_column_mm,
                                 std::round(widgets::double_column_mm * size.height() / size.width()));
  return options;
}

}  // namespace

ReportDrawing::ReportDrawing(study::Report& report, const study::ReportFacts& facts,
                             widgets::PictureStyle style)
    : report_(report), facts_(facts), style_(style) {
  for (std::size_t s = 0; s < report.sections.size(); ++s)
    if (report.sections[s].picture) wanted_.push_back(s);
}

bool ReportDrawing::draw_next() {
  if (drawn_ == pictures()) return false;
  study::ReportSection& section = report_.sections[wanted_[static_cast<std::size_t>(drawn_++)]];
  const DrawnChart chart = chart_of(section.id, facts_);
  // The same letters whatever the desktop's font is.
  QFont font = widgets::paper_font();
  if (style_ != widgets::PictureStyle::paper) font.setPixelSize(12);
  chart.owner->setFont(font);
  chart.owner->resize(chart.size);
  chart.frame->setTitle(QString::fromStdString(section.heading));
  chart.frame->setSentence(QString::fromStdString(section.sentence));
  section.picture->svg =
      chart.frame->exportContent(widgets::ExportFormat::svg, picture_options(section.id, chart.size, style_))
          .toStdString();
  return true;
}

std::vector<std::string> write_report(const study::ReportFacts& facts, const study::ReportOptions& options,
                                      widgets::PictureStyle style, const std::string& folder,
                                      const std::string& name, const base::Job& job) {
  study::Report report = study::model_report(facts, options);
  ReportDrawing drawing(report, facts, style);
  do {
    job.check();
    job.report(0.9 * drawing.drawn() / std::max(drawing.pictures(), 1), "drawing charts");
  } while (drawing.draw_next());
  return study::write_report_files(report, folder, name, job.part(0.9, 1));
}

}  // namespace quantscope::report
