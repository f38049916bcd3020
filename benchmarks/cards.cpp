// SPDX-License-Identifier: Apache-2.0
#include "benchmarks/cards.h"

#include "benchmarks/machine.h"
#include "card/euicc/euicc_session.h"
#include "rsp/verify_notification.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace signoff::bench {
namespace {

constexpr int kDeletes = 99;

template <class Deed>
Result<Taken> measure_deed(const Plan& plan, int profiles, const Deed& deed,
                           rsp::ProfileState first = rsp::ProfileState::disabled) {
  Taken taken;
  for (int run = 0; run < plan.runs; ++run) {
    const auto card = bench_card(profiles, first);
    if (!card) return pass_on(card.error());
    const Stopwatch watch;
    auto session = EuiccSession::open(**card);
    if (!session) return pass_on(session.error());
    if (const Result<void> done = deed(*session); !done) return pass_on(done.error());
    taken.ms.push_back(watch.seconds() * 1000);
    taken.commands.push_back(session->commands());
  }
  return taken;
}

Result<void> measure_lists_of_profiles(const Plan& plan, Report& report) {
  for (const auto& [profiles, most] :
       {std::pair{1, Most{6, 10.5}}, std::pair{20, Most{10, 11}},
        std::pair{100, Most{30, 15}}}) {
    auto taken = measure_deed(plan, profiles, [](EuiccSession& session) -> Result<void> {
      const auto list = session.profiles();
      if (!list) return pass_on(list.error());
      return {};
    });
    if (!taken) return pass_on(taken.error());
    add_taken(report, fmt::format("list_{}", profiles), std::move(*taken), most);
  }
  return {};
}

Result<void> measure_changes(const Plan& plan, Report& report) {
  auto enabled = measure_deed(
      plan, 1, [](EuiccSession& session) { return session.enable(bench_iccid(0), false); });
  if (!enabled) return pass_on(enabled.error());
  add_taken(report, "enable", std::move(*enabled), {6, 12.4});
  auto disabled = measure_deed(
      plan, 1, [](EuiccSession& session) { return session.disable(bench_iccid(0), false); },
      rsp::ProfileState::enabled);
  if (!disabled) return pass_on(disabled.error());
  add_taken(report, "disable", std::move(*disabled), {6, 12.4});
  auto deleted = measure_deed(
      plan, 1, [](EuiccSession& session) { return session.erase(bench_iccid(0)); });
  if (!deleted) return pass_on(deleted.error());
  add_taken(report, "delete", std::move(*deleted), {6, 11.4});
  auto many = measure_deed(plan, kDeletes, [](EuiccSession& session) -> Result<void> {
    for (int i = 0; i < kDeletes; ++i) {
      if (const auto done = session.erase(bench_iccid(i)); !done) return done;
    }
    return {};
  });
  if (!many) return pass_on(many.error());
  add_taken(report, "delete_99", std::move(*many), {594, 200});
  return {};
}

// Every command at a desk begins with the start of the program.
Result<void> measure_start(const Plan& plan, Report& report) {
  const int count = plan.is_quick ? 10 : 50;
  std::string words[] = {"signoff", "card", "--help"};
  char* arguments[] = {words[0].data(), words[1].data(), words[2].data(), nullptr};
  std::vector<double> ms;
  for (int run = 0; run < plan.runs * count; ++run) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    const Stopwatch watch;
    pid_t pid = 0;
    const int code =
        ::posix_spawn(&pid, "/proc/self/exe", &actions, nullptr, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    int status = 0;
    if (code != 0 || ::waitpid(pid, &status, 0) != pid || status != 0)
      return fail(Fault::unavailable, "bench.spawn");
    ms.push_back(watch.seconds() * 1000);
  }
  report.add("cards.start_ms", "ms", std::move(ms));
  return {};
}

// Three signatures for the first of a chip, one for those after it.
Result<void> measure_verifying(const Plan& plan, Report& report) {
  const int count = plan.is_quick ? 200 : 2'000;
  const auto card = bench_card(1);
  if (!card) return pass_on(card.error());
  auto session = EuiccSession::open(**card);
  if (!session) return pass_on(session.error());
  if (const auto done = session->erase(bench_iccid(0)); !done) return done;
  const auto bytes = session->notification(1);
  if (!bytes) return pass_on(bytes.error());
  const std::vector<Bytes> roots{bench_authority().root()};
  std::vector<double> whole;
  std::vector<double> known;
  for (int run = 0; run < plan.runs; ++run) {
    const Stopwatch first;
    for (int i = 0; i < count; ++i) {
      const auto verified = rsp::verify_notification(*bytes, roots, bench_day());
      if (!verified) return pass_on(verified.error());
    }
    whole.push_back(count / first.seconds());
    const auto verifier = rsp::NotificationVerifier::make(roots);
    const Stopwatch second;
    for (int i = 0; i < count; ++i) {
      const auto verified = (*verifier)->verify(*bytes, bench_day());
      if (!verified) return pass_on(verified.error());
    }
    known.push_back(count / second.seconds());
  }
  report.add("cards.verify_per_s", "/s", std::move(whole));
  report.add("cards.verify_known_chip_per_s", "/s", std::move(known));
  return {};
}

}  // namespace

Instant bench_day() {
  static const Instant kNow = SystemClock{}.now();
  return kNow;
}

const rsp::TestAuthority& bench_authority() {
  static const auto one = rsp::TestAuthority::make(bench_day(), "89049032");
  return one;
}

std::string bench_iccid(int number) {
  const auto digits = fmt::format("8986001234567{:06}", number);
  return digits + luhn_digit(digits);
}

Result<std::unique_ptr<uicc::VirtualCard>> bench_card(int profiles,
                                                      rsp::ProfileState first) {
  uicc::EuiccImage euicc;
  euicc.eid = kBenchEid;
  for (int i = 0; i < profiles; ++i) {
    uicc::ProfileImage profile;
    profile.info.iccid = profile.sim.iccid = bench_iccid(i);
    profile.info.aid = Bytes(15, 1);
    profile.info.aid.push_back(static_cast<std::uint8_t>(i));
    profile.info.state = i == 0 ? first : rsp::ProfileState::disabled;
    profile.info.provider = "Example";
    profile.info.name = "Data";
    profile.info.targets = {
        {rsp::event::kDelete | rsp::event::kDisable, std::string{kBenchSmdp}}};
    profile.sim.contacts_max = profile.sim.messages_max = 1;
    euicc.profiles.push_back(std::move(profile));
  }
  if (const auto done = uicc::certify(euicc, bench_authority(), bench_day()); !done) {
    return pass_on(done.error());
  }
  return uicc::VirtualCard::make({std::move(euicc), std::nullopt});
}

void add_taken(Report& report, const std::string& name, Taken taken, Most most) {
  const auto add = [&](std::string_view what, std::string unit, std::vector<double> runs,
                       double target) {
    auto& figure = report.add(fmt::format("cards.{}_{}", name, what), std::move(unit),
                              std::move(runs));
    if (target <= 0) return;
    figure.goal = Goal::at_most;
    figure.target = target;
  };
  add("apdus", "", std::move(taken.commands), most.commands);
  add("ms", "ms", std::move(taken.ms), most.ms);
}

Result<void> measure_cards(const Plan& plan, Report& report) {
  if (const auto done = measure_start(plan, report); !done) return done;
  if (const auto done = measure_lists_of_profiles(plan, report); !done) return done;
  if (const auto done = measure_changes(plan, report); !done) return done;
  if (const auto done = measure_card_delivery(plan, report); !done) return done;
  if (const auto done = measure_contents(plan, report); !done) return done;
  return measure_verifying(plan, report);
}

}  // namespace signoff::bench
