#include "core/storage/child_trial.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "core/base/error.h"

namespace quantscope::storage {
namespace {

constexpr rlim_t most_processor_seconds = 30;

[[noreturn]] void run_in_child(const std::function<void()>& call) {
  for (const int number : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGXCPU}) std::signal(number, SIG_DFL);
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  const rlimit processor{most_processor_seconds, most_processor_seconds + 1};
  ::setrlimit(RLIMIT_CPU, &processor);
  try {
    call();
  } catch (...) {
    // The caller meets it again and says it.
  }
  ::_exit(0);
}

}  // namespace

void try_in_child(const std::function<void()>& call, const std::string& where) {
  const pid_t child = ::fork();
  if (child < 0) return;
  if (child == 0) run_in_child(call);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
  const bool endless = WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL);
  throw base::Error(endless ? "the file is damaged: reading its structure does not come to an end"
                            : "the file is damaged: the HDF5 library crashes on its structure",
                    where, "copy or export the file again from its source");
}

}  // namespace quantscope::storage
