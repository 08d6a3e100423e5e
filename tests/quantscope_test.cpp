#include "tests/quantscope_test.h"

#include <QtTest>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#include <vector>
#ifdef QUANTSCOPE_TEST_WIDGETS
#include <QApplication>
using Application = QApplication;
#else
using Application = QCoreApplication;
#endif

namespace {

std::map<std::string, quantscope_test::MakeTest>& tests() {
  static std::map<std::string, quantscope_test::MakeTest> all;
  return all;
}

}  // namespace

quantscope_test::RegisteredTest::RegisteredTest(std::string_view source, MakeTest make) {
  tests().emplace(std::filesystem::path(source).stem().string(), make);
}

int main(int argc, char** argv) {
  const std::string program = std::filesystem::path(argv[0]).filename().string();
  std::vector<std::string> names;
  if (argc > 1 && argv[1][0] != '-') {
    if (!tests().contains(argv[1])) {
      std::fprintf(stderr, "%s has no test of this name: %s. It has:\n", program.c_str(), argv[1]);
      for (const auto& [name, make] : tests()) std::fprintf(stderr, "  %s\n", name.c_str());
      return 1;
    }
    names.emplace_back(argv[1]);
    // The test is the program: its settings are its own, and Qt Test wants its arguments first.
    argv[1] = argv[0];
    --argc;
    ++argv;
  } else {
    for (const auto& [name, make] : tests()) names.push_back(name);
  }

  Application application(argc, argv);
#ifdef QUANTSCOPE_TEST_WIDGETS
  QCoreApplication::setAttribute(Qt::AA_Use96Dpi, true);
#endif
  int failures = 0;
  for (const std::string& name : names) {
    QCoreApplication::setApplicationName(QString::fromStdString(name));
    failures += QTest::qExec(tests().at(name)().get(), argc, argv);
  }
  return std::min(failures, 127);
}
