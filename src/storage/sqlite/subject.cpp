// SPDX-License-Identifier: Apache-2.0
#include "storage/sqlite/subject.h"

namespace signoff {

Result<std::string> subject_of_line(Database& database, const std::string& line_id) {
  static constexpr std::string_view kRead = "SELECT owner_id FROM lines WHERE id=?1";
  auto query = database.query(kRead);
  const auto row = query.with(line_id).next();
  if (!row) return pass_on(row.error());
  if (!*row || query.text(0).empty()) return "line:" + line_id;
  return "owner:" + std::string{query.text(0)};
}

Result<void> refuse_erased(Database& database, std::string_view subject) {
  static constexpr std::string_view kErased =
      "SELECT 1 FROM owners WHERE id=substr(?1, 7) AND substr(?1, 1, 6)='owner:'"
      " AND NOT EXISTS (SELECT 1 FROM subject_keys WHERE subject=?1)";
  auto query = database.query(kErased);
  const auto row = query.with(subject).next();
  if (!row) return pass_on(row.error());
  if (*row) return fail(Fault::not_found, "seal.erased");
  return {};
}

}  // namespace signoff
