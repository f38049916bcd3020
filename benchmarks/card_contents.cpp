// SPDX-License-Identifier: Apache-2.0
#include "benchmarks/cards.h"
#include "benchmarks/machine.h"
#include "card/contents/backup.h"
#include "card/contents/restore.h"
#include "card/contents/test_usim.h"
#include "card/identify.h"

namespace signoff::bench {
namespace {

constexpr int kContacts = 250;
constexpr int kMessages = 50;

Result<std::unique_ptr<uicc::VirtualCard>> empty_sim() {
  uicc::SimImage sim;
  sim.iccid = bench_iccid(0);
  sim.imsi = "460001234567890";
  sim.contacts_max = kContacts;
  sim.messages_max = kMessages;
  return uicc::VirtualCard::make({std::nullopt, std::move(sim)});
}

// From the reset on, as a desk finds a card.
template <class Deed>
Result<void> measure_deed(uicc::VirtualCard& card, Taken& taken, const Deed& deed) {
  const Stopwatch watch;
  if (const auto done = card.reset(); !done) return pass_on(done.error());
  CardSession session{card};
  if (const auto begun = session.begin(); !begun) return pass_on(begun.error());
  if (const auto opened = open_sim(session); !opened) return pass_on(opened.error());
  if (const Result<void> done = deed(session); !done) return done;
  taken.ms.push_back(watch.seconds() * 1000);
  taken.commands.push_back(session.commands());
  return {};
}

}  // namespace

Result<void> measure_contents(const Plan& plan, Report& report) {
  CardBook book;
  book.contacts = test_contacts(kContacts);
  book.messages = test_messages(kMessages);
  Taken written, read;
  for (int run = 0; run < plan.runs; ++run) {
    const auto card = empty_sim();
    if (!card) return pass_on(card.error());
    auto done = measure_deed(**card, written, [&](CardSession& session) -> Result<void> {
      const auto restored = restore(session, book);
      if (restored.stopped) return pass_on(*restored.stopped);
      return {};
    });
    if (!done) return done;
    done = measure_deed(**card, read, [&](CardSession& session) -> Result<void> {
      const auto saved = back_up(session, Instant{});
      if (!saved) return pass_on(saved.error());
      if (saved->book.contacts.size() != book.contacts.size() ||
          saved->book.messages.size() != book.messages.size())
        return fail(Fault::conflict, "bench.contents_differ");
      return {};
    });
    if (!done) return done;
  }
  add_taken(report, "backup", std::move(read));
  add_taken(report, "restore", std::move(written));
  return {};
}

}  // namespace signoff::bench
