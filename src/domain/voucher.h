// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/money.h"
#include "domain/names.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signoff {

enum class VoucherKind { receipt, pre_cancellation, final };
template <>
inline constexpr std::array kNames<VoucherKind> =
    std::to_array<std::string_view>({"receipt", "pre_cancellation", "final"});

// One look at whether the line is really dead, and what the network said.
struct ProbeResult {
  std::string name;  // "home_register", "attach_cs", "attach_ps", "sms", "keys".
  Instant at;
  std::string answer;  // "unknown_subscription", "refused", …
  bool dead = false;
  friend bool operator==(const ProbeResult&, const ProbeResult&) = default;
};

// What a voucher says. Names no person; the number is masked.
struct Voucher {
  std::string number;  // VoucherNumber, with check digit.
  VoucherKind kind = VoucherKind::receipt;
  std::string case_number;
  std::string operator_name;
  std::string masked_number;
  int generation = 1;
  std::string line_type;
  std::string channel;
  std::string zone;  // IANA name; times below are UTC and shown in this zone.
  Instant issued_at;
  std::optional<Instant> accepted_at;
  std::optional<Instant> barred_at;
  std::optional<Instant> terminated_at;
  std::optional<Instant> restore_until;
  std::optional<Date> quarantine_until;
  Money final_bill;
  Money refund;
  Money forfeited;
  bool sim_surrendered = false;
  std::string esim_state;  // Empty for a line without eSIM.
  std::vector<ProbeResult> probes;
  std::string policy;      // "cn-2026.1"
  std::string chain_head;  // Hex SHA-256 of the case's last event.
  std::string enquiry_url;
  std::string language;  // "zh" or "en": of the paper, not of the data.
  friend bool operator==(const Voucher&, const Voucher&) = default;
};

}  // namespace signoff
