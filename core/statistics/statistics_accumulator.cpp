#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <variant>

#include "core/base/error.h"
#include "core/statistics/pattern_pass.h"
#include "core/statistics/tensor_statistics.h"
#include "core/statistics/wide_pass.h"

namespace quantscope::statistics {
namespace {

using Pass = std::variant<PatternPass, WidePass>;

Pass pass_for(tensor::ElementType type, tensor::MatrixShape whole, ChannelAxis axis) {
  if (type == tensor::ElementType::f16 || type == tensor::ElementType::bf16)
    return PatternPass(type, whole, axis);
  return WidePass(type, whole, axis);
}

}  // namespace

struct StatisticsAccumulator::State {
  tensor::ElementType type;
  tensor::MatrixShape whole;
  ChannelAxis axis;
  Pass pass;
};

StatisticsAccumulator::StatisticsAccumulator(tensor::ElementType type, tensor::MatrixShape whole,
                                             ChannelAxis axis)
    : state_(std::make_unique<State>(State{type, whole, axis, pass_for(type, whole, axis)})) {}

StatisticsAccumulator::~StatisticsAccumulator() = default;
StatisticsAccumulator::StatisticsAccumulator(const StatisticsAccumulator& other)
    : state_(std::make_unique<State>(*other.state_)) {}
StatisticsAccumulator& StatisticsAccumulator::operator=(const StatisticsAccumulator& other) {
  if (this != &other) state_ = std::make_unique<State>(*other.state_);
  return *this;
}
StatisticsAccumulator::StatisticsAccumulator(StatisticsAccumulator&&) noexcept = default;
StatisticsAccumulator& StatisticsAccumulator::operator=(StatisticsAccumulator&&) noexcept = default;

void StatisticsAccumulator::add(const tensor::TensorView& tile, std::int64_t first_row) {
  if (tile.type != state_->type || tile.columns != state_->whole.columns || first_row < 0 ||
      tile.rows > state_->whole.rows - first_row)
    throw base::Error(fmt::format("a tile of {} × {} {} at row {} is no part of a matrix of {} × {} {}",
                                  tile.rows, tile.columns, tensor::element_name(tile.type), first_row,
                                  state_->whole.rows, state_->whole.columns,
                                  tensor::element_name(state_->type)));
  std::visit([&](auto& pass) { pass.add(tile, first_row); }, state_->pass);
}

void StatisticsAccumulator::merge(const StatisticsAccumulator& other) {
  const State& theirs = *other.state_;
  if (theirs.type != state_->type || theirs.whole != state_->whole || theirs.axis != state_->axis)
    throw base::Error("statistics of different matrices cannot be merged");
  if (auto* patterns = std::get_if<PatternPass>(&state_->pass))
    patterns->merge(std::get<PatternPass>(theirs.pass));
  else
    std::get<WidePass>(state_->pass).merge(std::get<WidePass>(theirs.pass));
}

TensorStatistics StatisticsAccumulator::result() const {
  TensorStatistics result;
  result.shape = state_->whole;
  result.type = state_->type;
  std::visit([&](const auto& pass) { pass.finish(result); }, state_->pass);
  result.absmax = std::max(std::abs(result.minimum), std::abs(result.maximum));
  if (result.count > result.nan + result.infinite) {
    const std::vector<double> quantile = absolute_quantiles(result.values, {0.5, 0.99, 0.999, 0.9999});
    result.p50 = std::min(quantile[0], result.absmax);
    result.p99 = std::min(quantile[1], result.absmax);
    result.p999 = std::min(quantile[2], result.absmax);
    result.p9999 = std::min(quantile[3], result.absmax);
  }
  result.outlier = outliers(result.channels.absmax);
  return result;
}

}  // namespace quantscope::statistics
