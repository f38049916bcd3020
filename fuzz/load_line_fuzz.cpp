// SPDX-License-Identifier: Apache-2.0
#include "app/line_record.h"
#include "base/ensure.h"

// A record comes whole or with what is wrong with it, never both; and what comes is within
// the bounds that everything behind it counts on.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signoff;
  constexpr Date kToday{std::chrono::year{2026}, std::chrono::month{11},
                        std::chrono::day{22}};
  const auto read = read_line_record({reinterpret_cast<const char*>(data), size}, kToday);
  ensure(read.record.has_value() == read.defects.empty(), "fuzz.both_or_neither");
  if (!read.record) return 0;
  const auto& [owner, line, main, opening] = *read.record;
  ensure(!owner.id.empty() && line.owner_id == owner.id, "fuzz.owner");
  ensure(!line.msisdn.digits().empty() && !line.imsi.digits().empty(), "fuzz.line");
  ensure(line.monthly_fee == opening.monthly_fee, "fuzz.fee");
  const auto owed = opening.arrears + opening.unbilled - opening.paid_credit;
  ensure(opening.arrears.minor() >= 0 && owed.currency() == line.monthly_fee.currency(),
         "fuzz.money");
  return 0;
}
