// SPDX-License-Identifier: Apache-2.0
#include "storage/sqlite/database.h"

#include <mutex>

namespace signoff {
namespace {

struct Rule {
  std::string_view message;  // The end of SQLite's message.
  std::string_view code;
};
constexpr Rule kRules[] = {
    {": cases.line_id, cases.id", "case.version"},
    {": cases.line_id", "case.open"},
    {": cases.number", "case.number"},
    {": lines.id", "line.version"},
    {": lines.msisdn", "line.msisdn"},
    {": numbers.msisdn", "number.version"},
    {": owners.id", "owner.version"},
    {": history.line_id, history.case_id, history.seq", "history.seq"},
    {": refunds.line_id, refunds.id", "refund.version"},
    {": vouchers.number", "voucher.number"},
    {": codes.key", "code.version"},
    {": idempotency.key", "idempotency.key"},
    {": pauses.line_id", "pause.version"},
    {": line_marks.line_id", "marks.version"},
    {": pairings.id", "pairing.version"},
    // Only history and case files point at a row that can be missing.
    {"FOREIGN KEY constraint failed", "history.case"},
};

Error broken_rule(std::string_view message) {
  for (const auto& rule : kRules)
    if (message.ends_with(rule.message))
      return {Fault::conflict, std::string{rule.code}, {}};
  return {Fault::bad_input, "storage.check", std::string{message}};
}

constexpr std::string_view kWriterSettings =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    "PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=0;";
constexpr std::string_view kReaderSettings =
    "PRAGMA query_only=ON; PRAGMA temp_store=MEMORY;";
constexpr int kBusyTimeoutMs = 5000;

// Counting every allocation costs a lock each that all connections share.
void without_memory_statistics() {
  static std::once_flag once;
  std::call_once(once, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
}

}  // namespace

Error sqlite_error(sqlite3* db, int code) {
  const auto because = [&](std::string_view what) {
    return Error{Fault::unavailable, std::string{what}, sqlite3_errstr(code)};
  };
  switch (code & 0xFF) {
    case SQLITE_CONSTRAINT: return broken_rule(sqlite3_errmsg(db));
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return because("storage.busy");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return because("storage.corrupt");
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY: return because("storage.disk");
    default: return {Fault::unavailable, "storage.failed", sqlite3_errmsg(db)};
  }
}

Query::~Query() {
  if (statement_ != nullptr) sqlite3_reset(statement_);
}

void Query::bind(int at, std::string_view text) {
  // A null pointer would bind NULL where an empty text is meant.
  const char* data = text.data() == nullptr ? "" : text.data();
  keep(sqlite3_bind_text64(statement_, at, data, text.size(), SQLITE_STATIC, SQLITE_UTF8));
}
void Query::bind_copy(int at, std::string_view text) {
  keep(sqlite3_bind_text64(statement_, at, text.data(), text.size(), SQLITE_TRANSIENT,
                           SQLITE_UTF8));
}
void Query::bind(int at, std::int64_t value) {
  keep(sqlite3_bind_int64(statement_, at, value));
}
void Query::bind(int at, ByteView blob) {
  const void* data = blob.empty() ? static_cast<const void*>("") : blob.data();
  keep(sqlite3_bind_blob64(statement_, at, data, blob.size(), SQLITE_STATIC));
}
void Query::bind_null(int at) { keep(sqlite3_bind_null(statement_, at)); }

Result<bool> Query::next() {
  if (code_ == SQLITE_OK) {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    code_ = code;
  }
  return pass_on(sqlite_error(db_, code_));
}

Result<int> Query::run() {
  while (true) {
    const auto row = next();
    if (!row) return pass_on(row.error());
    if (!*row) return sqlite3_changes(db_);
  }
}

bool Query::is_null(int at) const {
  return sqlite3_column_type(statement_, at) == SQLITE_NULL;
}
std::int64_t Query::integer(int at) const { return sqlite3_column_int64(statement_, at); }
std::string_view Query::text(int at) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, at));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, at))};
}
ByteView Query::blob(int at) const {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, at));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, at))};
}

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& path,
                                                 OpenAs as, int cache_kib) {
  // A reader of a WAL file must be able to write its shared index, so it is not opened
  // read-only; query_only keeps it from changing anything.
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                    (as == OpenAs::writer ? SQLITE_OPEN_CREATE : 0);
  without_memory_statistics();
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &raw, flags, nullptr);
  std::unique_ptr<Database> database{new Database{raw}};
  if (code != SQLITE_OK) return pass_on(sqlite_error(raw, code));
  sqlite3_busy_timeout(raw, kBusyTimeoutMs);
  auto settings = std::string{as == OpenAs::writer ? kWriterSettings : kReaderSettings};
  settings += "PRAGMA cache_size=-" + std::to_string(cache_kib) + ";";
  if (auto done = database->script(settings); !done) return pass_on(done.error());
  if (auto done = database->add_counter(); !done) return pass_on(done.error());
  return database;
}

Result<void> Database::add_counter() {
  const auto count = [](sqlite3_context* context, int, sqlite3_value**) {
    ++static_cast<Database*>(sqlite3_user_data(context))->counted_;
    sqlite3_result_int(context, 1);
  };
  // Not deterministic, or it would be called once for all rows.
  const int code =
      sqlite3_create_function_v2(db_, "count_this", 0, SQLITE_UTF8 | SQLITE_DIRECTONLY,
                                 this, count, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return pass_on(sqlite_error(db_, code));
  return {};
}

Database::~Database() {
  for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(db_);
}

Query Database::query(std::string_view sql) {
  auto& statement = statements_[sql.data()];
  int code = SQLITE_OK;
  if (statement == nullptr)
    code = sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()),
                              SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  return {db_, statement, code};
}

Result<void> Database::script(const std::string& sql) {
  const int code = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return pass_on(sqlite_error(db_, code));
  return {};
}

void Database::roll_back() {
  if (in_transaction()) sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
}

}  // namespace signoff
