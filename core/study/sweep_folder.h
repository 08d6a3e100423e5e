#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "core/study/sweep.h"
#include "core/study/sweep_journal.h"

namespace quantscope::study {

/// The folder of a study's results. cells.jsonl is the journal: one line a finished cell, in the order of
/// finishing, with its time. results.csv, results.json and summary.csv are made of it now and then and at the
/// end, in the order of the study and without times: the same bytes however and by whomever the cells were
/// computed. One process and one thread at a time.
class SweepFolder {
 public:
  /// Makes the folder where missing, takes the cells that are there already, writes the results as they
  /// stand. `restart`: forgets what is there. Throws base::Error where the folder is another study's or
  /// another process works on it.
  SweepFolder(std::filesystem::path folder, const Study& study, bool restart);

  bool has(int run, int weight) const { return comparison_.at(run, weight).has_value(); }
  std::int64_t resumed() const { return resumed_; }  ///< cells that were there
  std::int64_t damaged() const { return damaged_; }  ///< lines of the journal that say nothing
  std::int64_t done() const { return done_; }
  const Comparison& comparison() const { return comparison_; }

  /// One more cell: a line of the journal, and the results where they were written long ago.
  void add(const ComparisonCell& cell);
  void write_results();

 private:
  std::string key_of(std::size_t run, std::size_t weight) const;
  std::string header() const;
  void check_header(std::string_view line) const;

  const Study& study_;
  std::filesystem::path folder_;
  Comparison comparison_;
  SweepJournal journal_;
  std::vector<std::string> run_keys_;
  std::int64_t resumed_ = 0, damaged_ = 0, done_ = 0;
  std::chrono::steady_clock::time_point next_results_;
};

/// One row a cell that is there, by run and tensor: method, tensor, the parameters that the study varies or
/// sets, the metrics, all parameters in force, notes.
Table sweep_table(const Study& study, const Comparison& comparison);

}  // namespace quantscope::study
