#include "app/cli/hardware_choice.h"

#include "app/cli/session.h"
#include "core/base/error.h"
#include "core/hardware/accelerator_json.h"
#include "core/hardware/this_computer.h"
#include "core/study/method_costs.h"

namespace quantscope::cli {
namespace {

bool is_file(const std::string& name, const std::string& extension) {
  std::error_code code;
  return std::filesystem::path(name).extension() == extension ||
         (name.find('/') != std::string::npos && std::filesystem::exists(name, code));
}

template <typename Find>
auto known_or_usage(const char* option, Find find) {
  try {
    return find();
  } catch (const base::Error& error) {
    throw UsageError(std::string(option) + ": " + error.what());
  }
}

}  // namespace

ChosenDevice chosen_device(const std::string& device, const base::Job& job) {
  if (device == "this-computer")
    return {std::make_shared<const hardware::Accelerator>(hardware::measure_this_computer(job)), {}};
  if (is_file(device, ".json"))
    return {std::make_shared<const hardware::Accelerator>(hardware::read_accelerator(device)), {}};
  const hardware::Catalogue catalogue = hardware::read_catalogue(hardware::resource_folders());
  return {known_or_usage("--device", [&] { return hardware::find_accelerator(catalogue, device); }),
          catalogue.faults};
}

ChosenModel chosen_model(const std::string& model) {
  if (is_file(model, ".json")) return {hardware::read_model_shape(model), nullptr};
  const hardware::Catalogue catalogue = hardware::read_catalogue(hardware::resource_folders());
  std::error_code code;
  const bool file =
      is_file(model, ".h5") || is_file(model, ".hdf5") || std::filesystem::is_regular_file(model, code);
  if (file) {
    const auto opened = storage::ModelFile::open(model);
    return {study::model_shape(*opened), opened};
  }
  return {*known_or_usage("--model", [&] { return hardware::find_model(catalogue, model); }), nullptr};
}

}  // namespace quantscope::cli
