// SPDX-License-Identifier: Apache-2.0
#include "idcards/trial.h"

#include "idcheck/decode.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <iterator>
#include <mutex>
#include <thread>

namespace signoff::idcards {
namespace {

struct Kind {
  std::string_view name;
  Flaw flaw;
  std::string_view defect;
  int share;  // Of a hundred.
};

constexpr Kind kKinds[] = {
    {"good", Flaw::none, "", 36},
    {"blurred", Flaw::blurred, "blurred", 8},
    {"glare", Flaw::glare, "glare", 8},
    {"cropped", Flaw::edge_cut, "edge_cut", 8},
    {"wrong side", Flaw::none, "wrong_side", 7},
    {"wrong person", Flaw::none, "wrong_person", 10},
    {"rotated", Flaw::rotated, "", 6},
    {"at an angle", Flaw::tilted, "", 4},
    {"far too slanted", Flaw::angled, "angled", 4},
    {"of a screen", Flaw::screen_photo, "screen_photo", 7},
    {"expired", Flaw::none, "expired", 2},
};

constexpr std::string_view kPermit = "permit", kOtherPermit = "permit of somebody else",
                           kPermitBack = "permit, back";
constexpr std::string_view kPermitKinds[] = {kPermit, kOtherPermit, kPermitBack};

const Kind& kind_at(int index) {
  // Spread evenly, so that each part of a set holds every kind.
  int at = index * 37 % 100;
  for (const auto& kind : kKinds) {
    if (at < kind.share) return kind;
    at -= kind.share;
  }
  return kKinds[0];
}

IdImageKind side_of(const Kind& kind, Draws& draws) {
  if (kind.defect == "wrong_person")
    return draws.coin(0.25) ? IdImageKind::passport : IdImageKind::id_front;
  if (kind.defect == "expired")
    return draws.coin() ? IdImageKind::passport : IdImageKind::id_back;
  const auto share = draws.whole(1, 20);
  if (share <= 4) return IdImageKind::passport;
  return share <= 9 ? IdImageKind::id_back : IdImageKind::id_front;
}

cv::Mat draw(IdImageKind side, const Person& person, Draws& draws) {
  if (side == IdImageKind::id_front) return draw_front(person, draws);
  if (side == IdImageKind::id_back) return draw_back(person, draws);
  return draw_passport(person, draws);
}

IdImageKind another_side(IdImageKind side, Draws& draws) {
  if (side == IdImageKind::id_front)
    return draws.coin(0.85) ? IdImageKind::id_back : IdImageKind::passport;
  return IdImageKind::id_front;
}

void write_file(const std::string& name, const Bytes& bytes) {
  std::ofstream out{name, std::ios::binary};
  out.write(reinterpret_cast<const char*>(bytes.data()),
            static_cast<std::streamsize>(bytes.size()));
}

struct Note {
  Sample sample;
  IdImageFinding finding;
};

void count_in(Outcome& outcome, int index, const Note& note, const std::string& keep) {
  const auto& [sample, finding] = note;
  auto& tally = outcome.kinds[sample.kind];
  const bool is_passed = finding.defects.empty();
  ++tally.samples;
  tally.passed += is_passed ? 1 : 0;
  tally.noted += is_passed && !finding.notes.empty() ? 1 : 0;
  const auto is_matched = std::ranges::any_of(
      finding.fields, [](const IdImageField& field) { return field.matches == true; });
  if ((sample.kind == "wrong person" && is_passed) ||
      (sample.kind == kOtherPermit && is_matched))
    ++outcome.wrong_number_passed;
  if (!sample.defect.empty()) ++outcome.defects[sample.defect].wanted;
  for (const auto& code : finding.defects) {
    auto& defect = outcome.defects[code];
    ++defect.named;
    defect.right += code == sample.defect ? 1 : 0;
  }
  const std::vector<std::string> wanted =
      sample.defect.empty() ? std::vector<std::string>{} : std::vector{sample.defect};
  const bool is_for_person = sample.kind == kOtherPermit || sample.kind == kPermitBack;
  if (finding.defects == wanted && (!is_passed || finding.notes.empty() != is_for_person))
    return;
  outcome.misses.push_back(fmt::format("{} {}: {} {}", index, sample.kind,
                                       fmt::join(finding.defects, " "),
                                       fmt::join(finding.notes, " ")));
  if (!keep.empty()) write_file(fmt::format("{}{}.jpg", keep, index), sample.image.content);
}

}  // namespace

Sample make_sample(std::uint64_t seed, int index, Date today) {
  Draws draws{seed * 1'000'003 + static_cast<std::uint64_t>(index)};
  const auto& kind = kind_at(index);
  Sample sample{std::string{kind.name}, std::string{kind.defect}, {}};
  auto& image = sample.image;
  image.kind = side_of(kind, draws);
  image.today = today;
  image.watermark = "仅用于注销138****0000 " + to_string(today);
  auto person = draw_person(draws, today);
  if (kind.defect == "expired") {
    person.is_long_term = false;
    person.expires = Date{today.year() - std::chrono::years{draws.whole(1, 6)},
                          person.expires.month(), person.expires.day()};
    person.issued = Date{person.expires.year() - std::chrono::years{10},
                         person.expires.month(), person.expires.day()};
  }
  const bool is_passport = image.kind == IdImageKind::passport;
  image.id_kind = is_passport ? "passport" : "resident_id";
  image.id_number = is_passport ? person.passport : person.number;
  image.name = is_passport ? person.surname + " " + person.given : person.name;
  if (kind.defect == "wrong_person") {
    // Sometimes somebody whose name is the same.
    if (draws.coin(0.6)) person = draw_person(draws, today);
    person.number = other_number(draws, is_passport ? person.number : image.id_number);
    person.passport[4] = person.passport[4] == '7' ? '2' : '7';
  }
  const auto side =
      kind.defect == "wrong_side" ? another_side(image.kind, draws) : image.kind;
  const auto photo = photograph(draw(side, person, draws), kind.flaw, draws);
  image.content = encode_jpeg(photo, draws.whole(80, 93));
  return sample;
}

Sample make_permit(std::uint64_t seed, int index, Date today) {
  Draws draws{seed * 1'000'033 + static_cast<std::uint64_t>(index)};
  Sample sample;
  auto& image = sample.image;
  image.today = today;
  image.watermark = "仅用于注销138****0000 " + to_string(today);
  auto person = draw_person(draws, today);
  const auto number = [&](std::string_view area) {
    return fmt::format("{}99{:06}", area, draws.whole(0, 999'999));
  };
  const std::string_view area = index % 3 == 0 ? "H" : index % 3 == 1 ? "M" : "";
  person.permit = number(area);
  image.id_kind = area.empty() ? "taiwan_permit" : "hk_macau_permit";
  image.id_number = person.permit;
  image.name = person.name;
  const int quarter = index % 4;
  sample.kind = quarter == 3 ? kPermitBack : quarter == 2 ? kOtherPermit : kPermit;
  if (sample.kind == kOtherPermit) person.permit = number(area);
  const bool is_back = sample.kind == kPermitBack;
  image.kind = is_back ? IdImageKind::id_back : IdImageKind::id_front;
  const auto card =
      is_back ? draw_permit_back(person, draws) : draw_permit_front(person, draws);
  const auto flaw = draws.coin(0.2) ? Flaw::rotated : Flaw::none;
  image.content = encode_jpeg(photograph(card, flaw, draws), draws.whole(80, 93));
  return sample;
}

Result<Outcome> try_all(IdImageCheck& check, std::uint64_t seed, int count, Date today,
                        const std::string& keep) {
  const int all = count + count / 10;
  std::vector<Note> notes(static_cast<std::size_t>(all));
  std::atomic<int> next = 0;
  std::atomic<std::int64_t> spent_us = 0;
  std::mutex mutex;
  std::optional<Error> trouble;
  const auto work = [&] {
    for (int index = next++; index < all; index = next++) {
      auto& note = notes[static_cast<std::size_t>(index)];
      note.sample = index < count ? make_sample(seed, index, today)
                                  : make_permit(seed, index - count, today);
      const auto before = cv::getTickCount();
      auto finding = check.check(note.sample.image);
      spent_us += static_cast<std::int64_t>(
          1e6 * static_cast<double>(cv::getTickCount() - before) / cv::getTickFrequency());
      if (finding) {
        note.finding = *std::move(finding);
        continue;
      }
      const std::lock_guard lock{mutex};
      trouble = finding.error();
      next = all;
    }
  };
  std::thread other{work};
  work();
  other.join();
  if (trouble) return pass_on(*trouble);
  Outcome outcome;
  for (int index = 0; index < all; ++index)
    count_in(outcome, index, notes[static_cast<std::size_t>(index)], keep);
  outcome.seconds_per_check = static_cast<double>(spent_us) / 1e6 / all;
  return outcome;
}

std::string report(const Outcome& outcome, std::uint64_t seed) {
  int count = 0;
  for (const auto& [name, tally] : outcome.kinds) count += tally.samples;
  auto text = fmt::format("{} photographs, seed {}.\n\n", count, seed);
  text += "| photographs | how many | passed at the first try | of these with a note |\n";
  text += "|---|---:|---:|---:|\n";
  const auto row = [&](std::string_view name, bool must_pass) {
    const auto found = outcome.kinds.find(std::string{name});
    if (found == outcome.kinds.end()) return;
    const auto& tally = found->second;
    text += fmt::format("| {}{} | {} | {} | {} |\n", name, must_pass ? " (must pass)" : "",
                        tally.samples, tally.passed, tally.noted);
  };
  for (const auto& kind : kKinds) row(kind.name, kind.defect.empty());
  for (const auto name : kPermitKinds) row(name, true);
  text += "\n| defect | there | named | rightly | precision | recall |\n";
  text += "|---|---:|---:|---:|---:|---:|\n";
  const auto share = [](int part, int whole) {
    return whole == 0 ? std::string{"–"} : fmt::format("{:.1f} %", 100.0 * part / whole);
  };
  for (const auto& [code, defect] : outcome.defects)
    text += fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", code, defect.wanted,
                        defect.named, defect.right, share(defect.right, defect.named),
                        share(defect.right, defect.wanted));
  text += fmt::format("\nPhotographs of a wrong number that passed: {}.\n",
                      outcome.wrong_number_passed);
  return text;
}

}  // namespace signoff::idcards
