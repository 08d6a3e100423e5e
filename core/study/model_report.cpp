#include "core/study/model_report.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <map>

#include "core/base/cpu_features.h"
#include "core/study/report_commands.h"

namespace quantscope::study {
namespace {

constexpr double outlier_factor = 6;

std::string prefixed(double number, double step, const std::array<const char*, 5>& prefixes) {
  std::size_t power = 0;
  while (number >= step && power + 1 < prefixes.size()) number /= step, ++power;
  return fmt::format("{:.3g} {}", number, prefixes[power]);
}

/// Licences may be pages long.
std::string shortened(const std::string& text) {
  constexpr std::size_t most = 300;
  if (text.size() <= most) return text;
  const std::size_t space = text.rfind(' ', most);
  return text.substr(0, space == std::string::npos ? most : space) + " … (the file has all of it)";
}

std::vector<ReportFact> model_facts(const storage::ModelFile& file, const std::string& called) {
  std::vector<ReportFact> facts;
  const auto add = [&](const char* label, const std::string& value) {
    if (!value.empty()) facts.emplace_back(label, shortened(value));
  };
  add("Name", file.name());
  add("Architecture", file.architecture());
  add("Source", file.source());
  add("Licence", file.licence());
  add("File", called);
  double values = 0, bytes = 0;
  std::size_t weights = 0, inputs = 0;
  std::map<std::string, std::size_t> types;
  for (const storage::TensorInfo& info : file.tensors()) {
    if (info.role == storage::TensorRole::activation || info.role == storage::TensorRole::channel_absmax) {
      ++inputs;
      continue;
    }
    ++weights;
    ++types[std::string(tensor::element_name(info.type))];
    values += static_cast<double>(info.bytes()) / static_cast<double>(tensor::element_size(info.type));
    bytes += static_cast<double>(info.bytes());
  }
  add("Tensors", fmt::format("{}, and the inputs of {} modules", weights, inputs));
  std::vector<std::string> kinds;
  for (const auto& [type, count] : types) kinds.push_back(fmt::format("{} {}", count, type));
  add("Element types", fmt::format("{}", fmt::join(kinds, ", ")));
  if (values > 0)
    add("Values",
        fmt::format("{}in {}, {:.3g} bits each", prefixed(values, 1000, {"", "k ", "M ", "G ", "T "}),
                    prefixed(bytes, 1024, {"B", "KiB", "MiB", "GiB", "TiB"}), bytes * 8 / values));
  for (const auto& [key, value] : file.config()) facts.emplace_back(key, shortened(value));
  return facts;
}

ReportSection outlier_section(const Table& statistics) {
  const std::vector<std::size_t> rows = rows_by_outlier_ratio(statistics);
  const auto above = std::ranges::count_if(
      rows, [&](std::size_t row) { return number_at(statistics, row, "outlier_ratio") > outlier_factor; });
  ReportSection section;
  section.id = report_section::outliers;
  section.heading = "Which tensors have outlier channels?";
  if (rows.empty()) {
    section.sentence = "No tensor has more than one channel with a value.";
  } else {
    section.sentence = fmt::format(
        "{} of {} tensors have a channel whose largest magnitude is above {} × the median channel's; ", above,
        rows.size(), outlier_factor);
    section.sentence += fmt::format("the largest ratio is {:.3g}, in {}.",
                                    number_at(statistics, rows.front(), "outlier_ratio"),
                                    text_at(statistics, rows.front(), "name"));
    if (rows.size() > most_tensor_bars)
      section.sentence += fmt::format(" The picture shows the {} with the largest ratio.", most_tensor_bars);
    section.picture = ReportPicture{{}, "Tensors by the ratio of their largest to their median channel"};
  }
  section.table = {statistics.columns, {}};
  for (const std::size_t row : rows) section.table.rows.push_back(statistics.rows[row]);
  for (std::size_t row = 0; row < statistics.rows.size(); ++row)
    if (std::ranges::find(rows, row) == rows.end()) section.table.rows.push_back(statistics.rows[row]);
  section.shown = {"name",          "shape",           "dtype", "absmax",
                   "std",           "kurtosis",        "p9999", "channel_absmax_median",
                   "outlier_ratio", "outlier_channels"};
  return section;
}

/// The inputs' ratios where inputs are known, else the weights'; nothing where there are no blocks to
/// compare.
std::optional<ReportSection> block_section(const storage::ModelFile& file, const Table& statistics) {
  Table of_inputs{{"block", "kind", "name", "outlier_ratio"}, {}};
  Table of_weights = of_inputs;
  for (std::size_t row = 0; row < statistics.rows.size(); ++row) {
    const storage::TensorInfo& info = file.tensors()[row];
    const double ratio = number_at(statistics, row, "outlier_ratio");
    if (info.block < 0 || !std::isfinite(ratio) || !(number_at(statistics, row, "channels") > 1)) continue;
    const bool input =
        info.role == storage::TensorRole::activation || info.role == storage::TensorRole::channel_absmax;
    if (!input && info.shape.size() < 2) continue;
    (input ? of_inputs : of_weights).rows.push_back({std::int64_t{info.block}, info.kind, info.name, ratio});
  }
  const bool inputs = !of_inputs.rows.empty();
  Table& table = inputs ? of_inputs : of_weights;
  std::map<std::int64_t, double> worst;
  for (const std::vector<Cell>& row : table.rows) {
    double& ratio = worst[std::get<std::int64_t>(row[0])];
    ratio = std::max(ratio, std::get<double>(row[3]));
  }
  if (worst.size() < 2) return std::nullopt;
  const auto peak = std::ranges::max_element(worst, {}, [](const auto& entry) { return entry.second; });
  ReportSection section;
  section.id = report_section::outliers_by_block;
  section.heading = inputs ? "Which blocks have outliers at their layers' inputs?"
                           : "Which blocks have outliers in their weights?";
  section.sentence = fmt::format(
      "The largest ratio of the largest to the median channel is {:.3g}, in block {}; {} of {} blocks have a "
      "ratio above {}.",
      peak->second, peak->first,
      std::ranges::count_if(worst, [](const auto& entry) { return entry.second > outlier_factor; }),
      worst.size(), outlier_factor);
  section.picture = ReportPicture{{}, "Outlier ratio by block, a line a kind of layer"};
  section.table = std::move(table);
  section.most_rows = 20;
  std::ranges::stable_sort(section.table.rows, std::greater(),
                           [](const std::vector<Cell>& row) { return std::get<double>(row[3]); });
  return section;
}

ReportSection input_section(const storage::ModelFile& file, const InputProfile& input, std::size_t place) {
  const storage::TensorInfo& info = file.tensors()[static_cast<std::size_t>(input.tensor)];
  ReportSection section;
  section.id = worst_input_section(place);
  section.heading = fmt::format("Which channels of {} stand out?", info.name);
  const std::size_t marked = input.outlier.outlier_channels.size();
  section.sentence = fmt::format(
      "{} of {} channels are above {} × the median channel's {:.3g}; the largest magnitude is {:.3g}, {:.3g} "
      "× "
      "the median.",
      marked, input.absmax.size(), outlier_factor, input.outlier.channel_absmax_median,
      input.outlier.channel_absmax_max, input.outlier.outlier_ratio);
  section.picture = ReportPicture{{}, fmt::format("Largest magnitude of each channel of {}", info.name)};
  section.table.columns = {"channel", "absmax", "times_median", "outlier"};
  const double median = input.outlier.channel_absmax_median;
  std::vector<std::size_t> order(input.absmax.size());
  for (std::size_t c = 0; c < order.size(); ++c) order[c] = c;
  std::ranges::stable_sort(order, std::greater(), [&](std::size_t c) { return input.absmax[c]; });
  for (const std::size_t c : order)
    section.table.rows.push_back({static_cast<std::int64_t>(c), double{input.absmax[c]},
                                  median > 0 ? Cell(input.absmax[c] / median) : Cell(),
                                  input.absmax[c] > outlier_factor * median});
  section.most_rows = 10;
  return section;
}

/// Times differ from one pass to the next; a report is the same again.
Table without_times(Table table) {
  for (const char* name : {"seconds", "time_s"}) {
    const int column = table.column(name);
    if (column < 0) continue;
    table.columns.erase(table.columns.begin() + column);
    for (std::vector<Cell>& row : table.rows) row.erase(row.begin() + column);
  }
  return table;
}

std::vector<std::string> columns_there(const Table& table, std::initializer_list<const char*> wanted) {
  std::vector<std::string> names;
  for (const char* name : wanted)
    if (table.column(name) >= 0) names.emplace_back(name);
  return names;
}

/// What the runs cost and give, as points of the picture and for the sentence.
ReportSection run_section(const Comparison& comparison) {
  ReportSection section;
  section.id = report_section::runs;
  section.heading = "Which setting is best?";
  const bool output = report_metric(comparison).id == "output_sqnr_db";
  std::vector<std::string> words;
  for (int r = 0; r < static_cast<int>(comparison.runs.size()); ++r) {
    const RunSummary summary = run_summary(comparison, r);
    const std::string& name = comparison.runs[static_cast<std::size_t>(r)].name;
    const double value = output ? summary.output_sqnr_db.value_or(std::nan("")) : summary.sqnr_db;
    if (summary.weights > 0 && std::isfinite(value))
      words.push_back(fmt::format("{} {:.3g} dB at {:.3g} bits", name, value, summary.bits_per_weight));
    if (summary.problems > 0)
      section.notes.push_back(
          fmt::format("{}: no figures of {} of {} layers; the table of the layers says why.", name,
                      summary.problems, comparison.weights.size()));
  }
  if (words.empty()) {
    section.sentence = "No run has figures of all layers.";
  } else {
    section.sentence = fmt::format("SQNR {} over {} layers: {}.",
                                   output ? "of the layers' outputs, pooled" : "of the weights, pooled",
                                   comparison.weights.size(), fmt::join(words, "; "));
    std::vector<std::string> front;
    for (const int r : front_runs(comparison))
      front.push_back(comparison.runs[static_cast<std::size_t>(r)].name);
    if (!front.empty())
      section.sentence += fmt::format(" Nothing is better at the same bits than {}.", fmt::join(front, ", "));
    section.picture =
        ReportPicture{{}, "Error against bits per weight, a point a run, with the Pareto front"};
  }
  section.table = without_times(comparison_summary(comparison));
  return section;
}

ReportSection layer_section(const Comparison& comparison) {
  ReportSection section;
  section.id = report_section::layers;
  section.heading = "Which layers pay?";
  const ComparisonMetric& metric = report_metric(comparison);
  double lowest = std::numeric_limits<double>::infinity();
  std::string where;
  for (int r = 0; r < static_cast<int>(comparison.runs.size()); ++r)
    for (int w = 0; w < static_cast<int>(comparison.weights.size()); ++w) {
      const auto& cell = comparison.at(r, w);
      if (!cell || !cell->problem.empty() || !(value_of(metric, *cell) < lowest)) continue;
      lowest = value_of(metric, *cell);
      where = comparison.tensors[static_cast<std::size_t>(w)] + " under " +
              comparison.runs[static_cast<std::size_t>(r)].name;
    }
  if (where.empty()) {
    section.sentence = "No layer has figures.";
  } else {
    section.sentence = fmt::format("The lowest {} is {:.3g} dB, of {}.", metric.label, lowest, where);
    section.picture = ReportPicture{{}, fmt::format("{} by layer, a bar a run", metric.label)};
    const std::size_t drawn = layers_in_picture(comparison, most_layer_bars).size();
    if (drawn < comparison.weights.size())
      section.sentence += fmt::format(" The picture shows the {} layers with the lowest.", drawn);
  }
  section.table = without_times(comparison_cells(comparison));
  section.shown =
      columns_there(section.table, {"run", "tensor", "name", "output_sqnr_db", "sqnr_db", "output_mse", "mse",
                                    "cosine", "bits_per_weight", "outlier_error_share", "notes"});
  return section;
}

std::vector<ReportRun> report_runs(const ReportFacts& facts, const std::string& file) {
  const std::vector<std::string> patterns = tensor_patterns(*facts.file, facts.comparison.weights);
  std::vector<ReportRun> runs;
  for (const Run& run : facts.comparison.runs) {
    const methods::Method& method = methods::method_by_id(run.setting.method);
    const std::vector<base::ParameterSpec> specs = method.parameters(nullptr);
    ReportRun shown{run.name, run.setting.method, {{"method", method.description().name}}, {}};
    for (const base::ParameterSpec& spec : specs) {
      const std::string idle = base::why_disabled(spec, specs, run.setting.values);
      const bool set = run.setting.values.contains(spec.id);
      std::string text = base::parameter_text(base::value_of(spec, run.setting.values));
      if (!spec.unit.empty()) text += ' ' + spec.unit;
      if (!set) text += spec.id == "theta" ? " (starts at each layer's own)" : " (default)";
      if (!idle.empty()) text += "; no effect: " + idle;
      shown.parameters.emplace_back(spec.id, text);
    }
    shown.command = quantize_command(file, patterns, run.setting);
    runs.push_back(std::move(shown));
  }
  return runs;
}

}  // namespace

std::string worst_input_section(std::size_t place) {
  return place == 0 ? "worst-input" : fmt::format("worst-input-{}", place + 1);
}

Report model_report(const ReportFacts& facts, const ReportOptions& options) {
  Report report;
  const std::string name =
      facts.file->name().empty() ? facts.file->path().filename().string() : facts.file->name();
  report.title = options.title.empty() ? "Quantization report: " + name : options.title;
  report.facts = model_facts(*facts.file, options.file);
  report.notes = options.notes;
  if (!facts.statistics.rows.empty()) {
    report.sections.push_back(outlier_section(facts.statistics));
    if (auto section = block_section(*facts.file, facts.statistics))
      report.sections.push_back(std::move(*section));
    for (std::size_t i = 0; i < facts.worst_inputs.size(); ++i)
      report.sections.push_back(input_section(*facts.file, facts.worst_inputs[i], i));
  }
  if (!facts.comparison.runs.empty() && !facts.comparison.weights.empty()) {
    report.sections.push_back(run_section(facts.comparison));
    report.sections.push_back(layer_section(facts.comparison));
    report.runs = report_runs(facts, options.file);
  }
  for (const std::string& skipped : facts.file->skipped()) report.notes.push_back("Passed over: " + skipped);
  report.command = options.command;
  const std::string now =
      fmt::format("{:%Y-%m-%d %H:%M:%S} UTC",
                  fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now())));
  report.origin = {{"program", options.program},
                   {"date", options.date.empty() ? now : options.date},
                   {"instruction set", base::isa_name(base::isa_level())}};
  return report;
}

}  // namespace quantscope::study
