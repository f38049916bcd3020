// SPDX-License-Identifier: Apache-2.0
#include "api/json_views.h"
#include "benchmarks/ground.h"
#include "benchmarks/parts.h"
#include "service/case_export.h"
#include "service/case_lists.h"
#include "service/figures.h"
#include "service/refund_desk.h"

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

std::vector<CaseQuery> filters() {
  std::vector<CaseQuery> all(10);
  all[1].states = {CaseState::under_review};
  all[2].states = {CaseState::under_review, CaseState::second_approval};
  all[3].states = {CaseState::closed};
  all[4].channel = Channel::shop;
  all[5].type = CaseType::deceased;
  all[6].hold = HoldReason::legal;
  all[7].number = "9912-0001";
  all[8].number = "9912-0000777-0";
  all[9].states = {CaseState::closed, CaseState::withdrawn};
  all[9].channel = Channel::web;
  return all;
}

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

struct Samples {
  std::vector<double> all;
  std::vector<double> queue;  // What a reviewer looks at: by time left.
  double worst = 0;
  std::string worst_of;
};

// Every filter in every order, the first three pages of each.
Result<void> page_through(CaseLists& lists, const Caller& caller, const Pack& pack,
                          Samples& samples) {
  auto asked = filters();
  for (std::size_t at = 0; at < asked.size(); ++at)
    for (std::size_t order = 0; order < 2 * kNames<CaseSort>.size(); ++order) {
      auto query = asked[at];
      query.sort = static_cast<CaseSort>(order / 2);
      query.is_falling = order % 2 == 1;
      for (int page = 0; page < 3; ++page) {
        const auto ms = one_page(lists, caller, query, pack);
        if (!ms) return pass_on(ms.error());
        samples.all.push_back(*ms);
        if (at == 1 && order == 2) samples.queue.push_back(*ms);
        if (*ms > samples.worst) {
          samples.worst = *ms;
          samples.worst_of = fmt::format("filter {} by {}{}", at, order % 2 ? "-" : "",
                                         to_string(query.sort));
        }
        if (!query.after) break;
      }
    }
  return {};
}

double at_share(std::vector<double> values, double share) {
  std::ranges::sort(values);
  const auto last = static_cast<double>(values.size() - 1);
  return values[static_cast<std::size_t>(last * share)];
}

void add_at_most(Report& report, std::string key, std::vector<double> runs, double target) {
  auto& figure = report.add(std::move(key), "ms", std::move(runs));
  figure.goal = Goal::at_most;
  figure.target = target;
}

// Figures, refunds and the export, in the units of their keys.
struct Rest {
  std::vector<double> figures, refunds, exports;
};

Result<void> measure_rest(const ServiceParts& parts, Ground& ground, Rest& rest) {
  Caller auditor;
  auditor.actor = {Role::auditor, "bench"};
  Figures figures{parts, *ground.store};  // Anew, so that nothing is kept from before.
  const Stopwatch counting;
  if (const auto sheet = figures.show(auditor); !sheet) return pass_on(sheet.error());
  rest.figures.push_back(counting.seconds() * 1000);

  RefundDesk desk{parts, {*ground.store, *ground.ledger}};
  RefundQuery query;
  std::vector<double> pages;
  for (int page = 0; page < 20; ++page) {
    const Stopwatch watch;
    const auto list = desk.list(auditor, query);
    if (!list) return pass_on(list.error());
    pages.push_back(watch.seconds() * 1000);
    query.after = list->next;
  }
  rest.refunds.push_back(at_share(pages, 0.99));

  const Stopwatch writing;
  const auto csv = CaseExport{parts, *ground.store}.csv(auditor, {});
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
  std::vector<double> median;
  std::vector<double> p99;
  std::vector<double> queue;
  Samples last;
  Rest rest;
  for (int run = 0; run < plan.runs; ++run) {
    if (auto done = measure_rest(parts, all, rest); !done) return done;
    Samples samples;
    if (auto done = page_through(lists, auditor, all.pack, samples); !done) return done;
    median.push_back(at_share(samples.all, 0.5));
    p99.push_back(at_share(samples.all, 0.99));
    queue.push_back(at_share(samples.queue, 0.99));
    last = std::move(samples);
  }
  report.add("lists.page_ms", "ms", median);
  add_at_most(report, "lists.page_p99_ms", p99, kPageTargetMs);
  report.add("lists.queue_p99_ms", "ms", queue);
  report.add("lists.figures_ms", "ms", rest.figures);
  report.add("lists.refunds_p99_ms", "ms", rest.refunds);
  report.add("lists.export_s", "s", rest.exports);
  report.note(fmt::format("lists: {} cases, 50 a page; the slowest was {} in {:.1f} ms",
                          count, last.worst_of, last.worst));
  return {};
}

}  // namespace signoff::bench
