// SPDX-License-Identifier: Apache-2.0
#include "steps/make_steps.h"

namespace signoff {
namespace {

// E9: the point of no return. Everything that could make this the wrong line or the wrong
// moment is looked at again, and then the record goes: keys first, so that a crash between
// the register's own deletes leaves no key behind for the next line to inherit.
class RemoveStep final : public Step {
 public:
  explicit RemoveStep(const Outside& outside) : outside_{outside} {}

  Outcome run(Entry& entry) override {
    auto& dossier = entry.dossier();
    if (auto wrong = wrong_line(dossier, entry.now()); !wrong.empty())
      return Stuck{wrong, register_truth(outside_.home, dossier.line)};
    const auto found = find_own(outside_.home, dossier.line);
    if (!found && found.error().fault == Fault::not_found) return removed(entry);
    if (!found) return failed(outside_.home, dossier.line, found.error());
    if (const auto gone = remove(*found); !gone)
      return failed(outside_.home, dossier.line, gone.error());
    const auto after = outside_.home.find(dossier.line.imsi);
    if (after) return Retry{{Fault::unknown, "register.still_there", {}}};
    if (after.error().fault != Fault::not_found) return Retry{after.error()};
    return removed(entry);
  }

  Result<std::string> ask(const Dossier& dossier) override {
    return ask_register(outside_.home, dossier.line);
  }

 private:
  static std::string wrong_line(const Dossier& dossier, Instant now) {
    const auto& line = dossier.line;
    if (line.state != expected_state(dossier)) return "line.state";
    if (!line.legal_hold.empty()) return "line.legal_hold";
    if (line.port_code_until && *line.port_code_until > now) return "line.porting";
    if (dossier.number.line_id != line.id || dossier.number.generation != line.generation)
      return "number.changed_hands";
    return {};
  }

  static LineState expected_state(const Dossier& dossier) {
    return dossier.head.type == CaseType::port_companion ? LineState::ported_out
                                                         : LineState::pre_cancelled;
  }

  Result<void> remove(const Subscription& seen) {
    if (!seen.is_barred())
      if (auto done = where_offered(outside_.home.bar(seen)); !done) return done;
    if (seen.is_attached())
      if (auto done = where_offered(outside_.home.cancel_location(seen)); !done)
        return done;
    if (auto done = where_offered(outside_.home.strip_keys(seen)); !done) return done;
    if (auto done = where_offered(outside_.home.strip_number(seen)); !done) return done;
    auto stripped = seen;
    stripped.msisdn.reset();
    return outside_.home.remove(stripped);
  }

  Outcome removed(Entry& entry) {
    auto& dossier = entry.dossier();
    dossier.file.removed_at = entry.now();
    entry.touch_file();
    // A number that moved is in service still, elsewhere: only its card here is dead.
    if (dossier.head.type == CaseType::port_companion) {
      if (!dossier.line.barred_at) dossier.line.barred_at = entry.now();
      entry.move_card(CardEvent::revoked);
      entry.touch_line();
      return Done{};
    }
    dossier.line.terminated_at = entry.now();
    entry.move_line(LineEvent::removed);
    return Done{};
  }

  Outside outside_;
};

}  // namespace

std::unique_ptr<Step> make_e9_remove(const Outside& outside) {
  return std::make_unique<RemoveStep>(outside);
}

}  // namespace signoff
