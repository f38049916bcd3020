// SPDX-License-Identifier: Apache-2.0
#include "benchmarks/lives.h"
#include "benchmarks/parts.h"
#include "connectors/hlr/osmo_hlr.h"
#include "lab/osmo_hlr_process.h"
#include "lab/visited_network.h"

namespace signoff::bench {
namespace {

constexpr std::size_t kThreads = 8;
constexpr std::size_t kHlrBatch = 32;
constexpr std::size_t kWindow = 100;  // Requests in one write.
constexpr Duration kAttachTimeout = std::chrono::minutes{2};
constexpr Duration kReplyTimeout = std::chrono::seconds{10};

struct Rates {
  double cases = 0;
  double bare = 0;
};

lab::HlrLine hlr_line(Ground& ground, const Line& line) {
  lab::HlrLine made{line.imsi, line.msisdn, {}};
  ground.random.fill(made.ki);
  return made;
}

// Nothing but deletions over one control connection, `window` requests in flight.
Result<double> bare_deletes(const std::string& address, const std::vector<Imsi>& victims,
                            std::size_t window) {
  CtrlClient client{address, lab::OsmoHlrProcess::kCtrlPort};
  const Stopwatch watch;
  for (std::size_t at = 0; at < victims.size(); at += window) {
    std::vector<CtrlRequest> requests;
    for (std::size_t i = at; i < std::min(at + window, victims.size()); ++i)
      requests.push_back({"subscriber.delete", std::string{victims[i].digits()}});
    const auto replies =
        client.ask(requests, std::chrono::steady_clock::now() + kReplyTimeout);
    if (!replies) return pass_on(replies.error());
    if (std::ranges::any_of(*replies, &CtrlReply::is_error))
      return fail(Fault::unavailable, "bench.delete_refused");
  }
  return static_cast<double>(victims.size()) / watch.seconds();
}

Result<Rates> one_run(const Plan& plan, std::size_t cases) {
  const Folder folder{plan.base};
  auto opened = Ground::open(folder.path());
  if (!opened) return pass_on(opened.error());
  auto& ground = **opened;
  auto process = lab::OsmoHlrProcess::create(folder.path() / "hlr", ground.random);
  if (!process) return pass_on(process.error());

  std::vector<lab::HlrLine> loaded;
  std::vector<Imsi> phones;
  Batch batch{*ground.store};
  for (std::size_t i = 0; i < cases; ++i) {
    const auto who = somebody(ground, i);
    loaded.push_back(hlr_line(ground, who.line));
    phones.push_back(who.line.imsi);
    ground.billing.open_account(who.line.id, ordinary_opening(ground));
    if (auto done = batch.add(new_case_for(ground, who, ground.clock.now())); !done)
      return pass_on(done.error());
  }
  if (auto done = batch.finish(); !done) return pass_on(done.error());
  std::vector<Imsi> serial;
  std::vector<Imsi> pipelined;
  for (std::size_t i = 0; i < 2 * cases; ++i) {
    const auto line = somebody(ground, cases + i).line;
    loaded.push_back(hlr_line(ground, line));
    (i < cases ? serial : pipelined).push_back(line.imsi);
  }
  if (auto done = (*process)->load(loaded); !done) return pass_on(done.error());
  if (auto done = (*process)->start(); !done) return pass_on(done.error());
  const auto& address = (*process)->address();
  const auto one_by_one = bare_deletes(address, serial, 1);
  if (!one_by_one) return pass_on(one_by_one.error());
  const auto many = bare_deletes(address, pipelined, kWindow);
  if (!many) return pass_on(many.error());

  OsmoHlrSettings settings;
  settings.host = address;
  settings.connections_max = kThreads;
  settings.deadline = kReplyTimeout;
  OsmoHlr home{settings};
  lab::VisitedNetworkSettings visited;
  visited.host = address;
  visited.retries_per_second = 0;
  lab::VisitedNetwork network{visited};
  if (auto done = network.attach_all(phones, kAttachTimeout); !done)
    return pass_on(done.error());
  const auto told = live_all(ground, home, cases, {kThreads, kHlrBatch});
  if (!told) return pass_on(told.error());
  return Rates{static_cast<double>(cases) / told->seconds, std::max(*one_by_one, *many)};
}

}  // namespace

Result<void> measure_hlr(const Plan& plan, Report& report) {
  std::vector<double> cases;
  std::vector<double> bare;
  for (int run = 0; run < plan.runs; ++run) {
    const auto rates = one_run(plan, plan.is_quick ? 100 : 1000);
    if (!rates) return pass_on(rates.error());
    cases.push_back(rates->cases);
    bare.push_back(rates->bare);
  }
  auto& figure = report.add("hlr.cases_per_s", "cases/s", cases);
  figure.raw = "hlr.bare_deletes_per_s";
  figure.raw_value = median_of(bare);
  figure.ratio_target = 0.5;
  report.add("hlr.bare_deletes_per_s", "deletes/s", bare);
  return {};
}

}  // namespace signoff::bench
