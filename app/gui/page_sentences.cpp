#include "app/gui/page_sentences.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <cmath>
#include <set>

#include "app/gui/figures.h"
#include "widgets/number_text.h"

namespace quantscope::gui {
namespace {

struct Sentence {
  Q_DECLARE_TR_FUNCTIONS(sentence)
};

QString three(double value) {
  return widgets::format_three(value, false);
}
QString count(qint64 value) {
  return widgets::format_count(value);
}

struct Reassembly {
  qint64 split = 0, pieces = 0, merged = 0, merged_into = 0;
};

Reassembly reassembly_of(const std::vector<methods::KernelChannel>& channels) {
  Reassembly result;
  std::set<std::int32_t> split;
  for (const methods::KernelChannel& channel : channels) {
    if (channel.kind == methods::KernelChannel::Kind::split) {
      ++result.pieces;
      split.insert(channel.sources.front());
    } else if (channel.kind == methods::KernelChannel::Kind::merged) {
      result.merged += static_cast<qint64>(channel.sources.size());
      ++result.merged_into;
    }
  }
  result.split = static_cast<qint64>(split.size());
  return result;
}

}  // namespace

RangeShare share_in_range(const statistics::DrawnHistogram& histogram, double low, double high) {
  RangeShare share;
  double all = histogram.below + histogram.above;
  for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
    all += histogram.counts[i];
    const double width = histogram.edges[i + 1] - histogram.edges[i];
    const double inside = std::min(high, histogram.edges[i + 1]) - std::max(low, histogram.edges[i]);
    if (!(inside > 0) || !(width > 0)) continue;
    const double part = std::min(1.0, inside / width);
    share.values += part * histogram.counts[i];
    share.energy += part * histogram.mass[i];
  }
  share.values = all > 0 ? share.values / all : 0;
  return share;
}

QString original_sentence(const statistics::TensorStatistics& statistics) {
  if (statistics.count == 0) return {};
  const quint64 finite = statistics.count - statistics.nan - statistics.infinite;
  if (finite == 0)
    return Sentence::tr("None of the %1 values is finite.").arg(count(static_cast<qint64>(statistics.count)));
  QString text =
      Sentence::tr("%1 values between %2 and %3; 99.9 % of the magnitudes stay below %4, kurtosis %5.")
          .arg(count(static_cast<qint64>(statistics.count)), three(statistics.minimum),
               three(statistics.maximum), three(statistics.p999), three(statistics.kurtosis));
  if (statistics.nan + statistics.infinite > 0)
    text += ' ' + Sentence::tr("%1 are not finite and left out.")
                      .arg(count(static_cast<qint64>(statistics.nan + statistics.infinite)));
  return text;
}

QString setting_sentence(const study::AnalysisResult& result) {
  if (result.error.count == 0) return {};
  QString text;
  if (result.levels.empty())
    text = Sentence::tr("The values are left alone");
  else if (result.scales == 1)
    text = Sentence::tr("Rounded to %1 levels").arg(result.levels.size());
  else
    text = Sentence::tr("Rounded to %1 levels on each of %2 scales (drawn: the median scale)")
               .arg(result.levels.size())
               .arg(count(result.scales));
  if (result.error.mse > 0)
    text += Sentence::tr(": SQNR %1, largest error %2.")
                .arg(widgets::format_si(result.error.sqnr_db, QStringLiteral("dB")),
                     three(result.error.max_abs_error));
  else
    text += Sentence::tr(": no error.");
  if (result.output_error)
    text += ' ' + (result.output_error->mse > 0
                       ? Sentence::tr("The layer's output has %1.")
                             .arg(widgets::format_si(result.output_error->sqnr_db, QStringLiteral("dB")))
                       : Sentence::tr("The layer's output is exact."));
  return text;
}

QString range_sentence(const RangeShare& share, double low, double high, qint64 channels, qint64 all) {
  QString text = Sentence::tr("Between %1 and %2 lie %3 of the values and %4 of their energy (Σx²).")
                     .arg(three(low), three(high), percent_text(share.values), percent_text(share.energy));
  if (all > 0)
    text +=
        ' ' + Sentence::tr("%1 of %2 channels have their maximum there.").arg(count(channels), count(all));
  return text;
}

QString profile_sentence(const ProfileFacts& facts) {
  if (facts.channels == 0) return {};
  QString text =
      Sentence::tr("%1 of %2 channels above %3").arg(count(facts.marked), count(facts.channels), facts.limit);
  const study::AnalysisResult* result = facts.result;
  if (result && !result->kernel_channels.empty()) {
    const Reassembly reassembly = reassembly_of(result->kernel_channels);
    text += Sentence::tr("; %1 split into %2 pieces").arg(count(reassembly.split), count(reassembly.pieces));
    if (reassembly.merged > 0)
      text +=
          Sentence::tr(", %1 merged into %2").arg(count(reassembly.merged), count(reassembly.merged_into));
  }
  text += '.';
  if (result && result->error.mse > 0 && result->outlier_channels > 0) {
    const QString factor = three(facts.factor), share = percent_text(result->outlier_error_share);
    text += ' ' + (result->outlier_channels == 1
                       ? Sentence::tr("The one outlier channel (above %1 × median) carries %2 of the error.")
                             .arg(factor, share)
                       : Sentence::tr("The %1 outlier channels (above %2 × median) carry %3 of the error.")
                             .arg(count(result->outlier_channels), factor, share));
  }
  return text;
}

QString origin_text(const methods::KernelChannel& channel) {
  if (channel.kind == methods::KernelChannel::Kind::split)
    return Sentence::tr("channel %1, one of %2 pieces").arg(channel.sources.front()).arg(channel.pieces);
  if (channel.kind != methods::KernelChannel::Kind::merged) return {};
  QStringList names;
  for (const std::int32_t source : channel.sources) names << QString::number(source);
  const QString last = names.takeLast();
  return Sentence::tr("channels %1 and %2 merged").arg(names.join(QStringLiteral(", ")), last);
}

}  // namespace quantscope::gui
