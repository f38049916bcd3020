// SPDX-License-Identifier: Apache-2.0
#include "steps/make_steps.h"

#include "policy/obligations.h"

namespace signoff {
namespace {

// How often the register is asked whether the visited network has let go, and how long
// until the network itself is asked by a message that it must refuse: some make never
// reports.
constexpr auto kPoll = std::chrono::milliseconds{100};
constexpr auto kAskNetworkAfter = std::chrono::seconds{3};

// E3: bar, tell the visited registers, and wait until they have let the line go (3GPP
// TS 23.012 clause 4.1.2). Barring alone changes nothing for a line that is attached.
class BarStep final : public Step {
 public:
  explicit BarStep(const Outside& outside) : outside_{outside} {}

  Outcome run(Entry& entry) override {
    auto& dossier = entry.dossier();
    auto found = find_own(outside_.home, dossier.line);
    if (!found && found.error().fault == Fault::not_found) return barred(entry);
    if (!found) return failed(outside_.home, dossier.line, found.error());
    // Told in an earlier run, and the register says that it was heard.
    if (found->is_barred() && dossier.file.detach_asked_at && !found->is_attached())
      return wait_or_ask(entry, false);
    if (!found->is_barred())
      if (const auto done = outside_.home.bar(*found); !done)
        return failed(outside_.home, dossier.line, done.error());
    // Told whenever a place is known: some registers go on saying "purged" of a line that
    // has attached again since.
    const bool was_anywhere = !found->vlr.empty() || !found->sgsn.empty();
    if (was_anywhere)
      if (const auto sent = where_offered(outside_.home.cancel_location(*found)); !sent)
        return failed(outside_.home, dossier.line, sent.error());

    found = find_own(outside_.home, dossier.line);
    if (!found) return failed(outside_.home, dossier.line, found.error());
    if (!found->is_barred()) return Retry{{Fault::unknown, "register.bar_lost", {}}};
    if (!was_anywhere) return barred(entry);
    return wait_or_ask(entry, found->is_attached());
  }

  Outcome undo(Entry& entry) override {
    auto& dossier = entry.dossier();
    const auto& before = dossier.file.snapshot;
    if (before) {
      const auto found = find_own(outside_.home, dossier.line);
      if (!found && found.error().fault != Fault::not_found)
        return failed(outside_.home, dossier.line, found.error());
      if (found &&
          (found->cs_enabled != before->cs_enabled ||
           found->ps_enabled != before->ps_enabled) &&
          is_ours_to_lift(dossier.line))
        if (const auto done =
                outside_.home.unbar(*found, before->cs_enabled, before->ps_enabled);
            !done)
          return failed(outside_.home, dossier.line, done.error());
    }
    if (dossier.line.state != LineState::pre_cancelled) return Done{};
    entry.move_line(LineEvent::bar_lifted);
    entry.move_card(CardEvent::reinstated);
    dossier.line.barred_at.reset();
    dossier.file.restore_until.reset();
    entry.touch_file();
    return Done{};
  }

  Result<std::string> ask(const Dossier& dossier) override {
    return ask_register(outside_.home, dossier.line);
  }

 private:
  // A bar that was set for another reason, before or meanwhile, is not ours to lift.
  static bool is_ours_to_lift(const Line& line) {
    if (line.state_before && is_out_of_service(*line.state_before)) return false;
    return line.state == LineState::pre_cancelled ||
           line.state == LineState::cancel_pending || line.state == LineState::active;
  }

  // The register's word is asked first, as it comes soon; then the network itself, by a
  // message that it must refuse. When nobody can be asked, the register's word has to do.
  Outcome wait_or_ask(Entry& entry, bool register_says_attached) {
    auto& dossier = entry.dossier();
    if (!dossier.file.detach_asked_at) {
      dossier.file.detach_asked_at = entry.now();
      entry.touch_file();
    }
    const bool is_early = entry.now() < *dossier.file.detach_asked_at + kAskNetworkAfter;
    if (register_says_attached && is_early) return Later{entry.now() + kPoll, {}};
    const auto reachable = outside_.sms.probe(dossier.line.msisdn);
    if (reachable && !*reachable) return barred(entry);
    if (reachable && is_early) return Later{entry.now() + kPoll, {}};
    if (!reachable && !register_says_attached) return barred(entry);
    return Retry{{Fault::unavailable, "register.still_attached", {}}};
  }

  Outcome barred(Entry& entry) {
    auto& dossier = entry.dossier();
    dossier.file.detach_asked_at.reset();
    dossier.line.barred_at = entry.now();
    dossier.file.restore_until = last_moment_to_undo(entry.now(), outside_.pack);
    entry.touch_file();
    entry.move_line(LineEvent::service_barred);
    entry.move_card(CardEvent::revoked);
    // It was handed in at the counter while it was still in use.
    if (dossier.file.surrender == "card") entry.move_card(CardEvent::surrendered);
    return Done{};
  }

  Outside outside_;
};

}  // namespace

std::unique_ptr<Step> make_e3_bar(const Outside& outside) {
  return std::make_unique<BarStep>(outside);
}

}  // namespace signoff
