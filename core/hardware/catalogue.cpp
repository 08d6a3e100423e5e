#include "core/hardware/catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/base/error.h"
#include "core/hardware/accelerator_json.h"

namespace quantscope::hardware {
namespace {

std::string lower(std::string text) {
  for (char& letter : text)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return text;
}

template <typename Item, typename Read>
void read_all(const std::filesystem::path& folder, Read read,
              std::map<std::string, std::shared_ptr<const Item>>& items, std::vector<std::string>& faults) {
  for (const std::filesystem::path& file : description_files(folder)) {
    try {
      auto item = std::make_shared<const Item>(read(file));
      items[item->id] = item;
    } catch (const base::Error& error) {
      faults.push_back(error.what());
    }
  }
}

template <typename Item>
std::shared_ptr<const Item> find(const std::vector<std::shared_ptr<const Item>>& items, const std::string& id,
                                 const char* what) {
  const std::string wanted = lower(id);
  std::string known;
  for (const auto& item : items) {
    if (lower(item->id) == wanted) return item;
    known += (known.empty() ? "" : ", ") + item->id;
  }
  for (const auto& item : items)
    for (const std::string& alias : item->aliases)
      if (lower(alias) == wanted) return item;
  throw base::Error(fmt::format("there is no {} '{}'", what, id), {},
                    known.empty() ? "no descriptions were found" : "known: " + known);
}

}  // namespace

std::vector<std::filesystem::path> description_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code code;
  for (std::filesystem::directory_iterator entry(folder, code), end; !code && entry != end;
       entry.increment(code))
    if (entry->path().extension() == ".json") files.push_back(entry->path());
  std::ranges::sort(files);
  return files;
}

Catalogue read_catalogue(const std::vector<std::filesystem::path>& folders) {
  std::map<std::string, std::shared_ptr<const Accelerator>> accelerators;
  std::map<std::string, std::shared_ptr<const ModelShape>> models;
  Catalogue catalogue;
  for (const std::filesystem::path& folder : folders) {
    read_all(folder / "accelerators", read_accelerator, accelerators, catalogue.faults);
    read_all(folder / "models", read_model_shape, models, catalogue.faults);
  }
  for (auto& [id, item] : accelerators) catalogue.accelerators.push_back(std::move(item));
  for (auto& [id, item] : models) catalogue.models.push_back(std::move(item));
  return catalogue;
}

std::shared_ptr<const Accelerator> find_accelerator(const Catalogue& catalogue, const std::string& id) {
  return find(catalogue.accelerators, id, "device");
}

std::shared_ptr<const ModelShape> find_model(const Catalogue& catalogue, const std::string& id) {
  return find(catalogue.models, id, "model shape");
}

}  // namespace quantscope::hardware
