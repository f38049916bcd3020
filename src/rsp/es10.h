// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rsp/tlv.h"

#include <variant>

// What a device asks of an eUICC over ES10b and ES10c (GSMA SGP.22 v2 clauses 5.7 and 5.8),
// as values, in both directions: we ask real cards, and our virtual card answers.
namespace signoff::rsp {

// Each function is known by the tag of its message; the answer has the same.
namespace function {
inline constexpr Tag kInfo1 = 0xbf20;
inline constexpr Tag kInfo2 = 0xbf22;
inline constexpr Tag kListNotifications = 0xbf28;
inline constexpr Tag kSetNickname = 0xbf29;
inline constexpr Tag kRetrieveNotifications = 0xbf2b;
inline constexpr Tag kListProfiles = 0xbf2d;
inline constexpr Tag kRemoveNotification = 0xbf30;
inline constexpr Tag kEnable = 0xbf31;
inline constexpr Tag kDisable = 0xbf32;
inline constexpr Tag kDelete = 0xbf33;
inline constexpr Tag kResetMemory = 0xbf34;
inline constexpr Tag kAddresses = 0xbf3c;
inline constexpr Tag kEuiccData = 0xbf3e;
inline constexpr Tag kSetDefaultAddress = 0xbf3f;
}  // namespace function

// NotificationEvent: bits of a set, highest first.
namespace event {
inline constexpr std::uint8_t kInstall = 0x80;
inline constexpr std::uint8_t kEnable = 0x40;
inline constexpr std::uint8_t kDisable = 0x20;
inline constexpr std::uint8_t kDelete = 0x10;
inline constexpr std::uint8_t kAll = 0xf0;
}  // namespace event

// PprIds: what the operator forbids the holder (SGP.22 clause 2.9.1).
namespace policy_rule {
inline constexpr std::uint8_t kUpdateControl = 0x80;
inline constexpr std::uint8_t kNoDisabling = 0x40;
inline constexpr std::uint8_t kNoDeletion = 0x20;
}  // namespace policy_rule

// EuiccMemoryResetRequest.
namespace reset_option {
inline constexpr std::uint8_t kOperationalProfiles = 0x80;
inline constexpr std::uint8_t kTestProfiles = 0x40;
inline constexpr std::uint8_t kDefaultAddress = 0x20;
}  // namespace reset_option

enum class ProfileState { disabled = 0, enabled = 1 };
enum class ProfileClass { test = 0, provisioning = 1, operational = 2 };

struct ProfileIccid {
  std::string digits;  // As iccid_text() gives it.
  friend bool operator==(const ProfileIccid&, const ProfileIccid&) = default;
};
// The application that holds a profile; 5 to 16 octets.
struct IsdpAid {
  Bytes octets;
  friend bool operator==(const IsdpAid&, const IsdpAid&) = default;
};
using ProfileRef = std::variant<ProfileIccid, IsdpAid>;

struct GetInfo1 {
  friend bool operator==(const GetInfo1&, const GetInfo1&) = default;
};
struct GetInfo2 {
  friend bool operator==(const GetInfo2&, const GetInfo2&) = default;
};
struct GetEid {
  friend bool operator==(const GetEid&, const GetEid&) = default;
};
struct ListProfiles {
  std::optional<ProfileRef> which;
  std::optional<ProfileClass> of_class;  // Looked at where `which` is empty.
  Bytes tags;  // The tags wanted, one after another; empty asks for the usual ones.
  friend bool operator==(const ListProfiles&, const ListProfiles&) = default;
};
struct EnableProfile {
  ProfileRef which;
  bool refresh = true;  // The card tells the device to read everything anew.
  friend bool operator==(const EnableProfile&, const EnableProfile&) = default;
};
struct DisableProfile {
  ProfileRef which;
  bool refresh = true;
  friend bool operator==(const DisableProfile&, const DisableProfile&) = default;
};
struct DeleteProfile {
  ProfileRef which;
  friend bool operator==(const DeleteProfile&, const DeleteProfile&) = default;
};
struct SetNickname {
  std::string iccid;
  std::string nickname;  // At most 64 octets of UTF-8.
  friend bool operator==(const SetNickname&, const SetNickname&) = default;
};
struct ResetMemory {
  std::uint8_t options = 0;  // Of reset_option.
  friend bool operator==(const ResetMemory&, const ResetMemory&) = default;
};
struct GetAddresses {
  friend bool operator==(const GetAddresses&, const GetAddresses&) = default;
};
struct SetDefaultAddress {
  std::string address;  // Empty takes it away.
  friend bool operator==(const SetDefaultAddress&, const SetDefaultAddress&) = default;
};
struct ListNotifications {
  std::uint8_t events = event::kAll;
  friend bool operator==(const ListNotifications&, const ListNotifications&) = default;
};
struct RetrieveNotifications {
  std::optional<std::int64_t> sequence;
  std::uint8_t events = event::kAll;  // Looked at where `sequence` is empty.
  friend bool operator==(const RetrieveNotifications&,
                         const RetrieveNotifications&) = default;
};
// NotificationSent: the card may forget it.
struct RemoveNotification {
  std::int64_t sequence = 0;
  friend bool operator==(const RemoveNotification&, const RemoveNotification&) = default;
};

using Request =
    std::variant<GetInfo1, GetInfo2, GetEid, ListProfiles, EnableProfile, DisableProfile,
                 DeleteProfile, SetNickname, ResetMemory, GetAddresses, SetDefaultAddress,
                 ListNotifications, RetrieveNotifications, RemoveNotification>;

// Fields out of bounds are a broken invariant: parse or bound them before.
Bytes encode(const Request& request);
// Fault::bad_input "es10.function" for one we do not speak, "es10.field" or "tlv.…".
Result<Request> decode_request(ByteView bytes);

}  // namespace signoff::rsp
