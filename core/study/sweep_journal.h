#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace quantscope::study {

/// A text file of lines that only grows, held by one process at a time. Its first line says what the others
/// belong to. A line is handed to the system whole, so that a process killed at any moment leaves at most an
/// unfinished last line, which the next opening cuts off. One thread at a time.
class SweepJournal {
 public:
  /// Opens or makes it and locks it. `start` is how a first line begins: a file that begins otherwise is not
  /// touched. Throws base::Error where another process holds it, or it is something else.
  SweepJournal(std::filesystem::path path, std::string_view start);
  ~SweepJournal();
  SweepJournal(const SweepJournal&) = delete;
  SweepJournal& operator=(const SweepJournal&) = delete;

  /// Calls use(line) for each whole line in order, the first line among them; cuts an unfinished one off.
  void read(const std::function<void(std::string_view line)>& use);
  /// Forgets all lines.
  void clear();
  /// `line` without a line break. Throws base::Error (a full disk among the reasons).
  void append(std::string_view line);
  /// To the disk itself, against a machine that fails.
  void flush();

 private:
  [[noreturn]] void fail(const char* doing) const;
  std::filesystem::path path_;
  int file_ = -1;
};

}  // namespace quantscope::study
