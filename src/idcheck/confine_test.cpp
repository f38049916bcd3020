// SPDX-License-Identifier: Apache-2.0
#include "idcheck/confine.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <functional>

namespace signoff {
namespace {

constexpr int kLetThrough = 0, kRefused = 1, kOther = 2;

// Tries it in a confined process of its own. Answers how that process ended.
int confined(const std::function<long()>& what) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGSEGV, SIG_DFL);  // A sanitizer has its own way to end.
    if (!confine_this_process()) ::_exit(kOther);
    const long answer = what();
    ::_exit(answer >= 0 ? kLetThrough : errno == EPERM ? kRefused : kOther);
  }
  int status = -1;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

int verdict(const std::function<long()>& what) {
  const int status = confined(what);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
int deadly_signal(const std::function<long()>& what) {
  const int status = confined(what);
  return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

TEST(Confinement, leaves_computing_and_what_is_open) {
  EXPECT_EQ(verdict([] { return ::syscall(SYS_getpid); }), kLetThrough);
  EXPECT_EQ(verdict([] {
              void* got = ::mmap(nullptr, 1 << 20, PROT_READ | PROT_WRITE,
                                 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
              return got == MAP_FAILED ? -1L : 0L;
            }),
            kLetThrough);
}

TEST(Confinement, opens_nothing_and_starts_nothing) {
  EXPECT_EQ(verdict([] { return ::syscall(SYS_openat, AT_FDCWD, "/", O_RDONLY); }),
            kRefused);
  EXPECT_EQ(verdict([] { return ::syscall(SYS_unlinkat, AT_FDCWD, "/nowhere", 0); }),
            kRefused);
  EXPECT_EQ(verdict([] { return ::syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0); }), kRefused);
  EXPECT_EQ(verdict([] { return ::syscall(SYS_memfd_create, "x", 0); }), kRefused);
  EXPECT_EQ(deadly_signal([] { return ::syscall(SYS_socket, AF_INET, SOCK_STREAM, 0); }),
            SIGSYS);
  EXPECT_EQ(deadly_signal([] { return ::syscall(SYS_execve, "/bin/true", 0, 0); }), SIGSYS);
  EXPECT_EQ(deadly_signal([] { return ::syscall(SYS_ptrace, PTRACE_TRACEME, 0, 0, 0); }),
            SIGSYS);
}

TEST(Confinement, reaches_no_process_beside_it) {
  const auto server = ::getpid();
  EXPECT_EQ(verdict([server] { return ::syscall(SYS_kill, server, 0); }), kRefused);
  EXPECT_EQ(verdict([server] { return ::syscall(SYS_tgkill, server, server, 0); }),
            kRefused);
  EXPECT_EQ(verdict([server] {
              iovec mine{}, theirs{};
              return ::syscall(SYS_process_vm_readv, server, &mine, 1, &theirs, 1, 0);
            }),
            kRefused);
  EXPECT_EQ(verdict([] { return ::syscall(SYS_prctl, PR_SET_PDEATHSIG, 0, 0, 0, 0); }),
            kRefused);
  EXPECT_NE(deadly_signal([]() -> long { std::abort(); }), 0) << "ends without a signal";
}

TEST(Confinement, computes_no_longer_than_it_may) {
  EXPECT_EQ(deadly_signal([] {
              allow_seconds(1);
              for (std::atomic<unsigned> rounds = 0;;) ++rounds;
              return 0L;
            }),
            SIGPROF);
}

}  // namespace
}  // namespace signoff
