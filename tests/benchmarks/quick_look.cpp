// Moving the selection through the tensors of a large file while the statistics pass runs:
//   benchmark_quick_look [tensors rows columns selections [FOLDER]]
// Writes a file of f16 matrices in one piece, in tiles as h5py chooses them and in layers of whole rows (both
// shuffled and deflated) into FOLDER, and removes it. The system's cache of the file is dropped before each
// selection. Prints the time from load() to the first picture, to the full statistics and to the loaded site.

#include <fcntl.h>
#include <unistd.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <random>

#include "app/gui/statistics_pass.h"
#include "app/gui/tensor_loader.h"
#include "core/storage/chunk_codec.h"
#include "core/storage/hdf5_handle.h"
#include "core/storage/io_thread.h"
#include "core/tensor/half.h"

namespace {

using namespace quantscope;
using storage::Handle;

struct Layout {
  const char* name;
  std::int64_t chunk_rows = 0, chunk_columns = 0;  ///< 0: in one piece
};

std::vector<std::uint16_t> normal_values(std::int64_t count) {
  std::mt19937 random(1);
  std::normal_distribution<float> normal(0, 0.02f);
  std::vector<std::uint16_t> values(static_cast<std::size_t>(count));
  for (std::uint16_t& value : values) value = tensor::f16_from_f32(normal(random));
  return values;
}

/// The same chunk everywhere: what is measured does not look at the values.
void write_chunks(hid_t dataset, std::int64_t rows, std::int64_t columns, const Layout& layout) {
  const std::vector<std::uint16_t> values = normal_values(layout.chunk_rows * layout.chunk_columns);
  const storage::PackedChunk packed = storage::pack_chunk(std::as_bytes(std::span(values)), 2);
  for (std::int64_t row = 0; row < rows; row += layout.chunk_rows)
    for (std::int64_t column = 0; column < columns; column += layout.chunk_columns) {
      const hsize_t place[] = {static_cast<hsize_t>(row), static_cast<hsize_t>(column)};
      storage::checked(H5Dwrite_chunk(dataset, H5P_DEFAULT, packed.skipped_filters, place,
                                      packed.bytes.size(), packed.bytes.data()),
                       "cannot write", {});
    }
}

void write_file(const std::string& path, int tensors, std::int64_t rows, std::int64_t columns,
                const Layout& layout) {
  const Handle file(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), H5Fclose);
  const hsize_t extents[] = {static_cast<hsize_t>(rows), static_cast<hsize_t>(columns)};
  const Handle space(H5Screate_simple(2, extents, nullptr), H5Sclose);
  const Handle type(H5Tcopy(H5T_IEEE_F32LE), H5Tclose);
  H5Tset_fields(type.get(), 15, 10, 5, 0, 10);
  H5Tset_size(type.get(), 2);
  H5Tset_ebias(type.get(), 15);
  const Handle creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  if (layout.chunk_rows > 0) {
    const hsize_t chunk[] = {static_cast<hsize_t>(layout.chunk_rows),
                             static_cast<hsize_t>(layout.chunk_columns)};
    H5Pset_chunk(creation.get(), 2, chunk);
    H5Pset_shuffle(creation.get());
    H5Pset_deflate(creation.get(), 1);
  }
  const std::vector<std::uint16_t> values =
      normal_values(layout.chunk_rows > 0 ? 0 : std::min<std::int64_t>(rows * columns, 1 << 22));
  for (int index = 0; index < tensors; ++index) {
    const std::string name = "model.layers." + std::to_string(index) + ".mlp.down_proj.weight";
    const Handle dataset = storage::checked(H5Dcreate2(file.get(), name.c_str(), type.get(), space.get(),
                                                       H5P_DEFAULT, creation.get(), H5P_DEFAULT),
                                            H5Dclose, "cannot write", path);
    if (layout.chunk_rows > 0) {
      write_chunks(dataset.get(), rows, columns, layout);
      continue;
    }
    const std::int64_t rows_at_once = std::max<std::int64_t>(1, std::ssize(values) / columns);
    for (std::int64_t row = 0; row < rows; row += rows_at_once) {
      const hsize_t start[] = {static_cast<hsize_t>(row), 0};
      const hsize_t count[] = {static_cast<hsize_t>(std::min(rows_at_once, rows - row)), extents[1]};
      H5Sselect_hyperslab(space.get(), H5S_SELECT_SET, start, nullptr, count, nullptr);
      const Handle memory(H5Screate_simple(2, count, nullptr), H5Sclose);
      storage::checked(
          H5Dwrite(dataset.get(), type.get(), memory.get(), space.get(), H5P_DEFAULT, values.data()),
          "cannot write", path);
    }
  }
}

void drop_cache(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY);
  if (file < 0) return;
  ::fdatasync(file);
  ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
  ::close(file);
}

template <typename Condition>
bool wait_until(Condition condition, qint64 milliseconds = 120000) {
  QElapsedTimer timer;
  timer.start();
  QTimer wake;
  wake.start(10);
  while (!condition()) {
    if (timer.elapsed() > milliseconds) return false;
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
  }
  return true;
}

void print(const char* name, std::vector<double> milliseconds) {
  if (milliseconds.empty()) {
    std::printf("  %-34s none\n", name);
    return;
  }
  std::ranges::sort(milliseconds);
  const auto at = [&](double share) {
    return milliseconds[static_cast<std::size_t>(share * static_cast<double>(milliseconds.size() - 1) + 0.5)];
  };
  std::printf("  %-34s p50 %7.1f ms   p95 %7.1f ms   max %7.1f ms   (%zu)\n", name, at(0.5), at(0.95), at(1),
              milliseconds.size());
}

/// `rest` < 0: every selection waits until the one before is loaded; else the next follows after so many
/// milliseconds, as under a held arrow key.
void measure(const std::string& path, int selections, int rest) {
  const auto document = gui::Document::open(QString::fromStdString(path));
  const auto store = std::make_shared<gui::StatisticsStore>(document, QString(), std::uint64_t{2} << 30);
  const auto cache = std::make_shared<gui::SiteCache>(std::uint64_t{1} << 29);
  const auto tensors = static_cast<int>(document->tensors().size());
  gui::StatisticsPass pass;
  gui::TensorLoader loader;
  std::vector<double> first, quick, whole, loaded;
  QElapsedTimer timer;
  bool pictured = false, ended = false;
  const auto since = [&] { return static_cast<double>(timer.nsecsElapsed()) / 1e6; };
  const auto picture = [&] {
    if (!std::exchange(pictured, true)) first.push_back(since());
  };
  QObject::connect(&loader, &gui::TensorLoader::quickReady, [&] {
    quick.push_back(since());
    picture();
  });
  QObject::connect(&loader, &gui::TensorLoader::statisticsReady, [&] {
    whole.push_back(since());
    picture();
  });
  QObject::connect(&loader, &gui::TensorLoader::loaded, [&] {
    loaded.push_back(since());
    ended = true;
  });
  std::vector<int> order(static_cast<std::size_t>(tensors));
  std::iota(order.begin(), order.end(), 0);
  pass.start(store, order);
  for (int i = 0; i < selections; ++i) {
    wait_until([] { return false; }, rest < 0 ? 50 : rest);
    if (rest < 0) drop_cache(path);
    pictured = ended = false;
    timer.start();
    loader.load(store, cache, tensors - 1 - i % tensors);
    if (rest < 0 && !wait_until([&] { return ended; })) return;
  }
  wait_until([&] { return ended; });
  print("first picture", first);
  if (rest >= 0) return;
  print("sample", quick);
  print("full statistics", whole);
  print("loaded", loaded);
}

}  // namespace

int main(int argc, char** argv) {
  QCoreApplication application(argc, argv);
  const int tensors = argc > 1 ? std::atoi(argv[1]) : 24;
  const std::int64_t rows = argc > 2 ? std::atoll(argv[2]) : 4096;
  const std::int64_t columns = argc > 3 ? std::atoll(argv[3]) : 11008;
  const int selections = argc > 4 ? std::atoi(argv[4]) : 20;
  const QTemporaryDir folder(argc > 5 ? QString::fromLocal8Bit(argv[5]) + QStringLiteral("/quick-look-XXXXXX")
                                      : QString());
  const std::string path = folder.filePath(QStringLiteral("large.h5")).toStdString();
  for (const Layout& layout : {Layout{"in one piece"}, Layout{"tiles of 128 x 344, deflated", 128, 344},
                               Layout{"layers of 23 rows, deflated", 23, columns}}) {
    storage::on_io_thread([&] { write_file(path, tensors, rows, columns, layout); });
    std::printf("%d x %lld x %lld f16, %s\n", tensors, static_cast<long long>(rows),
                static_cast<long long>(columns), layout.name);
    measure(path, selections, -1);
    std::printf(" a selection every 150 ms\n");
    measure(path, selections, 150);
    QFile::remove(QString::fromStdString(path));
  }
  return 0;
}
