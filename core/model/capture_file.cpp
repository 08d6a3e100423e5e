#include <algorithm>
#include <cmath>

#include "core/calibration/known_input.h"
#include "core/model/input_capture.h"
#include "core/storage/model_writer.h"

namespace quantscope::model {
namespace {

using tensor::ElementType;

ElementType sample_type(const tensor::Matrix& samples) {
  constexpr float largest_f16 = 65504;
  const bool fits = std::ranges::all_of(samples.values(), [](float x) { return std::abs(x) <= largest_f16; });
  return fits ? ElementType::f16 : ElementType::f32;
}

tensor::TensorView integers(const std::vector<std::int64_t>& values) {
  const auto count = static_cast<std::int64_t>(values.size());
  return {reinterpret_cast<const std::byte*>(values.data()), ElementType::i64, 1, count, count};
}

class CaptureWriter {
 public:
  CaptureWriter(const InputCapture& capture, const std::filesystem::path& target,
                const storage::ModelWriter::Header& header)
      : capture_(capture), writer_(target, header) {}

  void write(const base::Job& job) {
    job.check();
    writer_.write("/calibration/rows", ElementType::i64,
                  {static_cast<std::int64_t>(capture_.sample_rows.size())}, integers(capture_.sample_rows));
    for (std::size_t s = 0; s < capture_.sites.size(); ++s) {
      job.check();
      const InputCapture::SiteInput& site = capture_.sites[s];
      job.report(static_cast<double>(s) / static_cast<double>(capture_.sites.size()), "writing " + site.site);
      write_samples(site);
      write_statistics(site);
    }
    job.check();
    writer_.commit();
  }

 private:
  void write_samples(const InputCapture::SiteInput& site) {
    const std::string path = "/activations/" + site.modules.front() + "/input";
    const tensor::Matrix& samples = *site.input.samples;
    writer_.write(path, sample_type(samples), {samples.rows(), samples.columns()}, samples.view());
    writer_.set_attribute(path, "text", capture_.text);
    writer_.set_attribute(path, "first_token", std::int64_t{0});
    writer_.set_attribute(path, "tokens_per_window", capture_.tokens_per_window);
    const std::int64_t rows = samples.rows();
    const bool first_rows = capture_.sample_rows.back() == rows - 1;
    if (first_rows)
      writer_.set_attribute(path, "windows",
                            (rows + capture_.tokens_per_window - 1) / capture_.tokens_per_window);
    else
      writer_.set_attribute(path, "rows", std::string("spread"));
  }

  void write_statistics(const InputCapture::SiteInput& site) {
    const calibration::InputKnowledge& input = site.input;
    const auto path = [&](const char* part) {
      return calibration::calibration_path(site.modules.front(), part);
    };
    const auto channels = static_cast<std::int64_t>(input.channel_absmax.size());
    const auto by_channel = [&](const char* part, const std::vector<float>& values) {
      writer_.write(
          path(part), ElementType::f32, {channels},
          {reinterpret_cast<const std::byte*>(values.data()), ElementType::f32, 1, channels, channels});
    };
    namespace parts = calibration::parts;
    by_channel(parts::minimum, input.channel_minimum);
    by_channel(parts::maximum, input.channel_maximum);
    by_channel(parts::mean_square, input.channel_mean_square);
    by_channel(parts::mean_absolute, input.channel_mean_absolute);
    const std::vector<std::int64_t> tokens{site.tokens};
    writer_.write(path(parts::tokens), ElementType::i64, {}, integers(tokens));
    if (input.hessian)
      writer_.write(path(parts::hessian), ElementType::f32, {channels, channels}, input.hessian->view());
  }

  const InputCapture& capture_;
  storage::ModelWriter writer_;
};

}  // namespace

void write_capture(const InputCapture& capture, const std::filesystem::path& target,
                   const std::string& model_name, const std::string& architecture, const std::string& label,
                   const base::Job& job) {
  const storage::ModelWriter::Header header{.name = model_name,
                                            .architecture = architecture,
                                            .source = "inputs captured by Quantscope on " + capture.text,
                                            .licence = {},
                                            .config = {},
                                            .label = label};
  CaptureWriter(capture, target, header).write(job);
}

}  // namespace quantscope::model
