// SPDX-License-Identifier: Apache-2.0
#include "storage/sqlite/inspected.h"

#include "storage/change_rules.h"
#include "storage/sqlite/row.h"
#include "storage/sqlite/sqlite_store.h"

#include <algorithm>

namespace signoff {
namespace {

constexpr std::string_view kMarkKey = "marks";  // Subject of the key that hashes marks.
constexpr std::string_view kAfterAll = "~";     // Sorts behind every id.

Result<void> write_marks(SqliteFile& file, Database& database, const Change& change) {
  static constexpr std::string_view kInsert =
      "INSERT INTO case_marks(line_id, case_id, kind, mark) VALUES(?1, ?2, ?3, ?4)"
      " ON CONFLICT DO NOTHING";
  if (change.marks.empty()) return {};
  const auto key = file.key_for(database, std::string{kMarkKey});
  if (!key) return pass_on(key.error());
  const auto& head = *change.moved_case;
  for (const auto& mark : change.marks) {
    const auto kind = to_string(mark.kind);
    const auto hash = keyed_hash(*key, fmt::format("{}:{}", kind, mark.value));
    auto done =
        database.query(kInsert).with(head.line_id, head.id, kind, ByteView{hash}).run();
    if (!done) return pass_on(done.error());
  }
  return {};
}

struct OwnMark {
  std::string kind;
  Bytes mark;
};

Result<std::vector<OwnMark>> own_marks(Database& database, const std::string& case_id) {
  static constexpr std::string_view kRead =
      "SELECT kind, mark FROM case_marks"
      " WHERE line_id=(SELECT line_id FROM cases WHERE id=?1) AND case_id=?1";
  std::vector<OwnMark> marks;
  auto query = database.query(kRead);
  query.with(case_id);
  while (true) {
    const auto row = query.next();
    if (!row) return pass_on(row.error());
    if (!*row) return marks;
    const auto mark = query.blob(1);
    marks.push_back({std::string{query.text(0)}, {mark.begin(), mark.end()}});
  }
}

Result<CaseLink> read_link(const Query& query, LinkKind kind) {
  const auto state = parse_name<CaseState>(query.text(2));
  if (!state) return pass_on(state.error());
  const auto msisdn = Msisdn::parse(query.text(3));
  if (!msisdn) return pass_on(msisdn.error());
  return CaseLink{
      kind,    std::string{query.text(0)},         std::string{query.text(1)}, *state,
      *msisdn, Instant{Duration{query.integer(4)}}};
}

// The newest of those that share one mark: the index is walked from its end, so that a mark
// which thousands share costs no more than one that two do.
Result<void> read_links(Database& database, const std::string& case_id, const OwnMark& own,
                        std::size_t limit, std::vector<CaseLink>& links) {
  static constexpr std::string_view kRead =
      "SELECT m.case_id, c.number, c.state, l.msisdn, c.opened_at FROM case_marks m"
      " JOIN cases c ON c.line_id=m.line_id AND c.id=m.case_id"
      " JOIN lines l ON l.id=m.line_id"
      " WHERE m.mark=?1 AND m.kind=?2 AND m.case_id<>?3 ORDER BY m.case_id DESC LIMIT ?4";
  const auto kind = parse_name<LinkKind>(own.kind);
  if (!kind) return pass_on(kind.error());
  auto query = database.query(kRead);
  query.with(ByteView{own.mark}, own.kind, case_id, limit);
  while (true) {
    const auto row = query.next();
    if (!row) return pass_on(row.error());
    if (!*row) return {};
    auto link = read_link(query, *kind);
    if (!link) return pass_on(link.error());
    links.push_back(*std::move(link));
  }
}

}  // namespace

Result<void> write_inspected(SqliteFile& file, Database& database, const Change& change) {
  static const auto kInsert =
      insert_sql<AccessRecord>("access_log", "ON CONFLICT DO NOTHING");
  static constexpr std::string_view kDate =
      "UPDATE case_marks SET forget_at=?3 WHERE line_id=?1 AND case_id=?2"
      " AND forget_at IS NULL";
  for (const auto& access : change.accesses) {
    auto query = database.query(kInsert);
    if (auto done = bind_row(query, access).run(); !done) return pass_on(done.error());
  }
  if (auto done = write_marks(file, database, change); !done) return done;
  if (!change.marks_until || !change.moved_case) return {};
  const auto& head = *change.moved_case;
  const std::int64_t at = change.marks_until->time_since_epoch().count();
  if (auto done = database.query(kDate).with(head.line_id, head.id, at).run(); !done)
    return pass_on(done.error());
  return {};
}

Result<std::vector<AccessRecord>> SqliteStore::accesses(const AccessFilter& filter) {
  // One statement per way in, so that each has an index to walk.
  static const auto with_page = [](std::string_view way_in) {
    return fmt::format(
        "SELECT {} FROM access_log {} AND id<?2 AND (?3='' OR case_id=?3)"
        " AND (?4='' OR actor_id=?4) AND (?5='' OR act=?5) ORDER BY id DESC LIMIT ?6",
        column_list<AccessRecord>(), way_in);
  };
  static const auto kByLine = with_page("WHERE line_id=?1");
  static const auto kByActor = with_page("WHERE actor_id=?1");
  static const auto kAll = with_page("WHERE ?1=''");
  const auto& [sql, key] = !filter.line_id.empty() ? std::pair{&kByLine, &filter.line_id}
                           : !filter.actor_id.empty()
                               ? std::pair{&kByActor, &filter.actor_id}
                               : std::pair{&kAll, &filter.line_id};
  const std::string_view after = filter.after.empty() ? kAfterAll : filter.after;
  return file_.read([&](Database& database) -> Result<std::vector<AccessRecord>> {
    auto query = database.query(*sql);
    return all<AccessRecord>(query.with(*key, after, filter.case_id, filter.actor_id,
                                        filter.act, std::min(filter.limit, kRowsMax)));
  });
}

Result<std::vector<CaseLink>> SqliteStore::linked_cases(const std::string& case_id,
                                                        std::size_t limit) {
  limit = std::min(limit, kRowsMax);
  return file_.read([&](Database& database) -> Result<std::vector<CaseLink>> {
    const auto own = own_marks(database, case_id);
    if (!own) return pass_on(own.error());
    std::vector<CaseLink> links;
    for (const auto& mark : *own)
      if (auto done = read_links(database, case_id, mark, limit, links); !done)
        return pass_on(done.error());
    sort_links(links, limit);
    return links;
  });
}

}  // namespace signoff
