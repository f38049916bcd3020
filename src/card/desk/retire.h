// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/contents/phonebook.h"
#include "card/desk/backup_folder.h"
#include "card/desk/deliver.h"
#include "card/desk/open_card.h"
#include "card/desk/profile_changes.h"
#include "card/desk/wipe_proof.h"

namespace signoff {

// What became of one profile.
struct ErasedProfile {
  std::string iccid;
  bool is_erased = false;
  std::optional<Error> why_not;
};

struct RetireReport {
  CardIdentity card;
  std::string eid;  // Empty where it is no eUICC.
  std::filesystem::path backup;
  std::vector<BackupNote> not_saved;  // What of the card's contents the backup lacks.
  std::optional<WipeReport> wiped;
  std::filesystem::path proof;  // The signed report of the wipe.
  std::vector<ErasedProfile> profiles;
  DeliveryReport notifications;
  // Why the card's contents were left: "card.pin_wrong", or "card.no_sim" where nothing is
  // there to save.
  std::optional<Error> contents_left;
  // A profile is at work, so that the card has contents whatever it says of its files.
  bool has_enabled_profile = false;
  // Why it ended early: what is above happened, and with Fault::unknown perhaps one command
  // more. Starting again goes on.
  std::optional<Error> stopped;

  // An eUICC without a profile at work: there is no SIM to save.
  bool has_no_contents() const;
  // Contents wiped, profiles erased, notifications delivered, as far as the card has any.
  bool is_done() const;
};

struct RetireTools {
  const BackupFolder* backups = nullptr;  // None: nobody wants a backup.
  // Signs the report of a wipe, and says where it was put.
  std::function<Result<std::filesystem::path>(const WipeProof&)> sign;
  const DeliveryJournal& journal;
  NotificationReceiver& receiver;
  const Clock& clock;
  AskPin ask_pin;
  DeliveryWishes delivery;
  CardProgress progress;
};

// Everything that ends a card, in the order that loses nothing: look, save, wipe, erase
// each profile, deliver its notification. A card that is not ours is only named. Nothing of
// it is remembered between calls but on the card and in the two directories, so a card that
// was pulled at whatever command is finished by putting it in again.
RetireReport retire(CardChannel& card, const RetireTools& tools);

}  // namespace signoff
