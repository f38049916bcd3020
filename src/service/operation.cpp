// SPDX-License-Identifier: Apache-2.0
#include "service/operation.h"

#include "base/text.h"
#include "engine/new_case.h"
#include "steps/judge.h"
#include "steps/make_steps.h"

namespace signoff {
namespace {

Outside outside_of(const OperationParts& parts) {
  return {parts.home,  parts.billing, parts.sms,  parts.parties,     parts.notary,
          parts.store, parts.random,  parts.pack, parts.enquiry_url, parts.cards};
}

CourierSettings courier_settings(const OperationParts& parts) {
  CourierSettings settings;
  settings.letter_desk = parts.letter_desk;
  settings.observer = parts.observer;
  return settings;
}

EngineSettings engine_settings(const OperationParts& parts) {
  EngineSettings settings;
  settings.observer = parts.observer;
  return settings;
}

}  // namespace

Operation::Operation(OperationParts parts)
    : parts_{std::move(parts)},
      outside_{outside_of(parts_)},
      engine_{
          parts_.store,         parts_.clock,         parts_.random,          parts_.pack,
          make_steps(outside_), make_judge(outside_), engine_settings(parts_)},
      courier_{{parts_.store, parts_.sms, parts_.mail, parts_.parties, parts_.notary,
                parts_.clock, parts_.pack, parts_.home, &parts_.billing},
               courier_settings(parts_)},
      caretaker_{parts_.store, parts_.billing, parts_.clock, parts_.wall, parts_.pack,
                 {},           parts_.cards},
      workers_{
          {parts_.store, parts_.clock, engine_, courier_, caretaker_, parts_.on_trouble}},
      service_{{outside_, parts_.mail, parts_.clock, parts_.wall,
                [this] { workers_.wake(); }}} {}

Result<void> Operation::take_sms(const Msisdn& from, std::string_view text) {
  text = trimmed(text);
  if (text.empty() || (text.front() != 'N' && text.front() != 'n'))
    return fail(Fault::not_found, "sms.no_command");
  const auto rest = trimmed(text.substr(1));
  Caller caller;
  caller.channel = Channel::sms;
  caller.remote = std::string{from.digits()};
  if (is_case_number(rest)) return service_.object_by_number(caller, rest);
  if (!rest.empty()) return fail(Fault::not_found, "sms.no_command");
  return service_.object_by_phone(caller, from);
}

}  // namespace signoff
