// SPDX-License-Identifier: Apache-2.0
#include "connectors/smsc/smpp_inbox.h"

namespace signoff::smpp {
namespace {

SmsOutcome outcome_of(std::uint8_t state) {  // Clause 5.2.28.
  switch (state) {
    case kStateDelivered: return SmsOutcome::delivered;
    case 3:  // EXPIRED
    case 4:  // DELETED
    case kStateUndeliverable:
    case 8:  // REJECTED
      return SmsOutcome::failed;
    default: return SmsOutcome::pending;
  }
}

}  // namespace

void Inbox::take(const Message& message) {
  if ((message.esm_class & kTypeMask) == kReceiptType) {
    const auto receipt = read_receipt(message);
    if (receipt && events_.on_receipt)
      events_.on_receipt(receipt->message_id, outcome_of(receipt->state));
    return;
  }
  const auto from = Msisdn::parse(message.from.text);
  const auto part = read_part((message.esm_class & kUserDataHeader) != 0, message.octets());
  if (!from || !part) return;
  const auto whole = collector_.add(message.from.text + ">" + message.to.text, *part);
  if (!whole) return;
  const auto text = decode_text(message.data_coding, *whole);
  if (text && events_.on_message) events_.on_message(*from, *text);
}

}  // namespace signoff::smpp
