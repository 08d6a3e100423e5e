#pragma once

#include <memory>

class QApplication;

namespace quantscope::report {

/// What charts need where a program has no window: a QApplication on Qt's offscreen platform, in the light
/// theme, silent on standard error. Nothing where the program has a QApplication already. Main thread.
class OffscreenApplication {
 public:
  OffscreenApplication();
  ~OffscreenApplication();
  OffscreenApplication(const OffscreenApplication&) = delete;
  OffscreenApplication& operator=(const OffscreenApplication&) = delete;

 private:
  int argument_count_ = 1;
  char name_[11] = "quantscope";
  char* arguments_[2] = {name_, nullptr};
  std::unique_ptr<QApplication> application_;
};

}  // namespace quantscope::report
