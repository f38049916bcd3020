// SPDX-License-Identifier: Apache-2.0
#include "storage/case_rows.h"
#include "storage/change_rules.h"
#include "storage/sqlite/row.h"
#include "storage/sqlite/sqlite_store.h"

namespace signoff {
namespace {

// Reads row after row into `use`, which fails where a row cannot be understood.
template <class Use>
Result<void> each(Query& query, Use use) {
  while (true) {
    const auto row = query.next();
    if (!row) return pass_on(row.error());
    if (!*row) return {};
    if (Result<void> done = use(query); !done) return done;
  }
}

Result<ListedRefund> read_refund(const Query& query) {
  auto refund = read_row<Refund>(query);
  if (!refund) return pass_on(refund.error());
  const int at = column_count<Refund>();
  ListedRefund listed{*std::move(refund), std::string{query.text(at)}, {}, {}};
  listed.owner_id = query.text(at + 2);
  if (query.is_null(at + 1)) return listed;
  auto msisdn = Msisdn::parse(query.text(at + 1));
  if (!msisdn) return fail(Fault::unavailable, "storage.corrupt");
  listed.msisdn = *std::move(msisdn);
  return listed;
}

std::int64_t due_value(const Refund& refund) {
  return refund.due_at ? refund.due_at->time_since_epoch().count() : kNeverMs;
}

Result<RefundPage> refunds_of(Database& database, const RefundQuery& asked) {
  static constexpr std::string_view kCount =
      "SELECT count(*) FROM (SELECT 1 FROM refunds WHERE (?1='' OR state=?1) LIMIT ?2)";
  static const auto kPage = fmt::format(
      "SELECT {}, c.number, l.msisdn, l.owner_id FROM"
      " (SELECT line_id, id, coalesce(due_at, {}) AS due FROM refunds"
      "   WHERE (?1='' OR state=?1) AND (coalesce(due_at, {}), id) > (?2, ?3)"
      "   ORDER BY due, id LIMIT ?4) p"
      " JOIN refunds r ON r.line_id=p.line_id AND r.id=p.id"
      " LEFT JOIN cases c ON c.line_id=r.line_id AND c.id=r.case_id"
      " LEFT JOIN lines l ON l.id=r.line_id ORDER BY p.due, p.id",
      column_list<Refund>("r"), kNeverMs, kNeverMs);
  const std::string state{asked.state ? to_string(*asked.state) : ""};
  const auto limit = std::min(asked.limit, kRowsMax);
  const auto after = asked.after.value_or(ListMark{-1, ""});
  RefundPage page;
  {
    auto query = database.query(kPage);
    query.with(state, after.value, after.id, limit + 1);
    const auto read = each(query, [&](const Query& row) -> Result<void> {
      auto refund = read_refund(row);
      if (!refund) return pass_on(refund.error());
      page.refunds.push_back(*std::move(refund));
      return {};
    });
    if (!read) return pass_on(read.error());
  }
  if (page.refunds.size() > limit) {
    page.refunds.resize(limit);
    const auto& last = page.refunds.back().refund;
    page.next = ListMark{due_value(last), last.id};
  }
  auto query = database.query(kCount);
  const auto row = query.with(state, kTotalMax).next();
  if (!row) return pass_on(row.error());
  page.total = static_cast<std::size_t>(query.integer(0));
  return page;
}

Result<RefundSum> read_sum(const Query& query) {
  const auto state = parse_name<RefundState>(query.text(0));
  const auto currency = Currency::parse(query.text(3));
  if (!state || !currency) return fail(Fault::unavailable, "storage.corrupt");
  return RefundSum{*state, query.integer(1), Money{query.integer(2), *currency}};
}

Result<void> count_ledger(Database& database, LedgerProof& proof) {
  static constexpr std::string_view kCount =
      "SELECT count(*), count(DISTINCT line_id) FROM ledger_entries";
  auto query = database.query(kCount);
  const auto row = query.next();
  if (!row) return pass_on(row.error());
  proof.entries = query.integer(0);
  proof.lines = query.integer(1);
  return {};
}

Result<void> add_up_accounts(Database& database, LedgerProof& proof) {
  static constexpr std::string_view kAccounts =
      "SELECT account, sum(minor), count(*) FROM ledger_postings GROUP BY account"
      " ORDER BY account";
  auto query = database.query(kAccounts);
  return each(query, [&](const Query& row) -> Result<void> {
    proof.accounts.push_back({std::string{row.text(0)}, row.integer(1)});
    proof.sum += row.integer(1);
    proof.postings += row.integer(2);
    return {};
  });
}

Result<void> find_unbalanced(Database& database, std::size_t most, LedgerProof& proof) {
  static constexpr std::string_view kUnbalanced =
      "SELECT line_id, seq FROM ledger_postings GROUP BY line_id, seq"
      " HAVING sum(minor) <> 0 ORDER BY line_id, seq LIMIT ?1";
  auto query = database.query(kUnbalanced);
  query.bind(1, most);
  return each(query, [&](const Query& row) -> Result<void> {
    proof.unbalanced.push_back({std::string{row.text(0)}, row.integer(1)});
    return {};
  });
}

}  // namespace

Result<RefundPage> SqliteStore::refund_page(const RefundQuery& query) {
  return file_.read([&](Database& database) { return refunds_of(database, query); });
}

Result<std::vector<RefundSum>> SqliteStore::refund_sums() {
  static constexpr std::string_view kSums =
      "SELECT state, count(*), sum(amount_minor), amount_currency FROM refunds"
      " GROUP BY state, amount_currency";
  return file_.read([&](Database& database) -> Result<std::vector<RefundSum>> {
    std::vector<RefundSum> sums;
    auto query = database.query(kSums);
    const auto read = each(query, [&](const Query& row) -> Result<void> {
      auto sum = read_sum(row);
      if (!sum) return pass_on(sum.error());
      sums.push_back(*std::move(sum));
      return {};
    });
    if (!read) return pass_on(read.error());
    std::ranges::sort(sums, {}, [](const RefundSum& sum) {
      return std::pair{sum.state, sum.amount.currency().code()};
    });
    return sums;
  });
}

Result<LedgerProof> SqliteLedgerStore::prove(std::size_t unbalanced_max) {
  static constexpr std::string_view kBegin = "BEGIN";
  static constexpr std::string_view kEnd = "COMMIT";
  // One transaction, so that nothing is posted between the sums.
  return file_.read([&](Database& database) -> Result<LedgerProof> {
    if (auto begun = database.query(kBegin).run(); !begun) return pass_on(begun.error());
    LedgerProof proof;
    auto added = count_ledger(database, proof);
    if (added) added = add_up_accounts(database, proof);
    if (added) added = find_unbalanced(database, unbalanced_max, proof);
    const auto ended = database.query(kEnd).run();
    if (!ended) database.roll_back();
    if (!added) return pass_on(added.error());
    if (!ended) return pass_on(ended.error());
    return proof;
  });
}

}  // namespace signoff
