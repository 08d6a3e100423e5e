#include <QTest>
#include <csignal>
#include <stdexcept>

#include "core/base/error.h"
#include "core/storage/child_trial.h"
#include "tests/quantscope_test.h"

namespace test_child_trial {

using namespace quantscope;

class TestChildTrial : public QObject {
  Q_OBJECT

 private slots:
  void what_ends_well_or_throws_changes_nothing();
  void a_crash_is_an_error_that_names_the_file();
};

void TestChildTrial::what_ends_well_or_throws_changes_nothing() {
  int runs = 0;
  storage::try_in_child([&] { ++runs; }, "file.h5");
  storage::try_in_child([&] { throw std::runtime_error("met again by the caller"); }, "file.h5");
  QCOMPARE(runs, 0);
}

void TestChildTrial::a_crash_is_an_error_that_names_the_file() {
  for (const int number : {SIGSEGV, SIGABRT, SIGBUS, SIGXCPU}) {
    try {
      storage::try_in_child([number] { std::raise(number); }, "file.h5");
      QFAIL("no error");
    } catch (const base::Error& error) {
      QCOMPARE(error.where(), std::string("file.h5"));
      QVERIFY(error.problem().find("damaged") != std::string::npos);
      QCOMPARE(error.problem().find("does not come to an end") != std::string::npos, number == SIGXCPU);
    }
  }
}

QUANTSCOPE_TEST(TestChildTrial)

}  // namespace test_child_trial

#include "test_child_trial.moc"
