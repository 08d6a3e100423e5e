// A disk that fills up while a file is written. The program runs itself again with a limit on the size of
// files.
#include <sys/resource.h>

#include <csignal>
#include <iostream>

#include "tests/core/storage/storage_testing.h"

using namespace quantscope;
using namespace quantscope::storage;
using namespace quantscope::storage::testing;

namespace {

/// Imports with at most `bytes` a file and prints the error.
int import_with_limit(const char* source, const char* target, const char* bytes) {
  const rlimit limit{std::stoull(bytes), std::stoull(bytes)};
  setrlimit(RLIMIT_FSIZE, &limit);
  std::signal(SIGXFSZ, SIG_IGN);
  std::cout << error_of([&] { import_model(source, target, {}, {}); });
  return 0;
}

}  // namespace

class TestDiskFull : public QObject {
  Q_OBJECT

 private slots:
  void writing_beyond_the_limit_is_one_error_and_the_target_stays() {
    const Scratch scratch;
    std::string data(4'000'000, '\0');
    for (std::size_t i = 0; i < data.size(); ++i) data[i] = static_cast<char>(i * i * 2654435761u >> 13);
    const std::string header = R"({"w":{"dtype":"U8","shape":[2000,2000],"data_offsets":[0,4000000]}})";
    write_bytes(scratch.path("a.safetensors"), safetensors_bytes(header, data));
    write_bytes(scratch.path("out.h5"), "old");
    for (const char* limit : {"0", "1000", "100000", "1500000"}) {
      QProcess child;
      child.start(QCoreApplication::applicationFilePath(),
                  {"import-with-limit", QString::fromStdString(scratch.path("a.safetensors").string()),
                   QString::fromStdString(scratch.path("out.h5").string()), limit});
      QVERIFY(child.waitForFinished(-1));
      QCOMPARE(child.exitStatus(), QProcess::NormalExit);
      const std::string message = child.readAllStandardOutput().toStdString();
      QVERIFY2(message.find("out.h5") != std::string::npos && message.find("cannot") != std::string::npos &&
                   message.find("File too large") != std::string::npos,
               (limit + (": " + message)).c_str());
      QCOMPARE(read_whole(scratch.path("out.h5")), std::string("old"));
      QCOMPARE(scratch.file_count(), 2u);
    }
  }
};

int main(int argc, char** argv) {
  if (argc == 5 && std::string(argv[1]) == "import-with-limit")
    return import_with_limit(argv[2], argv[3], argv[4]);
  QCoreApplication application(argc, argv);
  TestDiskFull test;
  return QTest::qExec(&test, argc, argv);
}
#include "test_disk_full.moc"
