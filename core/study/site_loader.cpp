#include "core/study/site_loader.h"

#include <fmt/format.h>

#include "core/base/error.h"
#include "core/formats/integer_matrix.h"

namespace quantscope::study {
namespace {

using storage::ModelFile;
using storage::TensorInfo;

std::string place(const ModelFile& file, const TensorInfo& info) {
  return file.path().string() + ": " + info.path;
}

tensor::Tensor as_f32(const tensor::TensorView& view) {
  tensor::Tensor result(tensor::ElementType::f32, view.rows, view.columns);
  auto* values = reinterpret_cast<float*>(result.mutable_data());
  for (std::int64_t row = 0; row < view.rows; ++row)
    tensor::read_row_f32(view, row, 0, view.columns, values + row * view.columns);
  return result;
}

methods::Consumer load_consumer(const ModelFile& file, const TensorInfo& info, const base::Job& job) {
  methods::Consumer consumer;
  consumer.name = info.name;
  consumer.weights = file.read(info, job);
  if (!tensor::is_floating(info.type)) consumer.weights = as_f32(consumer.weights.view());
  if (info.input_major) consumer.weights = tensor::transposed(consumer.weights.view());
  consumer.whole_range = formats::clipped_range({}, {}, consumer.weights.view(), job);
  return consumer;
}

}  // namespace

methods::Site load_site(const ModelFile& file, const calibration::SitePlan& plan,
                        const std::vector<int>& consumers, const base::Job& job,
                        std::vector<std::string>* notes, const calibration::InputParts& parts) {
  const auto info_of = [&](int index) -> const TensorInfo& {
    return file.tensors().at(static_cast<std::size_t>(index));
  };
  methods::Site site;
  site.name = plan.name;
  const TensorInfo* first = nullptr;
  const auto check_features = [&](const TensorInfo& info, std::int64_t features) {
    if (first && site.in_features() != features)
      throw base::Error(fmt::format("has {} input channels, but {} of the same site has {}", features,
                                    first->name, site.in_features()),
                        place(file, info));
  };

  const std::vector<int>& wanted = consumers.empty() ? plan.consumers : consumers;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const TensorInfo& info = info_of(wanted[i]);
    const double share = 1.0 / static_cast<double>(wanted.size() + 1);
    methods::Consumer consumer = load_consumer(
        file, info, job.part(static_cast<double>(i) * share, static_cast<double>(i + 1) * share));
    check_features(info, consumer.weights.columns());
    site.consumers.push_back(std::move(consumer));
    if (!first) first = &info;
  }
  const int input = plan.activation >= 0 ? plan.activation : plan.channel_absmax;
  if (input >= 0) {
    const TensorInfo& info = info_of(input);
    check_features(info, info.matrix().columns);
    site.input = calibration::known_input(file, {info.module}, job, notes, parts);
  }
  return site;
}

}  // namespace quantscope::study
