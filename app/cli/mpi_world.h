#pragma once

#include <optional>
#include <string>

namespace quantscope::cli {

/// The processes that mpirun started together, for as long as this lives. They send texts to each other. One
/// thread only.
class MpiWorld {
 public:
  /// Whether this program was built with MPI.
  static bool built_in();
  /// Whether mpirun or a batch system started this process with others.
  static bool started_under_mpi();

  /// Throws base::Error where the program was built without MPI.
  MpiWorld();
  /// Ends it together with the others; after abandon() without them.
  ~MpiWorld();
  MpiWorld(const MpiWorld&) = delete;
  MpiWorld& operator=(const MpiWorld&) = delete;

  int rank() const { return rank_; }
  int size() const { return size_; }
  /// Processes on this machine, this one among them.
  int size_here() const { return size_here_; }

  void send(const std::string& text, int to, int tag);
  struct Message {
    int from = 0;
    int tag = 0;
    std::string text;
  };
  /// The next message that has arrived; does not wait.
  std::optional<Message> poll();
  /// Some other process does not answer: the destructor will not wait for it; mpirun ends it when this
  /// process ends.
  void abandon() { abandoned_ = true; }

 private:
  int rank_ = 0, size_ = 1, size_here_ = 1;
  bool abandoned_ = false;
};

}  // namespace quantscope::cli
