#include "app/cli/tensor_selection.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/cli/session.h"
#include "core/study/tensor_match.h"

namespace quantscope::cli {
namespace {

using storage::TensorInfo;

std::size_t common_subsequence(const std::string& a, const std::string& b) {
  std::vector<std::size_t> length(b.size() + 1, 0);
  for (const char c : a) {
    std::size_t diagonal = 0;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = length[j];
      length[j] = c == b[j - 1] ? diagonal + 1 : std::max(length[j], length[j - 1]);
      diagonal = above;
    }
  }
  return length.back();
}

std::string nearest_names(const storage::ModelFile& file, const std::string& pattern) {
  constexpr std::size_t shown = 3;
  constexpr std::size_t most_compared = 5000;
  std::string letters;
  std::ranges::copy_if(pattern, std::back_inserter(letters),
                       [](char c) { return std::string_view("*?[]").find(c) == std::string_view::npos; });
  struct Candidate {
    std::size_t missing;  // letters of the pattern that the name lacks
    std::size_t length;
    const std::string* name;
  };
  std::vector<Candidate> candidates;
  for (const TensorInfo& info : file.tensors()) {
    if (candidates.size() == most_compared) break;
    candidates.push_back(
        {letters.size() - common_subsequence(letters, info.name), info.name.size(), &info.name});
  }
  const std::size_t count = std::min(shown, candidates.size());
  std::ranges::partial_sort(candidates, candidates.begin() + static_cast<std::ptrdiff_t>(count), {},
                            [](const Candidate& c) { return std::tuple(c.missing, c.length, *c.name); });
  std::string names;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) names += ", ";
    names += *candidates[i].name;
  }
  return names;
}

template <typename Accept>
std::vector<int> select(const storage::ModelFile& file, const std::vector<std::string>& patterns,
                        Accept accept, const char* kind) {
  std::set<int> selected;
  for (const std::string& pattern : patterns) {
    bool any = false, any_accepted = false;
    for (std::size_t i = 0; i < file.tensors().size(); ++i) {
      const TensorInfo& info = file.tensors()[i];
      if (!study::matches(pattern, info)) continue;
      any = true;
      if (!accept(info)) continue;
      any_accepted = true;
      selected.insert(static_cast<int>(i));
    }
    if (!any && file.tensors().empty())
      throw UsageError(fmt::format("--tensor '{}': {} has no tensors", pattern, file.path().string()));
    if (!any)
      throw UsageError(fmt::format("--tensor '{}': no tensor of {} matches (near: {})", pattern,
                                   file.path().string(), nearest_names(file, pattern)));
    if (!any_accepted)
      throw UsageError(
          fmt::format("--tensor '{}' matches no {} (its matches are vectors or activations)", pattern, kind));
  }
  return {selected.begin(), selected.end()};
}

}  // namespace

std::shared_ptr<const storage::ModelFile> opened_model(const std::string& model,
                                                       const std::string& calibration) {
  auto file = storage::ModelFile::open(model);
  if (calibration.empty()) return file;
  return storage::ModelFile::joined(std::move(file), storage::ModelFile::open(calibration));
}

std::vector<int> matching_tensors(const storage::ModelFile& file, const std::vector<std::string>& patterns) {
  if (!patterns.empty())
    return select(
        file, patterns, [](const TensorInfo&) { return true; }, "tensor");
  std::vector<int> all(file.tensors().size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<int>(i);
  return all;
}

std::vector<int> matching_weights(const storage::ModelFile& file, const std::vector<std::string>& patterns) {
  return select(file, patterns, study::is_quantizable, "weight matrix");
}

}  // namespace quantscope::cli
