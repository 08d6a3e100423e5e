#include "core/base/error.h"

#include <utility>

namespace quantscope::base {
namespace {

std::string sentence(const std::string& problem, const std::string& where, const std::string& remedy) {
  std::string text = where.empty() ? problem : where + ": " + problem;
  if (!remedy.empty()) text += " (" + remedy + ")";
  return text;
}

}  // namespace

Error::Error(std::string what, std::string where, std::string remedy)
    : std::runtime_error(sentence(what, where, remedy)),
      problem_(std::move(what)),
      where_(std::move(where)),
      remedy_(std::move(remedy)) {}

}  // namespace quantscope::base
