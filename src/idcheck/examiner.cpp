// SPDX-License-Identifier: Apache-2.0
#include "idcheck/examiner.h"

#include "domain/identity_document.h"
#include "idcheck/decode.h"
#include "idcheck/page_reader.h"
#include "idcheck/quality.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace signoff {
namespace {

constexpr double kCardShape = 1.586;     // ISO/IEC 7810 ID-1.
constexpr double kPassportShape = 1.42;  // ID-3.
constexpr int kCardWidth = 1000;         // Points once straightened.
constexpr int kPassportWidth = 1250;
constexpr int kKeptSide = 2000;
constexpr int kSignatureSide = 1000;
constexpr int kQuality = 85;

// Bounds found on generated photographs (docs/id-check.md).
constexpr double kBlurMax = 0.42;
constexpr double kGlareMax = 0.012;
constexpr double kPatternMax = 3.2;
constexpr double kSqueezeReadable = 0.72;  // Below, what cannot be read is too slanted.
constexpr double kSqueezeMin = 0.55;       // Below, even the portrait is of no use.

double shape_of(IdImageKind kind) {
  return kind == IdImageKind::passport ? kPassportShape : kCardShape;
}
int width_of(IdImageKind kind) {
  return kind == IdImageKind::passport ? kPassportWidth : kCardWidth;
}

// The whole picture as the document: a scan, or a photograph cut along its edges.
CardPlace whole_of(const cv::Mat& picture) {
  const auto w = static_cast<float>(picture.cols), h = static_cast<float>(picture.rows);
  CardPlace place;
  if (picture.cols >= picture.rows)
    place.corners = {cv::Point2f{0, 0}, {w, 0}, {w, h}, {0, h}};
  else
    place.corners = {cv::Point2f{w, 0}, {w, h}, {0, h}, {0, 0}};
  return place;
}

// Quarter turns, clockwise, that set the picture upright once the document's first side is
// known to be its top.
int turns_to_upright(const CardPlace& place, int half_turns) {
  const auto along = place.corners[1] - place.corners[0];
  int turns = 0;
  if (std::abs(along.y) > std::abs(along.x))
    turns = along.y > 0 ? 3 : 1;
  else if (along.x < 0)
    turns = 2;
  return (turns + 2 * half_turns) % 4;
}

cv::Mat turned(const cv::Mat& picture, int turns) {
  cv::Mat result = picture;
  if (turns == 1) cv::rotate(picture, result, cv::ROTATE_90_CLOCKWISE);
  if (turns == 2) cv::rotate(picture, result, cv::ROTATE_180);
  if (turns == 3) cv::rotate(picture, result, cv::ROTATE_90_COUNTERCLOCKWISE);
  return result;
}

bool is_eighteen_digits(std::string_view id_kind) {
  return id_kind == "resident_id" || id_kind == "residence_permit";
}

// As it is printed on forms: small, and without words across it.
Bytes signature_of(const cv::Mat& picture) {
  const auto longer = std::max(picture.cols, picture.rows);
  if (longer <= kSignatureSide) return encode_png(picture);
  cv::Mat smaller;
  const auto factor = static_cast<double>(kSignatureSide) / longer;
  cv::resize(picture, smaller, {}, factor, factor, cv::INTER_AREA);
  return encode_png(smaller);
}

// Compares what was read with the record and says what is wrong.
class Judgement {
 public:
  Judgement(const IdImage& image, IdImageFinding& finding)
      : image_{image}, finding_{finding} {}

  void front(const ReadPage& page) {
    if (!page.number) return defect("number_unreadable");
    const bool is_comparable =
        is_eighteen_digits(image_.id_kind) && !image_.id_number.empty();
    std::optional<bool> matches;
    if (is_comparable) matches = id_number_matches(image_.id_number, page.number->number);
    // A stranger's document has to be read the same way twice.
    if (matches == false)
      return defect(page.is_number_sure && !page.number->was_repaired
                        ? "wrong_person"
                        : "number_unreadable");
    if (!matches) note("number_unmatched");
    field("id_number", masked_number(page.number->number), matches);
    if (const auto document =
            IdDocument::parse(IdKind::resident_id, page.number->number, image_.today))
      if (const auto birth = document->birth_date())
        field("birth", fmt::format("{:04}", static_cast<int>(birth->year())), matches);
    name(page.name);
  }

  void back(const ReadPage& page) {
    if (!page.validity) return defect("dates_unreadable");
    if (page.validity->is_for_ever) return field("expires_on", "长期", true);
    ends_on(*page.validity->until);
  }

  void passport(const ReadPage& page) {
    if (!page.zone) return defect("number_unreadable");
    const auto& zone = *page.zone;
    std::optional<bool> matches;
    if (image_.id_kind == "passport" && !image_.id_number.empty())
      matches = id_number_matches(image_.id_number, zone.number.text);
    if (matches == false) return defect("wrong_person");
    // Another kind of document has another number, but not another day of birth.
    const auto recorded =
        IdDocument::parse(IdKind::resident_id, image_.id_number, image_.today);
    if (!matches && recorded && zone.birth_date &&
        recorded->birth_date() != zone.birth_date)
      return defect("wrong_person");
    if (!matches) note("number_unmatched");
    field("id_number", masked_number(zone.number.text), matches);
    if (zone.expires_on) ends_on(*zone.expires_on);
    name(zone.surname.text + zone.given_names.text);
  }

  // Nothing that is missed or looks strange is held against the owner.
  void permit(const ReadPage& page) {
    if (page.shows_recorded)
      field("id_number", masked_number(image_.id_number), true);
    else
      note("unread");
  }

  void defect(std::string_view code) { finding_.defects.emplace_back(code); }

 private:
  void note(std::string_view code) { finding_.notes.emplace_back(code); }
  void field(std::string_view name, std::string text, std::optional<bool> matches) {
    finding_.fields.push_back({std::string{name}, std::move(text), matches});
  }

  void ends_on(Date day) {
    const bool is_valid = day >= image_.today;
    field("expires_on", to_string(day), is_valid);
    if (!is_valid) defect("expired");
  }

  void name(std::string_view read) {
    const auto same = same_name(image_.name, read);
    field("name", masked_reading(same == true ? image_.name : std::string{read}), same);
    if (!same) note("name_unreadable");
    if (same == false) note("name_differs");
  }

  const IdImage& image_;
  IdImageFinding& finding_;
};

void judge_page(const ReadPage& page, const IdImage& image, bool is_spoilt,
                IdImageFinding& finding) {
  Judgement judgement{image, finding};
  if (is_read_by_person(image)) return judgement.permit(page);
  if (page.kind == IdImageKind::other) {
    // What spoils the picture explains why nothing can be read.
    if (!is_spoilt) judgement.defect("not_a_document");
    return;
  }
  if (page.kind != image.kind) return judgement.defect("wrong_side");
  const auto before = finding.defects.size();
  if (image.kind == IdImageKind::id_front) judgement.front(page);
  if (image.kind == IdImageKind::id_back) judgement.back(page);
  if (image.kind == IdImageKind::passport) judgement.passport(page);
  if (is_spoilt && finding.defects.size() > before)
    std::erase_if(finding.defects, [](const std::string& code) {
      return code == "number_unreadable" || code == "dates_unreadable";
    });
}

}  // namespace

Bytes Examiner::kept_form(const cv::Mat& picture, const std::string& words) const {
  const auto longer = std::max(picture.cols, picture.rows);
  cv::Mat kept;
  if (longer > kKeptSide) {
    const auto factor = static_cast<double>(kKeptSide) / longer;
    cv::resize(picture, kept, {}, factor, factor, cv::INTER_AREA);
  } else {
    kept = picture.clone();
  }
  watermark_.write_across(kept, words);
  return encode_jpeg(kept, kQuality);
}

Result<IdImageFinding> Examiner::examine(const IdImage& image) {
  const auto file = inspect_picture(image.content, side_min_of(image.kind));
  if (!file) return pass_on(file.error());
  const auto picture = decode_picture(image.content, *file);
  if (!picture) return pass_on(picture.error());
  IdImageFinding finding;
  if (image.kind == IdImageKind::signature) finding.picture = signature_of(*picture);
  if (image.kind == IdImageKind::other)
    finding.picture = kept_form(*picture, image.watermark);
  if (!is_document(image.kind)) return finding;
  const auto shape = shape_of(image.kind);
  const auto found = find_card(*picture, shape);
  const auto place = found.value_or(whole_of(*picture));
  const auto card = straightened(*picture, place, shape, width_of(image.kind));
  const auto page = is_read_by_person(image)
                        ? read_permit(reader_, card, image.id_number)
                        : read_page(reader_, card, image.kind, image.today);
  const bool is_read = page.number || page.validity || page.zone || page.shows_recorded;

  const bool is_angled = place.squeeze < (is_read ? kSqueezeMin : kSqueezeReadable);
  if (place.is_cut) finding.defects.emplace_back("edge_cut");
  if (is_angled) finding.defects.emplace_back("angled");
  // Leaning away looks like blur; it is told once, by its cause.
  if (!is_angled && blur_of(card) > kBlurMax) finding.defects.emplace_back("blurred");
  if (glare_of(card) > kGlareMax) finding.defects.emplace_back("glare");
  if (screen_pattern_of(*picture, place) > kPatternMax)
    finding.defects.emplace_back("screen_photo");
  judge_page(page, image, !finding.defects.empty(), finding);
  finding.picture = kept_form(turned(*picture, turns_to_upright(place, page.half_turns)),
                              image.watermark);
  return finding;
}

}  // namespace signoff
