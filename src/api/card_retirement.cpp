// SPDX-License-Identifier: Apache-2.0
#include "api/card_retirement.h"

#include "api/fields.h"

namespace signoff {

Result<GivenRetirement> read_retirement(const boost::json::object& body) {
  Fields fields{body};
  GivenRetirement given;
  given.iccid = fields.optional("iccid", Iccid::parse);
  given.eid = fields.optional("eid", Eid::parse);
  given.wipe = fields.optional_string("wipe", 1, kRetiredWipeMax).value_or("");
  const auto texts = fields.string_list("notifications", kRetiredNotificationsMax,
                                        kRetiredNotificationMax);
  for (const auto& text : texts) {
    auto bytes = from_base64url(text);
    if (!bytes || bytes->empty() || bytes->size() > rsp::kNotificationMax) {
      fields.refuse("notifications", "field.characters");
      break;
    }
    given.notifications.push_back(*std::move(bytes));
  }
  // A proof is of one card, and its number must be said beside it.
  if (!given.iccid && (!given.eid || !given.wipe.empty()))
    fields.refuse("iccid", "field.missing");
  if (given.wipe.empty() && given.notifications.empty())
    fields.refuse("notifications", "field.missing");
  if (auto bad = fields.finish(); !bad) return pass_on(bad.error());
  return given;
}

}  // namespace signoff
