#include "app/gui/heat_map_sentence.h"

#include <algorithm>
#include <cmath>

#include "widgets/number_text.h"

namespace quantscope::gui {
namespace {

using widgets::format_count;
using widgets::format_three;

QString number(double value) {
  return format_three(value, false);
}

QString massive_text(const HeatMapResult& result, const HeatMapWords& words) {
  const statistics::MatrixCell& largest = result.massive.cells.front();
  const QString place = HeatMapSource::tr("the largest is %1 at %2 %3")
                            .arg(number(static_cast<double>(largest.value)), words.row)
                            .arg(largest.row);
  if (result.massive.count == 1)
    return HeatMapSource::tr("One value is massive: %1 at %2 %3, %4 %5.")
        .arg(number(static_cast<double>(largest.value)), words.row)
        .arg(largest.row)
        .arg(words.column)
        .arg(largest.column);
  if (result.massive.count > static_cast<std::int64_t>(result.massive.cells.size()))
    return HeatMapSource::tr("%1 values are massive; %2, %3 %4.")
        .arg(format_count(result.massive.count), place, words.column)
        .arg(largest.column);
  return HeatMapSource::tr("%1 %2 holds %3 of the %4 massive values; %5.")
      .arg(words.column)
      .arg(result.massive_channel)
      .arg(format_count(result.massive_in_channel), format_count(result.massive.count), place);
}

QString largest_text(const HeatMapResult& result, const HeatMapWords& words) {
  const double largest = static_cast<double>(result.values->whole().absmax());
  if (!(largest > 0))
    return result.subject.setting ? HeatMapSource::tr("This setting makes no error.")
                                  : HeatMapSource::tr("All values are zero.");
  QString text = (result.subject.setting ? HeatMapSource::tr("The largest error is %1 at %2 %3, %4 %5")
                                         : HeatMapSource::tr("The largest value is %1 at %2 %3, %4 %5"))
                     .arg(number(static_cast<double>(result.largest.value)), words.row)
                     .arg(result.largest.row)
                     .arg(words.column)
                     .arg(result.largest.column);
  if (result.median > 0) text += HeatMapSource::tr(", %1 × the median").arg(number(largest / result.median));
  if (!result.subject.setting && result.subject.loaded->subject.input)
    text += HeatMapSource::tr("; none is massive (above 100 and above 1000 × the median)");
  return text + '.';
}

QString outlier_text(const HeatMapResult& result, const std::vector<int>& outliers) {
  const std::vector<float>& maxima = result.values->column_absmax();
  // How many of the largest columns are outlier channels, of as many as there are of these.
  std::vector<float> ordered = maxima;
  const std::size_t count = std::min(outliers.size(), ordered.size());
  std::ranges::nth_element(ordered, ordered.begin() + static_cast<std::ptrdiff_t>(count - 1),
                           std::greater<>());
  const float least = ordered[count - 1];
  const auto among = std::ranges::count_if(
      outliers, [&](int channel) { return maxima[static_cast<std::size_t>(channel)] >= least && least > 0; });
  if (count == 1)
    return (result.subject.setting
                ? among == 1 ? HeatMapSource::tr("It is in the outlier channel %1 that the error is largest.")
                             : HeatMapSource::tr("The error is not largest in the outlier channel %1.")
            : among == 1
                ? HeatMapSource::tr("The outlier channel %1 holds the largest values.")
                : HeatMapSource::tr("The outlier channel %1 of the input does not hold the largest values."))
        .arg(outliers.front());
  return (result.subject.setting
              ? HeatMapSource::tr(
                    "Of the %1 outlier channels, %2 are among the %1 columns of the largest error.")
              : HeatMapSource::tr(
                    "Of the %1 outlier channels, %2 are among the %1 columns of the largest values."))
      .arg(count)
      .arg(among);
}

}  // namespace

HeatMapWords heat_map_words(const HeatMapResult& result) {
  const bool sample = result.subject.loaded->site->row_sample;
  if (result.subject.loaded->subject.input)
    return {sample ? HeatMapSource::tr("sampled token") : HeatMapSource::tr("token"),
            result.kernel_channels ? HeatMapSource::tr("kernel channel") : HeatMapSource::tr("channel")};
  return {sample ? HeatMapSource::tr("sampled output channel") : HeatMapSource::tr("output channel"),
          HeatMapSource::tr("input channel")};
}

QString heat_map_sentence(const HeatMapResult& result, const std::vector<int>& outliers) {
  const HeatMapWords words = heat_map_words(result);
  QString text = result.massive.cells.empty() ? largest_text(result, words) : massive_text(result, words);
  if (!text.isEmpty()) text[0] = text[0].toUpper();
  if (!outliers.empty() && outliers.size() < result.values->column_absmax().size())
    text += ' ' + outlier_text(result, outliers);
  if (const std::int64_t foreign = result.values->nan() + result.values->infinite(); foreign > 0)
    text += ' ' + HeatMapSource::tr("%n value(s) are not finite.", nullptr, static_cast<int>(foreign));
  if (result.subject.loaded->site->row_sample)
    text += ' ' + HeatMapSource::tr("Larger than the memory budget: the rows are a sample, evenly spread.");
  return text;
}

}  // namespace quantscope::gui
