#include "core/study/site_figures.h"

#include <algorithm>
#include <chrono>
#include <map>

#include "core/base/error.h"
#include "core/study/site_loader.h"

namespace quantscope::study {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

void check_weight(const storage::ModelFile& file, int weight) {
  if (weight < 0 || weight >= static_cast<int>(file.tensors().size()))
    throw base::Error("there is no tensor number " + std::to_string(weight), file.path().string());
  const storage::TensorInfo& info = file.tensors()[static_cast<std::size_t>(weight)];
  if (info.role == storage::TensorRole::activation || info.role == storage::TensorRole::channel_absmax)
    throw base::Error("is no weight", info.name, "choose weight matrices");
}

base::ParameterValues differing(const base::ParameterValues& here, const base::ParameterValues& general) {
  base::ParameterValues result;
  for (const auto& [id, value] : here)
    if (const auto found = general.find(id); found == general.end() || found->second != value)
      result[id] = value;
  return result;
}

}  // namespace

std::vector<SiteShare> sites_of(const storage::ModelFile& file, const std::vector<int>& weights) {
  const calibration::SiteMap map(file);
  std::vector<SiteShare> shares;
  std::map<int, std::size_t> share_of_site;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    check_weight(file, weights[i]);
    const int site = map.site_of(weights[i]);
    const auto [place, is_new] = share_of_site.emplace(site, shares.size());
    if (is_new) shares.push_back({map.sites()[static_cast<std::size_t>(site)], {}, {}});
    SiteShare& share = shares[place->second];
    const auto consumer = std::ranges::find(share.plan.consumers, weights[i]);
    share.weights.push_back(static_cast<int>(i));
    share.consumers.push_back(static_cast<int>(consumer - share.plan.consumers.begin()));
  }
  return shares;
}

ReadSite read_site(const storage::ModelFile& file, const calibration::SitePlan& plan, const base::Job& job) {
  ReadSite read;
  try {
    read.prepared = std::make_shared<PreparedSite>(load_site(file, plan, {}, job, &read.notes));
  } catch (const base::Error& error) {
    read.problem = error.what();
  }
  return read;
}

void measure_consumers(const ReadSite& site, const std::vector<int>& consumers, const Setting& setting,
                       const base::Job& job,
                       const std::function<void(std::size_t, ComparisonFigures)>& arrived) {
  const auto start = Clock::now();
  std::size_t done = 0;
  const auto all_have = [&](const std::string& problem) {
    for (; done < consumers.size(); ++done) {
      ComparisonFigures figures;
      figures.problem = problem;
      figures.notes = site.notes;
      arrived(done, std::move(figures));
    }
  };
  if (!site.prepared) return all_have(site.problem);

  const methods::Method& method = methods::method_by_id(setting.method);
  if (const std::string reason = method.why_unsuitable(site.prepared->site()); !reason.empty())
    return all_have(reason);
  methods::QuantizedSite quantized;
  try {
    quantized = quantize_site(*site.prepared, method, setting.values, job.part(0, 0.5));
  } catch (const base::Error& error) {
    return all_have(error.what());
  }
  const base::ParameterValues general = parameters_in_force(setting, {});
  const double quantizing = seconds_since(start);
  for (; done < consumers.size(); ++done) {
    const auto measuring = Clock::now();
    AnalysisOptions options;
    options.subject.consumer = consumers[done];
    options.pictures = false;
    ComparisonFigures figures;
    try {
      AnalysisResult result = measure(*site.prepared, method, setting.values, quantized, options, job);
      figures.error = result.error;
      figures.output_error = result.output_error;
      figures.outlier_error_share = result.outlier_error_share;
      figures.bits_per_weight = result.bits_per_weight;
      figures.values = result.values_seen;
      figures.chosen = differing(result.parameters, general);
      figures.notes = site.notes;
      figures.notes.insert(figures.notes.end(), result.notes.begin(), result.notes.end());
    } catch (const base::Error& error) {
      figures = {};
      figures.problem = error.what();
    }
    figures.seconds = quantizing + seconds_since(measuring);
    arrived(done, std::move(figures));
  }
}

void check_setting(const Setting& setting) {
  const methods::Method& method = methods::method_by_id(setting.method);
  try {
    base::completed(method.parameters(nullptr), setting.values);
  } catch (const base::Error& error) {
    throw base::Error(error.problem(), setting.method, error.remedy());
  }
}

}  // namespace quantscope::study
