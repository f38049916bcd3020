// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace signoff {

// The failure that the connection has just had, as an Error: a broken unique rule is a
// conflict named after what it protects, a disk that fails is Fault::unavailable.
Error sqlite_error(sqlite3* db, int code);

// One run of a prepared statement, given back when the value goes. Errors of preparing and
// binding are kept and come out of next() or run().
class Query {
 public:
  Query(sqlite3* db, sqlite3_stmt* statement, int code)
      : db_{db}, statement_{statement}, code_{code} {}
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  ~Query();

  // Text and blobs are borrowed: they must live until the query has run.
  void bind(int at, std::string_view text);
  void bind_copy(int at, std::string_view text);
  void bind(int at, std::int64_t value);
  void bind(int at, ByteView blob);
  void bind_null(int at);
  // Binds from the first parameter on.
  template <class... Values>
  Query& with(const Values&... values) {
    int at = 0;
    (bind(++at, values), ...);
    return *this;
  }
  void bind(int at, const std::string& text) { bind(at, std::string_view{text}); }
  void bind(int at, const char* text) { bind(at, std::string_view{text}); }
  void bind(int at, int value) { bind(at, std::int64_t{value}); }
  void bind(int at, std::size_t value) { bind(at, static_cast<std::int64_t>(value)); }

  // True when there is a row to read, false after the last.
  Result<bool> next();
  // Runs to the end; the answer is how many rows were changed.
  Result<int> run();

  bool is_null(int at) const;
  std::int64_t integer(int at) const;
  // Valid until the next step.
  std::string_view text(int at) const;
  ByteView blob(int at) const;

 private:
  void keep(int code) {
    if (code_ == SQLITE_OK) code_ = code;
  }
  sqlite3* db_;
  sqlite3_stmt* statement_;
  int code_;
};

enum class OpenAs { reader, writer };

// One connection with its prepared statements. One thread at a time.
class Database {
 public:
  // `cache_kib` bounds the page cache.
  static Result<std::unique_ptr<Database>> open(const std::filesystem::path& path,
                                                OpenAs as, int cache_kib);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  // Prepared at the first call with this text, kept for the next. The text is kept by
  // address: pass only text that lives as long as the program.
  Query query(std::string_view sql);
  // Several statements without parameters.
  Result<void> script(const std::string& sql);
  bool in_transaction() const { return sqlite3_get_autocommit(db_) == 0; }
  // Undoes an open transaction, if there is one still.
  void roll_back();
  sqlite3* raw() const { return db_; }
  // Whether each change of a transaction must be undoable by itself (see Writer).
  bool is_careful() const { return is_careful_; }
  void set_careful(bool is_careful) { is_careful_ = is_careful; }
  // How often a statement has called count_this(), which is always 1, since the value was
  // taken before: a list counts what it finds while it looks for one page of it.
  std::int64_t take_counted() { return std::exchange(counted_, 0); }

 private:
  explicit Database(sqlite3* db) : db_{db} {}
  Result<void> add_counter();
  sqlite3* db_;
  bool is_careful_ = false;
  std::int64_t counted_ = 0;
  std::unordered_map<const char*, sqlite3_stmt*> statements_;
};

}  // namespace signoff
