// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "domain/identity_document.h"
#include "idcheck/read_fields.h"

// Whatever Tesseract makes of a picture: a number that is found is a right one.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace signoff;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const Date today{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{22}};
  if (const auto number = number_in(text, today)) {
    const std::string_view found = number->number;
    ensure(gb11643_check(found.substr(0, 17)) == found[17], "fuzz.check_digit");
  }
  if (const auto validity = validity_in(text))
    ensure(validity->is_for_ever || *validity->from < *validity->until, "fuzz.validity");
  for (const std::string_view number : {"H99123456", "99123456"})
    if (shows_number(text, number)) ensure(text.find(number) != text.npos, "fuzz.permit");
  const auto zone = mended_zone(text);
  ensure(zone.empty() || zone.size() == 89, "fuzz.zone");
  (void)same_name("王小明", text);
  (void)masked_reading(text);
  return 0;
}
