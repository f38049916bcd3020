// SPDX-License-Identifier: Apache-2.0
#include "lab/osmo_hlr_process.h"

#include "base/ensure.h"
#include "connectors/hlr/ctrl.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

namespace signoff::lab {

namespace {

constexpr std::uint16_t kVtyPort = 4258;
constexpr const char* kProgram = "osmo-hlr";
constexpr int kStartMs = 10'000;
constexpr int kStopMs = 3'000;

bool is_free(const std::string& address, std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return false;
  const int on = 1;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_port = htons(port);
  const bool is_address = ::inet_pton(AF_INET, address.c_str(), &at.sin_addr) == 1;
  const bool is_bound =
      is_address && ::bind(fd, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0;
  ::close(fd);
  return is_bound;
}

bool has_free_ports(const std::string& address) {
  return is_free(address, OsmoHlrProcess::kCtrlPort) &&
         is_free(address, OsmoHlrProcess::kGsupPort) && is_free(address, kVtyPort);
}

Result<std::string> pick_address(Random& random) {
  for (int attempt = 0; attempt < 100; ++attempt) {
    const auto address = fmt::format("127.{}.{}.{}", 1 + random.below(254),
                                     random.below(256), 1 + random.below(254));
    if (has_free_ports(address)) return address;
  }
  return fail(Fault::unavailable, "lab.no_free_address");
}

// Waits for the child's end; false when it still lives after `timeout_ms`.
bool ends_within(int pid, int timeout_ms) {
  const int fd = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
  if (fd < 0) return true;
  pollfd wait{fd, POLLIN, 0};
  const int ready = ::poll(&wait, 1, timeout_ms);
  ::close(fd);
  return ready > 0;
}

struct CloseDb {
  void operator()(sqlite3* db) const { sqlite3_close(db); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, CloseDb>;

Statement prepare(sqlite3* db, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(db, sql, -1, &statement, nullptr);
  return Statement{statement};
}

bool bind_and_run(const Statement& statement, std::span<const std::string> values) {
  if (!statement) return false;
  sqlite3_reset(statement.get());
  for (std::size_t i = 0; i < values.size(); ++i)
    sqlite3_bind_text(statement.get(), static_cast<int>(i) + 1, values[i].data(),
                      static_cast<int>(values[i].size()), SQLITE_TRANSIENT);
  return sqlite3_step(statement.get()) == SQLITE_DONE;
}

bool insert(sqlite3* db, std::span<const HlrLine> lines) {
  const auto subscriber = prepare(db,
                                  "INSERT INTO subscriber (imsi, msisdn, nam_cs, nam_ps)"
                                  " VALUES (?1, ?2, ?3, ?3)");
  // 1 is COMP128v1 in osmo-hlr's numbering of algorithms.
  const auto key = prepare(db,
                           "INSERT INTO auc_2g (subscriber_id, algo_id_2g, ki)"
                           " VALUES (last_insert_rowid(), 1, ?1)");
  for (const HlrLine& line : lines) {
    const std::string row[] = {std::string{line.imsi.digits()},
                               std::string{line.msisdn.digits()},
                               line.is_barred ? "0" : "1"};
    const std::string ki[] = {to_hex(line.ki)};
    if (!bind_and_run(subscriber, row) || !bind_and_run(key, ki)) return false;
  }
  return true;
}

}  // namespace

Result<std::unique_ptr<OsmoHlrProcess>> OsmoHlrProcess::create(
    std::filesystem::path directory, Random& random, std::string address) {
  if (address.empty()) {
    auto picked = pick_address(random);
    if (!picked) return pass_on(std::move(picked.error()));
    address = *std::move(picked);
  }
  std::unique_ptr<OsmoHlrProcess> process{
      new OsmoHlrProcess{std::filesystem::absolute(directory), std::move(address)}};
  if (auto written = process->write_config(); !written) return pass_on(written.error());
  // --db-check makes the tables and exits.
  const char* const check[] = {"--db-check"};
  const auto pid = process->spawn(check);
  if (!pid) return pass_on(pid.error());
  process->pid_ = *pid;
  const bool has_ended = ends_within(*pid, kStartMs);
  process->end(SIGKILL);
  if (!has_ended || !std::filesystem::exists(process->database()))
    return fail(Fault::unavailable, "lab.hlr_database", "see hlr.log");
  return process;
}

OsmoHlrProcess::~OsmoHlrProcess() { stop(); }

Result<void> OsmoHlrProcess::write_config() const {
  std::error_code error;
  std::filesystem::create_directories(directory_, error);
  std::ofstream out{directory_ / "osmo-hlr.cfg"};
  out << fmt::format(
      "log stderr\n logging color 0\n logging level set-all fatal\n"
      "line vty\n bind {0}\n"
      "ctrl\n bind {0}\n"
      "hlr\n database {1}\n gsup\n  bind ip {0}\n",
      address_, database().string());
  out.close();
  if (!out) return fail(Fault::unavailable, "lab.hlr_config");
  return {};
}

Result<int> OsmoHlrProcess::spawn(std::span<const char* const> extra) const {
  const std::string config = (directory_ / "osmo-hlr.cfg").string();
  const std::string log = (directory_ / "hlr.log").string();
  std::vector<char*> arguments{const_cast<char*>(kProgram), const_cast<char*>("-c"),
                               const_cast<char*>(config.c_str())};
  for (const char* argument : extra) arguments.push_back(const_cast<char*>(argument));
  arguments.push_back(nullptr);
  const int parent = ::getpid();
  const int child = ::fork();
  if (child < 0) return fail(Fault::unavailable, "lab.fork");
  if (child > 0) return child;
  // Only async-signal-safe calls from here on: other threads may hold locks.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(126);
  const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  ::dup2(null, STDIN_FILENO);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(out, STDERR_FILENO);
  ::execvp(kProgram, arguments.data());
  ::_exit(127);
}

Result<void> OsmoHlrProcess::start() {
  ensure(!is_running(), "lab.hlr_runs_already");
  const auto pid = spawn({});
  if (!pid) return pass_on(pid.error());
  pid_ = *pid;
  return await_ctrl();
}

Result<void> OsmoHlrProcess::await_ctrl() {
  const auto deadline =
      std::chrono::steady_clock::now() + std::chrono::milliseconds{kStartMs};
  const CtrlRequest question{"mnc", {}};  // Any answer will do, "not found" too.
  while (std::chrono::steady_clock::now() < deadline) {
    CtrlClient client{address_, kCtrlPort};
    if (client.ask(std::span{&question, 1}, deadline)) return {};
    if (ends_within(pid_, /*timeout_ms=*/2)) break;
  }
  end(SIGKILL);
  return fail(Fault::unavailable, "lab.hlr_start", "see hlr.log");
}

void OsmoHlrProcess::end(int signal) {
  if (pid_ <= 0) return;
  ::kill(pid_, signal);
  if (signal != SIGKILL && !ends_within(pid_, kStopMs)) ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = 0;
}

void OsmoHlrProcess::stop() { end(SIGTERM); }

void OsmoHlrProcess::kill() { end(SIGKILL); }

Result<void> OsmoHlrProcess::load(std::span<const HlrLine> lines) {
  ensure(!is_running(), "lab.hlr_runs_already");
  sqlite3* raw = nullptr;
  const int opened = sqlite3_open(database().c_str(), &raw);
  const std::unique_ptr<sqlite3, CloseDb> db{raw};
  if (opened != SQLITE_OK) return fail(Fault::unavailable, "lab.hlr_database");
  const auto run = [&](const char* sql) {
    return sqlite3_exec(db.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK;
  };
  if (run("BEGIN IMMEDIATE") && insert(db.get(), lines) && run("COMMIT")) return {};
  const std::string why = sqlite3_errmsg(db.get());
  run("ROLLBACK");
  return fail(Fault::unavailable, "lab.hlr_load", why);
}

}  // namespace signoff::lab
