// SPDX-License-Identifier: Apache-2.0
#include "service/uploads.h"

#include "base/civil_time.h"
#include "service/desk.h"

#include <fmt/format.h>
#include <algorithm>

namespace signoff {
namespace {

constexpr std::size_t kUploadMax = 10 << 20;
constexpr std::size_t kDocumentsMax = 12;

// What the bytes are, whatever the sender calls them.
std::string_view media_type_of(std::string_view content) {
  if (content.starts_with("\xff\xd8\xff")) return "image/jpeg";
  if (content.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
  if (content.starts_with("%PDF-")) return "application/pdf";
  if (content.size() > 12 && content.substr(4, 4) == "ftyp") return kFilm;
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

std::optional<IdImageKind> identity_kind(std::string_view kind) {
  if (kind == "id_front") return IdImageKind::id_front;
  if (kind == "id_back") return IdImageKind::id_back;
  if (kind == "passport") return IdImageKind::passport;
  return std::nullopt;
}

Result<void> may_take(const Dossier& dossier) {
  if (takes_documents(dossier)) return {};
  return fail(Fault::conflict, "case.state", std::string{to_string(dossier.head.state)});
}

// K13: for what and when the picture may be used.
std::string watermark_of(const Dossier& dossier, const Pack& pack, Date today) {
  const auto number = masked(dossier.line.msisdn, pack.place.calling_code);
  if (dossier.file.language == Language::zh)
    return fmt::format("仅用于注销{} {}", number, to_string(today));
  return fmt::format("Only for ending line {} {}", number, to_string(today));
}

// What the line was stopped on the strength of is not replaced afterwards.
bool is_evidence(const Document& document, const CaseFile& file) {
  return file.stopped_at && document.at < *file.stopped_at;
}

bool is_among(const std::vector<Document>& documents, const std::string& kind) {
  return std::ranges::find(documents, kind, &Document::kind) != documents.end();
}

// Whether the case now has all that the owner was asked for. A side that was there already
// is not asked for again, and what no list names may be just what helps: a person judges.
bool settles(CaseFile& file, const std::string& kind) {
  bool is_asked = false, is_named = false, has_all = true;
  for (auto& item : file.open_items) {
    if (item.obligation != "OB-04") continue;
    is_asked = true;
    is_named = is_named || std::erase(item.documents, kind) > 0;
    for (const auto& wanted : item.documents)
      has_all = has_all && is_among(file.documents, wanted);
  }
  return is_asked && (has_all || (!is_named && !identity_kind(kind)));
}

}  // namespace

Result<void> Uploads::look_at(const Dossier& dossier, const Upload& upload, Paper& paper) {
  if (!check_) return fail(Fault::unavailable, "id_check.none");
  const auto& pack = parts_.outside.pack;
  const auto zone = Zone::find(pack.place.zone);
  if (!zone) return pass_on(zone.error());
  const auto owner = parts_.outside.store.owner(dossier.line.owner_id);
  if (!owner) return pass_on(owner.error());
  const auto identity = identity_kind(upload.kind);
  IdImage image;
  const bool is_signature = upload.kind == "signature";
  image.kind =
      identity.value_or(is_signature ? IdImageKind::signature : IdImageKind::other);
  image.today = zone->date_of(parts_.clock.now());
  const auto bytes = as_bytes(upload.content);
  image.content.assign(bytes.begin(), bytes.end());
  image.watermark = watermark_of(dossier, pack, image.today);
  image.id_kind = owner->id_kind;
  image.id_number = owner->id_number;
  image.name = owner->name;
  auto found = check_->check(image);
  if (!found && found.error().fault == Fault::unavailable) {
    // A signature is decoded again here, to be printed: never as a stranger made it.
    if (is_signature) return fail(Fault::unavailable, "id_check.none");
    auto bare = check_->bare(image);
    if (!bare) return pass_on(bare.error());
    paper.content = *std::move(bare);
    if (identity) paper.document.defects.emplace_back("unchecked");
    return {};
  }
  if (!found) return pass_on(found.error());
  if (!found->defects.empty())
    return fail(Fault::bad_input, "document.defects",
                fmt::format("{}", fmt::join(found->defects, ",")));
  paper.content = std::move(found->picture);
  paper.document.media_type = is_signature ? "image/png" : "image/jpeg";
  paper.document.defects = std::move(found->notes);
  for (auto& field : found->fields)
    paper.document.fields.push_back(
        {std::move(field.name), std::move(field.text), field.matches});
  return {};
}

Result<Uploads::Paper> Uploads::prepare(const Dossier& dossier, const Upload& upload) {
  if (upload.content.empty() || upload.content.size() > kUploadMax)
    return fail(Fault::bad_input, "document.size");
  Paper paper;
  paper.document.media_type = media_type_of(upload.content);
  paper.document.kind = upload.kind;
  paper.document.name = safe_name(upload.name);
  const bool is_picture = paper.document.media_type.starts_with("image/");
  const bool must_be_picture = identity_kind(upload.kind) || upload.kind == "signature";
  const bool must_be_film = upload.kind == "video";
  const bool is_film = paper.document.media_type == kFilm;
  if (paper.document.media_type.empty() || (must_be_picture && !is_picture) ||
      (must_be_film && !is_film))
    return fail(Fault::bad_input, "document.type");
  if (is_picture) {
    if (auto done = look_at(dossier, upload, paper); !done) return pass_on(done.error());
  } else {
    const auto bytes = as_bytes(upload.content);
    paper.content.assign(bytes.begin(), bytes.end());
  }
  paper.document.bytes = static_cast<std::int64_t>(paper.content.size());
  paper.document.sha256 = to_hex(sha256(paper.content));
  return paper;
}

Result<void> Uploads::enter(Entry& entry, const Paper& paper) const {
  auto& dossier = entry.dossier();
  if (auto fits = may_take(dossier); !fits) return fits;
  auto& documents = dossier.file.documents;
  if (identity_kind(paper.document.kind))
    std::erase_if(documents, [&](const Document& old) {
      if (old.kind != paper.document.kind || is_evidence(old, dossier.file)) return false;
      entry.destroy(old.id);
      return true;
    });
  if (documents.size() >= kDocumentsMax) return fail(Fault::conflict, "documents.too_many");
  const auto due = dossier.head.due_at;
  DocumentRecord record;
  record.id = new_uuid(entry.now(), parts_.outside.random);
  record.case_id = dossier.head.id;
  record.line_id = dossier.line.id;
  record.media_type = paper.document.media_type;
  record.content = paper.content;
  record.at = entry.now();
  auto document = paper.document;
  document.id = record.id;
  document.at = record.at;
  documents.push_back(std::move(document));
  entry.add(std::move(record));
  // A document is what the reviewer waited for.
  const bool is_settled = settles(dossier.file, paper.document.kind) &&
                          dossier.head.state == CaseState::awaiting_subscriber;
  entry.touch_file();
  if (is_settled) {
    dossier.file.open_items.clear();
    entry.move(CaseEvent::item_settled);
    entry.due(entry.now());
  } else {
    entry.note("document_added");
    entry.due(due);
  }
  return {};
}

Result<CaseView> Uploads::add(const Caller& caller, const std::string& case_id,
                              const Upload& upload) {
  // Rights and state before the work: a picture costs half a second.
  const auto dossier = load_case(parts_, caller, case_id, Verb::add_document);
  if (!dossier) return pass_on(dossier.error());
  if (auto fits = may_take(*dossier); !fits) return pass_on(fits.error());
  const auto paper = prepare(*dossier, upload);
  if (!paper) return pass_on(paper.error());
  auto changed = change_case(parts_, caller, case_id, 0, Verb::add_document,
                             [&](Entry& entry) { return enter(entry, *paper); });
  if (!changed) return pass_on(changed.error());
  changed = let_settle(parts_, std::move(*changed));
  if (!changed) return pass_on(changed.error());
  return view_of(parts_, caller, std::move(*changed));
}

}  // namespace signoff
