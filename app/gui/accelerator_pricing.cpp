#include "app/gui/accelerator_pricing.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/hardware/request.h"

namespace quantscope::gui {
namespace {

using hardware::Phase;

constexpr double largest_multiple = 4;
constexpr std::size_t most_points = 200, points_of_many = 80, points_of_search = 16;
constexpr std::size_t many_curves = 4;

/// Without the field's name, which is the command line's.
QString in_words(const base::Error& error) {
  const QString problem = QString::fromStdString(error.problem());
  return error.remedy().empty()
             ? problem
             : QStringLiteral("%1 (%2)").arg(problem, QString::fromStdString(error.remedy()));
}

bool searches_tilings(const AcceleratorQuestion& question) {
  return std::ranges::any_of(question.accelerators,
                             [](const AcceleratorPointer& each) { return each->eyeriss.has_value(); });
}

void price_phase_of(const AcceleratorQuestion& question, Phase phase, hardware::TilingCache& tilings,
                    PricedCase& priced) {
  try {
    const hardware::PriceOptions options{question.law, &tilings};
    auto result =
        hardware::price_phase(*question.shape, question.settings(priced.run, phase),
                              *question.accelerators[static_cast<std::size_t>(priced.accelerator)], options);
    (phase == Phase::prefill ? priced.prefill : priced.decode) = std::move(result);
  } catch (const base::Error& error) {
    if (priced.problem.isEmpty()) priced.problem = in_words(error);
  }
}

std::vector<double> equal_ratios(double first, double last, std::size_t points, bool whole) {
  std::vector<double> values;
  for (std::size_t i = 0; i < points; ++i) {
    double value = first * std::pow(last / first, static_cast<double>(i) / static_cast<double>(points - 1));
    if (whole) value = std::round(value);
    if (values.empty() || value > values.back()) values.push_back(value);
  }
  return values;
}

hardware::SweepRange range_of(const AcceleratorQuestion& question, std::size_t points) {
  const std::string& variable = question.sweep.variable;
  if (variable.ends_with("-bits")) return {variable, {2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16}};
  const auto& settings = question.sweep.phase == Phase::decode ? question.decode : question.prefill;
  constexpr double usual_batch = 1024, usual_context = 65536;
  if (variable == "batch")
    return {variable,
            equal_ratios(1, std::max(usual_batch, 2.0 * static_cast<double>(settings.batch)), points, true)};
  if (variable == "context")
    return {variable, equal_ratios(16, std::max(usual_context, 2.0 * static_cast<double>(settings.context)),
                                   points, true)};
  return {variable, equal_ratios(1 / largest_multiple, largest_multiple, points, false)};
}

double unit_of(const std::string& variable, const hardware::Accelerator& accelerator) {
  if (variable == "bandwidth" && accelerator.main_memory().bandwidth)
    return accelerator.main_memory().bandwidth->value;
  if (variable == "on-chip")
    if (const hardware::MemoryLevel* chip = accelerator.on_chip()) return chip->capacity_bytes->value;
  return 1;
}

void add_sweep(AcceleratorAnswer& answer, int run, int accelerator, std::size_t points,
               hardware::TilingCache& tilings) {
  const AcceleratorQuestion& question = answer.question;
  const hardware::Accelerator& device = *question.accelerators[static_cast<std::size_t>(accelerator)];
  try {
    hardware::WorkloadSettings settings = question.settings(run, question.sweep.phase);
    if (question.sweep.variable == "weight-bits" || question.sweep.variable == "activation-bits") {
      // Bits by hand: those of a method are part of its cost.
      settings.costs.clear();
      const auto& setting = question.runs[static_cast<std::size_t>(run)].setting;
      const auto bits = [&](const char* id, double& value) {
        if (!setting) return;
        if (const auto found = setting->values.find(id); found != setting->values.end())
          if (const auto* number = std::get_if<double>(&found->second)) value = *number;
      };
      bits("weight_bits", settings.weight_bits);
      bits("activation_bits", settings.activation_bits);
    }
    answer.sweeps.push_back({run, accelerator,
                             hardware::run_sweep(*question.shape, settings, device, {question.law, &tilings},
                                                 range_of(question, points)),
                             unit_of(question.sweep.variable, device)});
  } catch (const base::Error& error) {
    if (answer.sweep_problem.isEmpty())
      answer.sweep_problem =
          QStringLiteral("%1: %2").arg(QString::fromStdString(device.name), in_words(error));
  }
}

void add_sweeps(AcceleratorAnswer& answer, bool searches, hardware::TilingCache& tilings,
                const std::function<bool()>& superseded) {
  const AcceleratorQuestion& question = answer.question;
  std::vector<std::pair<int, int>> curves;
  const bool by_hand =
      question.sweep.variable == "weight-bits" || question.sweep.variable == "activation-bits";
  for (int run = 0; run < static_cast<int>(question.runs.size()); ++run)
    if (!by_hand || run == question.front) curves.emplace_back(run, 0);
  for (int other = 1; other < static_cast<int>(question.accelerators.size()); ++other)
    curves.emplace_back(question.front, other);
  const std::size_t points = searches                      ? points_of_search
                             : curves.size() > many_curves ? points_of_many
                                                           : most_points;
  for (const auto& [run, accelerator] : curves) {
    if (superseded()) return;
    add_sweep(answer, run, accelerator, points, tilings);
  }
  answer.has_sweeps = true;
}

void add_sensitivities(AcceleratorAnswer& answer, hardware::TilingCache& tilings,
                       const std::function<bool()>& superseded) {
  const AcceleratorQuestion& question = answer.question;
  for (const Phase phase : {Phase::decode, Phase::prefill}) {
    if (superseded()) return;
    if (!answer.front(phase)) continue;
    answer.sensitivities[phase == Phase::decode ? 1 : 0] =
        hardware::sensitivities(*question.shape, question.settings(question.front, phase), question.current(),
                                {question.law, &tilings}, accelerator_swing);
  }
  answer.has_sensitivities = true;
}

void add_request(AcceleratorAnswer& answer, hardware::TilingCache& tilings) {
  const AcceleratorQuestion& question = answer.question;
  if (!answer.front(Phase::prefill) || !answer.front(Phase::decode)) return;
  try {
    const hardware::RequestResult result = hardware::price_request(
        *question.shape, question.settings(question.front, Phase::decode), question.prompt,
        question.generated, question.current(), {question.law, &tilings});
    answer.request = PricedRequest{result.time_to_first_token_s(), result.time_per_token_s(), result.time_s(),
                                   result.energy_j(), result.prefill.total.board_j.has_value()};
  } catch (const base::Error&) {
    // What is wrong with the workload is told by its phases.
  }
}

}  // namespace

hardware::WorkloadSettings AcceleratorQuestion::settings(int run, Phase phase) const {
  hardware::WorkloadSettings settings = phase == Phase::prefill ? prefill : decode;
  if (const auto& costs = runs[static_cast<std::size_t>(run)].costs) settings.costs = costs->costs;
  return settings;
}

const hardware::PhaseResult* PricedCase::phase(Phase which) const {
  const auto& result = which == Phase::prefill ? prefill : decode;
  return result ? &*result : nullptr;
}

const PricedCase* AcceleratorAnswer::find(int run, int accelerator) const {
  const auto found = std::ranges::find_if(
      cases, [&](const PricedCase& each) { return each.run == run && each.accelerator == accelerator; });
  return found == cases.end() ? nullptr : &*found;
}

const hardware::PhaseResult* AcceleratorAnswer::front(Phase phase) const {
  const PricedCase* const priced = front();
  return priced ? priced->phase(phase) : nullptr;
}

void price(const AcceleratorQuestion& question, hardware::TilingCache& tilings,
           const std::function<bool()>& superseded,
           const std::function<void(const AcceleratorAnswer&)>& tell) {
  AcceleratorAnswer answer;
  answer.question = question;
  for (int run = 0; run < static_cast<int>(question.runs.size()); ++run)
    for (int device = 0; device < static_cast<int>(question.accelerators.size()); ++device) {
      PricedCase priced{run, device, {}, {}, {}};
      price_phase_of(question, Phase::prefill, tilings, priced);
      if (question.shape->decoder) price_phase_of(question, Phase::decode, tilings, priced);
      answer.cases.push_back(std::move(priced));
    }
  const bool searches = searches_tilings(question);
  if (!searches) {
    // What follows the hand is finished, or a moving hand would see nothing.
    const auto never = [] { return false; };
    add_sensitivities(answer, tilings, never);
    add_sweeps(answer, false, tilings, never);
  }
  tell(answer);
  if (superseded()) return;
  if (searches) {
    add_sensitivities(answer, tilings, superseded);
    if (superseded()) return;
    tell(answer);
    add_sweeps(answer, true, tilings, superseded);
  }
  if (superseded()) return;
  add_request(answer, tilings);
  tell(answer);
}

}  // namespace quantscope::gui
