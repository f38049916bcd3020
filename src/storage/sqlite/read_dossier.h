// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/store.h"
#include "storage/sqlite/database.h"

namespace signoff {

// The text of a query for dossiers of the cases `c`, with `rest` behind its FROM.
std::string dossier_sql(std::string_view rest, std::string_view from = "cases c");
// The present row of such a query.
Result<Dossier> read_dossier(const Query& query);
Result<Dossier> one_dossier(Query& query);
Result<std::vector<Dossier>> all_dossiers(Query& query);

}  // namespace signoff
