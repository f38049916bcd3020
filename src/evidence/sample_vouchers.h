// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/ensure.h"
#include "domain/voucher.h"

#include <string>
#include <string_view>

namespace signoff {

// Vouchers for tests, of a line that can belong to nobody.

inline Instant sample_instant(std::string_view text) {
  const auto at = parse_instant(text);
  ensure(at.has_value(), "sample.instant");
  return *at;
}

inline Voucher sample_voucher(VoucherKind kind, std::string language = "zh") {
  const bool is_zh = language == "zh";
  Voucher voucher;
  voucher.number = "V-7K3QM-9XWT4-HB2PZ";
  voucher.kind = kind;
  voucher.case_number = "C-20261121-004217";
  voucher.operator_name = is_zh ? "云帆移动通信有限公司" : "Northwind Mobile Ltd";
  voucher.masked_number = is_zh ? "138****8888" : "770****0142";
  voucher.generation = 2;
  voucher.line_type = "postpaid";
  voucher.channel = "app";
  voucher.zone = is_zh ? "Asia/Shanghai" : "Europe/London";
  voucher.issued_at = sample_instant("2026-11-20T07:30:05Z");
  voucher.accepted_at = sample_instant("2026-11-20T07:30:00Z");
  voucher.policy = is_zh ? "cn-2026.1" : "uk-2026.1";
  voucher.chain_head = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
  voucher.enquiry_url = is_zh ? "https://yunfan.example/v" : "https://northwind.example/v";
  voucher.language = std::move(language);
  const auto currency = Currency::parse(is_zh ? "CNY" : "GBP").value();
  voucher.final_bill = voucher.refund = voucher.forfeited = Money{0, currency};
  if (kind == VoucherKind::receipt) return voucher;
  voucher.barred_at = sample_instant("2026-11-20T07:41:12Z");
  voucher.restore_until =
      sample_instant(is_zh ? "2026-11-27T16:00:00Z" : "2026-11-28T00:00:00Z");
  voucher.issued_at = sample_instant("2026-11-20T07:41:15Z");
  voucher.final_bill = Money{2310, currency};
  voucher.esim_state = "DISABLED";
  if (kind == VoucherKind::pre_cancellation) return voucher;
  voucher.terminated_at = sample_instant("2026-11-28T02:15:00Z");
  voucher.issued_at = sample_instant("2026-11-29T02:16:30Z");
  voucher.quarantine_until = parse_date("2027-02-26").value();
  voucher.refund = Money{6110, currency};
  voucher.forfeited = Money{500, currency};
  voucher.esim_state = "DELETE_NOTIFIED";
  for (const auto* at :
       {"2026-11-28T02:15:10Z", "2026-11-28T14:15:10Z", "2026-11-29T02:15:10Z"})
    for (const auto& [name, answer] : {std::pair{"home_register", "unknown"},
                                       {"attach_cs", "refused: unknown"},
                                       {"attach_ps", "refused: unknown"},
                                       {"keys", "none"},
                                       {"sms", "refused"}})
      voucher.probes.push_back({name, sample_instant(at), answer, true});
  return voucher;
}

}  // namespace signoff
