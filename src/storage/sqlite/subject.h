// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "storage/sqlite/database.h"

namespace signoff {

// Whose key seals what is kept of a line: its owner's, or its own where it has none.
Result<std::string> subject_of_line(Database& database, const std::string& line_id);

// Nothing of an owner whose key was destroyed is kept anew: Fault::not_found "seal.erased".
Result<void> refuse_erased(Database& database, std::string_view subject);

}  // namespace signoff
