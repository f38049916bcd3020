// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.h"
#include "engine/step.h"
#include "policy/pack.h"
#include "ports/billing.h"
#include "ports/card_store.h"
#include "ports/home_register.h"
#include "ports/messages.h"
#include "ports/notary.h"
#include "ports/relying_parties.h"
#include "ports/store.h"

namespace signoff {

// Everything a step may touch. References live as long as the engine.
struct Outside {
  HomeRegister& home;
  Billing& billing;
  SmsGateway& sms;
  RelyingParties& parties;
  Notary& notary;
  Store& store;
  Random& random;
  const Pack& pack;
  std::string enquiry_url;     // Where anyone can look a voucher up.
  CardStore* cards = nullptr;  // Null: nobody reports about profiles here.
};

// The key under which a far side does a step's effect once.
std::string effect_key(const Dossier& dossier, std::string_view what);

// The line's record, if the register still has it for this very line. A record that now
// carries another number belongs to a stranger: Fault::conflict "register.changed_hands".
Result<Subscription> find_own(HomeRegister& home, const Line& line);

// The make of this register has no such verb; what it cannot do is not waited for.
bool is_not_offered(const Error& why);

// A verb that may be missing counts as done.
Result<void> where_offered(Result<void> done);

// Turns a failed call into the step's outcome: a stranger's record or a refusal needs a
// person, all else is tried again (the next try looks first).
Outcome failed(HomeRegister& home, const Line& line, const Error& why);

// "register: present, barred, attached at 1 place, keys kept".
Result<std::string> ask_register(HomeRegister& home, const Line& line);
// The same where any answer has to do: "register: register.down".
std::string register_truth(HomeRegister& home, const Line& line);

// A short JSON object of texts: {"a":"b"}.
std::string facts(
    std::initializer_list<std::pair<std::string_view, std::string_view>> members);

}  // namespace signoff
