// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "domain/mrz.h"

// Whatever is read has a number whose check digit was found right.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace signoff;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const Date today{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{21}};
  const auto mrz = parse_mrz(text, today);
  if (!mrz) return 0;
  ensure(mrz->number.is_proved && !mrz->surname.is_proved, "fuzz.proved");
  ensure(!mrz->birth_date || *mrz->birth_date <= today, "fuzz.birth");
  return 0;
}
