// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/pack.h"
#include "policy/text.h"

#include <cstdint>

namespace signoff {

// Every text we send by ourselves (domain 6.12). None holds a link or asks for a code.
enum class MessageId : std::uint8_t {
  // M01: a code, bound to what it is for (K3).
  code_login,
  code_terminate,
  code_withdraw,
  code_restore,
  code_finish_now,
  code_refund,
  code_reapply,
  code_other,
  code_voucher,
  received,            // M02
  joined,              // C2: a second channel joined the same case.
  in_review,           // C6
  review_late,         // C7: over its time, escalated.
  need,                // M03
  need_reminder,       // C4: days 3 and 7.
  need_last_day,       // C4: day 13.
  approved,            // M04
  approved_window,     // M04 with the objection window (K5).
  rejected,            // M05
  tomorrow,            // M06
  stopped,             // M07
  finishing,           // C14
  final_notice,        // M08
  final_bill,          // M09
  refund_sent,         // 4.6
  refund_back,         // M10
  refund_unclaimed,    // 4.6
  delayed,             // M11
  going_on,            // C13b
  restored,            // M12
  withdrawn,           // C16 before the bar.
  bill_watch,          // M13
  relying_party,       // M14: for machines.
  step_up_expired,     // C3b
  draft_expired,       // C1
  expired,             // C17
  number_moved,        // L12: what is left of the line here ends.
  contract_closed,     // M08 of a number that moved.
  superseded_port,     // C18
  superseded_merged,   // C18
  superseded_type,     // C18: another kind of case took over.
  on_hold,             // C9
  hold_ended,          // C10: released.
  hold_rejected,       // C10: rejected.
  objection_received,  // "Not me" taken.
  reversed,            // C19
  lost_stopped,        // L5
  lost_opened,         // L6
  hold_started,        // L1
  hold_reminder,       // L1, L2
  hold_resumed,        // L2
  port_allowed,        // L12
  port_stopped,        // L12
  number_back,         // L14
  profile_left,        // 4.4: the eSIM is still on the device.
  contact_changed,     // K7
  // To staff.
  staff_review_due,
  staff_fraud_due,
  staff_stuck,
};
inline constexpr std::size_t kMessages = 59;

struct MessageText {
  MessageId id;
  std::string_view
      key;  // "M02.received": stable, for storage and the message checker (K14).
  std::string_view en;
  std::string_view zh;
};

// The whole catalogue, in the order of MessageId.
std::span<const MessageText> message_catalogue();
const MessageText& message_text(MessageId id);
// By its key; null for a key the catalogue does not have.
const MessageText* find_message(std::string_view key);

// The text with its parameters. Each name the text uses must be among `params`.
//   {number} masked number     {case} case number     {code} one-time code
//   {until} {by} {date}        a day or deadline      {hotline} the operator's number
//   {amount} {refund}          money with its sign    {voucher} voucher number
std::string render(MessageId id, Language language, std::span<const Param> params);

// As sent: "【星联】…", "Xinglian: …".
std::string with_sender(const Pack& pack, Language language, std::string_view text);

}  // namespace signoff
