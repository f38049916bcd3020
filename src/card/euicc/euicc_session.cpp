// SPDX-License-Identifier: Apache-2.0
#include "card/euicc/euicc_session.h"

#include "card/session.h"
#include "rsp/isdr.h"

#include <fmt/format.h>
#include <algorithm>

namespace signoff {
namespace {

namespace function = rsp::function;

// SGP.22 clause 5.7.2: 255 are allowed, but readers and cards of old stumble over them.
constexpr std::size_t kBlock = 240;
constexpr std::size_t kAnswerMax = rsp::kMessageMax;
constexpr std::size_t kPartsMax = kAnswerMax / 128;  // Cards give 256 octets at a time.
// State, class, names, targets and rules beside the ICCID.
constexpr std::uint8_t kTags[] = {0x5a, 0x9f, 0x70, 0x90, 0x91, 0x92, 0x95, 0xb6, 0x99};

constexpr std::uint8_t kManageChannel = 0x70;
constexpr std::uint8_t kSelect = 0xa4;
constexpr std::uint8_t kGetResponse = 0xc0;
constexpr std::uint8_t kStoreData = 0xe2;
constexpr std::uint16_t kMore = 0x6100;
constexpr std::uint16_t kLengthIs = 0x6c00;

int whole_if_zero(std::uint16_t status) {
  return (status & 0xff) == 0 ? 256 : status & 0xff;
}

// 91xx is a success with a command for the device behind it (ETSI TS 102 221 10.2.1.1).
bool is_done(std::uint16_t status) {
  return status == 0x9000 || (status & 0xff00) == 0x9100;
}

}  // namespace

Result<CardAnswer> EuiccSession::transmit(const CardCommand& command) {
  ++commands_;
  const auto bytes = card_->transmit(encode(command));
  if (!bytes) return pass_on(bytes.error());
  return decode_answer(*bytes);
}

// One command and all of its answer.
Result<CardAnswer> EuiccSession::send(CardCommand command) {
  auto answer = transmit(command);
  if (answer && (answer->status & 0xff00) == kLengthIs) {
    command.le = whole_if_zero(answer->status);
    is_repeated_ = true;
    answer = transmit(command);
  }
  std::size_t parts = 0;
  while (answer && (answer->status & 0xff00) == kMore) {
    auto more = transmit({static_cast<std::uint8_t>(command.cla & 0x03),
                          kGetResponse,
                          0,
                          0,
                          {},
                          whole_if_zero(answer->status)});
    if (!more) return more;
    // A card that promises more and gives none would keep us for ever.
    const bool is_endless = ++parts > kPartsMax || more->data.empty();
    if (is_endless && (more->status & 0xff00) == kMore) {
      return fail(Fault::bad_input, "card.garbled", "an answer without an end");
    }
    answer->data.insert(answer->data.end(), more->data.begin(), more->data.end());
    answer->status = more->status;
    if (answer->data.size() > kAnswerMax) {
      return fail(Fault::bad_input, "card.garbled", "an answer without an end");
    }
  }
  return answer;
}

void EuiccSession::take_channel() {
  const auto answer = send({0x00, kManageChannel, 0x00, 0x00, {}, 1});
  const bool is_given = answer && answer->ok() && answer->data.size() == 1 &&
                        answer->data[0] >= 1 && answer->data[0] <= 3;
  channel_ = is_given ? answer->data[0] : 0;
}

// What is no clear answer is asked for twice: a chip that stumbled once would be taken for
// none.
Result<bool> EuiccSession::select(ByteView aid) {
  const CardCommand select{channel_, kSelect, 0x04, 0x00, {aid.begin(), aid.end()}, {}};
  auto answer = send(select);
  const bool stumbled =
      answer ? !is_done(answer->status) && !says_no_application(answer->status)
             : is_unclear(answer.error());
  if (stumbled) answer = send(select);
  if (!answer) return pass_on(answer.error());
  return is_done(answer->status);
}

Result<EuiccSession> EuiccSession::open(CardChannel& card) {
  EuiccSession session{card};
  session.take_channel();
  Result<bool> selected = false;
  for (const auto& aid : rsp::kIsdrAids) {
    selected = session.select(aid);
    if (!selected || *selected) break;
  }
  if (!selected) return pass_on(selected.error());
  if (*selected) return session;
  if (const auto closed = session.close(); !closed) return pass_on(closed.error());
  return fail(Fault::not_found, "euicc.absent");
}

Result<void> EuiccSession::close() {
  if (channel_ == 0) return {};
  const auto answer =
      send({0x00, kManageChannel, 0x80, std::exchange(channel_, std::uint8_t{0}), {}, {}});
  // One channel less until the card is reset is no reason to doubt what was done.
  if (!answer && is_gone(answer.error())) return pass_on(answer.error());
  return {};
}

// Clause 5.7.2: in blocks, numbered from 0, the last one marked.
Result<Bytes> EuiccSession::ask(const rsp::Request& request) {
  const auto bytes = encode(request);
  ByteView rest{bytes};
  for (std::uint8_t block = 0;; ++block) {
    const auto part = rest.first(std::min(kBlock, rest.size()));
    rest = rest.subspan(part.size());
    const bool is_last = rest.empty();
    auto answer = send({static_cast<std::uint8_t>(0x80 | channel_),
                        kStoreData,
                        static_cast<std::uint8_t>(is_last ? 0x91 : 0x11),
                        block,
                        {part.begin(), part.end()},
                        {}});
    if (!answer) return pass_on(answer.error());
    if (!is_done(answer->status)) {
      return fail(Fault::unavailable, "euicc.status",
                  fmt::format("{:04X}", answer->status));
    }
    if (is_last) return std::move(answer->data);
  }
}

Result<void> EuiccSession::change(rsp::Tag function, const rsp::Request& request) {
  const auto may_be_done = [](Error error) {
    // Who cannot be understood may have done it.
    if (!is_gone(error)) error.fault = Fault::unknown;
    return pass_on(std::move(error));
  };
  is_repeated_ = false;
  const auto answer = ask(request);
  if (!answer) return may_be_done(answer.error());
  const auto outcome = rsp::read_outcome(function, *answer);
  if (!outcome) return may_be_done(outcome.error());
  const auto done = rsp::judged(*outcome);
  // "No such profile" may be what is left of the first time.
  return done || !is_repeated_ ? done : may_be_done(done.error());
}

Result<Eid> EuiccSession::eid() {
  const auto answer = ask(rsp::GetEid{});
  if (!answer) return pass_on(answer.error());
  const auto digits = rsp::read_eid(*answer);
  if (!digits) return pass_on(digits.error());
  return Eid::parse(*digits);
}

Result<rsp::Info2> EuiccSession::info() {
  const auto answer = ask(rsp::GetInfo2{});
  if (!answer) return pass_on(answer.error());
  return rsp::read_info2(*answer);
}

Result<std::vector<rsp::ProfileInfo>> EuiccSession::profiles() {
  const auto answer = ask(
      rsp::ListProfiles{std::nullopt, std::nullopt, {std::begin(kTags), std::end(kTags)}});
  if (!answer) return pass_on(answer.error());
  auto profiles = rsp::read_profiles(*answer);
  // It was asked for, and nothing can be done with a profile that has no name.
  if (profiles &&
      std::ranges::find(*profiles, "", &rsp::ProfileInfo::iccid) != profiles->end())
    return fail(Fault::bad_input, "es10.field", "a profile without its ICCID");
  return profiles;
}

Result<rsp::Addresses> EuiccSession::addresses() {
  const auto answer = ask(rsp::GetAddresses{});
  if (!answer) return pass_on(answer.error());
  return rsp::read_addresses(*answer);
}

Result<void> EuiccSession::enable(const std::string& iccid, bool refresh) {
  return change(function::kEnable, rsp::EnableProfile{rsp::ProfileIccid{iccid}, refresh});
}

Result<void> EuiccSession::disable(const std::string& iccid, bool refresh) {
  return change(function::kDisable, rsp::DisableProfile{rsp::ProfileIccid{iccid}, refresh});
}

Result<void> EuiccSession::erase(const std::string& iccid) {
  return change(function::kDelete, rsp::DeleteProfile{rsp::ProfileIccid{iccid}});
}

Result<void> EuiccSession::set_nickname(const std::string& iccid,
                                        const std::string& nickname) {
  return change(function::kSetNickname, rsp::SetNickname{iccid, nickname});
}

Result<void> EuiccSession::reset_memory(std::uint8_t options) {
  return change(function::kResetMemory, rsp::ResetMemory{options});
}

Result<void> EuiccSession::set_default_address(const std::string& address) {
  return change(function::kSetDefaultAddress, rsp::SetDefaultAddress{address});
}

Result<std::vector<rsp::NotificationMetadata>> EuiccSession::notifications() {
  const auto answer = ask(rsp::ListNotifications{});
  if (!answer) return pass_on(answer.error());
  return rsp::read_notification_list(*answer);
}

Result<Bytes> EuiccSession::notification(std::int64_t sequence) {
  const auto answer = ask(rsp::RetrieveNotifications{sequence, 0});
  if (!answer) return pass_on(answer.error());
  auto found = rsp::read_pending(*answer);
  if (!found) return pass_on(found.error());
  // Some cards answer with another one than was asked for.
  std::optional<Error> garbled;
  for (auto& whole : *found) {
    const auto read = rsp::read_notification(whole);
    if (read && read->metadata.sequence == sequence) return std::move(whole);
    if (!read) garbled = read.error();
  }
  if (garbled) return pass_on(*garbled);
  return fail(Fault::not_found, "notification.not_found");
}

Result<std::vector<Bytes>> EuiccSession::all_notifications() {
  const auto answer = ask(rsp::RetrieveNotifications{});
  if (!answer) return pass_on(answer.error());
  return rsp::read_pending(*answer);
}

Result<void> EuiccSession::remove_notification(std::int64_t sequence) {
  const auto removed =
      change(function::kRemoveNotification, rsp::RemoveNotification{sequence});
  if (!removed && removed.error().code == "euicc.not_found")
    return fail(Fault::not_found, "notification.not_found");
  return removed;
}

}  // namespace signoff
