#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "tests/quantscope_test.h"

namespace test_atomic_file {

using namespace quantscope::base;
namespace fs = std::filesystem;

namespace {

std::string content_of(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

int files_in(const fs::path& folder) {
  return static_cast<int>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

class TestAtomicFile : public QObject {
  Q_OBJECT
 private slots:
  void a_committed_file_stands_under_its_name_alone() {
    const QTemporaryDir folder;
    const fs::path target = fs::path(folder.path().toStdString()) / "table.csv";
    AtomicFile file(target);
    std::ofstream(file.temporary_path()) << "new";
    QVERIFY(!fs::exists(target));
    QCOMPARE(file.temporary_path().parent_path(), target.parent_path());
    file.commit();
    QCOMPARE(content_of(target), std::string("new"));
    QCOMPARE(files_in(target.parent_path()), 1);
  }

  void without_commit_the_older_file_stays_whole() {
    const QTemporaryDir folder;
    const fs::path target = fs::path(folder.path().toStdString()) / "table.csv";
    std::ofstream(target) << "old";
    {
      AtomicFile file(target);
      std::ofstream(file.temporary_path()) << "half of the new one";
    }
    QCOMPARE(content_of(target), std::string("old"));
    QCOMPARE(files_in(target.parent_path()), 1);
  }

  void writing_replaces_the_older_file() {
    const QTemporaryDir folder;
    const fs::path target = fs::path(folder.path().toStdString()) / "table.csv";
    const std::string zeros("a\0b\n", 4);
    for (const std::string& text : {std::string("first"), std::string(3 << 20, 'x'), std::string(), zeros}) {
      write_file_atomically(target, text);
      QCOMPARE(content_of(target), text);
      QCOMPARE(files_in(target.parent_path()), 1);
    }
  }

  void two_writers_of_one_name_do_not_meet() {
    const QTemporaryDir folder;
    const fs::path target = fs::path(folder.path().toStdString()) / "table.csv";
    AtomicFile first(target), second(target);
    QVERIFY(first.temporary_path() != second.temporary_path());
  }

  void a_folder_that_is_missing_is_named() {
    const QTemporaryDir folder;
    const fs::path missing = fs::path(folder.path().toStdString()) / "missing" / "table.csv";
    try {
      write_file_atomically(missing, "text");
      QFAIL("written into a folder that does not exist");
    } catch (const Error& error) {
      QCOMPARE(error.where(), missing.string());
      QVERIFY(!error.remedy().empty());
    }
    QVERIFY_EXCEPTION_THROWN(write_file_atomically(folder.path().toStdString(), "text"), Error);
  }

  void a_failed_commit_leaves_the_older_file() {
    const QTemporaryDir folder;
    const fs::path target = fs::path(folder.path().toStdString()) / "table.csv";
    std::ofstream(target) << "old";
    AtomicFile file(target);
    fs::remove(file.temporary_path());
    QVERIFY_EXCEPTION_THROWN(file.commit(), Error);
    QCOMPARE(content_of(target), std::string("old"));
  }
};

QUANTSCOPE_TEST(TestAtomicFile)

}  // namespace test_atomic_file

#include "test_atomic_file.moc"
