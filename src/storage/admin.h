// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "ports/store.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace signoff {

// What the operator does to a database file: all functions open the file themselves.

// What is being done, and `done` of `total` units of it, for a progress bar. Kinds of work:
// "schema" (versions), "file" and "ledger" (checks), "events" (of histories), "cases",
// "rows" (of lists), "pages" (copied). The last call of a kind says that all of it is done.
using Progress =
    std::function<void(std::string_view what, std::int64_t done, std::int64_t total)>;

struct MigrationReport {
  int from = 0;  // 0: the file was empty or absent.
  int to = 0;
};
// Brings the schema up to date. Fault::unavailable "storage.newer" when a newer program
// wrote the file.
Result<MigrationReport> migrate(const std::filesystem::path& path,
                                const Progress& progress = {});

// One thing that is not as it must be. `subject` is an id ("case 0193…"), never a person.
struct CheckFinding {
  std::string code;  // "history.chain", "case.replay", "ledger.unbalanced", …
  std::string subject;
  std::string detail;
  friend bool operator==(const CheckFinding&, const CheckFinding&) = default;
};

// Looks at everything: the file itself, every history chain and its replay to the stored
// states, the ledger's sums, each open case with its line and number, the rows of lists
// against the cases. Reads only; the server may run. At most a thousand findings.
Result<std::vector<CheckFinding>> check(const std::filesystem::path& path,
                                        const Progress& progress = {});

// When the newest event of any history happened: compared with the network it tells a
// database that was restored from too old a backup.
Result<std::optional<Instant>> newest_history_at(const std::filesystem::path& path);

// Copies the database to a new file while the server goes on: one whole moment, that of the
// call. The key file is not part of it and is kept apart.
// Fault::conflict "backup.exists" when `to` is there already.
Result<void> backup(const std::filesystem::path& path, const std::filesystem::path& to,
                    const Progress& progress = {});

// The accounts of the company's own people, by name. The server may run.
Result<std::vector<StaffRecord>> list_staff(const std::filesystem::path& path);
// Fault::conflict "staff.exists" for a name that is taken, unless `may_replace`: then role
// and password are the new ones, and the sessions of the old end.
Result<void> put_staff(const std::filesystem::path& path, const StaffRecord& account,
                       bool may_replace);
// Takes the account and its sessions away. Fault::not_found "staff.unknown".
Result<void> remove_staff(const std::filesystem::path& path, const std::string& username);

// Puts a backup in the place of a database that no program has open, after checking that
// the backup is whole. Fault::conflict "restore.exists" without `force` when there is a
// database; "restore.in_use" when somebody has it open.
Result<void> restore(const std::filesystem::path& from, const std::filesystem::path& to,
                     bool force, const Progress& progress = {});

}  // namespace signoff
