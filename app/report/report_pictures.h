#pragma once

#include <QWidget>
#include <memory>

#include "core/study/model_report.h"
#include "widgets/chart_frame.h"

namespace quantscope::report {

/// A chart of a report, with the widget that it lives in.
struct DrawnChart {
  std::unique_ptr<QWidget> owner;
  widgets::ChartFrame* frame = nullptr;
  QSize size;  ///< CSS pixels that suit it
};

DrawnChart outlier_chart(const study::ReportFacts& facts);
DrawnChart block_chart(const study::ReportFacts& facts);
DrawnChart input_chart(const study::ReportFacts& facts, const study::InputProfile& input);
DrawnChart run_chart(const study::ReportFacts& facts);
DrawnChart layer_chart(const study::ReportFacts& facts);

}  // namespace quantscope::report
