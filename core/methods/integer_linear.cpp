#include "core/methods/integer_linear.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>
#include <utility>

#include "core/base/error.h"
#include "core/kernels/float_matmul.h"
#include "core/methods/kernel_weights.h"

namespace quantscope::methods {
namespace {

template <typename Value>
StoredArray stored_array(std::string name, tensor::ElementType type, tensor::Shape shape,
                         const std::vector<Value>& values) {
  const tensor::MatrixShape matrix = tensor::folded(shape);
  tensor::Tensor tensor(type, matrix.rows, matrix.columns);
  if (!values.empty()) std::memcpy(tensor.mutable_data(), values.data(), tensor.bytes());
  return {std::move(name), std::move(shape), std::move(tensor)};
}

int bits_for(std::int64_t distinct) {
  return std::max(
      1,
      static_cast<int>(std::bit_width(static_cast<std::uint64_t>(std::max<std::int64_t>(distinct - 1, 0)))));
}

/// A zero point inside the codes needs no more bits than a code; the released QLLM clamps it to ±10^4.
int zero_point_bits(const formats::IntegerFormat& format) {
  return format.range_rule == formats::RangeRule::includes_zero ? format.bits : 16;
}

}  // namespace

IntegerLinear::IntegerLinear(const Consumer& consumer, std::shared_ptr<const IntegerInput> input,
                             const formats::IntegerMatrixOptions& weight_options, std::int64_t sharing,
                             const base::Job& job)
    : shape_{consumer.weights.rows(), consumer.weights.columns()},
      input_(std::move(input)),
      sharing_(sharing),
      format_(weight_options.format) {
  if (weight_options.format.bits <= 8) {
    codes_ = std::make_shared<const formats::IntegerMatrix>(
        quantized_weights(consumer, input_->reassembly(), weight_options, job));
  } else {
    formats::IntegerMatrix none;
    none.format = weight_options.format;
    codes_ = std::make_shared<const formats::IntegerMatrix>(std::move(none));
    float_weights_ = float_weights(consumer, input_->reassembly(), job);
  }
}

IntegerLinear::IntegerLinear(const IntegerLinear& layer, Running)
    : shape_(layer.shape_),
      input_(layer.input_),
      sharing_(layer.sharing_),
      format_(layer.format_),
      float_weights_(layer.float_weights_),
      packed_floats_(layer.packed_floats_) {
  if (quantized()) {
    layer.packed();
    packed_ = layer.packed_;
    return;
  }
  codes_ = layer.codes_;
  const tensor::ElementType type = float_weights_.type();
  if (packed_floats_ || (type != tensor::ElementType::f32 && type != tensor::ElementType::f16 &&
                         type != tensor::ElementType::bf16))
    return;
  packed_floats_ = std::make_shared<const kernels::PackedFloats>(float_weights_.view());
  float_weights_ = {};
}

tensor::ElementType IntegerLinear::float_type() const {
  return packed_floats_ ? packed_floats_->type() : float_weights_.type();
}

const kernels::PackedWeights& IntegerLinear::packed() const {
  const std::scoped_lock lock(packing_);
  if (!packed_) packed_ = std::make_shared<const kernels::PackedWeights>(*codes_);
  return *packed_;
}

std::shared_ptr<const formats::IntegerMatrix> IntegerLinear::codes() const {
  if (codes_) return codes_;
  return std::make_shared<const formats::IntegerMatrix>(packed().rows(0, shape_.rows));
}

std::shared_ptr<const QuantizedLinear> IntegerLinear::running_form() const {
  return std::shared_ptr<const IntegerLinear>(new IntegerLinear(*this, Running()));
}

std::uint64_t IntegerLinear::resident_bytes() const {
  std::uint64_t bytes = packed_floats_ ? packed_floats_->resident_bytes() : float_weights_.bytes();
  if (codes_) bytes += codes_->codes.size() + codes_->scales.size() * sizeof(formats::AffineScale);
  if (const ChannelReassembly* reassembly = input_->reassembly())
    bytes += reassembly->resident_bytes() / static_cast<std::uint64_t>(std::max<std::int64_t>(sharing_, 1));
  const std::scoped_lock lock(packing_);
  return bytes + (packed_ ? packed_->resident_bytes() : 0);
}

std::string IntegerLinear::kernel_name() const {
  const bool integer_input = input_->bits() <= 8;
  if (!quantized()) {
    const tensor::ElementType type = float_type();
    std::string name = "f32";
    if (type != tensor::ElementType::f32) name += fmt::format(", {} weights", tensor::element_name(type));
    return integer_input ? fmt::format("{}, int{} activations", name, input_->bits()) : name;
  }
  std::string name = integer_input ? kernels::integer_matmul_name() : "f32";
  if (!integer_input || format_.bits < 8) name += fmt::format(", int{} weights", format_.bits);
  if (integer_input && input_->bits() < 8) name += fmt::format(", int{} activations", input_->bits());
  return name;
}

void IntegerLinear::dequantize_rows(std::int64_t first, std::int64_t count, float* out) const {
  const auto kernel_rows = [&](std::int64_t from, std::int64_t rows, float* values) {
    if (quantized()) {
      if (codes_)
        codes_->dequantize_rows(from, rows, values);
      else
        packed().rows(from, rows).dequantize_rows(0, rows, values);
      return;
    }
    const tensor::Tensor unpacked = packed_floats_ ? packed_floats_->rows(from, rows) : float_weights_;
    const tensor::TensorView weights = unpacked.view();
    const std::int64_t first_row = packed_floats_ ? 0 : from;
    for (std::int64_t r = 0; r < rows; ++r)
      tensor::read_row_f32(weights, first_row + r, 0, weights.columns, values + r * weights.columns);
  };
  const ChannelReassembly* reassembly = input_->reassembly();
  if (!reassembly || reassembly->identity()) {
    kernel_rows(first, count, out);
    return;
  }
  std::vector<float> kernel_row(static_cast<std::size_t>(reassembly->kernel_channels()));
  for (std::int64_t r = 0; r < count; ++r) {
    kernel_rows(first + r, 1, kernel_row.data());
    reassembly->restore_weights(kernel_row.data(), out + r * shape_.columns);
  }
}

tensor::Matrix IntegerLinear::forward(const tensor::Matrix& x, const base::Job& job) const {
  const IntegerLinear* self = this;
  return std::move(forward({&self, 1}, x, job, kernels::FloatInput::f32).front());
}

std::vector<tensor::Matrix> IntegerLinear::forward(std::span<const IntegerLinear* const> layers,
                                                   const tensor::Matrix& x, const base::Job& job,
                                                   kernels::FloatInput float_input) {
  const IntegerInput& input = layers.front()->input();
  input.check(x);
  tensor::Matrix reassembled;
  if (const ChannelReassembly* reassembly = input.reassembly())
    reassembled = reassembly->reassembled_input(x, job);
  const tensor::Matrix& kernel_input = input.reassembly() ? reassembled : x;
  // Merged and split channels are no longer what the caller rounded.
  if (input.reassembly()) float_input = kernels::FloatInput::f32;
  std::optional<formats::IntegerMatrix> codes;
  if (input.bits() <= 8) codes = input.codes(kernel_input, job);

  std::vector<const kernels::PackedWeights*> of_codes;
  std::vector<const kernels::PackedFloats*> of_floats;
  for (const IntegerLinear* layer : layers) {
    if (layer->quantized()) of_codes.push_back(&layer->packed());
    if (layer->packed_floats_) of_floats.push_back(layer->packed_floats_.get());
  }
  std::vector<tensor::Matrix> products_of_codes, products_of_floats;
  if (!of_codes.empty())
    products_of_codes = codes ? kernels::integer_matmul(*codes, of_codes, job)
                              : kernels::float_integer_matmul(kernel_input, of_codes, job, float_input);
  if (of_codes.size() == layers.size()) return products_of_codes;

  tensor::Matrix rounded;
  if (codes) {
    rounded = tensor::Matrix::uninitialized(kernel_input.rows(), kernel_input.columns());
    codes->dequantize_rows(0, rounded.rows(), rounded.values().data());
  }
  const tensor::Matrix& values = codes ? rounded : kernel_input;
  if (!of_floats.empty())
    products_of_floats =
        kernels::float_matmul(values, of_floats, job, codes ? kernels::FloatInput::f32 : float_input);
  std::vector<tensor::Matrix> results;
  auto of_code = products_of_codes.begin();
  auto of_float = products_of_floats.begin();
  for (const IntegerLinear* layer : layers) {
    if (layer->quantized())
      results.push_back(std::move(*of_code++));
    else if (layer->packed_floats_)
      results.push_back(std::move(*of_float++));
    else
      results.push_back(kernels::matmul_transposed(values, layer->float_weights_.view(), job));
  }
  return results;
}

Cost IntegerLinear::cost() const {
  using kernels::Operation;
  const double out = static_cast<double>(shape_.rows);
  const double channels = static_cast<double>(input_->kernel_channels());
  const double share = 1.0 / static_cast<double>(std::max<std::int64_t>(sharing_, 1));
  Cost cost;
  if (quantized()) {
    const double scales = static_cast<double>(codes_ ? static_cast<std::int64_t>(codes_->scales.size())
                                                     : packed().scale_count());
    cost.storage.push_back({"codes", out * channels * format_.bits});
    cost.storage.push_back({"scales (f32)", scales * 32});
    if (!format_.symmetric) cost.storage.push_back({"zero points", scales * zero_point_bits(format_)});
  } else {
    const tensor::ElementType type = float_type();
    cost.storage.push_back({fmt::format("weights ({})", tensor::element_name(type)),
                            out * channels * static_cast<double>(tensor::element_size(type)) * 8});
  }

  const bool integer_input = input_->bits() <= 8;
  const int weight_bits = quantized() ? format_.bits : 16;
  const Operation mac = quantized() && integer_input ? Operation::integer_mac : Operation::float_mac;
  cost.per_token[{mac, weight_bits, integer_input ? input_->bits() : 16}] += out * channels;
  if (quantized()) {
    const double groups = static_cast<double>(codes_ ? codes_->groups_per_row() : packed().groups_per_row());
    cost.per_token[{Operation::float_multiply, 0, 0}] += out * groups;
    if (groups > 1) cost.per_token[{Operation::float_add, 0, 0}] += out * (groups - 1);
  } else if (integer_input) {
    cost.per_token[{Operation::float_multiply, 0, 0}] += channels * share;
  }
  if (integer_input) cost.per_token[{Operation::quantize, 0, input_->bits()}] += channels * share;

  const ChannelReassembly* reassembly = input_->reassembly();
  if (reassembly && !reassembly->identity()) {
    const double sources = static_cast<double>(reassembly->sources().size());
    const auto pieces = reassembly->pieces();
    const int most = pieces.empty() ? 1 : *std::max_element(pieces.begin(), pieces.end());
    const int index_bits =
        bits_for(shape_.columns) + 1;  // one bit marks the first member of a kernel channel
    cost.storage.push_back({"channel indices", sources * index_bits * share});
    cost.storage.push_back({"channel pieces", channels * bits_for(most) * share});
    cost.per_token[{Operation::gather, 0, 0}] += sources * share;
    double scaled = 0;
    for (std::size_t k = 0; k < pieces.size(); ++k)
      scaled += pieces[k] > 1 || reassembly->offsets()[k + 1] - reassembly->offsets()[k] > 1;
    cost.per_token[{Operation::float_multiply, 0, 0}] += scaled * share;
    if (sources > channels) cost.per_token[{Operation::float_add, 0, 0}] += (sources - channels) * share;
  }
  return cost;
}

std::vector<StoredArray> IntegerLinear::stored() const {
  using tensor::ElementType;
  std::vector<StoredArray> arrays;
  if (quantized()) {
    const std::shared_ptr<const formats::IntegerMatrix> held = codes();
    const tensor::MatrixShape shape = held->shape;
    arrays.push_back(stored_array("codes", ElementType::i8, {shape.rows, shape.columns}, held->codes));
    std::vector<float> scales;
    std::vector<std::int32_t> zero_points;
    for (const formats::AffineScale& scale : held->scales) {
      scales.push_back(scale.scale);
      zero_points.push_back(scale.zero_point);
    }
    const tensor::Shape scale_shape = held->granularity == formats::Granularity::tensor
                                          ? tensor::Shape{1}
                                          : tensor::Shape{shape.rows, held->groups_per_row()};
    arrays.push_back(stored_array("scales", ElementType::f32, scale_shape, scales));
    if (!format_.symmetric)
      arrays.push_back(stored_array("zero_points", ElementType::i32, scale_shape, zero_points));
  } else {
    const tensor::Tensor weights = packed_floats_ ? packed_floats_->rows(0, shape_.rows) : float_weights_;
    arrays.push_back({"weights", {weights.rows(), weights.columns()}, weights});
  }
  const ChannelReassembly* reassembly = input_->reassembly();
  if (reassembly && !reassembly->identity()) {
    const auto add = [&](const std::string& name, std::span<const std::int32_t> values) {
      arrays.push_back(stored_array(name, ElementType::i32, {static_cast<std::int64_t>(values.size())},
                                    std::vector<std::int32_t>(values.begin(), values.end())));
    };
    add("channel_offsets", reassembly->offsets());
    add("channel_sources", reassembly->sources());
    add("channel_pieces", reassembly->pieces());
  }
  return arrays;
}

void check_channels(const Site& site) {
  const std::int64_t channels = site.in_features();
  const auto refuse = [&](const std::string& part, std::int64_t count) {
    throw base::Error(fmt::format("{} has {} input channels where the others have {}", part, count, channels),
                      site.name);
  };
  for (const Consumer& consumer : site.consumers)
    if (consumer.weights.columns() != channels) refuse(consumer.name, consumer.weights.columns());
  if (site.input.has_samples() && site.input.samples->columns() != channels)
    refuse("the captured input", site.input.samples->columns());
  if (site.input.has_ranges() && static_cast<std::int64_t>(site.input.channel_absmax.size()) != channels)
    refuse("the channel maxima", static_cast<std::int64_t>(site.input.channel_absmax.size()));
}

QuantizedSite quantized_site(const Site& site, const QuantizerOptions& options,
                             std::shared_ptr<const ChannelReassembly> reassembly, const base::Job& job) {
  check_channels(site);
  QuantizedSite result;
  formats::IntegerMatrixOptions activation = options.activation;
  if (options.quantizes_activations() && options.static_activation) {
    activation.fixed_range = calibrated_range(site.input, reassembly.get(), options.activation, job);
    if (!activation.fixed_range)
      result.notes.push_back(
          "nothing is known of this input: static activation scales are found per batch instead");
    else if (activation.clip.kind != formats::ClipKind::none && !site.input.has_samples())
      result.notes.push_back("no input samples: static activation scales take the whole range, not clipped");
  }
  const auto input =
      std::make_shared<const IntegerInput>(site.in_features(), std::move(reassembly), activation);
  result.input = input;
  const auto sharing = static_cast<std::int64_t>(site.consumers.size());
  for (std::size_t i = 0; i < site.consumers.size(); ++i) {
    const base::Job part = job.part(static_cast<double>(i) / static_cast<double>(sharing),
                                    static_cast<double>(i + 1) / static_cast<double>(sharing));
    result.consumers.push_back(
        std::make_shared<const IntegerLinear>(site.consumers[i], input, options.weight, sharing, part));
  }
  job.report(1, "quantized");
  return result;
}

}  // namespace quantscope::methods
