// SPDX-License-Identifier: Apache-2.0
#include "card/desk/deliver.h"

#include <fmt/format.h>
#include <algorithm>

namespace signoff {
namespace {

// What may pass by itself: nobody there, or a server in trouble (RFC 9110 clause 15.6).
// Whom nobody vouches for is not trusted a second later either.
bool may_pass(const Error& why) {
  return (why.fault == Fault::unavailable || why.fault == Fault::unknown) &&
         why.code != "smdp.not_trusted";
}

Error refusal(int status) {
  const bool is_trouble = status >= 500 || status == 429 || status == 408;
  return {is_trouble ? Fault::unavailable : Fault::conflict, "notification.refused",
          fmt::format("HTTP {}", status)};
}

// Takes one from the card. Where the answer says neither yes nor no, the card is asked
// whether it still has it; a card that has not is what was wanted.
Result<void> take_away(EuiccSession& card, std::int64_t sequence) {
  const auto removed = card.remove_notification(sequence);
  if (removed || is_gone(removed.error())) return removed;
  if (removed.error().code == "notification.not_found") return {};
  if (removed.error().fault != Fault::unknown) return removed;
  const auto still = card.notification(sequence);
  if (!still && still.error().code == "notification.not_found") return {};
  Error why = !still && is_gone(still.error()) ? still.error() : removed.error();
  why.fault = still ? Fault::unavailable : Fault::unknown;
  return pass_on(std::move(why));
}

class Delivery {
 public:
  Delivery(EuiccSession& card, NotificationReceiver& receiver,
           const DeliveryJournal& journal, const Clock& clock)
      : card_{card}, receiver_{receiver}, journal_{journal}, clock_{clock} {}

  // True where the card can still be asked.
  bool one(Delivered& item) {
    item.why_not.reset();
    const auto done = attempt(item);
    if (!done) item.why_not = done.error();
    return done || !is_gone(done.error());
  }

 private:
  Result<void> attempt(Delivered& item) {
    if (!item.is_delivered) {
      const auto entry = entry_of(item);
      if (!entry) return pass_on(entry.error());
      if (const auto sent = send(item, *entry); !sent) return sent;
    }
    auto removed = take_away(card_, item.sequence);
    item.is_removed = removed.has_value();
    return removed;
  }

  // As the journal has it, or new from the card, which keeps it until the journal does.
  Result<DeliveryEntry> entry_of(Delivered& item) {
    auto bytes = card_.notification(item.sequence);
    if (!bytes) return pass_on(bytes.error());
    item.kept_in = journal_.file_of(*bytes);
    auto known = journal_.find(*bytes);
    if (!known) return pass_on(known.error());
    if (*known) return std::move(**known);
    DeliveryEntry entry;
    entry.notification = std::move(*bytes);
    entry.taken_at = clock_.now();
    return entry;
  }

  // Whatever the server says, the journal has the notification afterwards.
  Result<void> send(Delivered& item, DeliveryEntry entry) {
    if (!entry.is_delivered()) {
      auto answer = receiver_.hand_over(item.address, entry.notification);
      if (!answer) {
        if (const auto kept = journal_.keep(entry); !kept) return kept;
        return pass_on(answer.error());
      }
      entry.answer = std::move(*answer);
      entry.discarded_at.reset();
      if (const auto kept = journal_.keep(entry); !kept) return kept;
    }
    item.is_delivered = entry.is_delivered();
    if (!item.is_delivered) return pass_on(refusal(entry.answer->status));
    return {};
  }

  EuiccSession& card_;
  NotificationReceiver& receiver_;
  const DeliveryJournal& journal_;
  const Clock& clock_;
};

Result<std::vector<Delivered>> items_on(EuiccSession& card, const DeliveryWishes& wishes) {
  const auto list = card.notifications();
  if (!list) return pass_on(list.error());
  std::vector<Delivered> items;
  for (const auto& one : *list) {
    if (wishes.only && *wishes.only != one.sequence) continue;
    Delivered item;
    item.sequence = one.sequence;
    item.events = one.events;
    item.iccid = one.iccid;
    item.address = one.address;
    items.push_back(std::move(item));
  }
  if (wishes.only && items.empty()) return fail(Fault::not_found, "notification.not_found");
  // Servers want the older one first: deleted after disabled.
  std::ranges::sort(items, {}, &Delivered::sequence);
  return items;
}

}  // namespace

bool DeliveryReport::is_done() const {
  return !stopped && std::ranges::all_of(items, &Delivered::is_removed);
}

Result<DeliveryReport> deliver(EuiccSession& card, NotificationReceiver& receiver,
                               const DeliveryJournal& journal, const Clock& clock,
                               const DeliveryWishes& wishes, const CardProgress& progress) {
  auto items = items_on(card, wishes);
  if (!items) return pass_on(items.error());
  DeliveryReport report{std::move(*items), {}};
  Delivery delivery{card, receiver, journal, clock};
  const auto waits = [](const Delivered& item) {
    return !item.is_removed && (!item.why_not || may_pass(*item.why_not));
  };
  for (int round = 1; round <= wishes.rounds; ++round) {
    if (std::ranges::none_of(report.items, waits)) break;
    if (round > 1 && wishes.pause) wishes.pause(round);
    for (Delivered& item : report.items) {
      if (!waits(item)) continue;
      if (!delivery.one(item)) {
        report.stopped = item.why_not;
        return report;
      }
      const auto done = std::ranges::count_if(report.items, &Delivered::is_removed);
      if (progress)
        progress("notifications", static_cast<std::size_t>(done), report.items.size());
    }
  }
  return report;
}

Result<std::filesystem::path> discard(EuiccSession& card, const DeliveryJournal& journal,
                                      std::int64_t sequence, const Clock& clock) {
  auto bytes = card.notification(sequence);
  if (!bytes) return pass_on(bytes.error());
  auto known = journal.find(*bytes);
  if (!known) return pass_on(known.error());
  DeliveryEntry entry = known->value_or(DeliveryEntry{});
  entry.notification = std::move(*bytes);
  if (!*known) entry.taken_at = clock.now();
  if (!entry.is_delivered()) entry.discarded_at = clock.now();
  if (const auto kept = journal.keep(entry); !kept) return pass_on(kept.error());
  const auto removed = take_away(card, sequence);
  if (!removed) return pass_on(removed.error());
  return journal.file_of(entry.notification);
}

}  // namespace signoff
