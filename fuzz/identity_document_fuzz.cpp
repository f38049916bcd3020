// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "domain/identity_document.h"

// The first byte chooses the kind. An accepted number reads back as itself, matches itself
// and does not show in its mask.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace signoff;
  if (size == 0) return 0;
  const IdKind kind = kIdKinds[data[0] % std::size(kIdKinds)];
  const std::string_view text{reinterpret_cast<const char*>(data) + 1, size - 1};
  const Date today{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{21}};
  id_last_six_match("11010519491231002X", text);
  const auto parsed = IdDocument::parse(kind, text, today);
  if (!parsed) return 0;
  ensure(IdDocument::parse(kind, parsed->number(), today) == *parsed, "fuzz.reads_back");
  ensure(id_number_matches(parsed->number(), text), "fuzz.matches_itself");
  ensure(masked(*parsed) != parsed->number(), "fuzz.mask");
  return 0;
}
