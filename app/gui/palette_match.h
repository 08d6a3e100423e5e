#pragma once

#include <QString>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace quantscope::gui {

/// One thing that the command palette can do.
struct PaletteItem {
  QString title;     ///< "Export current chart…": what is searched first, and emphasised
  QString subtitle;  ///< "File": searched too
  QString shortcut;  ///< "Ctrl+E"
  QString group;     ///< "Action", "Tensor": searched too ("method rtn")
  std::function<void()> run;
  bool enabled = true;
  QString reason;  ///< why not, where it is disabled
};

/// Shared, so that a list of 100 000 tensors is made and prepared once.
using PaletteItems = std::shared_ptr<const std::vector<PaletteItem>>;

/// How well one word fits a text, both case folded: at the start, at the start of a word, inside, or its
/// letters in order from the start of a word on within 32 letters ("dp" in "down_proj"). 0 where it does not.
/// `letters`: gets the positions that matched.
int word_score(std::u16string_view text, std::u16string_view word, std::vector<int>* letters = nullptr);

/// Case folded letter by letter: positions stay.
std::u16string folded(const QString& text);

/// Finds items by words of a query, best first. Each word must fit the title, or start a word of subtitle or
/// group. A query that continues the one before looks through its matches only.
class PaletteIndex {
 public:
  struct Hit {
    const PaletteItem* item = nullptr;
    std::vector<int> letters;  ///< of the title, ascending
  };

  /// Lists in order of importance; one that was there before is not prepared again. `recent`: keys of the
  /// items used last, latest first; they come first among equals, and first of all for an empty query.
  void set_items(const std::vector<PaletteItems>& lists, const std::vector<QString>& recent);
  /// The best hits, at most `most`. They are valid until set_items().
  std::vector<Hit> find(const QString& query, int most);
  /// Number of all that the last query found.
  int matches() const { return static_cast<int>(candidates_.size()); }
  int size() const;

  /// What recent items are remembered by.
  static QString key_of(const PaletteItem& item);

 private:
  struct Entry {
    std::uint32_t begin = 0, title = 0, context = 0;  ///< place and lengths in Prepared::text
    std::uint64_t signs = 0;                          ///< which letters occur
  };
  struct Prepared {
    PaletteItems items;
    std::u16string text;
    std::vector<Entry> entries;
  };
  struct Candidate {
    std::uint32_t list = 0, entry = 0;
    int score = 0;
    bool operator<(const Candidate& other) const;
  };

  static std::shared_ptr<const Prepared> prepare(const PaletteItems& items);
  int score(const Prepared& list, const Entry& entry, const std::vector<std::u16string>& words,
            const std::u16string& whole) const;

  std::vector<std::shared_ptr<const Prepared>> lists_;
  std::vector<std::vector<std::pair<std::uint32_t, int>>> recent_;  ///< by list: entry, place
  std::vector<Candidate> candidates_;
  QString query_;
  bool fresh_ = true;
};

}  // namespace quantscope::gui
