// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/ledger_store.h"
#include "ports/store.h"

// Cold records as JSON text. Members that are empty and were empty by default are left out;
// missing members keep their default when read, so rows written before a member existed
// stay readable. Reading is strict in types and bounded; Fault::unavailable
// "storage.corrupt" when the text is not such a record.
namespace signoff {

// How the files keep an instant.
inline std::int64_t ms(Instant instant) { return instant.time_since_epoch().count(); }

std::string encode(const CaseFile& file);
Result<CaseFile> decode_case_file(std::string_view text);

std::string encode(const Owner& owner);
Result<Owner> decode_owner(std::string_view text);

using Params = std::map<std::string, std::string>;
std::string encode(const Params& params);
Result<Params> decode_params(std::string_view text);

std::string encode(const std::vector<Posting>& postings);
Result<std::vector<Posting>> decode_postings(std::string_view text);

}  // namespace signoff
