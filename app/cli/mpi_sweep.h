#pragma once

#include <functional>

#include "app/cli/mpi_world.h"
#include "core/study/sweep_folder.h"

namespace quantscope::cli {

/// What a process needs to open the same study as rank 0.
struct SweepOrder {
  std::string text;    ///< of the study file
  std::string place;   ///< its name in errors
  std::string folder;  ///< where its relative paths start
};

/// Rank 0: hands out units to the others and to a thread of its own, and writes each cell that comes back.
/// Calls `progress` after each. Throws base::Cancelled, and base::Error for what went wrong in any process;
/// the others are told to end in every case.
class MpiSweep {
 public:
  explicit MpiSweep(MpiWorld& world) : world_(world) {}
  ~MpiSweep();
  void run(const SweepOrder& order, const study::Study& study, study::SweepFolder& folder,
           const base::Job& job, const std::function<void()>& progress);

 private:
  void stop_others();
  MpiWorld& world_;
  bool stopped_ = false;
  int ended_ = 0;  ///< others that said goodbye
};

/// Every other rank: works as long as rank 0 says. Errors go to rank 0.
void serve_sweep(MpiWorld& world, const base::Job& job);

}  // namespace quantscope::cli
