// SPDX-License-Identifier: Apache-2.0
#include "domain/records.h"

#include "base/bytes.h"

namespace signoff {

std::string to_string(const Actor& actor) {
  auto text = std::string{to_string(actor.role)};
  if (!actor.id.empty()) text += ":" + actor.id;
  return text;
}

std::string chain_hash(const HistoryEvent& event) {
  std::string text;
  text.reserve(512);
  const auto add = [&text](std::string_view field) {
    text += std::to_string(field.size());
    text += ':';
    text += field;
  };
  add(event.prev);
  add(event.case_id);
  add(event.line_id);
  add(std::to_string(event.seq));
  add(std::to_string(event.at.time_since_epoch().count()));
  add(event.name);
  add(to_string(event.actor));
  add(event.from);
  add(event.to);
  add(event.line_event);
  add(event.number_event);
  add(event.detail);
  return to_hex(sha256(as_bytes(text)));
}

}  // namespace signoff
