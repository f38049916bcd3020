// SPDX-License-Identifier: Apache-2.0
#include "steps/make_voucher.h"

#include "engine/params.h"

namespace signoff {

Voucher describe(const Dossier& dossier, VoucherKind kind, const Outside& outside,
                 Instant now) {
  const auto& file = dossier.file;
  const auto& pack = outside.pack;
  Voucher voucher;
  voucher.kind = kind;
  voucher.case_number = dossier.head.number;
  voucher.operator_name = pack.place.operator_name.in(file.language);
  voucher.masked_number = masked(dossier.line.msisdn, pack.place.calling_code);
  voucher.generation = dossier.line.generation;
  voucher.line_type = to_string(dossier.line.type);
  voucher.channel = to_string(file.channel);
  voucher.zone = pack.place.zone;
  voucher.issued_at = now;
  voucher.accepted_at = file.submitted_at;
  voucher.barred_at = dossier.line.barred_at;
  voucher.terminated_at = dossier.line.terminated_at;
  voucher.restore_until = file.restore_until;
  if (kind == VoucherKind::final && dossier.number.disconnected_on)
    voucher.quarantine_until =
        add_days(*dossier.number.disconnected_on, pack.quarantine.days);
  voucher.final_bill = file.final_bill;
  voucher.refund = file.refund;
  voucher.forfeited = file.forfeited;
  voucher.sim_surrendered =
      dossier.line.card == CardState::surrendered || dossier.file.surrender == "card";
  if (dossier.line.eid) voucher.esim_state = to_string(dossier.line.card);
  if (kind == VoucherKind::final) voucher.probes = file.probes;
  voucher.policy = file.policy;
  voucher.chain_head = dossier.head.head;
  voucher.enquiry_url = outside.enquiry_url;
  voucher.language = to_string(file.language);
  return voucher;
}

Result<std::string> issue_voucher(Entry& entry, VoucherKind kind, const Outside& outside) {
  auto& dossier = entry.dossier();
  const auto issued = outside.store.vouchers(dossier.head.id);
  if (!issued) return pass_on(issued.error());
  for (const auto& record : *issued)
    if (record.kind == kind && !record.void_at) return record.number;

  auto voucher = describe(dossier, kind, outside, entry.now());
  voucher.number = outside.notary.new_voucher_number();
  auto jws = outside.notary.sign(voucher);
  if (!jws) return pass_on(jws.error());
  VoucherRecord record;
  record.number = voucher.number;
  record.line_id = dossier.line.id;
  record.case_id = dossier.head.id;
  record.kind = kind;
  record.jws = std::move(*jws);
  record.issued_at = entry.now();
  entry.add(std::move(record));
  return voucher.number;
}

}  // namespace signoff
