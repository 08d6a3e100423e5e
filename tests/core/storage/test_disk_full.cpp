// A disk that fills up while a file is written. The program runs itself again with a limit on the size of
// files.
#include <sys/resource.h>

#include <csignal>
#include <iostream>

#include "tests/core/storage/storage_testing.h"
#include "tests/quantscope_test.h"

namespace test_disk_full {

using namespace quantscope;
using namespace quantscope::storage;
using namespace quantscope::storage::testing;

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
      QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
      environment.insert("QUANTSCOPE_IMPORT_FOLDER", QString::fromStdString(scratch.folder().string()));
      environment.insert("QUANTSCOPE_IMPORT_LIMIT", limit);
      child.setProcessEnvironment(environment);
      child.start(QCoreApplication::applicationFilePath(), {"test_disk_full", "import_with_a_limit"});
      QVERIFY(child.waitForFinished(-1));
      QCOMPARE(child.exitStatus(), QProcess::NormalExit);
      QCOMPARE(child.exitCode(), 0);
      const std::string message = child.readAllStandardOutput().toStdString();
      QVERIFY2(message.find("out.h5") != std::string::npos && message.find("cannot") != std::string::npos &&
                   message.find("File too large") != std::string::npos,
               (limit + (": " + message)).c_str());
      QCOMPARE(read_whole(scratch.path("out.h5")), std::string("old"));
      QCOMPARE(scratch.file_count(), 2u);
    }
  }

  /// What the child runs: imports with at most so many bytes a file and prints the error.
  void import_with_a_limit() {
    const fs::path folder = qEnvironmentVariable("QUANTSCOPE_IMPORT_FOLDER").toStdString();
    if (folder.empty()) QSKIP("for the child of the test above");
    const rlim_t bytes = qEnvironmentVariable("QUANTSCOPE_IMPORT_LIMIT").toULongLong();
    const rlimit limit{bytes, bytes};
    setrlimit(RLIMIT_FSIZE, &limit);
    std::signal(SIGXFSZ, SIG_IGN);
    std::cout << error_of([&] { import_model(folder / "a.safetensors", folder / "out.h5", {}, {}); })
              << std::endl;
  }
};

QUANTSCOPE_TEST(TestDiskFull)

}  // namespace test_disk_full

#include "test_disk_full.moc"
