// SPDX-License-Identifier: Apache-2.0
#include "idcheck/confine.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <vector>

namespace signoff {
namespace {

constexpr rlim_t kMemoryMax = rlim_t{1} << 30U;  // Addresses, of which a tenth is used.
constexpr rlim_t kFilesMax = 48;

#if defined(__x86_64__)
constexpr std::uint32_t kMachine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kMachine = AUDIT_ARCH_AARCH64;
#else
#error "name this machine's AUDIT_ARCH"
#endif

// What computing needs. No signal can be sent: processes beside this one have its user, and
// abort() ends it without one (SIGSEGV).
constexpr int kAllowed[] = {
    SYS_read,
    SYS_write,
    SYS_readv,
    SYS_writev,
    SYS_close,
    SYS_fstat,
    SYS_lseek,
    SYS_mmap,
    SYS_munmap,
    SYS_mremap,
    SYS_mprotect,
    SYS_madvise,
    SYS_brk,
    SYS_futex,
    SYS_sched_yield,
    SYS_sched_getaffinity,
    SYS_clock_gettime,
    SYS_gettimeofday,
    SYS_nanosleep,
    SYS_clock_nanosleep,
    SYS_getpid,
    SYS_gettid,
    SYS_getrandom,
    SYS_rt_sigaction,
    SYS_rt_sigprocmask,
    SYS_rt_sigreturn,
    SYS_setitimer,
    SYS_restart_syscall,
    SYS_exit,
    SYS_exit_group,
    SYS_getrusage,
    SYS_sysinfo,
    SYS_recvfrom,
    SYS_sendto,
#if defined(__x86_64__)
    SYS_time,
#endif
};
// Asking for one of these is no mistake of a library.
constexpr int kDeadly[] = {SYS_execve, SYS_execveat, SYS_ptrace, SYS_socket, SYS_connect};

constexpr std::uint16_t kLoad = BPF_LD | BPF_W | BPF_ABS;
constexpr std::uint16_t kEquals = BPF_JMP | BPF_JEQ | BPF_K;
constexpr std::uint16_t kAnswer = BPF_RET | BPF_K;

// "If the call is this one, then that answer."
void add_rule(std::vector<sock_filter>& rules, int call, std::uint32_t answer) {
  rules.push_back({kEquals, 0, 1, static_cast<std::uint32_t>(call)});
  rules.push_back({kAnswer, 0, 0, answer});
}

std::vector<sock_filter> rules() {
  std::vector<sock_filter> rules;
  rules.push_back({kLoad, 0, 0, offsetof(seccomp_data, arch)});
  rules.push_back({kEquals, 1, 0, kMachine});
  rules.push_back({kAnswer, 0, 0, SECCOMP_RET_KILL_PROCESS});
  rules.push_back({kLoad, 0, 0, offsetof(seccomp_data, nr)});
  for (const int call : kAllowed) add_rule(rules, call, SECCOMP_RET_ALLOW);
  for (const int call : kDeadly) add_rule(rules, call, SECCOMP_RET_KILL_PROCESS);
  rules.push_back({kAnswer, 0, 0, SECCOMP_RET_ERRNO | EPERM});
  return rules;
}

bool bound(int what, rlim_t most) {
  const rlimit limit{most, most};
  return ::setrlimit(static_cast<__rlimit_resource>(what), &limit) == 0;
}

std::unexpected<Error> refused(std::string_view code) {
  return fail(Fault::unavailable, code);
}

}  // namespace

Result<void> bound_this_process() {
  const auto parent = ::getppid();
  if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || ::getppid() != parent)
    return refused("id_check.parent");
  if (::prctl(PR_SET_DUMPABLE, 0) != 0 || !bound(RLIMIT_CORE, 0) ||
      !bound(RLIMIT_AS, kMemoryMax) || !bound(RLIMIT_NOFILE, kFilesMax))
    return refused("id_check.limits");
  return {};
}

Result<void> confine_this_process() {
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return refused("id_check.privileges");
  auto list = rules();
  const sock_fprog program{static_cast<unsigned short>(list.size()), list.data()};
  if (::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
    return refused("id_check.seccomp");
  return {};
}

void allow_seconds(unsigned seconds) {
  itimerval timer{};
  timer.it_value.tv_sec = static_cast<time_t>(seconds);
  ::setitimer(ITIMER_PROF, &timer, nullptr);
}

}  // namespace signoff
