#include "app/cli/mpi_world.h"

#include <cstdlib>

#include "core/base/error.h"

#ifdef QUANTSCOPE_MPI
#include <mpi.h>
#endif

namespace quantscope::cli {

bool MpiWorld::started_under_mpi() {
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "PMIX_RANK"})
    if (std::getenv(name)) return true;
  return false;
}

#ifdef QUANTSCOPE_MPI

bool MpiWorld::built_in() {
  return true;
}

MpiWorld::MpiWorld() {
  int provided = 0;
  if (MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &provided) != MPI_SUCCESS)
    throw base::Error("MPI could not start");
  MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
  MPI_Comm_size(MPI_COMM_WORLD, &size_);
  MPI_Comm here = MPI_COMM_NULL;
  MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, rank_, MPI_INFO_NULL, &here);
  MPI_Comm_size(here, &size_here_);
  MPI_Comm_free(&here);
}

MpiWorld::~MpiWorld() {
  if (!abandoned_) MPI_Finalize();
}

void MpiWorld::send(const std::string& text, int to, int tag) {
  MPI_Send(text.data(), static_cast<int>(text.size()), MPI_CHAR, to, tag, MPI_COMM_WORLD);
}

std::optional<MpiWorld::Message> MpiWorld::poll() {
  int arrived = 0;
  MPI_Status status;
  MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &arrived, &status);
  if (!arrived) return std::nullopt;
  int bytes = 0;
  MPI_Get_count(&status, MPI_CHAR, &bytes);
  Message message{status.MPI_SOURCE, status.MPI_TAG, std::string(static_cast<std::size_t>(bytes), '\0')};
  MPI_Recv(message.text.data(), bytes, MPI_CHAR, message.from, message.tag, MPI_COMM_WORLD,
           MPI_STATUS_IGNORE);
  return message;
}

#else

bool MpiWorld::built_in() {
  return false;
}

MpiWorld::MpiWorld() {
  throw base::Error("was started by mpirun, but is built without MPI", "quantscope-cli",
                    "install libopenmpi-dev and build again, or start one process without mpirun");
}

MpiWorld::~MpiWorld() = default;
void MpiWorld::send(const std::string&, int, int) {}
std::optional<MpiWorld::Message> MpiWorld::poll() {
  return std::nullopt;
}

#endif

}  // namespace quantscope::cli
