// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "policy/working_days.h"

// A pack is refused with its file and a line, or it is whole: what is computed from it
// holds.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace signoff;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto pack = parse_pack(text, "fuzz.toml");
  if (!pack) {
    ensure(pack.error().detail.starts_with("fuzz.toml:"), "fuzz.no_line");
    return 0;
  }
  ensure(pack->cooling_off.min_days <= pack->cooling_off.max_days, "fuzz.cooling_off");
  const Instant from = std::chrono::sys_days{pack->valid_from};
  ensure(WorkingDays{*pack}.after(from, 5).at > from, "fuzz.working_days");
  return 0;
}
