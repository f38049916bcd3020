// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/entry.h"

#include <string>
#include <variant>

namespace signoff {

// The effect is in place. `detail` is a short fact for the history, as JSON or empty.
struct Done {
  std::string detail;
};
// Nothing failed, but the world needs time: look again at `at`.
struct Later {
  Instant at;
  std::string detail;
};
// A passing failure; the engine picks the time of the next try.
struct Retry {
  Error why;
};
// A person must decide. `truth` is what a query says now.
struct Stuck {
  std::string code;
  std::string truth;
};
using Outcome = std::variant<Done, Later, Retry, Stuck>;

// One of E1-E16. The engine may run a step again after a crash at any instruction, so run()
// looks at the world first, changes only what is still missing, and looks again. The same
// holds for undo(), which may be asked to undo what was never done.
class Step {
 public:
  virtual ~Step() = default;
  virtual Outcome run(Entry& entry) = 0;
  // True when run() changes anything but the case's own records. Such a step starts from a
  // durable record that names it, so that an undo after a crash knows how far the case may
  // have come; the others share the record of the step before them.
  virtual bool acts_outside() const { return true; }
  // Steps with nothing to undo keep this.
  virtual Outcome undo(Entry& entry) {
    (void)entry;
    return Done{};
  }
  // What the far side says now, for an engineer: "register: present, barred". Changes
  // nothing. Faults are those of the far side, when it cannot be asked.
  virtual Result<std::string> ask(const Dossier& dossier) {
    (void)dossier;
    return "nothing to query";
  }
  // The same where any answer has to do: "register: register.down".
  std::string truth(const Dossier& dossier);
};

inline std::string Step::truth(const Dossier& dossier) {
  auto answer = ask(dossier);
  if (answer) return *std::move(answer);
  const auto& code = answer.error().code;
  return code.substr(0, code.find('.')) + ": " + code;
}

// What comes after a step. A number that moved to another operator is not barred, kept,
// rested, proved dead nor told of as gone: it lives on elsewhere, and only what is left of
// the line here ends.
constexpr StepId step_after(StepId step, CaseType type) {
  const auto is_left_out = [](StepId id) {
    return id == StepId::e3_bar || id == StepId::e6_reserve_number ||
           id == StepId::e7_notify || id == StepId::e8_note ||
           id == StepId::e12_quarantine || id == StepId::e13_parties ||
           id == StepId::e14_prove || id == StepId::e15_voucher;
  };
  auto next = following(step);
  while (type == CaseType::port_companion && is_left_out(next)) next = following(next);
  return next;
}

// Decides where a case in PRECHECK goes: settles what its owner chose, weighs the
// obligations and the risk, and moves the case on. Retry leaves it in PRECHECK.
class Judge {
 public:
  virtual ~Judge() = default;
  virtual Outcome judge(Entry& entry) = 0;
};

}  // namespace signoff
