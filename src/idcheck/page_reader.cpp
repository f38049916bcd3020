// SPDX-License-Identifier: Apache-2.0
#include "idcheck/page_reader.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace signoff {
namespace {

using enum TextReader::Letters;
using enum TextReader::Layout;

constexpr std::size_t kDigitsOfNumber = 14;  // As many make a number's line even if unread.

// Where the lines stand, as shares of width and height, with room for a crooked hold.
struct Area {
  double left, top, right, bottom;
};
constexpr Area kNumber{0.30, 0.815, 0.985, 0.955};
constexpr Area kName{0.155, 0.075, 0.56, 0.215};
constexpr Area kValidity{0.32, 0.80, 0.97, 0.95};
constexpr Area kTitle{0.22, 0.21, 0.985, 0.42};
constexpr Area kZone{0.015, 0.775, 0.99, 0.985};

cv::Mat piece(const cv::Mat& card, const Area& area) {
  const auto x = static_cast<int>(area.left * card.cols);
  const auto y = static_cast<int>(area.top * card.rows);
  const cv::Rect frame{x, y, static_cast<int>(area.right * card.cols) - x,
                       static_cast<int>(area.bottom * card.rows) - y};
  cv::Mat grey;
  cv::cvtColor(card(frame), grey, cv::COLOR_BGR2GRAY);
  return grey;
}

// Light evened out and contrast spread.
cv::Mat evened(const cv::Mat& grey) {
  cv::Mat ground, even;
  cv::GaussianBlur(grey, ground, {}, grey.rows / 3.0);
  cv::divide(grey, ground, even, 235);
  return even;
}

cv::Mat enlarged(const cv::Mat& grey, double factor) {
  cv::Mat large;
  cv::resize(grey, large, {}, factor, factor, cv::INTER_CUBIC);
  return large;
}

class PageReader {
 public:
  PageReader(TextReader& reader, const cv::Mat& card, Date today)
      : reader_{reader}, card_{card}, today_{today} {}

  bool read_as(IdImageKind kind, ReadPage& page) {
    if (kind == IdImageKind::id_front) return read_front(page);
    if (kind == IdImageKind::id_back) return read_back(page);
    return kind == IdImageKind::passport && read_passport(page);
  }

  // Whether it is such a page at all, though perhaps not a line of it can be read.
  bool looks_like(IdImageKind kind) {
    if (kind == IdImageKind::id_front) return digits_ >= kDigitsOfNumber;
    if (kind == IdImageKind::passport) return fillers_ >= 6;
    const auto title = reader_.read(evened(piece(card_, kTitle)), chinese, line);
    int found = 0;
    for (const std::string_view letter : {"居", "民", "身", "份", "证"})
      if (title.find(letter) != title.npos) ++found;
    return found >= 3;
  }

 private:
  bool read_front(ReadPage& page) {
    const auto plain = piece(card_, kNumber);
    for (const auto& way : {plain, evened(plain), enlarged(evened(plain), 1.5)}) {
      const auto text = reader_.read(way, digits, line);
      digits_ = std::max(digits_, digits_in(text));
      auto number = number_in(text, today_);
      if (!number) continue;
      page.is_number_sure = page.number && page.number->number == number->number;
      // A reading that needed no mending is better than one that did.
      if (!page.number || page.number->was_repaired) page.number = std::move(number);
      if (page.is_number_sure) break;
    }
    if (!page.number) return false;
    page.kind = IdImageKind::id_front;
    page.name = reader_.read(evened(piece(card_, kName)), chinese, line);
    return true;
  }

  bool read_back(ReadPage& page) {
    const auto plain = evened(piece(card_, kValidity));
    page.validity = validity_in(reader_.read(plain, dates, line));
    if (!page.validity) page.validity = validity_in(reader_.read(plain, chinese, line));
    if (!page.validity)
      page.validity = validity_in(reader_.read(enlarged(plain, 1.5), dates, line));
    if (page.validity) page.kind = IdImageKind::id_back;
    return page.validity.has_value();
  }

  bool read_passport(ReadPage& page) {
    const auto plain = piece(card_, kZone);
    for (const auto& way : {evened(plain), plain, enlarged(evened(plain), 1.3)}) {
      const auto text = reader_.read(way, zone, block);
      fillers_ =
          std::max(fillers_, static_cast<std::size_t>(std::ranges::count(text, '<')));
      auto mrz = parse_mrz(mended_zone(text), today_);
      if (!mrz) continue;
      page.zone = *std::move(mrz);
      page.kind = IdImageKind::passport;
      return true;
    }
    return false;
  }

  TextReader& reader_;
  const cv::Mat& card_;
  Date today_;
  std::size_t digits_ = 0;
  std::size_t fillers_ = 0;
};

constexpr IdImageKind kKnown[] = {IdImageKind::id_back, IdImageKind::passport,
                                  IdImageKind::id_front};

}  // namespace

ReadPage read_page(TextReader& reader, const cv::Mat& card, IdImageKind expected,
                   Date today) {
  cv::Mat turned;
  cv::rotate(card, turned, cv::ROTATE_180);
  for (const int half_turns : {0, 1}) {
    ReadPage page;
    page.half_turns = half_turns;
    PageReader lines{reader, half_turns == 0 ? card : turned, today};
    if (lines.read_as(expected, page)) return page;
  }
  for (const int half_turns : {0, 1}) {
    ReadPage page;
    page.half_turns = half_turns;
    PageReader lines{reader, half_turns == 0 ? card : turned, today};
    for (const auto kind : kKnown)
      if (lines.read_as(kind, page)) return page;
    for (const auto kind : kKnown)
      if (lines.looks_like(kind)) {
        page.kind = kind;
        return page;
      }
  }
  return {};
}

ReadPage read_permit(TextReader& reader, const cv::Mat& card, std::string_view number) {
  cv::Mat way;
  cv::cvtColor(card, way, cv::COLOR_BGR2GRAY);
  way = evened(way);
  ReadPage page;
  for (const int half_turns : {0, 1}) {
    if (half_turns == 1) cv::rotate(way, way, cv::ROTATE_180);
    if (!shows_number(reader.read(way, numbers, scattered), number)) continue;
    page.half_turns = half_turns;
    page.shows_recorded = true;
    break;
  }
  return page;
}

}  // namespace signoff
