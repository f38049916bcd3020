// SPDX-License-Identifier: Apache-2.0
#include "service/desk.h"
#include "service/disclosure.h"

#include <algorithm>

namespace signoff {
namespace {

int weight(VoucherKind kind) { return static_cast<int>(kind); }

}  // namespace

Result<DocumentRecord> Service::read_document(const Caller& caller,
                                              const std::string& case_id,
                                              const std::string& document_id) {
  Result<DocumentRecord> content = fail(Fault::not_found, "document.unknown");
  const auto seen = change_case(
      parts_, caller, case_id, 0, Verb::view_document, [&](Entry& entry) -> Result<void> {
        if (auto his = must_decide(caller, entry.dossier()); !his) return his;
        auto& documents = entry.dossier().file.documents;
        const auto document = std::ranges::find(documents, document_id, &Document::id);
        if (document == documents.end()) return fail(Fault::not_found, "document.unknown");
        // K13: each person once.
        auto& seen_by = document->seen_by;
        if (std::ranges::find(seen_by, caller.actor.id) != seen_by.end())
          return fail(Fault::conflict, "document.seen");
        // Read first: a disk that fails takes nobody's one look.
        content = parts_.outside.store.document(document_id);
        if (!content) return pass_on(content.error());
        seen_by.push_back(caller.actor.id);
        entry.touch_file();
        auto look = access_of(parts_, caller.actor, kDocumentSeen, entry.dossier().line.id,
                              case_id);
        look.document_id = document_id;
        look.fields = "document";
        entry.add(std::move(look));
        const auto due = entry.dossier().head.due_at;
        entry.note("document_viewed");
        entry.due(due);
        return {};
      });
  if (!seen) return pass_on(seen.error());
  return content;
}

Result<VoucherRecord> Service::case_voucher(const Caller& caller,
                                            const std::string& case_id) {
  const auto dossier = load_case(parts_, caller, case_id, Verb::read_voucher);
  if (!dossier) return pass_on(dossier.error());
  auto issued = parts_.outside.store.vouchers(case_id);
  if (!issued) return pass_on(issued.error());
  std::erase_if(*issued,
                [](const VoucherRecord& record) { return record.void_at.has_value(); });
  if (issued->empty()) return fail(Fault::not_found, "voucher.none");
  return *std::ranges::max_element(
      *issued, {}, [](const VoucherRecord& one) { return weight(one.kind); });
}

Result<Bytes> Service::case_voucher_pdf(const Caller& caller, const std::string& case_id) {
  const auto record = case_voucher(caller, case_id);
  if (!record) return pass_on(record.error());
  const auto voucher = parts_.outside.notary.read(record->jws);
  if (!voucher) return pass_on(voucher.error());
  return parts_.outside.notary.print(*voucher, record->jws);
}

Result<VoucherStatus> Service::voucher_status(const Caller&, std::string_view number) {
  if (number.size() > 64) return fail(Fault::not_found, "voucher.unknown");
  const auto record = parts_.outside.store.voucher(std::string{number});
  if (!record && record.error().fault == Fault::not_found)
    return fail(Fault::not_found, "voucher.unknown");
  if (!record) return pass_on(record.error());
  auto voucher = parts_.outside.notary.read(record->jws);
  if (!voucher) return pass_on(voucher.error());
  VoucherStatus status;
  status.number = record->number;
  status.kind = to_string(record->kind);
  status.status = record->void_at ? "void" : "valid";
  status.voucher = std::move(*voucher);
  return status;
}

}  // namespace signoff
