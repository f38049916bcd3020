// SPDX-License-Identifier: Apache-2.0
#include "card/text/sms_join.h"

#include "card/text/ucs2.h"

#include <map>

namespace signoff {
namespace {

constexpr std::string_view kGap = "[…]";

struct Open {
  const StoredSms* first;
  std::map<std::uint8_t, std::size_t> parts;  // Number of the part, index of its record.
};

bool belongs_to(const StoredSms& part, const Open& message) {
  const StoredSms& first = *message.first;
  return part.kind == first.kind && part.peer == first.peer &&
         part.place.reference == first.place.reference &&
         part.place.is_wide == first.place.is_wide &&
         part.place.total == first.place.total &&
         !message.parts.contains(part.place.number);
}

// UCS2 parts are read as one text where they touch: old phones cut surrogate pairs in two.
std::string joined_text(const std::vector<StoredSms>& records, const Open& message) {
  std::string text;
  Bytes units;
  const auto flush = [&] {
    text += decode_ucs2(units);
    units.clear();
  };
  for (int number = 1; number <= message.first->place.total; ++number) {
    const auto found = message.parts.find(static_cast<std::uint8_t>(number));
    if (found != message.parts.end() &&
        records[found->second].alphabet == SmsAlphabet::ucs2) {
      const Bytes& data = records[found->second].data;
      units.insert(units.end(), data.begin(), data.end());
      continue;
    }
    flush();
    if (found != message.parts.end())
      text += text_of(records[found->second]);
    else if (!text.ends_with(kGap))
      text += kGap;
  }
  flush();
  return text;
}

JoinedSms joined(const std::vector<StoredSms>& records, const Open& message) {
  JoinedSms out;
  out.text = joined_text(records, message);
  for (int number = 1; number <= message.first->place.total; ++number) {
    const auto part = static_cast<std::uint8_t>(number);
    if (const auto found = message.parts.find(part); found != message.parts.end()) {
      out.records.push_back(found->second);
      if (records[found->second].alphabet == SmsAlphabet::octets)
        out.octets.insert(out.octets.end(), records[found->second].data.begin(),
                          records[found->second].data.end());
    } else {
      out.missing.push_back(part);
    }
  }
  return out;
}

}  // namespace

std::vector<JoinedSms> join_sms(const std::vector<StoredSms>& records) {
  std::vector<Open> messages;
  for (std::size_t index = 0; index < records.size(); ++index) {
    const StoredSms& record = records[index];
    bool is_placed = false;
    for (Open& message : messages) {
      if (record.place.total == 1 || !belongs_to(record, message)) continue;
      message.parts.emplace(record.place.number, index);
      is_placed = true;
      break;
    }
    if (!is_placed) messages.push_back({&record, {{record.place.number, index}}});
  }
  std::vector<JoinedSms> out;
  for (const Open& message : messages) out.push_back(joined(records, message));
  return out;
}

}  // namespace signoff
