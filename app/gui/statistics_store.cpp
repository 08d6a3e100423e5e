#include "app/gui/statistics_store.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/statistics/statistics_cache.h"
#include "core/study/tensor_scan.h"

namespace quantscope::gui {
namespace {

constexpr std::size_t remembered_tensors = 12;
constexpr qint64 most_cached_bytes = qint64{1} << 30;

}  // namespace

StatisticsStore::StatisticsStore(std::shared_ptr<const Document> document, QString folder,
                                 std::uint64_t memory_budget)
    : document_(std::move(document)), root_(std::move(folder)), memory_budget_(memory_budget) {}

QString StatisticsStore::folder_of(const storage::ModelFile& file) const {
  return QDir(root_).filePath(QString::fromStdString(file.identity().key()));
}

QString StatisticsStore::file_of(int tensor) const {
  const storage::TensorPlace place = document_->file().place_of(document_->tensor(tensor));
  return QDir(folder_of(*place.file)).filePath(QString::number(place.tensor) + QStringLiteral(".statistics"));
}

StatisticsStore::Entry StatisticsStore::find(int tensor) {
  {
    const std::lock_guard lock(mutex_);
    const auto found =
        std::ranges::find_if(recent_, [&](const auto& entry) { return entry.first == tensor; });
    if (found != recent_.end()) {
      recent_.splice(recent_.begin(), recent_, found);
      return recent_.front().second;
    }
  }
  if (root_.isEmpty()) return nullptr;
  QFile file(file_of(tensor));
  if (!file.open(QIODevice::ReadOnly)) return nullptr;
  const QByteArray bytes = file.readAll();
  try {
    auto entry = std::make_shared<const statistics::TensorStatistics>(
        statistics::deserialized({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
    const storage::TensorInfo& info = document_->tensor(tensor);
    if (!(entry->shape == info.matrix()) || entry->type != info.type) return nullptr;
    remember(tensor, entry);
    return entry;
  } catch (const base::Error&) {
    return nullptr;  // of another version, or damaged: it is computed anew and written over
  }
}

StatisticsStore::Entry StatisticsStore::get(int tensor, const base::Job& job) {
  if (Entry known = find(tensor)) return known;
  return computed(tensor, {}, job);
}

StatisticsStore::Entry StatisticsStore::get_in_background(int tensor, const base::Job& job) {
  if (Entry known = find(tensor)) return known;
  return computed(
      tensor, [this, &job] { let_others_first(job); }, job);
}

std::shared_ptr<const void> StatisticsStore::precedence(std::shared_ptr<StatisticsStore> store) {
  StatisticsStore* const held = store.get();
  {
    const std::lock_guard lock(held->precedence_mutex_);
    ++held->precedence_holders_;
  }
  return {held, [store = std::move(store)](const void*) {
            const std::lock_guard lock(store->precedence_mutex_);
            if (--store->precedence_holders_ == 0) store->precedence_over_.notify_all();
          }};
}

void StatisticsStore::let_others_first(const base::Job& job) {
  std::unique_lock lock(precedence_mutex_);
  if (!precedence_over_.wait(lock, job.stop, [this] { return precedence_holders_ == 0; }))
    throw base::Cancelled();
}

StatisticsStore::Entry StatisticsStore::computed(int tensor, std::function<void()> before_tile,
                                                 const base::Job& job) {
  study::ScanOptions options;
  options.before_tile = std::move(before_tile);
  options.memory_budget = std::min<std::uint64_t>(options.memory_budget, memory_budget_);
  auto entry = std::make_shared<const statistics::TensorStatistics>(
      study::scan_tensor(document_->file(), document_->tensor(tensor), options, job));
  remember(tensor, entry);
  if (root_.isEmpty()) return entry;
  const QString path = file_of(tensor);
  if (const QString folder = QFileInfo(path).absolutePath(); !QFileInfo::exists(folder)) {
    prune();
    QDir().mkpath(folder);
  }
  try {
    base::write_file_atomically(path.toStdString(), statistics::serialized(*entry));
  } catch (const base::Error&) {
    // A cache that cannot be written costs time at the next start, nothing else.
  }
  return entry;
}

void StatisticsStore::take_over(StatisticsStore& other) {
  const std::scoped_lock lock(mutex_, other.mutex_);
  for (const auto& [tensor, entry] : other.recent_)
    if (document_->shares(tensor, *other.document_)) recent_.emplace_back(tensor, entry);
}

void StatisticsStore::remember(int tensor, Entry entry) {
  const std::lock_guard lock(mutex_);
  recent_.emplace_front(tensor, std::move(entry));
  if (recent_.size() > remembered_tensors) recent_.pop_back();
}

void StatisticsStore::prune() const {
  struct Cached {
    QString path;
    QDateTime modified;
    qint64 bytes = 0;
  };
  std::vector<Cached> folders;
  qint64 total = 0;
  for (const QFileInfo& folder : QDir(root_).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot)) {
    Cached cached{folder.absoluteFilePath(), folder.lastModified(), 0};
    QDirIterator files(cached.path, {QStringLiteral("*.statistics")}, QDir::Files);
    while (files.hasNext()) cached.bytes += (files.next(), files.fileInfo().size());
    total += cached.bytes;
    folders.push_back(std::move(cached));
  }
  std::ranges::sort(folders, {}, &Cached::modified);
  for (const Cached& oldest : folders) {
    if (total <= most_cached_bytes) return;
    QDirIterator files(oldest.path, {QStringLiteral("*.statistics")}, QDir::Files);
    while (files.hasNext()) QFile::remove(files.next());
    QDir().rmdir(oldest.path);
    total -= oldest.bytes;
  }
}

}  // namespace quantscope::gui
