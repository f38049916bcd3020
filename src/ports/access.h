// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/records.h"

#include <string>
#include <string_view>

namespace signoff {

// One look of one member of staff at personal data in full: who, when, at what and why;
// never the data.
struct AccessRecord {
  std::string id;  // UUIDv7.
  Instant at;
  Actor actor;
  std::string act;  // kUnmasked or kDocumentSeen.
  std::string line_id;
  std::string case_id;      // Empty where no case was named.
  std::string document_id;  // Of kDocumentSeen.
  std::string fields;       // Names, comma separated.
  std::string reason;
  friend bool operator==(const AccessRecord&, const AccessRecord&) = default;
};
inline constexpr std::string_view kUnmasked = "unmask";
inline constexpr std::string_view kDocumentSeen = "view_document";

// Empty members leave open what they name.
struct AccessFilter {
  std::string line_id;
  std::string case_id;
  std::string actor_id;
  std::string act;
  std::string after;  // Id of the last record that was shown; the newest come first.
  std::size_t limit = 50;
};

// What two cases may have in common (K12).
enum class LinkKind : std::uint8_t { device, address, refund_account, email, owner };
template <>
inline constexpr std::array kNames<LinkKind> = std::to_array<std::string_view>(
    {"device", "address", "refund_account", "email", "owner"});

// Where a case came from. A durable store keeps a keyed hash of the value and never the
// value, so that cases can be compared and nobody can go through all numbers.
struct CaseMark {
  LinkKind kind = LinkKind::device;
  std::string value;
};

// Another case that has a mark in common.
struct CaseLink {
  LinkKind kind = LinkKind::device;
  std::string case_id;
  std::string number;
  CaseState state = CaseState::draft;
  Msisdn msisdn;
  Instant opened_at;
  friend bool operator==(const CaseLink&, const CaseLink&) = default;
};

}  // namespace signoff
