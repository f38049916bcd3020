// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/card_desk.h"
#include "card/desk/deliver.h"
#include "card/desk/delivery_journal.h"
#include "ports/notification_receiver.h"

namespace signoff {

// How notifications are delivered, for every command that does.
struct DeliveryOptions {
  std::filesystem::path ca_file;
  std::string via;
};
Result<std::unique_ptr<NotificationReceiver>> make_receiver(const DeliveryOptions& options,
                                                            const Clock& clock);
// What delivering takes: opened before a card is touched, so that a wrong option changes
// nothing.
struct DeliveryWay {
  std::unique_ptr<NotificationReceiver> receiver;
  DeliveryJournal journal;
  const Clock& clock;
};
Result<DeliveryWay> open_way(const CardDesk& desk, const DeliveryOptions& options,
                             const Clock& clock);
// Waits longer before each round.
DeliveryWishes patient_wishes();

struct EuiccCommand {
  std::string profile;  // Its ICCID, or as many of its last digits as tell it apart.
  std::string text;     // A nickname or an address.
  std::optional<std::int64_t> sequence;
  bool discards_undelivered = false;
  DeliveryOptions delivery;
};

int list_profiles(const CardDesk& desk, CardChannel& card);
int enable_profile(const CardDesk& desk, CardChannel& card, const EuiccCommand& command);
int disable_profile(const CardDesk& desk, CardChannel& card, const EuiccCommand& command);
// Disables it first where it must, and delivers what the card signed of it.
int delete_profile(const CardDesk& desk, CardChannel& card, const EuiccCommand& command);
int name_profile(const CardDesk& desk, CardChannel& card, const EuiccCommand& command);
// All operational and test profiles at once.
int reset_euicc(const CardDesk& desk, CardChannel& card, const EuiccCommand& command);
// Shows the default SM-DP+, or sets it.
int set_smdp(const CardDesk& desk, CardChannel& card, const EuiccCommand& command,
             bool is_given);

int list_notifications(const CardDesk& desk, CardChannel& card);
int deliver_notifications(const CardDesk& desk, CardChannel& card,
                          const EuiccCommand& command);
// Of that number alone, or all.
int deliver_on(const CardDesk& desk, CardChannel& card, const DeliveryWay& way,
               std::optional<std::int64_t> only = {});
int drop_notification(const CardDesk& desk, CardChannel& card, const EuiccCommand& command);

// What happened to each, for people or as JSON lines.
void print_delivered(const CardDesk& desk, const DeliveryReport& report);
// The same, why it stopped, and the exit code.
int tell_delivered(const CardDesk& desk, const DeliveryReport& report);
boost::json::object delivered_json(const CardDesk& desk, const Delivered& item);

}  // namespace signoff
