#include "app/cli/hardware_choice.h"

#include "app/cli/session.h"
#include "core/base/error.h"
#include "core/hardware/accelerator_json.h"
#include "core/hardware/this_computer.h"
#include "core/study/method_costs.h"

namespace quantscope::cli {
namespace {

bool is_description(const std::string& name) {
  return std::filesystem::path(name).extension() == ".json";
}

/// An id may have a slash too, so a path counts only where something is there.
bool is_there(const std::string& name) {
  std::error_code code;
  return std::filesystem::is_regular_file(name, code) ||
         (name.find('/') != std::string::npos && std::filesystem::exists(name, code));
}

bool is_model_file(const std::string& name) {
  const auto extension = std::filesystem::path(name).extension();
  return extension == ".h5" || extension == ".hdf5" || is_there(name);
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
  if (is_description(device) || (device.find('/') != std::string::npos && is_there(device)))
    return {std::make_shared<const hardware::Accelerator>(hardware::read_accelerator(device)), {}};
  const hardware::Catalogue catalogue = hardware::read_catalogue(hardware::resource_folders());
  return {known_or_usage("--device", [&] { return hardware::find_accelerator(catalogue, device); }),
          catalogue.faults};
}

ChosenModel chosen_model(const std::string& model) {
  if (is_description(model)) return {hardware::read_model_shape(model), nullptr};
  if (is_model_file(model)) {
    const auto opened = storage::ModelFile::open(model);
    return {study::model_shape(*opened), opened};
  }
  const hardware::Catalogue catalogue = hardware::read_catalogue(hardware::resource_folders());
  return {*known_or_usage("--model", [&] { return hardware::find_model(catalogue, model); }), nullptr};
}

}  // namespace quantscope::cli
