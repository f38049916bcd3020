// SPDX-License-Identifier: Apache-2.0
#include "idcards/samples.h"

#include "idcards/card_drawing.h"
#include "idcards/card_photo.h"

#include "domain/identity_document.h"
#include "idcheck/decode.h"

namespace signoff::idcards {
namespace {

constexpr std::uint64_t kSeed = 20261122;
constexpr int kQuality = 90;

Person person_of(const Wanted& wanted, Draws& draws, Date today) {
  auto person = draw_person(draws, today);
  person.is_long_term = false;
  person.permit = "H99000001";
  if (!wanted.name.empty()) person.name = wanted.name;
  if (wanted.number.empty()) return person;
  const auto document = IdDocument::parse(IdKind::resident_id, wanted.number, today);
  if (!document) {
    const bool is_permit =
        IdDocument::parse(IdKind::hk_macau_permit, wanted.number, today) ||
        IdDocument::parse(IdKind::taiwan_permit, wanted.number, today);
    (is_permit ? person.permit : person.passport) = wanted.number;
    return person;
  }
  person.number = document->number();
  if (const auto birth = document->birth_date()) person.birth = *birth;
  person.sex = (person.number[16] - '0') % 2 == 1 ? "男" : "女";
  return person;
}

}  // namespace

Bytes with_place(const Bytes& jpeg) {
  // APP1: TIFF, big-endian, one directory whose GPS directory says "N".
  static constexpr unsigned char kExif[] = {
      0xFF, 0xE1, 0,    52,   'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8,
      0,    1,    0x88, 0x25, 0,   4,   0,   0,   0, 1, 0,   0,   0, 26, 0, 0, 0, 0,
      0,    1,    0,    1,    0,   2,   0,   0,   0, 2, 'N', 0,   0, 0,  0, 0, 0, 0};
  static_assert(sizeof kExif == 54);
  Bytes file{jpeg.begin(), jpeg.begin() + 2};
  file.insert(file.end(), std::begin(kExif), std::end(kExif));
  file.insert(file.end(), jpeg.begin() + 2, jpeg.end());
  return file;
}

std::vector<std::pair<std::string, Bytes>> samples_of(const Wanted& wanted, Date today) {
  Draws draws{kSeed};
  const auto person = person_of(wanted, draws, today);
  const auto front = draw_front(person, draws);
  const auto back = draw_back(person, draws);
  const auto shot = [&](const cv::Mat& card, Flaw flaw) {
    return encode_jpeg(photograph(card, flaw, draws), kQuality);
  };
  auto stranger = draw_person(draws, today);
  auto expired = person;
  expired.expires =
      Date{today.year() - std::chrono::years{1}, std::chrono::May, std::chrono::day{4}};
  expired.issued = Date{expired.expires.year() - std::chrono::years{10},
                        expired.expires.month(), expired.expires.day()};
  std::vector<std::pair<std::string, Bytes>> files{
      {"front.jpg", shot(front, Flaw::none)},
      {"back.jpg", shot(back, Flaw::none)},
      {"passport.jpg", shot(draw_passport(person, draws), Flaw::none)},
      {"blurred.jpg", shot(front, Flaw::blurred)},
      {"glare.jpg", shot(front, Flaw::glare)},
      {"cropped.jpg", shot(front, Flaw::edge_cut)},
      {"rotated.jpg", shot(front, Flaw::rotated)},
      {"angled.jpg", shot(front, Flaw::angled)},
      {"screen.jpg", shot(front, Flaw::screen_photo)},
      {"other_person.jpg", shot(draw_front(stranger, draws), Flaw::none)},
      {"expired_back.jpg", shot(draw_back(expired, draws), Flaw::none)},
      {"permit.jpg", shot(draw_permit_front(person, draws), Flaw::none)}};
  const auto good = files.front().second;
  files.emplace_back("with_gps.jpg", with_place(good));
  auto archive = good;
  for (const char byte : std::string_view{"PK\x03\x04 and the rest of an archive"})
    archive.push_back(static_cast<std::uint8_t>(byte));
  files.emplace_back("polyglot.jpg", std::move(archive));
  return files;
}

}  // namespace signoff::idcards
