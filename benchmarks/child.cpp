// SPDX-License-Identifier: Apache-2.0
#include "benchmarks/child.h"

#include "api/rest.h"
#include "api/server.h"
#include "api/tls_files.h"
#include "benchmarks/ground.h"
#include "benchmarks/parts.h"
#include "service/operation.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

namespace signoff::bench {
namespace {

constexpr std::size_t kCaseThreads = 2;
constexpr std::size_t kDeliveryThreads = 2;
// As many as there are connections in the load, so that they share disk syncs.
constexpr std::size_t kHttpThreads = 32;

struct Pipe {
  int read = -1;
  int write = -1;
  static Result<Pipe> make() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return fail(Fault::unavailable, "bench.pipe");
    return Pipe{ends[0], ends[1]};
  }
};

Result<int> spawn(const std::filesystem::path& folder, int input, int output) {
  const std::string where = folder.string();
  std::string words[] = {"signoff", "bench", "--serve-child", where};
  char* arguments[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(),
                       nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  pid_t pid = 0;
  const int code =
      ::posix_spawn(&pid, "/proc/self/exe", &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (code != 0) return fail(Fault::unavailable, "bench.spawn");
  return pid;
}

std::string read_line(int from) {
  std::string line;
  char c = 0;
  while (::read(from, &c, 1) == 1 && c != '\n') line += c;
  return line;
}

}  // namespace

Result<std::unique_ptr<Child>> Child::start(const std::filesystem::path& folder) {
  const auto input = Pipe::make();
  if (!input) return pass_on(input.error());
  const auto output = Pipe::make();
  if (!output) return pass_on(output.error());
  const auto pid = spawn(folder, input->read, output->write);
  ::close(input->read);
  ::close(output->write);
  std::unique_ptr<Child> child;
  if (pid) child.reset(new Child{*pid, input->write});
  const auto line = pid ? read_line(output->read) : "";
  ::close(output->read);
  if (!pid) return pass_on(pid.error());
  int port = 0;
  if (std::sscanf(line.c_str(), "ready %d", &port) != 1 || port <= 0 || port > 65535)
    return fail(Fault::unavailable, "bench.child", line);
  child->port_ = static_cast<std::uint16_t>(port);
  child->ca_file_ = line.substr(line.rfind(' ') + 1);
  return child;
}

Child::~Child() {
  ::close(its_input_);  // Tells it to end.
  ::waitpid(pid_, nullptr, 0);
}

int serve_as_child(const std::filesystem::path& folder) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const auto refuse = [](const Error& why) {
    fmt::print("refused {} {}\n", why.code, why.detail);
    return 1;
  };
  auto opened = Ground::open(folder);
  if (!opened) return refuse(opened.error());
  auto& ground = **opened;
  LedgerBilling billing{*ground.ledger, ground.wall};
  Operation operation{{*ground.store,
                       ground.home,
                       billing,
                       ground.sms,
                       ground.mail,
                       ground.parties,
                       *ground.notary,
                       ground.pack,
                       ground.wall,
                       ground.wall,
                       ground.random,
                       "https://operator.test/v",
                       "letters@example.com",
                       {}}};
  RestApi rest{operation.service(), ground.wall, {*ground.store, *ground.ledger}};
  const Router router{rest.routes(), rest.guard()};
  const auto tls = ensure_tls_files((folder / "tls").string(), ground.wall, ground.random);
  if (!tls) return refuse(tls.error());
  ServerConfig config;
  config.tls = TlsIdentity{tls->certificate_file, tls->key_file};
  config.worker_threads = kHttpThreads;
  const auto server = Server::start(config, router, ground.wall, ground.random);
  if (!server) return refuse(server.error());
  operation.workers().start(kCaseThreads, kDeliveryThreads);
  fmt::print("ready {} {}\n", (*server)->port(), tls->ca_file);
  std::fflush(stdout);
  char c = 0;
  while (::read(STDIN_FILENO, &c, 1) == 1) continue;
  (*server)->stop(std::chrono::seconds{1});
  operation.workers().stop();
  return 0;
}

}  // namespace signoff::bench
