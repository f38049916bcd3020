// SPDX-License-Identifier: Apache-2.0
#include "storage/case_rows.h"
#include "storage/change_rules.h"
#include "storage/codec.h"
#include "storage/sqlite/read_case_row.h"
#include "storage/sqlite/read_dossier.h"
#include "storage/sqlite/sqlite_store.h"

#include <array>
#include <limits>

namespace signoff {
namespace {

constexpr std::int64_t kAny = -1;  // Every bit: a mask that lets all through.

template <class Enum>
std::int64_t bit(Enum value) {
  return std::int64_t{1} << static_cast<unsigned>(value);
}

// The query as the numbers that the statements compare with.
struct WantedRows {
  std::int64_t states = kAny;
  std::int64_t types = kAny;
  std::int64_t channels = kAny;
  std::int64_t holds = kAny;
  std::string line_id;
  std::string number_from;
  std::string number_before;  // Beyond every number that begins like that.
};

WantedRows wanted_of(const CaseQuery& query) {
  WantedRows wanted;
  if (!query.states.empty()) {
    wanted.states = 0;
    for (const auto state : query.states) wanted.states |= bit(state);
  }
  if (query.type) wanted.types = bit(*query.type);
  if (query.channel) wanted.channels = bit(*query.channel);
  if (query.hold) {
    wanted.holds = bit(*query.hold);
    wanted.states &= bit(CaseState::fraud_hold);
  }
  wanted.line_id = query.line_id;
  wanted.number_from = query.number;
  wanted.number_before = query.number + '\x7f';
  return wanted;
}

// How the rows are come by: through all of them, through those of a line, or along the
// index of one state by due time.
enum class Way { all, numbered, of_line, queue };
constexpr std::size_t kWays = 4;
constexpr std::size_t kSorts = kNames<CaseSort>.size();

Way way_of(const CaseQuery& query) {
  if (!query.line_id.empty()) return Way::of_line;
  if (!query.number.empty()) return Way::numbered;
  const bool is_plain = !query.type && !query.channel && !query.hold;
  return is_plain && query.states.size() == 1 ? Way::queue : Way::all;
}

// A page that is found by going through all rows has been counted with it.
constexpr bool is_counted(Way way) { return way == Way::all || way == Way::numbered; }

std::string_view from_sql(Way way) {
  switch (way) {
    case Way::all:
    case Way::numbered: return "case_rows r";
    case Way::of_line: return "cases c CROSS JOIN case_rows r ON r.case_id=c.id";
    case Way::queue: return "case_rows r INDEXED BY case_rows_by_due";
  }
  return {};
}

std::string fit_sql(Way way) {
  constexpr std::string_view kMasks =
      "(?1 >> r.state) & (?2 >> r.type) & (?3 >> r.channel) & (?4 >> r.hold) & 1";
  constexpr std::string_view kNumber = "r.number>=?6 AND r.number<?7";
  switch (way) {
    case Way::all: return std::string{kMasks};
    case Way::numbered: return fmt::format("{} AND {}", kMasks, kNumber);
    case Way::of_line: return fmt::format("c.line_id=?5 AND {} AND {}", kMasks, kNumber);
    case Way::queue: return "r.state=?1";
  }
  return {};
}

std::string_view key_sql(CaseSort sort, bool is_falling) {
  switch (sort) {
    case CaseSort::opened: return "0";
    case CaseSort::due:
      if (!is_falling) return "r.due_at";
      return "(r.due_at % 253402300799999)";  // "Never" is 0, all else stays.
    case CaseSort::risk: return "r.risk";
    case CaseSort::changed: return "r.changed_at";
  }
  return {};
}

std::string page_sql(Way way, CaseSort sort, bool is_falling) {
  const auto key = key_sql(sort, is_falling);
  const auto sign = is_falling ? "<" : ">";
  const auto order = is_falling ? " DESC" : "";
  // Ids rise with time, and rows lie in their order.
  if (sort == CaseSort::opened)
    return fmt::format(
        "SELECT r.case_id, 0 FROM {} WHERE {} AND r.case_id{}?9 ORDER BY r.case_id{}"
        " LIMIT ?10",
        from_sql(way), fit_sql(way), sign, order);
  const auto beyond = fmt::format("({}, r.case_id) {} (?8, ?9)", key, sign);
  // All rows are gone through, so that the page and its total come of one pass: whatever
  // fits is counted, then it is asked whether it belongs to this page or a later one.
  const auto where = is_counted(way)
                         ? fmt::format("CASE WHEN {} THEN count_this() AND {} ELSE 0 END",
                                       fit_sql(way), beyond)
                         : fmt::format("{} AND {}", fit_sql(way), beyond);
  return fmt::format(
      "SELECT r.case_id, {0} FROM {1} WHERE {2} ORDER BY {0}{3}, r.case_id{3} LIMIT ?10",
      key, from_sql(way), where, order);
}

// Statements are kept by the address of their text, so all of them are made once.
const std::string& page_statement(Way way, CaseSort sort, bool is_falling) {
  static const auto kAll = [] {
    std::array<std::string, kWays * kSorts * 2> all;
    for (std::size_t i = 0; i < all.size(); ++i)
      all[i] = page_sql(static_cast<Way>(i / (kSorts * 2)),
                        static_cast<CaseSort>(i / 2 % kSorts), i % 2 == 1);
    return all;
  }();
  const auto at =
      (static_cast<std::size_t>(way) * kSorts + static_cast<std::size_t>(sort)) * 2 +
      (is_falling ? 1 : 0);
  return kAll[at];
}

const std::string& count_statement(Way way) {
  static const auto kAll = [] {
    std::array<std::string, kWays> all;
    for (std::size_t i = 0; i < kWays; ++i)
      all[i] = fmt::format("SELECT count(*) FROM (SELECT 1 FROM {} WHERE {} LIMIT {})",
                           from_sql(static_cast<Way>(i)), fit_sql(static_cast<Way>(i)),
                           kTotalMax);
    return all;
  }();
  return kAll[static_cast<std::size_t>(way)];
}

void bind_wanted(Query& query, Way way, const WantedRows& wanted, const CaseQuery& asked) {
  if (way == Way::queue) {
    query.bind(1, static_cast<int>(asked.states.front()));
    return;
  }
  query.with(wanted.states, wanted.types, wanted.channels, wanted.holds);
  if (way == Way::of_line) query.bind(5, wanted.line_id);
  if (way == Way::all) return;
  query.bind(6, wanted.number_from);
  query.bind(7, wanted.number_before);
}

Result<std::size_t> count_of(Database& database, Way way, const CaseQuery& asked,
                             const WantedRows& wanted) {
  auto query = database.query(count_statement(way));
  bind_wanted(query, way, wanted, asked);
  const auto row = query.next();
  if (!row) return pass_on(row.error());
  return static_cast<std::size_t>(query.integer(0));
}

struct Found {
  std::vector<ListMark> marks;  // Of the page, and one more where there is one.
  std::size_t total = 0;
};

Result<std::vector<ListMark>> marks_of(Database& database, Way way, const CaseQuery& asked,
                                       const WantedRows& wanted, std::size_t limit) {
  // Before all others, or beyond them.
  static const ListMark kFirst{std::numeric_limits<std::int64_t>::min(), ""};
  static const ListMark kLast{std::numeric_limits<std::int64_t>::max(), "\x7f"};
  const auto& after = asked.after ? *asked.after : asked.is_falling ? kLast : kFirst;
  auto query = database.query(page_statement(way, asked.sort, asked.is_falling));
  bind_wanted(query, way, wanted, asked);
  query.bind(8, after.value);
  query.bind(9, after.id);
  query.bind(10, limit + 1);
  std::vector<ListMark> marks;
  while (true) {
    const auto row = query.next();
    if (!row) return pass_on(row.error());
    if (!*row) return marks;
    marks.push_back({query.integer(1), std::string{query.text(0)}});
  }
}

Result<Found> find(Database& database, const CaseQuery& asked, std::size_t limit) {
  const auto wanted = wanted_of(asked);
  const auto counting_way = way_of(asked);
  // The index of a queue is in the order of due times only.
  const bool is_queue = asked.sort == CaseSort::due && !asked.is_falling;
  const auto way = counting_way == Way::queue && !is_queue ? Way::all : counting_way;
  (void)database.take_counted();
  auto marks = marks_of(database, way, asked, wanted, limit);
  if (!marks) return pass_on(marks.error());
  Found found{*std::move(marks), 0};
  if (asked.sort != CaseSort::opened && is_counted(way)) {
    const auto counted = static_cast<std::size_t>(database.take_counted());
    found.total = std::min(counted, kTotalMax);
    return found;
  }
  const auto total = count_of(database, counting_way, asked, wanted);
  if (!total) return pass_on(total.error());
  found.total = *total;
  return found;
}

Result<std::vector<Dossier>> dossiers_of(Database& database,
                                         const std::vector<ListMark>& marks) {
  static const auto kRead = dossier_sql("WHERE c.id=?1");
  std::vector<Dossier> dossiers;
  dossiers.reserve(marks.size());
  for (const auto& mark : marks) {
    auto query = database.query(kRead);
    auto dossier = one_dossier(query.with(mark.id));
    if (!dossier) return pass_on(dossier.error());
    dossiers.push_back(*std::move(dossier));
  }
  return dossiers;
}

Result<CasePage> page_of(Database& database, const CaseQuery& asked) {
  const auto limit = std::min(asked.limit, kRowsMax);
  auto found = find(database, asked, limit);
  if (!found) return pass_on(found.error());
  CasePage page;
  page.total = found->total;
  if (found->marks.size() > limit) {
    found->marks.resize(limit);
    page.next = found->marks.back();
  }
  auto cases = dossiers_of(database, found->marks);
  if (!cases) return pass_on(cases.error());
  page.cases = *std::move(cases);
  return page;
}

}  // namespace

Result<CasePage> SqliteStore::case_page(const CaseQuery& query) {
  return file_.read([&](Database& database) { return page_of(database, query); });
}

Result<std::vector<Dossier>> SqliteStore::cases_opened(Instant from, Instant before,
                                                       const std::string& after,
                                                       std::size_t limit) {
  static constexpr std::string_view kRead =
      "SELECT case_id FROM case_rows WHERE case_id>?1 AND opened_at>=?2 AND opened_at<?3"
      " ORDER BY case_id LIMIT ?4";
  return file_.read([&](Database& database) -> Result<std::vector<Dossier>> {
    std::vector<ListMark> marks;
    auto query = database.query(kRead);
    query.with(after, ms(from), ms(before), std::min(limit, kRowsMax));
    while (true) {
      const auto row = query.next();
      if (!row) return pass_on(row.error());
      if (!*row) return dossiers_of(database, marks);
      marks.push_back({0, std::string{query.text(0)}});
    }
  });
}

Result<void> SqliteStore::each_row(const std::function<void(const CaseRow&)>& use) {
  static const auto kRead =
      fmt::format("SELECT {} FROM case_rows r ORDER BY r.case_id", kCaseRowColumns);
  return file_.read([&](Database& database) -> Result<void> {
    auto query = database.query(kRead);
    CaseRow row;
    while (true) {
      const auto more = query.next();
      if (!more) return pass_on(more.error());
      if (!*more) return {};
      if (!read_case_row(query, 0, row)) return fail(Fault::unavailable, "storage.corrupt");
      use(row);
    }
  });
}

}  // namespace signoff
