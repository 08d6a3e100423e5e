#pragma once

// The tests of a folder are one program. `PROGRAM test_NAME [Qt Test arguments]` runs those of one file, as
// CTest does; without arguments it runs them all.
#include <QObject>
#include <memory>
#include <string_view>

namespace quantscope_test {

using MakeTest = std::unique_ptr<QObject> (*)();

/// Whether this is a build with sanitizers, which takes some ten times as long.
#ifdef __SANITIZE_ADDRESS__
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif

/// Makes a test known under the name of its source, without folder and ending.
struct RegisteredTest {
  RegisteredTest(std::string_view source, MakeTest make);
};

}  // namespace quantscope_test

#define QUANTSCOPE_TEST(Class)                                  \
  static const quantscope_test::RegisteredTest registered_test( \
      __FILE__, []() -> std::unique_ptr<QObject> { return std::make_unique<Class>(); });
