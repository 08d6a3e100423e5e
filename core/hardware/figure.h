#pragma once

#include <string>

namespace quantscope::hardware {

/// How far a number can be trusted.
enum class Mark {
  measured,   ///< somebody ran it
  published,  ///< the maker or the paper says so
  assumed     ///< ours, or remembered: the source says why
};
const char* mark_name(Mark mark);

/// A number of an accelerator with where it is from.
struct Figure {
  double value = 0;
  Mark mark = Mark::assumed;
  std::string source;
};

}  // namespace quantscope::hardware
