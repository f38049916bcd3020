// SPDX-License-Identifier: Apache-2.0
#include "rsp/es10_answers.h"

#include "base/ensure.h"
#include "rsp/es10_fields.h"

namespace signoff::rsp {
namespace {

constexpr Tag kList = 0xa0;
constexpr Tag kListError = 0x81;
constexpr int kFailed = 127;

struct Meaning {
  Tag of_function;
  int number;
  Outcome outcome;
};

// rsp.asn of SGP.22 v2.5: enableResult and its like.
constexpr Meaning kMeanings[] = {
    {function::kEnable, 1, Outcome::not_found},
    {function::kEnable, 2, Outcome::wrong_state},
    {function::kEnable, 3, Outcome::forbidden},
    {function::kEnable, 4, Outcome::wrong_reenable},
    {function::kEnable, 5, Outcome::busy},
    {function::kDisable, 1, Outcome::not_found},
    {function::kDisable, 2, Outcome::wrong_state},
    {function::kDisable, 3, Outcome::forbidden},
    {function::kDisable, 5, Outcome::busy},
    {function::kDelete, 1, Outcome::not_found},
    {function::kDelete, 2, Outcome::wrong_state},
    {function::kDelete, 3, Outcome::forbidden},
    {function::kSetNickname, 1, Outcome::not_found},
    {function::kResetMemory, 1, Outcome::not_found},
    {function::kResetMemory, 5, Outcome::busy},
    {function::kRemoveNotification, 1, Outcome::not_found},
    {function::kListProfiles, 1, Outcome::bad_request},
    {function::kListProfiles, 11, Outcome::busy},
    {function::kRetrieveNotifications, 1, Outcome::not_found},
};

int number_of(Tag of_function, Outcome outcome) {
  if (outcome == Outcome::done) return 0;
  for (const auto& row : kMeanings) {
    if (row.of_function == of_function && row.outcome == outcome) return row.number;
  }
  return kFailed;
}

Outcome outcome_of(Tag of_function, std::int64_t number) {
  if (number == 0) return Outcome::done;
  for (const auto& row : kMeanings) {
    if (row.of_function == of_function && row.number == number) return row.outcome;
  }
  return Outcome::failed;
}

// The objects inside an answer to this function.
Result<TlvList> open(ByteView answer, Tag of_function) {
  const auto message = read_tlv(answer, of_function);
  if (!message) return pass_on(message.error());
  return TlvList::read(message->value);
}

// The objects of a list answer; the card's refusal instead of one as an error.
Result<TlvList> open_list(ByteView answer, Tag of_function) {
  const auto in = open(answer, of_function);
  if (!in) return pass_on(in.error());
  if (const auto refusal = in->value(kListError)) {
    const auto number = read_number(*refusal);
    if (!number) return pass_on(number.error());
    const auto why = outcome_of(of_function, *number);
    return pass_on(judged(why == Outcome::done ? Outcome::failed : why).error());
  }
  const auto list = in->value(kList);
  if (!list) return fail(Fault::bad_input, "es10.field");
  return TlvList::read(*list);
}

Bytes list_answer(Tag of_function, const TlvWriter& items) {
  return TlvWriter{}.put(kList, items).inside(of_function);
}

}  // namespace

Result<void> judged(Outcome outcome) {
  switch (outcome) {
    case Outcome::done: return {};
    case Outcome::not_found: return fail(Fault::not_found, "euicc.not_found");
    case Outcome::wrong_state: return fail(Fault::conflict, "euicc.wrong_state");
    case Outcome::forbidden: return fail(Fault::forbidden, "euicc.policy");
    case Outcome::wrong_reenable: return fail(Fault::conflict, "euicc.wrong_reenable");
    case Outcome::busy: return fail(Fault::unavailable, "euicc.busy");
    case Outcome::bad_request: return fail(Fault::bad_input, "euicc.bad_request");
    case Outcome::failed: return fail(Fault::unknown, "euicc.failed");
  }
  return fail(Fault::unknown, "euicc.failed");
}

Bytes encode_outcome(Tag of_function, Outcome outcome) {
  return TlvWriter{}.put_number(0x80, number_of(of_function, outcome)).inside(of_function);
}

Result<Outcome> read_outcome(Tag of_function, ByteView answer) {
  const auto in = open(answer, of_function);
  if (!in) return pass_on(in.error());
  const auto number = read_number(in->value(0x80).value_or(ByteView{}));
  if (!number) return fail(Fault::bad_input, "es10.field");
  return outcome_of(of_function, *number);
}

Bytes encode_eid(std::string_view digits) {
  const auto octets = from_hex(digits);
  ensure(octets && octets->size() == 16, "es10.eid");
  return TlvWriter{}.put(field::kIccid, *octets).inside(function::kEuiccData);
}

Result<std::string> read_eid(ByteView answer) {
  const auto in = open(answer, function::kEuiccData);
  if (!in) return pass_on(in.error());
  const auto eid = in->value(field::kIccid);
  if (!eid || eid->size() != 16) return fail(Fault::bad_input, "es10.field");
  auto digits = to_hex(*eid);
  if (digits.find_first_not_of("0123456789") != digits.npos) {
    return fail(Fault::bad_input, "es10.field");
  }
  return digits;
}

Bytes encode(const Addresses& addresses) {
  TlvWriter out;
  if (!addresses.default_smdp.empty()) out.put(0x80, addresses.default_smdp);
  out.put(0x81, addresses.root_smds);
  return out.inside(function::kAddresses);
}

Result<Addresses> read_addresses(ByteView answer) {
  const auto in = open(answer, function::kAddresses);
  if (!in) return pass_on(in.error());
  Addresses addresses{in->text(0x80), in->text(0x81)};
  if (addresses.default_smdp.size() > field::kAddressMax ||
      addresses.root_smds.size() > field::kAddressMax) {
    return fail(Fault::bad_input, "es10.field");
  }
  return addresses;
}

Bytes encode_profiles(const std::vector<ProfileInfo>& profiles, ByteView tags) {
  TlvWriter items;
  for (const auto& profile : profiles) items.append(encode(profile, tags));
  return list_answer(function::kListProfiles, items);
}

Bytes encode_profiles_error(Outcome outcome) {
  return TlvWriter{}
      .put_number(kListError, number_of(function::kListProfiles, outcome))
      .inside(function::kListProfiles);
}

Bytes encode_notification_list(const std::vector<NotificationMetadata>& list) {
  TlvWriter items;
  for (const auto& metadata : list) items.append(encode(metadata));
  return list_answer(function::kListNotifications, items);
}

Result<std::vector<NotificationMetadata>> read_notification_list(ByteView answer) {
  const auto in = open_list(answer, function::kListNotifications);
  if (!in) return pass_on(in.error());
  std::vector<NotificationMetadata> list;
  for (const auto& item : in->items()) {
    auto metadata = read_metadata(item.whole);
    if (!metadata) return pass_on(metadata.error());
    list.push_back(std::move(*metadata));
  }
  return list;
}

Bytes encode_pending(const std::vector<Bytes>& notifications) {
  TlvWriter items;
  for (const auto& whole : notifications) items.append(whole);
  return list_answer(function::kRetrieveNotifications, items);
}

Result<std::vector<Bytes>> read_pending(ByteView answer) {
  const auto in = open_list(answer, function::kRetrieveNotifications);
  if (!in && in.error().code == "euicc.not_found") return std::vector<Bytes>{};
  if (!in) return pass_on(in.error());
  std::vector<Bytes> notifications;
  for (const auto& item : in->items()) {
    notifications.emplace_back(item.whole.begin(), item.whole.end());
  }
  return notifications;
}

}  // namespace signoff::rsp
