#include "core/study/derived_model.h"

#include <algorithm>
#include <cstring>
#include <system_error>

#include "core/base/error.h"
#include "core/study/model_copy.h"

namespace quantscope::study {
namespace {

constexpr std::string_view weights_group = "/weights/";

bool same_values(const tensor::Tensor& a, const tensor::Tensor& b) {
  return a.type() == b.type() && a.bytes() == b.bytes() &&
         (a.bytes() == 0 || std::memcmp(a.data(), b.data(), a.bytes()) == 0);
}

bool is_captured(const storage::TensorInfo& info) {
  return info.role == storage::TensorRole::activation || info.role == storage::TensorRole::channel_absmax;
}

storage::ModelWriter::Header derived_header(const storage::ModelFile& source, const std::string& label) {
  storage::ModelWriter::Header header = header_of(source);
  header.name += " (" + label + ")";
  header.label = header.label.empty() ? label : header.label + "; " + label;
  const std::string origin = source.path().filename().string() + ", " + label;
  header.source = header.source.empty() ? origin : origin + "; " + header.source;
  return header;
}

void write_changed(storage::ModelWriter& writer, const storage::TensorInfo& info,
                   const tensor::Tensor& values) {
  if (info.input_major)
    writer.write(info.path, values.type(), info.shape, tensor::transposed(values.view()).view());
  else
    writer.write(info.path, values.type(), info.shape, values.view());
}

}  // namespace

DerivedFile write_derived_model(const std::shared_ptr<const storage::ModelFile>& source,
                                const DerivedModel& derived, const std::filesystem::path& target,
                                const base::Job& job) {
  std::error_code ignored;
  if (std::filesystem::equivalent(target, source->path(), ignored))
    throw base::Error("is the file that is read", target.string(), "use another name");
  const auto original = model::file_weights(source);
  storage::ModelWriter writer(target, derived_header(*source, derived.label));
  DerivedFile result;
  double total = 1, done = 0;
  for (const storage::TensorInfo& info : source->tensors()) total += static_cast<double>(info.bytes());
  for (const storage::TensorInfo& info : source->tensors()) {
    job.check();
    job.report(done / total, info.name);
    done += static_cast<double>(info.bytes());
    if (is_captured(info)) {
      ++result.dropped_inputs;
      continue;
    }
    if (info.path.starts_with(weights_group)) {
      const std::string name = info.path.substr(weights_group.size());
      base::Job quiet;
      quiet.stop = job.stop;
      quiet.threads = job.threads;
      const tensor::Tensor values = derived.weights->read(name, quiet);
      if (!same_values(values, original->read(name, quiet))) {
        write_changed(writer, info, values);
        ++result.changed_tensors;
        continue;
      }
    }
    copy_tensor(*source, info, writer, job);
  }
  copy_texts_and_tokenizer(*source, writer);
  job.check();
  writer.commit();
  job.report(1, target.filename().string());
  return result;
}

base::ParameterValues outlier_values(const model::OutlierEmulation& emulation) {
  return {{"channels", static_cast<double>(emulation.channels)},
          {"ratio", emulation.ratio},
          {"same_in_all_layers", emulation.same_in_all_layers},
          {"seed", static_cast<double>(emulation.seed)}};
}

DerivedModel with_emulated_outliers(const std::shared_ptr<const storage::ModelFile>& source,
                                    const model::OutlierEmulation& emulation) {
  return {model::emulate_outliers(model::file_weights(source), model::model_config(*source), emulation),
          emulation.label()};
}

}  // namespace quantscope::study
