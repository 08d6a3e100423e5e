#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/study/comparison.h"
#include "core/study/site_figures.h"
#include "core/study/study_plan.h"

namespace quantscope::study {

/// A study file with its model open: the settings as runs, the weights, and the sites that they belong to.
/// Cells are addressed by (run, weight) as those of a comparison. Immutable.
struct Study {
  StudyPlan plan;
  std::shared_ptr<const storage::ModelFile> file;
  std::vector<Run> runs;
  std::vector<int> weights;  ///< indices into file->tensors()
  std::vector<SiteShare> sites;

  std::int64_t cells() const;
  /// Digest of what is computed: settings and tensors, not the model's content.
  std::string key() const;
};

/// Opens the model and expands the grids. Throws base::Error as study_plan.h says.
Study open_study(StudyPlan plan);

/// Work that one process does at a time: some settings on one site.
struct SweepUnit {
  struct Part {
    int run = 0;
    std::vector<int> members;  ///< indices into SiteShare::weights of the site
  };
  int site = 0;  ///< index into Study::sites
  std::vector<Part> parts;
};

/// Units that are not done yet, handed out as workers ask. A unit is all of a site, so that a site is read
/// once; where there are few sites for the workers, a site's settings are cut into several. One thread at a
/// time.
class SweepQueue {
 public:
  /// `finished` tells the cells that are there already.
  SweepQueue(const Study& study, const std::function<bool(int run, int weight)>& finished, int workers);
  bool empty() const { return left_ == 0; }
  /// A unit of the site that this worker has read last (−1 for none) where there is one, else of a site that
  /// no worker has begun, else the next one.
  std::optional<SweepUnit> take(int last_site);

 private:
  struct SiteUnits {
    std::deque<SweepUnit> units;
    bool begun = false;
  };
  std::vector<SiteUnits> sites_;
  std::size_t left_ = 0;
};

/// Does units, with the site read last kept for the next. One thread at a time; several workers may share a
/// study.
class SweepWorker {
 public:
  explicit SweepWorker(const Study& study) : study_(study) {}
  /// `arrived` is called on the calling thread for each cell of the unit. Throws base::Cancelled.
  void work(const SweepUnit& unit, const base::Job& job,
            const std::function<void(const ComparisonCell&)>& arrived);

 private:
  const Study& study_;
  int last_site_ = -1;
  ReadSite read_;
};

}  // namespace quantscope::study
