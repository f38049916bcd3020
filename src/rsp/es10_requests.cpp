// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "rsp/es10.h"
#include "rsp/es10_fields.h"

namespace signoff::rsp {
namespace {

constexpr Tag kTagList = 0x5c;
constexpr Tag kCriteria = 0xa0;  // A CHOICE is tagged explicitly, X.680 clause 31.2.7.

void put(TlvWriter& out, const ProfileRef& which) {
  if (const auto* iccid = std::get_if<ProfileIccid>(&which)) {
    out.put(field::kIccid, octets_of(iccid->digits));
  } else {
    out.put(field::kAid, std::get<IsdpAid>(which).octets);
  }
}

Result<std::optional<ProfileRef>> find_ref(const TlvList& in) {
  if (const auto iccid = in.value(field::kIccid)) {
    auto digits = read_iccid(*iccid);
    if (!digits) return pass_on(digits.error());
    return ProfileIccid{std::move(*digits)};
  }
  if (const auto aid = in.value(field::kAid)) {
    if (aid->size() < 5 || aid->size() > 16) return fail(Fault::bad_input, "es10.field");
    return IsdpAid{{aid->begin(), aid->end()}};
  }
  return std::optional<ProfileRef>{};
}

Result<ProfileRef> read_ref(const TlvList& in) {
  auto which = find_ref(in);
  if (!which) return pass_on(which.error());
  if (!*which) return fail(Fault::bad_input, "es10.field");
  return std::move(**which);
}

struct Writer {
  Bytes operator()(const GetInfo1&) const { return TlvWriter{}.inside(function::kInfo1); }
  Bytes operator()(const GetInfo2&) const { return TlvWriter{}.inside(function::kInfo2); }
  Bytes operator()(const GetAddresses&) const {
    return TlvWriter{}.inside(function::kAddresses);
  }
  Bytes operator()(const GetEid&) const {
    return TlvWriter{}
        .put(kTagList, std::array<std::uint8_t, 1>{field::kIccid})
        .inside(function::kEuiccData);
  }
  Bytes operator()(const ListProfiles& request) const {
    TlvWriter criteria;
    if (request.which) {
      put(criteria, *request.which);
    } else if (request.of_class) {
      criteria.put_number(field::kClass, static_cast<int>(*request.of_class));
    }
    TlvWriter out;
    if (!criteria.bytes().empty()) out.put(kCriteria, criteria);
    if (!request.tags.empty()) out.put(kTagList, request.tags);
    return out.inside(function::kListProfiles);
  }
  Bytes operator()(const EnableProfile& request) const {
    return change(function::kEnable, request.which, request.refresh);
  }
  Bytes operator()(const DisableProfile& request) const {
    return change(function::kDisable, request.which, request.refresh);
  }
  Bytes operator()(const DeleteProfile& request) const {
    TlvWriter out;
    put(out, request.which);
    return out.inside(function::kDelete);
  }
  Bytes operator()(const SetNickname& request) const {
    ensure(request.nickname.size() <= field::kNicknameMax, "es10.nickname");
    return TlvWriter{}
        .put(field::kIccid, octets_of(request.iccid))
        .put(field::kNickname, request.nickname)
        .inside(function::kSetNickname);
  }
  Bytes operator()(const ResetMemory& request) const {
    return TlvWriter{}.put_bits(0x82, request.options).inside(function::kResetMemory);
  }
  Bytes operator()(const SetDefaultAddress& request) const {
    ensure(request.address.size() <= field::kAddressMax, "es10.address");
    return TlvWriter{}.put(0x80, request.address).inside(function::kSetDefaultAddress);
  }
  Bytes operator()(const ListNotifications& request) const {
    TlvWriter out;
    if (request.events != event::kAll) out.put_bits(0x81, request.events);
    return out.inside(function::kListNotifications);
  }
  Bytes operator()(const RetrieveNotifications& request) const {
    TlvWriter criteria;
    if (request.sequence) {
      criteria.put_number(0x80, *request.sequence);
    } else if (request.events != event::kAll) {
      criteria.put_bits(0x81, request.events);
    }
    TlvWriter out;
    if (!criteria.bytes().empty()) out.put(kCriteria, criteria);
    return out.inside(function::kRetrieveNotifications);
  }
  Bytes operator()(const RemoveNotification& request) const {
    return TlvWriter{}
        .put_number(0x80, request.sequence)
        .inside(function::kRemoveNotification);
  }

 private:
  static Bytes change(Tag which_function, const ProfileRef& which, bool refresh) {
    TlvWriter ref;
    put(ref, which);
    const std::array<std::uint8_t, 1> flag{static_cast<std::uint8_t>(refresh ? 0xff : 0)};
    return TlvWriter{}.put(kCriteria, ref).put(0x81, flag).inside(which_function);
  }
};

Result<Request> read_euicc_data(const TlvList& in) {
  const auto tags = in.value(kTagList);
  if (!tags || tags->size() != 1 || (*tags)[0] != field::kIccid) {
    return fail(Fault::bad_input, "es10.field");
  }
  return GetEid{};
}

Result<Request> read_list_profiles(const TlvList& in) {
  ListProfiles request;
  if (const auto criteria = in.value(kCriteria)) {
    const auto inside = TlvList::read(*criteria);
    if (!inside) return pass_on(inside.error());
    auto which = find_ref(*inside);
    if (!which) return pass_on(which.error());
    request.which = std::move(*which);
    if (const auto of_class = inside->value(field::kClass); of_class && !request.which) {
      const auto number = read_number(*of_class);
      if (!number || *number > 2) return fail(Fault::bad_input, "es10.field");
      request.of_class = static_cast<ProfileClass>(*number);
    }
  }
  const auto tags = in.value(kTagList).value_or(ByteView{});
  request.tags.assign(tags.begin(), tags.end());
  return request;
}

template <class Change>
Result<Request> read_change(const TlvList& in) {
  const auto ref = in.value(kCriteria);
  const auto flag = in.value(0x81);
  if (!ref || !flag || flag->size() != 1) return fail(Fault::bad_input, "es10.field");
  const auto inside = TlvList::read(*ref);
  if (!inside) return pass_on(inside.error());
  auto which = read_ref(*inside);
  if (!which) return pass_on(which.error());
  return Change{std::move(*which), (*flag)[0] != 0};
}

Result<Request> read_delete(const TlvList& in) {
  auto which = read_ref(in);
  if (!which) return pass_on(which.error());
  return DeleteProfile{std::move(*which)};
}

Result<Request> read_set_nickname(const TlvList& in) {
  const auto iccid = in.value(field::kIccid);
  const auto nickname = in.value(field::kNickname);
  if (!iccid || !nickname || nickname->size() > field::kNicknameMax) {
    return fail(Fault::bad_input, "es10.field");
  }
  auto digits = read_iccid(*iccid);
  if (!digits) return pass_on(digits.error());
  return SetNickname{std::move(*digits), std::string{as_text(*nickname)}};
}

Result<Request> read_reset(const TlvList& in) {
  const auto options = read_bits(in.value(0x82).value_or(ByteView{}));
  if (!options) return pass_on(options.error());
  return ResetMemory{*options};
}

Result<Request> read_set_address(const TlvList& in) {
  const auto address = in.value(0x80);
  if (!address || address->size() > field::kAddressMax) {
    return fail(Fault::bad_input, "es10.field");
  }
  return SetDefaultAddress{std::string{as_text(*address)}};
}

Result<std::uint8_t> read_events(const TlvList& in) {
  const auto events = in.value(0x81);
  if (!events) return event::kAll;
  return read_bits(*events);
}

Result<Request> read_list_notifications(const TlvList& in) {
  const auto events = read_events(in);
  if (!events) return pass_on(events.error());
  return ListNotifications{*events};
}

Result<Request> read_retrieve(const TlvList& in) {
  RetrieveNotifications request;
  const auto criteria = TlvList::read(in.value(kCriteria).value_or(ByteView{}));
  if (!criteria) return pass_on(criteria.error());
  if (const auto sequence = criteria->value(0x80)) {
    const auto number = read_number(*sequence);
    if (!number) return pass_on(number.error());
    request.sequence = *number;
    return request;
  }
  const auto events = read_events(*criteria);
  if (!events) return pass_on(events.error());
  request.events = *events;
  return request;
}

Result<Request> read_remove(const TlvList& in) {
  const auto sequence = read_number(in.value(0x80).value_or(ByteView{}));
  if (!sequence) return pass_on(sequence.error());
  return RemoveNotification{*sequence};
}

}  // namespace

Bytes encode(const Request& request) { return std::visit(Writer{}, request); }

Result<Request> decode_request(ByteView bytes) {
  const auto message = read_tlv(bytes);
  if (!message) return pass_on(message.error());
  const auto in = TlvList::read(message->value);
  if (!in) return pass_on(in.error());
  switch (message->tag) {
    case function::kInfo1: return GetInfo1{};
    case function::kInfo2: return GetInfo2{};
    case function::kAddresses: return GetAddresses{};
    case function::kEuiccData: return read_euicc_data(*in);
    case function::kListProfiles: return read_list_profiles(*in);
    case function::kEnable: return read_change<EnableProfile>(*in);
    case function::kDisable: return read_change<DisableProfile>(*in);
    case function::kDelete: return read_delete(*in);
    case function::kSetNickname: return read_set_nickname(*in);
    case function::kResetMemory: return read_reset(*in);
    case function::kSetDefaultAddress: return read_set_address(*in);
    case function::kListNotifications: return read_list_notifications(*in);
    case function::kRetrieveNotifications: return read_retrieve(*in);
    case function::kRemoveNotification: return read_remove(*in);
    default: return fail(Fault::bad_input, "es10.function");
  }
}

}  // namespace signoff::rsp
