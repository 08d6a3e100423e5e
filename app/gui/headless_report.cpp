#include "app/gui/headless_report.h"

#include <QCoreApplication>
#include <QDir>
#include <algorithm>
#include <cmath>
#include <map>

#include "app/gui/channel_picture.h"
#include "app/gui/figures.h"
#include "app/gui/page_sentences.h"
#include "app/gui/report_charts.h"
#include "core/base/atomic_file.h"
#include "core/study/overview.h"
#include "widgets/channel_profile_view.h"
#include "widgets/number_text.h"

namespace quantscope::gui {
namespace {

constexpr std::size_t most_bars = 30;
constexpr double outlier_factor = 6;

QString tr(const char* text) {
  return QCoreApplication::translate("report", text);
}

class Report {
 public:
  explicit Report(const QString& folder) : folder_(folder) {
    if (!QDir().mkpath(folder)) throw base::Error("the folder cannot be made", folder.toStdString());
  }

  void add(const QString& name, const study::Table& table) {
    write(name + QStringLiteral(".csv"), study::to_csv(table));
    write(name + QStringLiteral(".json"), study::to_json(table).dump(1));
  }

  void add(const QString& name, widgets::ChartFrame& frame, QSize size) {
    widgets::PictureOptions options;
    options.size = size;
    options.light = true;
    std::string problem;
    const auto failed = QObject::connect(
        &frame, &widgets::ChartFrame::exportFailed,
        [&](const QString& what, const QString& details) { problem = (what + ' ' + details).toStdString(); });
    for (const auto& [ending, format] :
         {std::pair("png", widgets::ExportFormat::png), std::pair("svg", widgets::ExportFormat::svg)}) {
      options.scale = format == widgets::ExportFormat::png ? 2 : 1;
      const QString path = QDir(folder_).filePath(name + '.' + QLatin1String(ending));
      if (!frame.exportTo(path, format, options)) throw base::Error(problem, path.toStdString());
      files_ << path;
    }
    QObject::disconnect(failed);
  }

  const QStringList& files() const { return files_; }

 private:
  void write(const QString& name, const std::string& text) {
    const QString path = QDir(folder_).filePath(name);
    base::write_file_atomically(path.toStdString(), text);
    files_ << path;
  }

  QString folder_;
  QStringList files_;
};

double number_in(const study::Table& table, std::size_t row, const std::string& column) {
  const int index = table.column(column);
  const study::Cell& cell = table.rows[row].at(static_cast<std::size_t>(index));
  if (const auto* number = std::get_if<double>(&cell)) return *number;
  if (const auto* whole = std::get_if<std::int64_t>(&cell)) return static_cast<double>(*whole);
  return std::nan("");
}

std::string text_in(const study::Table& table, std::size_t row, const std::string& column) {
  const auto* text =
      std::get_if<std::string>(&table.rows[row].at(static_cast<std::size_t>(table.column(column))));
  return text ? *text : std::string();
}

void add_outliers(const study::Table& table, Report& report) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    if (number_in(table, row, "outlier_ratio") > 0 && number_in(table, row, "channels") > 1)
      rows.push_back(row);
  std::ranges::stable_sort(rows, std::greater(),
                           [&](std::size_t row) { return number_in(table, row, "outlier_ratio"); });
  const auto above = std::ranges::count_if(
      rows, [&](std::size_t row) { return number_in(table, row, "outlier_ratio") > outlier_factor; });
  const std::size_t all = rows.size();
  if (rows.size() > most_bars) rows.resize(most_bars);
  RankedBars bars;
  bars.limit = outlier_factor;
  bars.value_name = tr("largest channel maximum / median channel maximum");
  bars.logarithmic = true;
  for (const std::size_t row : rows) {
    bars.names.push_back(QString::fromStdString(text_in(table, row, "name")));
    bars.values.push_back(number_in(table, row, "outlier_ratio"));
  }
  widgets::ChartFrame frame;
  frame.setTitle(tr("Which tensors have outlier channels?"));
  frame.setSentence(tr("%1 of %2 tensors have a channel above 6 × the median channel; shown are the %3 with "
                       "the largest ratio.")
                        .arg(above)
                        .arg(all)
                        .arg(rows.size()));
  if (bars.values.empty())
    frame.setEmptyText(tr("No tensor has more than one channel with a value."));
  else
    draw_ranked_bars(frame, bars);
  report.add(QStringLiteral("outliers"), frame,
             QSize(1000, 160 + 22 * static_cast<int>(std::max<std::size_t>(rows.size(), 4))));
}

void add_worst_profile(const Document& document, const study::Table& table, const base::Job& job,
                       Report& report) {
  int worst = -1;
  double ratio = 0;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const storage::TensorRole role = document.tensor(static_cast<int>(row)).role;
    if (role != storage::TensorRole::activation && role != storage::TensorRole::channel_absmax) continue;
    if (!(number_in(table, row, "outlier_ratio") > ratio)) continue;
    ratio = number_in(table, row, "outlier_ratio");
    worst = static_cast<int>(row);
  }
  if (worst < 0) return;
  const storage::TensorInfo& info = document.tensor(worst);
  const statistics::TensorStatistics statistics = study::scan_tensor(document.file(), info, {}, job);
  ChannelPictureFacts facts;
  facts.statistics = &statistics;
  widgets::ChannelProfileView view;
  widgets::ChannelProfileData data = channel_picture(facts);
  data.factor = outlier_factor;
  data.value_name = tr("absmax of the input");
  view.setData(std::move(data));
  view.setLimit(widgets::ChannelProfileView::Limit::factor);
  view.frame()->setTitle(tr("Channels of the worst input: %1").arg(QString::fromStdString(info.name)));
  ProfileFacts words;
  words.marked = static_cast<qint64>(view.markedChannels().size());
  words.channels = statistics.channels.channels();
  words.limit = tr("6 × median");
  view.frame()->setSentence(profile_sentence(words));
  report.add(QStringLiteral("worst-input"), *view.frame(), QSize(1000, 420));
}

std::vector<study::Setting> compared_settings() {
  std::vector<study::Setting> settings;
  for (const auto& [weights, activations] : {std::pair(8.0, 8.0), std::pair(4.0, 8.0), std::pair(4.0, 4.0)})
    for (const char* method : {"rtn", "qllm"})
      settings.push_back({method, {{"weight_bits", weights}, {"activation_bits", activations}}});
  return settings;
}

QString setting_name(const study::Table& table, std::size_t row) {
  const auto* values = std::get_if<base::ParameterValues>(
      &table.rows[row].at(static_cast<std::size_t>(table.column("parameters"))));
  QString name = QString::fromStdString(text_in(table, row, "method"));
  if (!values) return name;
  const auto bits = [&](const char* id) {
    const auto found = values->find(id);
    return found == values->end() ? QStringLiteral("?")
                                  : QString::fromStdString(base::parameter_text(found->second));
  };
  return QStringLiteral("%1 W%2A%3").arg(name, bits("weight_bits"), bits("activation_bits"));
}

void add_comparison(const study::Table& table, Report& report) {
  LayerLines lines;
  std::map<QString, std::size_t> layer_of, setting_of;
  bool of_output = false;
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    of_output = of_output || std::isfinite(number_in(table, row, "output_sqnr_db"));
  const std::string column = of_output ? "output_sqnr_db" : "sqnr_db";
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const double value = number_in(table, row, column);
    if (!std::isfinite(value)) continue;
    const QString layer = QString::fromStdString(text_in(table, row, "name"));
    const QString setting = setting_name(table, row);
    if (layer_of.try_emplace(layer, lines.layers.size()).second) lines.layers.push_back(layer);
    if (setting_of.try_emplace(setting, lines.settings.size()).second) {
      lines.settings.push_back(setting);
      lines.values.emplace_back();
    }
    std::vector<double>& values = lines.values[setting_of[setting]];
    values.resize(std::max(values.size(), layer_of[layer] + 1), std::nan(""));
    values[layer_of[layer]] = value;
  }
  for (auto& values : lines.values) values.resize(lines.layers.size(), std::nan(""));
  lines.value_name = of_output ? tr("SQNR of the layer's output (dB)") : tr("SQNR of the weights (dB)");

  widgets::ChartFrame frame;
  frame.setTitle(tr("Which method keeps the layers' outputs?"));
  if (lines.settings.empty()) {
    frame.setEmptyText(tr("No linear layer could be quantized."));
  } else {
    // The mean over layers says in one figure what the lines say in many.
    QStringList means;
    for (std::size_t s = 0; s < lines.settings.size(); ++s) {
      double sum = 0, known = 0;
      for (const double value : lines.values[s])
        if (std::isfinite(value)) sum += value, ++known;
      means << QStringLiteral("%1 %2").arg(
          lines.settings[s],
          widgets::format_si(known > 0 ? sum / known : std::nan(""), QStringLiteral("dB")));
    }
    frame.setSentence(
        tr("Mean over %1 layers: %2.").arg(lines.layers.size()).arg(means.join(QStringLiteral(", "))));
    draw_layer_lines(frame, lines);
  }
  report.add(QStringLiteral("methods"), frame, QSize(1200, 640));
}

}  // namespace

QStringList write_report(const Document& document, const QString& folder, const base::Job& job) {
  Report report(folder);
  const study::Table outliers = study::statistics_table(document.file(), {}, {}, job.part(0, 0.3));
  report.add(QStringLiteral("outliers"), outliers);
  add_outliers(outliers, report);
  add_worst_profile(document, outliers, job.part(0.3, 0.35), report);
  if (!study::linear_weights(document.file()).empty()) {
    const study::Table methods =
        study::comparison_table(document.file(), compared_settings(), {}, job.part(0.35, 1));
    report.add(QStringLiteral("methods"), methods);
    add_comparison(methods, report);
  }
  return report.files();
}

}  // namespace quantscope::gui
