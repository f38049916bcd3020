// SPDX-License-Identifier: Apache-2.0
#include "api/card_retirement.h"

#include "api/fields.h"
#include "base/ensure.h"

// What a desk says that it has of a card: read within bounds, or refused.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signoff;
  const auto value = parse_json(as_text({data, size}));
  if (!value || !value->is_object()) return 0;
  const auto given = read_retirement(value->get_object());
  if (!given) {
    ensure(given.error().fault == Fault::bad_input, "fuzz.retirement_fault");
    return 0;
  }
  ensure(given->iccid || given->eid, "fuzz.retirement_card");
  ensure(given->wipe.empty() || given->iccid, "fuzz.retirement_wipe");
  ensure(given->notifications.size() <= kRetiredNotificationsMax, "fuzz.retirement_count");
  for (const auto& bytes : given->notifications)
    ensure(!bytes.empty() && bytes.size() <= rsp::kNotificationMax, "fuzz.retirement_size");
  return 0;
}
