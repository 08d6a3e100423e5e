#pragma once

#include <stdexcept>
#include <string>

namespace quantscope::base {

/// The one exception type of the engine: what went wrong, where, and what would help.
/// Thrown where the fault is found; caught at the job boundary and shown in the window's message bar
/// or as the command line's one line.
class Error : public std::runtime_error {
 public:
  /// `where` names the file, object or parameter; `remedy` says what would be accepted or would help
  /// (either may be empty). what() reads "where: what (remedy)".
  explicit Error(std::string what, std::string where = {}, std::string remedy = {});

  const std::string& problem() const { return problem_; }
  const std::string& where() const { return where_; }
  const std::string& remedy() const { return remedy_; }

 private:
  std::string problem_;
  std::string where_;
  std::string remedy_;
};

/// Thrown by JobContext::check() after a cancellation was asked for. Not an Error: nothing failed.
class Cancelled : public std::exception {
 public:
  const char* what() const noexcept override { return "cancelled"; }
};

}  // namespace quantscope::base
