// SPDX-License-Identifier: Apache-2.0
#include "service/desk.h"
#include "service/disclosure.h"

#include <algorithm>

namespace signoff {
namespace {

constexpr std::size_t kDocumentMax = 10 << 20;
constexpr std::size_t kDocumentsMax = 12;

// What the bytes are, whatever the sender calls them.
std::string_view media_type_of(std::string_view content) {
  if (content.starts_with("\xff\xd8\xff")) return "image/jpeg";
  if (content.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
  if (content.starts_with("%PDF-")) return "application/pdf";
  if (content.size() > 12 && content.substr(4, 4) == "ftyp") return "video/mp4";
  return "";
}

// A name is only shown; what could mislead or break a page is dropped.
std::string safe_name(const std::string& name) {
  std::string kept;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || c == '/' || c == '\\' || c == '"' || byte == 0x7f) continue;
    kept += c;
    if (kept.size() == 80) break;
  }
  return kept.empty() ? "document" : kept;
}

bool takes_documents(CaseState state) {
  return state == CaseState::draft || state == CaseState::auth_stepup ||
         state == CaseState::awaiting_subscriber || state == CaseState::under_review;
}

int weight(VoucherKind kind) { return static_cast<int>(kind); }

}  // namespace

Result<CaseView> Service::add_document(const Caller& caller, const std::string& id,
                                       const Upload& upload) {
  if (upload.content.empty() || upload.content.size() > kDocumentMax)
    return fail(Fault::bad_input, "document.size");
  const auto type = media_type_of(upload.content);
  if (type.empty()) return fail(Fault::bad_input, "document.type");
  auto changed = change_case(
      parts_, caller, id, 0, Verb::add_document, [&](Entry& entry) -> Result<void> {
        auto& dossier = entry.dossier();
        if (!takes_documents(dossier.head.state))
          return fail(Fault::conflict, "case.state",
                      std::string{to_string(dossier.head.state)});
        if (dossier.file.documents.size() >= kDocumentsMax)
          return fail(Fault::conflict, "documents.too_many");
        const auto due = dossier.head.due_at;
        DocumentRecord record;
        record.id = new_uuid(entry.now(), parts_.outside.random);
        record.case_id = dossier.head.id;
        record.line_id = dossier.line.id;
        record.media_type = type;
        const auto bytes = as_bytes(upload.content);
        record.content.assign(bytes.begin(), bytes.end());
        record.at = entry.now();
        dossier.file.documents.push_back({record.id, safe_name(upload.name),
                                          record.media_type,
                                          static_cast<std::int64_t>(upload.content.size()),
                                          to_hex(sha256(bytes)), entry.now()});
        entry.touch_file();
        entry.add(std::move(record));
        // A document is what the reviewer waited for.
        const bool wanted =
            std::ranges::find(dossier.file.open_items, "OB-04", &OpenItem::obligation) !=
            dossier.file.open_items.end();
        if (dossier.head.state == CaseState::awaiting_subscriber && wanted) {
          dossier.file.open_items.clear();
          entry.move(CaseEvent::item_settled);
          entry.due(entry.now());
        } else {
          entry.note("document_added");
          entry.due(due);
        }
        return {};
      });
  if (!changed) return pass_on(changed.error());
  changed = let_settle(parts_, std::move(*changed));
  if (!changed) return pass_on(changed.error());
  return view_of(parts_, caller, std::move(*changed));
}

Result<DocumentRecord> Service::read_document(const Caller& caller,
                                              const std::string& case_id,
                                              const std::string& document_id) {
  Result<DocumentRecord> content = fail(Fault::not_found, "document.unknown");
  const auto seen = change_case(
      parts_, caller, case_id, 0, Verb::view_document, [&](Entry& entry) -> Result<void> {
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
