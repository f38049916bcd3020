// SPDX-License-Identifier: Apache-2.0
#include "api/json_views.h"
#include "benchmarks/ground.h"
#include "benchmarks/parts.h"
#include "service/case_export.h"
#include "service/case_lists.h"
#include "service/figures.h"
#include "service/refund_desk.h"

#include <map>

namespace signoff::bench {
namespace {

constexpr double kPageTargetMs = 30;
constexpr auto kBetweenCases = std::chrono::seconds{26};  // 100,000 in 30 days.

CaseState state_of(std::size_t n) {
  constexpr CaseState kOften[] = {
      CaseState::closed,      CaseState::closed,       CaseState::closed,
      CaseState::closed,      CaseState::withdrawn,    CaseState::cooling_off,
      CaseState::cooling_off, CaseState::under_review, CaseState::awaiting_subscriber,
      CaseState::scheduled,
  };
  if (n % 101 == 0) return CaseState::fraud_hold;
  if (n % 97 == 0) return CaseState::second_approval;
  return kOften[n * 7 % std::size(kOften)];
}

Change listed_case(Ground& ground, std::size_t n, const std::string& owner_id) {
  auto who = somebody(ground, n);
  who.line.owner_id = who.owner.id = owner_id;
  auto change = new_case_for(ground, who, ground.clock.now() + std::chrono::hours{n % 700});
  if (n > 0) change.owner.reset();
  change.events.clear();
  change.notices.clear();
  auto& head = *change.moved_case;
  head.state = state_of(n);
  head.type = n % 13 == 0 ? CaseType::deceased : CaseType::standard;
  head.changed_at = head.opened_at + std::chrono::minutes{n * 31 % 9999};
  head.due_at.reset();
  auto& file = *change.file;
  file.channel = static_cast<Channel>(n % kNames<Channel>.size());
  file.risk_score = static_cast<int>(n * 17 % 20 * 5);
  Refund refund;
  refund.id = refund.case_id = head.id;
  refund.line_id = who.line.id;
  refund.state = n % 50 == 0 ? RefundState::awaiting_new_account : RefundState::paid;
  refund.amount = Money{static_cast<std::int64_t>(n), ground.pack.place.currency};
  refund.target_kind = "source";
  if (n % 50 == 0) refund.due_at = head.opened_at + std::chrono::days{30};
  change.refunds = {refund};
  // A thousand devices, each of them a hundred cases'.
  change.marks = {{LinkKind::device, fmt::format("device-{}", n % 1000)}};
  AccessRecord look;
  look.id = new_uuid(ground.clock.now(), ground.random);
  look.at = ground.clock.now();
  look.actor = {Role::reviewer, fmt::format("reviewer-{}", n % 40)};
  look.act = kUnmasked;
  look.line_id = who.line.id;
  look.case_id = head.id;
  change.accesses = {look};
  file.hold_reason = n % 101 == 0 ? (n % 2 == 0 ? "risk" : "legal") : "";
  file.review_due = file.answer_until = file.hold_due = file.restore_until =
      head.opened_at + std::chrono::minutes{n * 37 % 9999};
  return change;
}

Result<void> settle_listed(Ground& ground, std::size_t count) {
  Batch batch{*ground.store};
  const auto owner_id = new_uuid(ground.clock.now(), ground.random);
  for (std::size_t n = 0; n < count; ++n) {
    ground.clock.advance(kBetweenCases);
    if (auto done = batch.add(listed_case(ground, n, owner_id)); !done) return done;
  }
  return batch.finish();
}

struct Filter {
  std::string_view name;
  CaseQuery query;
};

std::vector<Filter> filters() {
  std::vector<Filter> all{
      {"all", {}},  {"queue", {}}, {"two_states", {}}, {"closed", {}}, {"channel", {}},
      {"type", {}}, {"hold", {}},  {"beginning", {}},  {"number", {}}, {"two_things", {}}};
  all[1].query.states = {CaseState::under_review};
  all[2].query.states = {CaseState::under_review, CaseState::second_approval};
  all[3].query.states = {CaseState::closed};
  all[4].query.channel = Channel::shop;
  all[5].query.type = CaseType::deceased;
  all[6].query.hold = HoldReason::legal;
  all[7].query.number = "9912-0001";
  all[8].query.number = "9912-0000777-0";
  all[9].query.states = {CaseState::closed, CaseState::withdrawn};
  all[9].query.channel = Channel::web;
  return all;
}

double at_share(std::vector<double> values, double share) {
  std::ranges::sort(values);
  const auto last = static_cast<double>(values.size() - 1);
  return values[static_cast<std::size_t>(last * share)];
}

// How long each list took, by its name: of every run the median and the slowest of a
// hundred.
class Timings {
 public:
  void took(const std::string& list, double ms) { run_[list].push_back(ms); }
  void end_run() {
    for (auto& [list, all] : run_) {
      lists_[list].median.push_back(at_share(all, 0.5));
      lists_[list].p99.push_back(at_share(all, 0.99));
    }
    run_.clear();
  }
  void add_to(Report& report) const {
    for (const auto& [list, runs] : lists_) {
      report.add(fmt::format("lists.{}_ms", list), "ms", runs.median);
      auto& slowest = report.add(fmt::format("lists.{}_p99_ms", list), "ms", runs.p99);
      slowest.goal = Goal::at_most;
      slowest.target = kPageTargetMs;
    }
  }

 private:
  struct Runs {
    std::vector<double> median, p99;
  };
  std::map<std::string, std::vector<double>> run_;
  std::map<std::string, Runs> lists_;
};

// One answer as the API writes it; milliseconds.
Result<double> one_page(CaseLists& lists, const Caller& caller, CaseQuery& query,
                        const Pack& pack) {
  const Stopwatch watch;
  const auto page = lists.list(caller, query);
  if (!page) return pass_on(page.error());
  const auto text = cases_json(page->cases, "", caller, pack, page->total);
  const auto ms = watch.seconds() * 1000;
  if (text.empty()) return fail(Fault::unavailable, "bench.no_page");
  query.after = page->next;
  return ms;
}

struct Worst {
  double ms = 0;
  std::string of;
};

// Every filter in every order, the first ten pages of each: counted for the filter, for
// the order, and for all pages.
Result<void> page_through(CaseLists& lists, const Caller& caller, const Pack& pack,
                          Timings& timings, Worst& worst) {
  for (const auto& [name, asked] : filters())
    for (std::size_t order = 0; order < 2 * kNames<CaseSort>.size(); ++order) {
      auto query = asked;
      query.sort = static_cast<CaseSort>(order / 2);
      query.is_falling = order % 2 == 1;
      const auto sorted = fmt::format("cases_by_{}{}", to_string(query.sort),
                                      query.is_falling ? "_falling" : "");
      for (int page = 0; page < 10; ++page) {
        const auto ms = one_page(lists, caller, query, pack);
        if (!ms) return pass_on(ms.error());
        timings.took("page", *ms);
        timings.took(sorted, *ms);
        timings.took(fmt::format("cases_{}", name), *ms);
        if (*ms > worst.ms) worst = {*ms, fmt::format("{} of {}", sorted, name)};
        if (!query.after) break;
      }
    }
  return {};
}

constexpr int kPages = 20;

Result<void> page_refunds(const ServiceParts& parts, Ground& ground, const Caller& caller,
                          Timings& timings) {
  RefundDesk desk{parts, {*ground.store, *ground.ledger}};
  for (const auto state :
       {std::optional<RefundState>{}, std::optional{RefundState::awaiting_new_account}}) {
    RefundQuery query{.state = state, .after = {}};
    for (int page = 0; page < kPages; ++page) {
      const Stopwatch watch;
      const auto list = desk.list(caller, query);
      if (!list) return pass_on(list.error());
      timings.took(state ? "refunds_state" : "refunds_all", watch.seconds() * 1000);
      query.after = list->next;
      if (!query.after) break;
    }
  }
  return {};
}

Result<void> page_accesses(Ground& ground, Timings& timings) {
  for (const auto* actor : {"", "reviewer-7"}) {
    AccessFilter filter;
    filter.actor_id = actor;
    for (int page = 0; page < kPages; ++page) {
      const Stopwatch watch;
      const auto looks = ground.store->accesses(filter);
      if (!looks) return pass_on(looks.error());
      timings.took(*actor == 0 ? "accesses_all" : "accesses_actor", watch.seconds() * 1000);
      if (looks->empty()) break;
      filter.after = looks->back().id;
    }
  }
  return {};
}

// What the fraud desk sees beside a case, for as many cases as a page has.
Result<void> find_links(Ground& ground, Timings& timings) {
  const auto page = ground.store->case_page({});
  if (!page) return pass_on(page.error());
  for (const auto& dossier : page->cases) {
    const Stopwatch watch;
    const auto links = ground.store->linked_cases(dossier.head.id, 50);
    if (!links) return pass_on(links.error());
    timings.took("links", watch.seconds() * 1000);
  }
  return {};
}

// The figures and the export, in the units of their keys.
struct Rest {
  std::vector<double> figures, exports;
};

Result<void> measure_rest(const ServiceParts& parts, Ground& ground, const Caller& auditor,
                          Rest& rest) {
  Figures figures{parts, *ground.store};  // Anew, so that nothing is kept from before.
  const Stopwatch counting;
  if (const auto sheet = figures.show(auditor); !sheet) return pass_on(sheet.error());
  rest.figures.push_back(counting.seconds() * 1000);

  const Stopwatch writing;
  const ExportWish wish{.from = {}, .to = {}, .reason = "how long an export takes"};
  const auto csv = CaseExport{parts, *ground.store}.csv(auditor, wish);
  if (!csv) return pass_on(csv.error());
  rest.exports.push_back(writing.seconds());
  return {};
}

}  // namespace

Result<void> measure_lists(const Plan& plan, Report& report) {
  const std::size_t count = plan.is_quick ? 10'000 : 100'000;
  const Folder folder{plan.base};
  auto ground = Ground::open(folder.path());
  if (!ground) return pass_on(ground.error());
  auto& all = **ground;
  if (auto done = settle_listed(all, count); !done) return done;
  const auto outside = all.outside(all.home, all.billing);
  const ServiceParts parts{outside, all.mail, all.clock, all.wall, {}};
  CaseLists lists{parts, *all.store};
  Caller auditor;
  auditor.actor = {Role::auditor, "bench"};
  Timings timings;
  Worst worst;
  Rest rest;
  for (int run = 0; run < plan.runs; ++run) {
    auto done = measure_rest(parts, all, auditor, rest);
    if (done) done = page_through(lists, auditor, all.pack, timings, worst);
    if (done) done = page_refunds(parts, all, auditor, timings);
    if (done) done = page_accesses(all, timings);
    if (done) done = find_links(all, timings);
    if (!done) return done;
    timings.end_run();
  }
  timings.add_to(report);
  report.add("lists.figures_ms", "ms", rest.figures);
  report.add("lists.export_s", "s", rest.exports);
  report.note(fmt::format("lists: {} cases, 50 a page; the slowest was {} in {:.1f} ms",
                          count, worst.of, worst.ms));
  return {};
}

}  // namespace signoff::bench
