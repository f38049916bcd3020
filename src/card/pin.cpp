// SPDX-License-Identifier: Apache-2.0
#include "card/pin.h"

#include <fmt/format.h>
#include <algorithm>

namespace signoff {
namespace {

constexpr std::uint8_t kVerify = 0x20;
constexpr std::size_t kPinSize = 8;

bool is_second(std::uint8_t reference) { return (reference & 0x80) != 0; }
bool is_key(std::uint8_t reference) {
  const int number = reference & 0x7f;
  return number >= 1 && number <= 8;  // Others are universal PIN and the issuer's keys.
}

const PinInfo* info_of(const FileInfo& application, PinName name) {
  for (const PinInfo& pin : application.pins)
    if (is_key(pin.reference) && is_second(pin.reference) == (name == PinName::pin2))
      return &pin;
  return nullptr;
}

std::uint8_t reference_of(const CardSession& session, const PinInfo* pin, PinName name) {
  if (session.dialect() == CardDialect::sim_2g) return name == PinName::pin1 ? 1 : 2;
  if (pin != nullptr) return pin->reference;
  return name == PinName::pin1 ? 0x01 : 0x81;
}

Error wrong_pin(std::optional<int> tries) {
  return {Fault::forbidden, "card.pin_wrong",
          tries ? fmt::format("{} tries left", *tries) : "tries left unknown"};
}

}  // namespace

Result<PinState> pin_state(CardSession& session, const FileInfo& application,
                           PinName name) {
  const PinInfo* pin = info_of(application, name);
  PinState state;
  if (pin != nullptr) {
    state.is_enabled = pin->is_enabled;
    state.tries_left = pin->tries_left;
  }
  if (session.dialect() == CardDialect::sim_2g) return state;
  // TS 102 221 clause 11.1.9.1.3: an empty VERIFY asks for the tries left.
  CardCommand ask{0x00, kVerify, 0x00, reference_of(session, pin, name), {}, {}};
  const auto answer = session.exchange(ask);
  if (!answer) return pass_on(answer.error());
  if ((answer->status & 0xfff0) == 0x63c0) state.tries_left = answer->status & 0x0f;
  if (answer->status == 0x6983) state.tries_left = 0;
  // Switched off (clause 11.1.9.1.3), where the application did not say which are on.
  if (answer->status == 0x6984 && pin == nullptr) state.is_enabled = false;
  return state;
}

Result<void> verify_pin(CardSession& session, const FileInfo& application, PinName name,
                        std::string_view pin) {
  const bool is_decimal =
      std::ranges::all_of(pin, [](char c) { return c >= '0' && c <= '9'; });
  if (pin.size() < 4 || pin.size() > kPinSize || !is_decimal)
    return fail(Fault::bad_input, "card.pin_format");
  const auto state = pin_state(session, application, name);
  if (!state) return pass_on(state.error());
  if (!state->is_enabled) return {};
  if (!state->tries_left) return fail(Fault::conflict, "card.tries_unknown");
  if (*state->tries_left == 0) return fail(Fault::forbidden, "card.pin_blocked");
  if (*state->tries_left == 1) return fail(Fault::conflict, "card.last_try");

  CardCommand verify{session.cla(),
                     kVerify,
                     0x00,
                     reference_of(session, info_of(application, name), name),
                     {pin.begin(), pin.end()},
                     {}};
  verify.data.resize(kPinSize, 0xff);
  const auto answer = session.exchange(verify);
  if (!answer) {
    // Who cannot be understood may have counted a try.
    Error error = answer.error();
    if (!is_gone(error)) error.fault = Fault::unknown;
    return pass_on(std::move(error));
  }
  if (answer->ok() || answer->status >> 8 == 0x91) return {};
  if ((answer->status & 0xfff0) == 0x63c0) return pass_on(wrong_pin(answer->status & 0x0f));
  // A 2G card says only that it was wrong (TS 51.011 clause 9.4.5).
  if (answer->status == 0x9804) return pass_on(wrong_pin(*state->tries_left - 1));
  return pass_on(status_error(answer->status, kVerify));
}

}  // namespace signoff
