// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/desk/delivery_journal.h"
#include "card/euicc/euicc_session.h"
#include "card/record_files.h"

#include <functional>

namespace signoff {

// What became of one notification.
struct Delivered {
  std::int64_t sequence = 0;
  std::uint8_t events = 0;  // Of rsp::event.
  std::string iccid;
  std::string address;
  bool is_delivered = false;  // The server has it, now or on an earlier day.
  bool is_removed = false;    // From the card.
  std::filesystem::path kept_in;
  std::optional<Error> why_not;
};

struct DeliveryReport {
  std::vector<Delivered> items;
  // The card is gone: what is above happened, nothing else.
  std::optional<Error> stopped;
  // Everything that was on the card is delivered and removed.
  bool is_done() const;
};

struct DeliveryWishes {
  std::optional<std::int64_t> only;  // One sequence number; else all.
  int rounds = 3;                    // How often what failed is tried.
  // Called before each round after the first.
  std::function<void(int round)> pause;
};

// Hands each notification of the card to its profile server, and removes it from the card
// once the server said 204 and the journal has that. One that fails stops none of the
// others; what may pass by itself is tried again after all had their turn. What the journal
// says is delivered already is only removed. Fails where the card cannot be asked.
Result<DeliveryReport> deliver(EuiccSession& card, NotificationReceiver& receiver,
                               const DeliveryJournal& journal, const Clock& clock,
                               const DeliveryWishes& wishes = {},
                               const CardProgress& progress = {});

// Takes one from the card that was not delivered, after it was kept in the journal.
Result<std::filesystem::path> discard(EuiccSession& card, const DeliveryJournal& journal,
                                      std::int64_t sequence, const Clock& clock);

}  // namespace signoff
