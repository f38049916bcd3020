// SPDX-License-Identifier: Apache-2.0
#include "service/voucher_enquiries.h"

#include "domain/identity_document.h"
#include "service/codes.h"

namespace signoff {
namespace {

std::string code_key(const VoucherRecord& record) { return "voucher:" + record.number; }

// A voucher's number as it is stored: people type it from paper, in small letters too.
std::string as_stored(std::string_view text) {
  std::string number;
  for (const char c : text) {
    if (c == ' ') continue;
    number += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return number;
}

// Digits and letters of the wide form, as Chinese keyboards write them, in the narrow one.
std::string narrowed(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const bool is_wide = i + 2 < text.size() && byte(i) == 0xEF &&
                         (byte(i + 1) == 0xBC || byte(i + 1) == 0xBD);
    if (!is_wide) {
      plain += text[i];
      continue;
    }
    // U+FF01 to U+FF5E are ASCII moved by 0xFEE0.
    const unsigned code = ((byte(i + 1) & 0x3Fu) << 6u) | (byte(i + 2) & 0x3Fu);
    const unsigned narrow = 0xF000u + code - 0xFEE0u;
    plain += narrow > 0x20 && narrow < 0x7F ? static_cast<char>(narrow) : '?';
    i += 2;
  }
  return plain;
}

}  // namespace

Result<VoucherEnquiries::Match> VoucherEnquiries::match(std::string_view voucher,
                                                        std::string_view last_six) {
  const auto wrong = [] { return fail(Fault::forbidden, "enquiry.wrong"); };
  auto& store = parts_.outside.store;
  auto record = store.voucher(as_stored(voucher));
  if (!record && record.error().fault != Fault::not_found) return pass_on(record.error());
  // The comparison costs an unknown number as much as a wrong one.
  if (!record) {
    (void)id_last_six_match("000000", narrowed(last_six));
    return wrong();
  }
  auto line = store.line(record->line_id);
  if (!line) return pass_on(line.error());
  auto owner = store.owner(line->owner_id);
  // His data may be destroyed by now.
  if (!owner && owner.error().fault == Fault::not_found) return wrong();
  if (!owner) return pass_on(owner.error());
  if (!id_last_six_match(owner->id_number, narrowed(last_six))) return wrong();
  return Match{*std::move(record), *std::move(line), *std::move(owner)};
}

Result<void> VoucherEnquiries::ask(std::string_view voucher, std::string_view last_six) {
  const auto found = match(voucher, last_six);
  if (!found && found.error().fault == Fault::forbidden) return {};
  if (!found) return pass_on(found.error());
  // Whether a code left is not told.
  (void)send_code_elsewhere(parts_, code_key(found->record), found->line, found->owner,
                            MessageId::code_voucher);
  return {};
}

Result<VoucherPaper> VoucherEnquiries::answer(const Caller& caller,
                                              std::string_view voucher,
                                              std::string_view last_six,
                                              std::string_view code) {
  auto found = match(voucher, last_six);
  if (!found) return pass_on(found.error());
  const auto spent = spend_code(parts_, code_key(found->record), code);
  if (!spent && spent.error().fault == Fault::forbidden)
    return fail(Fault::forbidden, "enquiry.wrong");
  if (!spent) return pass_on(spent.error());

  auto status = service_.voucher_status(caller, found->record.number);
  if (!status) return pass_on(status.error());
  auto pdf = parts_.outside.notary.print(status->voucher, found->record.jws);
  if (!pdf) return pass_on(pdf.error());
  return VoucherPaper{*std::move(status), std::move(found->record.jws), *std::move(pdf)};
}

}  // namespace signoff
