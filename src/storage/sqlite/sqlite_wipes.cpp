// SPDX-License-Identifier: Apache-2.0
#include "storage/sqlite/row.h"
#include "storage/sqlite/sqlite_store.h"
#include "storage/sqlite/subject.h"

namespace signoff {
namespace {

Result<std::optional<WipeRecord>> known_wipe(Database& database, const std::string& line_id,
                                             const std::string& digest) {
  static const auto kRead =
      fmt::format("SELECT {} FROM card_wipes WHERE line_id=?1 AND digest=?2",
                  column_list<WipeRecord>());
  auto query = database.query(kRead);
  auto found = one<WipeRecord>(query.with(line_id, digest), "card_wipe.unknown");
  if (found) return std::optional{*std::move(found)};
  if (found.error().fault == Fault::not_found) return std::optional<WipeRecord>{};
  return pass_on(found.error());
}

Result<void> insert_wipe(SqliteFile& file, Database& database, const WipeRecord& wipe,
                         std::string_view text) {
  static constexpr std::string_view kInsert =
      "INSERT INTO card_wipes(line_id, digest, case_id, key_id, is_proved, wiped_at, at,"
      " subject, sealed) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
  const auto subject = subject_of_line(database, wipe.line_id);
  if (!subject) return pass_on(subject.error());
  if (auto may = refuse_erased(database, *subject); !may) return may;
  const auto key = file.key_for(database, *subject);
  if (!key) return pass_on(key.error());
  const auto sealed =
      seal(*key, *subject + "/" + wipe.digest, as_bytes(text), file.random());
  const int is_proved = wipe.is_proved ? 1 : 0;
  auto done = database.query(kInsert)
                  .with(wipe.line_id, wipe.digest, wipe.case_id, wipe.key_id, is_proved,
                        ms(wipe.wiped_at), ms(wipe.at), *subject, ByteView{sealed})
                  .run();
  if (!done) return pass_on(done.error());
  return {};
}

}  // namespace

Result<WipeRecord> SqliteStore::keep_wipe(const WipeRecord& wipe, std::string_view text) {
  WipeRecord kept;
  // What is wrong with this report must not end the transaction of others.
  Result<void> own;
  const auto written = file_.writer().run(1, [&](Database& database) -> Result<void> {
    const auto known = known_wipe(database, wipe.line_id, wipe.digest);
    if (!known) return pass_on(known.error());
    own = {};
    kept = known->value_or(wipe);
    if (!*known) own = insert_wipe(file_, database, wipe, text);
    if (!own && own.error().fault == Fault::unavailable) return own;
    return {};
  });
  if (!written) return pass_on(written.error());
  if (!own) return pass_on(own.error());
  return kept;
}

Result<void> SqliteStore::set_wipe_told(const std::string& line_id,
                                        const std::string& digest,
                                        const std::string& case_id) {
  static constexpr std::string_view kTold =
      "UPDATE card_wipes SET case_id=?3 WHERE line_id=?1 AND digest=?2 AND case_id=''";
  return file_.writer().run(1, [&](Database& database) -> Result<void> {
    auto done = database.query(kTold).with(line_id, digest, case_id).run();
    if (!done) return pass_on(done.error());
    return {};
  });
}

Result<std::vector<WipeRecord>> SqliteStore::card_wipes(const std::string& line_id) {
  static const auto kRead =
      fmt::format("SELECT {} FROM card_wipes WHERE line_id=?1 ORDER BY at, digest",
                  column_list<WipeRecord>());
  return file_.read([&](Database& database) -> Result<std::vector<WipeRecord>> {
    auto query = database.query(kRead);
    return all<WipeRecord>(query.with(line_id));
  });
}

Result<std::string> SqliteStore::card_wipe_text(const std::string& line_id,
                                                const std::string& digest) {
  static constexpr std::string_view kRead =
      "SELECT w.subject, w.sealed, k.wrapped FROM card_wipes w"
      " LEFT JOIN subject_keys k ON k.subject=w.subject"
      " WHERE w.line_id=?1 AND w.digest=?2";
  return file_.read([&](Database& database) -> Result<std::string> {
    auto query = database.query(kRead);
    const auto row = query.with(line_id, digest).next();
    if (!row) return pass_on(row.error());
    if (!*row) return fail(Fault::not_found, "card_wipe.unknown");
    const std::string subject{query.text(0)};
    const auto key = file_.unwrap(subject, query.blob(2));
    if (!key) return pass_on(key.error());
    const auto text = unseal(*key, subject + "/" + digest, query.blob(1));
    if (!text) return pass_on(text.error());
    return std::string{as_text(*text)};
  });
}

}  // namespace signoff
