#include "app/gui/accelerator_library.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/hardware/accelerator_json.h"
#include "core/hardware/accelerator_parameters.h"

namespace quantscope::gui {
namespace {

constexpr qsizetype longest_name = 80;

QString name_of(const hardware::Accelerator& accelerator) {
  return QString::fromStdString(accelerator.name);
}

/// An id is a file's name: letters, digits and a few signs, whatever an imported file says.
std::string file_name_of(std::string id) {
  for (char& sign : id)
    if (!std::isalnum(static_cast<unsigned char>(sign)) && sign != '-' && sign != '_') sign = '-';
  return id.empty() ? "accelerator" : id.substr(0, longest_name);
}

bool same_figures(const hardware::Accelerator& a, const hardware::Accelerator& b) {
  return hardware::accelerator_json(a) == hardware::accelerator_json(b);
}

}  // namespace

AcceleratorLibrary::AcceleratorLibrary(const std::vector<std::filesystem::path>& built_in_folders,
                                       std::filesystem::path own_folder, QObject* parent)
    : QObject(parent), built_in_(hardware::read_catalogue(built_in_folders)), folder_(std::move(own_folder)) {
  for (const std::string& fault : built_in_.faults) faults_ << QString::fromStdString(fault);
  read_own();
  saved_ = own_;
  join();
  rest_.setSingleShot(true);
  rest_.setInterval(rest_ms);
  connect(&rest_, &QTimer::timeout, this, &AcceleratorLibrary::save);
}

AcceleratorLibrary::~AcceleratorLibrary() {
  save();
}

void AcceleratorLibrary::read_own() {
  if (folder_.empty()) return;
  const auto add_fault = [this](const base::Error& error) {
    faults_ << QString::fromStdString(error.what());
  };
  for (const std::filesystem::path& file : hardware::description_files(folder_)) {
    try {
      auto accelerator = std::make_shared<const hardware::Accelerator>(hardware::read_accelerator(file));
      if (own_.contains(accelerator->id)) {
        faults_ << tr("%1: the id \"%2\" is that of %3 too; this file is left out")
                       .arg(QString::fromStdString(file.string()), QString::fromStdString(accelerator->id),
                            QString::fromStdString(files_[accelerator->id].filename().string()));
        continue;
      }
      files_[accelerator->id] = file;
      own_[accelerator->id] = std::move(accelerator);
    } catch (const base::Error& error) {
      add_fault(error);
    }
  }
  // Shapes of the user stand beside.
  for (const std::filesystem::path& file : hardware::description_files(folder_.parent_path() / "models")) {
    try {
      auto model = std::make_shared<const hardware::ModelShape>(hardware::read_model_shape(file));
      std::erase_if(built_in_.models, [&](const auto& known) { return known->id == model->id; });
      built_in_.models.push_back(std::move(model));
    } catch (const base::Error& error) {
      add_fault(error);
    }
  }
}

void AcceleratorLibrary::join() {
  std::map<std::string, AcceleratorPointer> by_id;
  for (const AcceleratorPointer& each : built_in_.accelerators) by_id[each->id] = each;
  for (const auto& [id, each] : own_) by_id[id] = each;
  all_.clear();
  for (const auto& [id, each] : by_id) all_.push_back(each);
  std::ranges::stable_sort(all_, [](const AcceleratorPointer& a, const AcceleratorPointer& b) {
    return name_of(*a).localeAwareCompare(name_of(*b)) < 0;
  });
}

AcceleratorPointer AcceleratorLibrary::find(const std::string& id) const {
  const auto found = std::ranges::find(all_, id, [](const AcceleratorPointer& each) { return each->id; });
  return found == all_.end() ? nullptr : *found;
}

std::shared_ptr<const hardware::ModelShape> AcceleratorLibrary::find_model(const std::string& id) const {
  const auto found = std::ranges::find(built_in_.models, id, [](const auto& each) { return each->id; });
  return found == built_in_.models.end() ? nullptr : *found;
}

std::filesystem::path AcceleratorLibrary::file_of(const std::string& id) const {
  const auto known = files_.find(id);
  return known == files_.end() ? folder_ / (id + ".json") : known->second;
}

void AcceleratorLibrary::set_state(const State& state) {
  if (state == own_) return;
  own_ = state;
  rest_.start();
  join();
  emit changed();
}

void AcceleratorLibrary::edit(State next, const QString& what, const QString& key) {
  const State before = own_;
  set_state(next);
  if (before != own_) emit edited(before, own_, what, key);
}

void AcceleratorLibrary::save() {
  rest_.stop();
  if (folder_.empty() || saved_ == own_) return;
  const State before = std::exchange(saved_, own_);
  const auto fail = [this](const std::string& id, const QString& details) {
    emit saveFailed(tr("The accelerator \"%1\" could not be saved").arg(QString::fromStdString(id)), details);
  };
  std::error_code code;
  std::filesystem::create_directories(folder_, code);
  if (code) {
    emit saveFailed(tr("The folder of your accelerators cannot be made"),
                    QString::fromStdString(folder_.string() + ": " + code.message()));
    return;
  }
  for (const auto& [id, accelerator] : own_) {
    const auto old = before.find(id);
    if (old != before.end() && old->second == accelerator) continue;
    try {
      hardware::write_accelerator(*accelerator, file_of(id));
      files_[id] = file_of(id);
    } catch (const base::Error& error) {
      fail(id, QString::fromStdString(error.what()));
    }
  }
  for (const auto& [id, accelerator] : before) {
    if (own_.contains(id)) continue;
    std::filesystem::remove(file_of(id), code);
    if (code) fail(id, QString::fromStdString(file_of(id).string() + ": " + code.message()));
  }
}

std::string AcceleratorLibrary::unique_id(const std::string& wanted) const {
  const std::string plain = file_name_of(wanted);
  const auto is_taken = [this](const std::string& id) {
    return find(id) || (!folder_.empty() && std::filesystem::exists(folder_ / (id + ".json")));
  };
  std::string id = plain;
  for (int number = 2; is_taken(id); ++number) id = plain + "-" + std::to_string(number);
  return id;
}

std::string AcceleratorLibrary::copy(const std::string& id) {
  const AcceleratorPointer original = find(id);
  if (!original) return {};
  hardware::Accelerator made = *original;
  made.id = unique_id(original->id + "-copy");
  made.name = tr("%1 (copy)").arg(name_of(*original)).toStdString();
  made.aliases.clear();
  State next = own_;
  next[made.id] = std::make_shared<const hardware::Accelerator>(made);
  edit(std::move(next), tr("copy %1").arg(name_of(*original)));
  return made.id;
}

void AcceleratorLibrary::set_values(const std::string& id, const base::ParameterValues& values,
                                    const QString& key) {
  const auto found = own_.find(id);
  if (found == own_.end()) return;
  auto changed = std::make_shared<const hardware::Accelerator>(hardware::with_values(*found->second, values));
  if (same_figures(*changed, *found->second)) return;
  const QString what = tr("change %1").arg(name_of(*changed));
  State next = own_;
  next[id] = std::move(changed);
  edit(std::move(next), what, key);
}

void AcceleratorLibrary::rename(const std::string& id, const QString& name) {
  const auto found = own_.find(id);
  const QString wanted = name.simplified().left(longest_name);
  if (found == own_.end() || wanted.isEmpty() || wanted == name_of(*found->second)) return;
  hardware::Accelerator changed = *found->second;
  changed.name = wanted.toStdString();
  State next = own_;
  next[id] = std::make_shared<const hardware::Accelerator>(changed);
  edit(std::move(next), tr("rename to %1").arg(wanted));
}

void AcceleratorLibrary::remove(const std::string& id) {
  const auto found = own_.find(id);
  if (found == own_.end()) return;
  const QString what = tr("delete %1").arg(name_of(*found->second));
  State next = own_;
  next.erase(id);
  edit(std::move(next), what);
}

void AcceleratorLibrary::put(const hardware::Accelerator& accelerator, const QString& what) {
  State next = own_;
  next[accelerator.id] = std::make_shared<const hardware::Accelerator>(accelerator);
  edit(std::move(next), what);
}

std::string AcceleratorLibrary::import_file(const QString& path) {
  hardware::Accelerator read = hardware::read_accelerator(path.toStdString());
  read.id = unique_id(read.id);
  State next = own_;
  next[read.id] = std::make_shared<const hardware::Accelerator>(read);
  edit(std::move(next), tr("import %1").arg(name_of(read)));
  return read.id;
}

void AcceleratorLibrary::export_file(const std::string& id, const QString& path) const {
  if (const AcceleratorPointer accelerator = find(id))
    hardware::write_accelerator(*accelerator, path.toStdString());
}

}  // namespace quantscope::gui
