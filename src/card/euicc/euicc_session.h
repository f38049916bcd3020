// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/apdu.h"
#include "card/channel.h"
#include "domain/identifiers.h"
#include "rsp/es10_answers.h"

namespace signoff {

// A talk with the eUICC on a card: finds its ISD-R, and asks one function after another. On
// a logical channel of its own where the card gives one, so that what is selected on the
// basic channel stays. Not for two threads at once.
//
// Besides judged()'s codes and the reader's: Fault::not_found "euicc.absent" where no
// application answers, bad_input "card.garbled", "es10.…" and "tlv.…" for answers that are
// none, and unavailable "euicc.status" where the card stops in the middle of a function. Of
// a function that changes something all of these are Fault::unknown: it may have happened.
class EuiccSession {
 public:
  static Result<EuiccSession> open(CardChannel& card);
  // Gives the logical channel back. Not done by itself: the card may be gone.
  Result<void> close();

  Result<Eid> eid();
  Result<rsp::Info2> info();
  // What a person needs of each: no icon, no application identifier.
  Result<std::vector<rsp::ProfileInfo>> profiles();
  Result<rsp::Addresses> addresses();

  // With a refresh the card switches at its next reset: reset it, and open a new session.
  Result<void> enable(const std::string& iccid, bool refresh);
  Result<void> disable(const std::string& iccid, bool refresh);
  Result<void> erase(const std::string& iccid);
  Result<void> set_nickname(const std::string& iccid, const std::string& nickname);
  Result<void> reset_memory(std::uint8_t options);
  Result<void> set_default_address(const std::string& address);

  Result<std::vector<rsp::NotificationMetadata>> notifications();
  // Byte for byte as the card signed it; not_found "notification.not_found" where there is
  // none such, as below.
  Result<Bytes> notification(std::int64_t sequence);
  Result<std::vector<Bytes>> all_notifications();
  Result<void> remove_notification(std::int64_t sequence);

  // Sent so far, GET RESPONSE and all.
  int commands() const { return commands_; }

 private:
  explicit EuiccSession(CardChannel& card) : card_{&card} {}

  Result<bool> select(ByteView aid);
  void take_channel();
  Result<CardAnswer> send(CardCommand command);
  Result<CardAnswer> transmit(const CardCommand& command);
  Result<Bytes> ask(const rsp::Request& request);
  Result<void> change(rsp::Tag function, const rsp::Request& request);

  CardChannel* card_;
  std::uint8_t channel_ = 0;
  int commands_ = 0;
  bool is_repeated_ = false;  // The last function was sent twice.
};

}  // namespace signoff
