// SPDX-License-Identifier: Apache-2.0
#include "storage/sqlite/write_totp.h"

#include "storage/sqlite/sqlite_store.h"

namespace signoff {
namespace {

std::string subject_of(const std::string& username) { return "staff:" + username; }

}  // namespace

Result<void> write_totp(SqliteFile& file, Database& database, const TotpRecord& totp) {
  static constexpr std::string_view kInsert =
      "INSERT INTO staff_totp(username, sealed, last_step, version) VALUES(?1, ?2, ?3, 1)"
      " ON CONFLICT(username) DO NOTHING";
  static constexpr std::string_view kUpdate =
      "UPDATE staff_totp SET sealed=?2, last_step=?3, version=?4+1"
      " WHERE username=?1 AND version=?4";
  const auto subject = subject_of(totp.username);
  const auto key = file.key_for(database, subject);
  if (!key) return pass_on(key.error());
  const auto sealed = seal(*key, subject, totp.secret, file.random());
  auto query = database.query(totp.version == 0 ? kInsert : kUpdate);
  query.with(totp.username, ByteView{sealed}, totp.last_step);
  if (totp.version != 0) query.bind(4, totp.version);
  const auto done = query.run();
  if (!done) return pass_on(done.error());
  if (*done == 0) return fail(Fault::conflict, "totp.version");
  return {};
}

Result<TotpRecord> SqliteStore::totp(const std::string& username) {
  static constexpr std::string_view kRead =
      "SELECT t.sealed, t.last_step, t.version, k.wrapped FROM staff_totp t"
      " LEFT JOIN subject_keys k ON k.subject='staff:' || t.username"
      " WHERE t.username=?1";
  return file_.read([&](Database& database) -> Result<TotpRecord> {
    auto query = database.query(kRead);
    const auto row = query.with(username).next();
    if (!row) return pass_on(row.error());
    if (!*row) return fail(Fault::not_found, "totp.unknown");
    const auto subject = subject_of(username);
    const auto key = file_.unwrap(subject, query.blob(3));
    if (!key) return pass_on(key.error());
    auto secret = unseal(*key, subject, query.blob(0));
    if (!secret) return pass_on(secret.error());
    return TotpRecord{username, *std::move(secret), query.integer(1),
                      static_cast<int>(query.integer(2))};
  });
}

}  // namespace signoff
