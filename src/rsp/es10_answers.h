// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rsp/es10.h"
#include "rsp/notification.h"

namespace signoff::rsp {

struct Info1 {
  std::string specification;        // "2.2.2": the SGP.22 version the card keeps to.
  std::vector<Bytes> ci_verifying;  // Roots it trusts, by subject key identifier.
  std::vector<Bytes> ci_signing;    // Roots its own certificate hangs from.
  friend bool operator==(const Info1&, const Info1&) = default;
};

struct Info2 {
  std::string profile_version;
  std::string specification;
  std::string firmware;
  std::int64_t applications = 0;   // Installed ones.
  std::int64_t free_memory = 0;    // Bytes that last.
  std::int64_t free_volatile = 0;  // Bytes that do not.
  std::vector<Bytes> ci_verifying;
  std::vector<Bytes> ci_signing;
  std::optional<std::int64_t> category;
  std::uint8_t forbidden_rules = 0;  // Of policy_rule.
  std::string protection_version;
  std::string accreditation;  // SAS number of the maker's site.
  friend bool operator==(const Info2&, const Info2&) = default;
};

// Where a notification of these events is to be sent.
struct NotificationTarget {
  std::uint8_t events = 0;
  std::string address;  // A host name.
  friend bool operator==(const NotificationTarget&, const NotificationTarget&) = default;
};

struct ProfileOwner {
  Bytes mcc_mnc;  // 3 octets, 3GPP TS 24.008 clause 10.5.1.3.
  Bytes gid1;
  Bytes gid2;
  friend bool operator==(const ProfileOwner&, const ProfileOwner&) = default;
};

// Texts are as the card has them: not always UTF-8, and not for a terminal as they are.
struct ProfileInfo {
  std::string iccid;
  Bytes aid;
  std::optional<ProfileState> state;
  std::string nickname;
  std::string provider;
  std::string name;
  Bytes icon;
  ProfileClass of_class = ProfileClass::operational;
  std::vector<NotificationTarget> targets;
  std::optional<ProfileOwner> owner;
  std::uint8_t rules = 0;  // Of policy_rule.
  friend bool operator==(const ProfileInfo&, const ProfileInfo&) = default;
};

struct Addresses {
  std::string default_smdp;
  std::string root_smds;
  friend bool operator==(const Addresses&, const Addresses&) = default;
};

// What the card did. Numbers that stand for several things in several functions are told
// apart by the readers below.
enum class Outcome {
  done,
  not_found,       // No such profile or notification; nothing to delete.
  wrong_state,     // Already so, or enabled where it must be disabled first.
  forbidden,       // A policy rule of the operator.
  wrong_reenable,  // Another profile than the one that was enabled before.
  busy,            // The card is in a dialogue with the device; try again.
  bad_request,     // The card finds the request wrong.
  failed,          // 127, or a number that is not in the specification.
};
// done is success; else `conflict`, `forbidden`, `not_found`, `unavailable` or `unknown`
// with the codes "euicc.not_found", "euicc.wrong_state", "euicc.wrong_reenable",
// "euicc.policy", "euicc.busy", "euicc.bad_request" and "euicc.failed".
Result<void> judged(Outcome outcome);

// Of kEnable, kDisable, kDelete, kSetNickname, kResetMemory, kSetDefaultAddress or
// kRemoveNotification. An answer that is none is Fault::bad_input "es10.…" or "tlv.…".
Bytes encode_outcome(Tag of_function, Outcome outcome);
Result<Outcome> read_outcome(Tag of_function, ByteView answer);

Bytes encode(const Info1& info);
Result<Info1> read_info1(ByteView answer);
Bytes encode(const Info2& info);
Result<Info2> read_info2(ByteView answer);

// 32 digits; whether they are an EID is for the caller to check.
Bytes encode_eid(std::string_view digits);
Result<std::string> read_eid(ByteView answer);

// One profile with the tags asked for; none asks for those a card gives by itself.
Bytes encode(const ProfileInfo& profile, ByteView tags);
Bytes encode_profiles(const std::vector<ProfileInfo>& profiles, ByteView tags);
Bytes encode_profiles_error(Outcome outcome);
Result<std::vector<ProfileInfo>> read_profiles(ByteView answer);

Bytes encode(const Addresses& addresses);
Result<Addresses> read_addresses(ByteView answer);

Bytes encode_notification_list(const std::vector<NotificationMetadata>& list);
Result<std::vector<NotificationMetadata>> read_notification_list(ByteView answer);

// Whole notifications with the card's signature, byte for byte.
Bytes encode_pending(const std::vector<Bytes>& notifications);
// The card's "nothing there" is an empty list.
Result<std::vector<Bytes>> read_pending(ByteView answer);

}  // namespace signoff::rsp
