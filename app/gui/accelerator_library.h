#pragma once

#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/parameter.h"
#include "core/hardware/catalogue.h"

namespace quantscope::gui {

using AcceleratorPointer = std::shared_ptr<const hardware::Accelerator>;

/// The accelerators and model shapes of this installation, which are read-only, and the user's own
/// accelerators, one file each in a folder. GUI thread only.
class AcceleratorLibrary : public QObject {
  Q_OBJECT

 public:
  /// The user's own, by id.
  using State = std::map<std::string, AcceleratorPointer>;
  static constexpr int rest_ms = 300;  ///< of the hand, before files are written

  /// `own_folder`: where the user's own are kept, made when the first is saved, with shapes of models in
  /// "models" beside it; empty: nowhere.
  AcceleratorLibrary(const std::vector<std::filesystem::path>& built_in_folders,
                     std::filesystem::path own_folder, QObject* parent = nullptr);
  ~AcceleratorLibrary() override;

  /// By name: the built-in ones, in whose place stand those of the user that have the same id.
  const std::vector<AcceleratorPointer>& accelerators() const { return all_; }
  const std::vector<std::shared_ptr<const hardware::ModelShape>>& models() const { return built_in_.models; }
  /// Null where there is none.
  AcceleratorPointer find(const std::string& id) const;
  std::shared_ptr<const hardware::ModelShape> find_model(const std::string& id) const;
  bool is_own(const std::string& id) const { return own_.contains(id); }
  /// One sentence a file that could not be used, naming file and field.
  const QStringList& faults() const { return faults_; }

  const State& state() const { return own_; }
  /// As it stands, without asking anybody: undo. Files follow.
  void set_state(const State& state);

  // Changes by hand: each emits edited() after it is done.
  /// A copy under a new id, whose figures can be changed; its id.
  std::string copy(const std::string& id);
  /// The figures of one of the user's own. Throws base::Error naming the figure that is refused. `key`: steps
  /// with the same key that follow each other are one.
  void set_values(const std::string& id, const base::ParameterValues& values, const QString& key);
  void rename(const std::string& id, const QString& name);
  void remove(const std::string& id);
  /// One that was measured: takes the place of the one of its id.
  void put(const hardware::Accelerator& accelerator, const QString& what);
  /// Reads a description; its id, made unique. Throws base::Error naming file and field.
  std::string import_file(const QString& path);
  /// Throws base::Error.
  void export_file(const std::string& id, const QString& path) const;
  /// Writes what waits for a resting hand.
  void save();

 signals:
  void changed();
  void edited(const quantscope::gui::AcceleratorLibrary::State& before,
              const quantscope::gui::AcceleratorLibrary::State& after, const QString& what,
              const QString& key);
  /// A file could not be written or removed; the change holds until the program ends.
  void saveFailed(const QString& what, const QString& details);

 private:
  void read_own();
  void edit(State next, const QString& what, const QString& key = {});
  void join();
  std::string unique_id(const std::string& wanted) const;
  std::filesystem::path file_of(const std::string& id) const;

  hardware::Catalogue built_in_;
  std::filesystem::path folder_;
  State own_, saved_;
  QTimer rest_;
  std::map<std::string, std::filesystem::path> files_;  ///< by id: where each was read from or written to
  std::vector<AcceleratorPointer> all_;
  QStringList faults_;
};

}  // namespace quantscope::gui
