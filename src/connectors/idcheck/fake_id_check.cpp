// SPDX-License-Identifier: Apache-2.0
#include "connectors/idcheck/fake_id_check.h"

#include "connectors/idcheck/frame.h"
#include "connectors/idcheck/picture_file.h"
#include "domain/identity_document.h"

#include <array>

namespace signoff {
namespace {

constexpr std::string_view kSign = "label:";
constexpr char kEnd = '\x1F';  // Behind each text of a label.

std::optional<FakeIdCheck::Label> label_in(ByteView file) {
  const auto text = as_text(file);
  auto at = text.find(kSign);
  if (at == text.npos) return std::nullopt;
  at += kSign.size();
  std::array<std::string, 5> words;
  for (auto& word : words) {
    const auto end = text.find(kEnd, at);
    if (end == text.npos) return std::nullopt;
    word = text.substr(at, end - at);
    at = end + 1;
  }
  const auto kind = parse_image_kind(words[0]);
  if (!kind) return std::nullopt;
  return FakeIdCheck::Label{*kind, words[1], words[2], words[3], words[4]};
}

std::string masked_text(std::string_view text) {
  std::string masked{text.substr(0, 3)};
  masked.resize(text.size(), '*');
  return masked;
}

void defect(IdImageFinding& finding, std::string_view code) {
  finding.defects.emplace_back(code);
}

void judge(const FakeIdCheck::Label& label, const IdImage& image, IdImageFinding& finding) {
  if (!label.defect.empty()) return defect(finding, label.defect);
  if (is_read_by_person(image)) {
    if (label.id_number == image.id_number)
      finding.fields.push_back({"id_number", masked_text(label.id_number), true});
    else
      finding.notes.emplace_back("unread");
    return;
  }
  if (label.kind != image.kind) return defect(finding, "wrong_side");
  if (image.kind != IdImageKind::id_back) {
    if (label.id_number.empty()) return defect(finding, "number_unreadable");
    if (!id_number_matches(image.id_number, label.id_number))
      return defect(finding, "wrong_person");
    finding.fields.push_back({"id_number", masked_text(label.id_number), true});
    const bool is_same = label.name == image.name;
    finding.fields.push_back({"name", masked_text(label.name), is_same});
    if (!is_same) finding.notes.emplace_back("name_differs");
  }
  if (label.expires_on.empty()) return;
  const auto ends = parse_date(label.expires_on);
  const bool is_valid = ends && *ends >= image.today;
  finding.fields.push_back({"expires_on", label.expires_on, is_valid});
  if (!is_valid) finding.defects.emplace_back("expired");
}

}  // namespace

Bytes FakeIdCheck::labelled(const Label& label) {
  std::string comment{kSign};
  for (const auto& word : {std::string{to_string(label.kind)}, label.id_number, label.name,
                           label.expires_on, label.defect})
    comment += word + kEnd;
  const auto length = comment.size() + 2;
  std::string file{"\xFF\xD8\xFF\xFE"};
  file += static_cast<char>(length >> 8U);
  file += static_cast<char>(length & 0xFFU);
  file += comment;
  // Baseline, 8 bits, 600 rows of 800, one component; a scan of it; the end.
  constexpr unsigned char kRest[] = {
      0xFF, 0xC0, 0,    11, 8,    600 >> 8, 600 & 0xFF, 800 >> 8, 800 & 0xFF,
      1,    1,    0x11, 0,  0xFF, 0xDA,     0,          8,        1,
      1,    0,    0,    63, 0,    0x2A,     0xFF,       0xD9};
  file.append(reinterpret_cast<const char*>(kRest), sizeof kRest);
  const auto bytes = as_bytes(file);
  return {bytes.begin(), bytes.end()};
}

Result<IdImageFinding> FakeIdCheck::check(const IdImage& image) {
  if (const auto file = inspect_picture(image.content, side_min_of(image.kind)); !file)
    return pass_on(file.error());
  {
    const std::lock_guard lock{mutex_};
    if (is_down_) return fail(Fault::unavailable, "id_check.busy");
  }
  auto stripped = bare(image);
  if (!stripped) return pass_on(stripped.error());
  IdImageFinding finding;
  finding.picture = *std::move(stripped);
  if (!is_document(image.kind)) return finding;
  if (const auto label = label_in(image.content))
    judge(*label, image, finding);
  else
    finding.defects.emplace_back("not_a_document");
  return finding;
}

Result<Bytes> FakeIdCheck::bare(const IdImage& image) {
  return bare_picture(image.content, side_min_of(image.kind));
}

void FakeIdCheck::set_down(bool is_down) {
  const std::lock_guard lock{mutex_};
  is_down_ = is_down;
}

}  // namespace signoff
