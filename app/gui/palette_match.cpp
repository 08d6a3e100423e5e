#include "app/gui/palette_match.h"

#include <QStringList>
#include <algorithm>

namespace quantscope::gui {
namespace {

constexpr int longest_span = 32;  // of a word's letters spread over a text

bool is_letter(char16_t sign) {
  return sign < 128 ? (sign >= u'a' && sign <= u'z') || (sign >= u'A' && sign <= u'Z')
                    : QChar(sign).isLetter();
}

bool is_digit(char16_t sign) {
  return sign < 128 ? sign >= u'0' && sign <= u'9' : QChar(sign).isDigit();
}

bool starts_word(std::u16string_view text, std::size_t at) {
  if (at == 0) return true;
  const char16_t here = text[at], before = text[at - 1];
  if (is_letter(here)) return !is_letter(before);
  if (is_digit(here)) return !is_digit(before);
  return false;
}

bool ends_word(std::u16string_view text, std::size_t end) {
  return end >= text.size() || starts_word(text, end) || (!is_letter(text[end]) && !is_digit(text[end]));
}

std::uint64_t signs_of(std::u16string_view text) {
  std::uint64_t signs = 0;
  for (const char16_t sign : text) {
    const unsigned bit = sign >= u'a' && sign <= u'z'   ? unsigned(sign - u'a')
                         : sign >= u'0' && sign <= u'9' ? 26u + unsigned(sign - u'0')
                                                        : 36u + sign % 28u;
    signs |= std::uint64_t{1} << bit;
  }
  return signs;
}

/// Letters in order from `start` on, each as early as it can be; empty where they are not within the span.
int spread_score(std::u16string_view text, std::u16string_view word, std::size_t start,
                 std::vector<int>* letters) {
  const std::size_t limit = std::min(text.size(), start + longest_span);
  std::size_t at = start;
  int starts = 1;
  if (letters) letters->assign(1, int(start));
  for (std::size_t letter = 1; letter < word.size(); ++letter) {
    ++at;
    while (at < limit && text[at] != word[letter]) ++at;
    if (at >= limit) return 0;
    starts += starts_word(text, at) ? 1 : 0;
    if (letters) letters->push_back(int(at));
  }
  const int span = int(at - start);
  return std::max(1, 100 + 200 * starts / int(word.size()) - 2 * span);
}

/// Subtitle and group count where a word of them begins so; the last word, the group's, is as good as a
/// title.
int context_score(std::u16string_view context, std::u16string_view word) {
  int best = 0;
  for (std::size_t at = context.find(word); at != context.npos; at = context.find(word, at + 1)) {
    if (!starts_word(context, at)) continue;
    const std::size_t end = at + word.size();
    best = std::max(best, end == context.size() ? 800 : ends_word(context, end) ? 300 : 120);
  }
  return best;
}

}  // namespace

std::u16string folded(const QString& text) {
  std::u16string result(static_cast<std::size_t>(text.size()), u'\0');
  for (qsizetype at = 0; at < text.size(); ++at) {
    const char16_t sign = text[at].unicode();
    result[static_cast<std::size_t>(at)] = sign >= u'A' && sign <= u'Z' ? char16_t(sign + 32)
                                           : sign < 128                 ? sign
                                                                        : text[at].toCaseFolded().unicode();
  }
  return result;
}

int word_score(std::u16string_view text, std::u16string_view word, std::vector<int>* letters) {
  if (word.empty()) return 1;
  int best = 0;
  std::size_t place = 0;
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const int whole = ends_word(text, at + word.size()) ? 80 : 0;
    const int score = at == 0 ? 900 + whole : starts_word(text, at) ? 700 + whole : 400;
    if (score <= best) continue;
    best = score;
    place = at;
  }
  if (best > 0) {
    if (letters)
      for (std::size_t letter = 0; letter < word.size(); ++letter) letters->push_back(int(place + letter));
    return best;
  }
  std::vector<int> found;
  for (std::size_t at = text.find(word[0]); at != text.npos; at = text.find(word[0], at + 1)) {
    if (!starts_word(text, at)) continue;
    const int score = spread_score(text, word, at, letters ? &found : nullptr);
    if (score <= best) continue;
    best = score;
    if (letters) *letters = found;
  }
  return best;
}

bool PaletteIndex::Candidate::operator<(const Candidate& other) const {
  if (score != other.score) return score > other.score;
  return list != other.list ? list < other.list : entry < other.entry;
}

QString PaletteIndex::key_of(const PaletteItem& item) {
  return item.group + QLatin1Char('/') + item.title;
}

std::shared_ptr<const PaletteIndex::Prepared> PaletteIndex::prepare(const PaletteItems& items) {
  auto prepared = std::make_shared<Prepared>();
  prepared->items = items;
  prepared->entries.reserve(items->size());
  for (const PaletteItem& item : *items) {
    const std::u16string title = folded(item.title), context = folded(item.subtitle + ' ' + item.group);
    prepared->entries.push_back({std::uint32_t(prepared->text.size()), std::uint32_t(title.size()),
                                 std::uint32_t(context.size()), signs_of(title) | signs_of(context)});
    prepared->text += title;
    prepared->text += context;
  }
  return prepared;
}

void PaletteIndex::set_items(const std::vector<PaletteItems>& lists, const std::vector<QString>& recent) {
  std::vector<std::shared_ptr<const Prepared>> next;
  for (const PaletteItems& items : lists) {
    const auto known = std::ranges::find_if(lists_, [&](const auto& list) { return list->items == items; });
    next.push_back(known != lists_.end() ? *known : prepare(items));
  }
  lists_ = std::move(next);
  recent_.assign(lists_.size(), {});
  for (std::size_t place = 0; place < recent.size(); ++place)
    for (std::size_t list = 0; list < lists_.size(); ++list) {
      const std::vector<PaletteItem>& items = *lists_[list]->items;
      const auto same = std::ranges::find_if(items, [&](const PaletteItem& item) {
        return recent[place].endsWith(item.title) && key_of(item) == recent[place];
      });
      if (same != items.end()) recent_[list].emplace_back(std::uint32_t(same - items.begin()), int(place));
    }
  fresh_ = true;
}

int PaletteIndex::size() const {
  std::size_t count = 0;
  for (const auto& list : lists_) count += list->entries.size();
  return int(count);
}

int PaletteIndex::score(const Prepared& list, const Entry& entry, const std::vector<std::u16string>& words,
                        const std::u16string& whole) const {
  const std::u16string_view title(list.text.data() + entry.begin, entry.title);
  const std::u16string_view context(title.data() + title.size(), entry.context);
  int total = title.starts_with(whole) ? 300 : 0;
  for (const std::u16string& word : words) {
    const int best = std::max(word_score(title, word), context_score(context, word));
    if (best == 0) return 0;
    total += best;
  }
  return std::max(1, total - int(std::min<std::size_t>(title.size(), 80)) / 2);
}

std::vector<PaletteIndex::Hit> PaletteIndex::find(const QString& query, int most) {
  const QString plain = query.simplified();
  std::vector<std::u16string> words;
  for (const QString& word : plain.split(' ', Qt::SkipEmptyParts)) words.push_back(folded(word));
  const std::u16string whole = folded(plain);
  const std::uint64_t signs = signs_of(whole) & ~signs_of(u" ");

  const bool narrower = !fresh_ && plain.startsWith(query_);
  if (!narrower) {
    candidates_.clear();
    for (std::uint32_t list = 0; list < lists_.size(); ++list)
      for (std::uint32_t entry = 0; entry < lists_[list]->entries.size(); ++entry)
        candidates_.push_back({list, entry, 0});
  }
  std::erase_if(candidates_, [&](Candidate& candidate) {
    const Prepared& list = *lists_[candidate.list];
    const Entry& entry = list.entries[candidate.entry];
    if ((entry.signs & signs) != signs) return true;
    candidate.score = words.empty() ? 1 : score(list, entry, words, whole);
    return candidate.score == 0;
  });
  for (Candidate& candidate : candidates_)
    for (const auto& [entry, place] : recent_[candidate.list])
      if (entry == candidate.entry) candidate.score += std::max(20, 150 - 5 * place);
  query_ = plain;
  fresh_ = false;

  // The candidates stay as a whole for the next letter; only the best are put in order.
  const auto end = candidates_.begin() + std::min<std::ptrdiff_t>(most, std::ptrdiff_t(candidates_.size()));
  std::partial_sort(candidates_.begin(), end, candidates_.end());
  std::vector<Hit> hits;
  for (auto candidate = candidates_.begin(); candidate != end; ++candidate) {
    const Prepared& list = *lists_[candidate->list];
    const Entry& entry = list.entries[candidate->entry];
    Hit hit{&(*list.items)[candidate->entry], {}};
    for (const std::u16string& word : words) {
      std::vector<int> letters;
      word_score({list.text.data() + entry.begin, entry.title}, word, &letters);
      hit.letters.insert(hit.letters.end(), letters.begin(), letters.end());
    }
    std::ranges::sort(hit.letters);
    hit.letters.erase(std::unique(hit.letters.begin(), hit.letters.end()), hit.letters.end());
    hits.push_back(std::move(hit));
  }
  return hits;
}

}  // namespace quantscope::gui
