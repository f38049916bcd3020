// SPDX-License-Identifier: Apache-2.0
#include "idcards/card_drawing.h"

#include "domain/identity_document.h"
#include "domain/mrz.h"

#include <fmt/format.h>
#include <pango/pangocairo.h>
#include <opencv2/imgproc.hpp>

#include <array>
#include <cmath>
#include <span>
#include <string_view>

namespace signoff::idcards {
namespace {

struct Part {
  std::string_view zh;
  std::string_view latin;
};

constexpr Part kSurnames[] = {
    {"王", "WANG"}, {"李", "LI"},   {"张", "ZHANG"}, {"刘", "LIU"},  {"陈", "CHEN"},
    {"杨", "YANG"}, {"赵", "ZHAO"}, {"黄", "HUANG"}, {"周", "ZHOU"}, {"吴", "WU"},
    {"徐", "XU"},   {"孙", "SUN"},  {"胡", "HU"},    {"朱", "ZHU"},  {"高", "GAO"},
    {"林", "LIN"},  {"何", "HE"},   {"郭", "GUO"},   {"马", "MA"},   {"罗", "LUO"}};
constexpr Part kGiven[] = {{"伟", "WEI"},  {"芳", "FANG"}, {"秀", "XIU"},   {"英", "YING"},
                           {"敏", "MIN"},  {"静", "JING"}, {"强", "QIANG"}, {"军", "JUN"},
                           {"杰", "JIE"},  {"娟", "JUAN"}, {"涛", "TAO"},   {"明", "MING"},
                           {"超", "CHAO"}, {"勇", "YONG"}, {"艳", "YAN"},   {"平", "PING"},
                           {"桂", "GUI"},  {"建", "JIAN"}, {"文", "WEN"},   {"华", "HUA"},
                           {"玉", "YU"},   {"红", "HONG"}, {"国", "GUO"},   {"海", "HAI"}};

const Part& pick(Draws& draws, std::span<const Part> list) {
  return list[static_cast<std::size_t>(draws.whole(0, static_cast<int>(list.size()) - 1))];
}

std::string with_check(std::string body) { return body + gb11643_check(body); }

unsigned month_of(Date date) { return static_cast<unsigned>(date.month()); }
unsigned day_of(Date date) { return static_cast<unsigned>(date.day()); }
int year_of(Date date) { return static_cast<int>(date.year()); }

struct Ink {
  double red, green, blue;
};
constexpr Ink kBlack{0.08, 0.08, 0.1};
constexpr Ink kLabel{0.16, 0.38, 0.58};

// A sheet that is drawn on with Cairo.
class Sheet {
 public:
  Sheet(int width, int height)
      : surface_{cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height)},
        cairo_{cairo_create(surface_)},
        layout_{pango_cairo_create_layout(cairo_)} {}
  ~Sheet() {
    g_object_unref(layout_);
    cairo_destroy(cairo_);
    cairo_surface_destroy(surface_);
  }
  Sheet(const Sheet&) = delete;
  Sheet& operator=(const Sheet&) = delete;

  cairo_t* pen() { return cairo_; }

  void ink(Ink colour, double alpha = 1) {
    cairo_set_source_rgba(cairo_, colour.red, colour.green, colour.blue, alpha);
  }

  // `spacing` is put behind each letter, in points; the top left corner is at (x, y).
  void text(double x, double y, double size, std::string_view words, Ink colour,
            const char* family = "WenQuanYi Micro Hei", double spacing = 0) {
    auto* font = pango_font_description_from_string(family);
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    pango_layout_set_font_description(layout_, font);
    pango_font_description_free(font);
    auto* marks = pango_attr_list_new();
    pango_attr_list_insert(
        marks, pango_attr_letter_spacing_new(static_cast<int>(spacing * PANGO_SCALE)));
    pango_layout_set_attributes(layout_, marks);
    pango_attr_list_unref(marks);
    pango_layout_set_text(layout_, words.data(), static_cast<int>(words.size()));
    ink(colour);
    cairo_move_to(cairo_, x, y);
    pango_cairo_show_layout(cairo_, layout_);
  }

  // Tinted paper with fine waves, as such documents have.
  void ground(int width, int height, Ink left, Ink right, Draws& draws) {
    auto* blend = cairo_pattern_create_linear(0, 0, width, height);
    cairo_pattern_add_color_stop_rgb(blend, 0, left.red, left.green, left.blue);
    cairo_pattern_add_color_stop_rgb(blend, 1, right.red, right.green, right.blue);
    cairo_set_source(cairo_, blend);
    cairo_paint(cairo_);
    cairo_pattern_destroy(blend);
    cairo_set_line_width(cairo_, 1.2);
    const auto phase = draws.real(0, 6);
    for (int wave = 0; wave < 26; ++wave) {
      ink({left.red * 0.86, left.green * 0.9, left.blue * 0.93}, 0.5);
      for (int x = 0; x <= width; x += 10) {
        const auto y = height * wave / 25.0 + 16 * std::sin(x / 90.0 + phase + wave * 0.55);
        if (x == 0) cairo_move_to(cairo_, x, y);
        cairo_line_to(cairo_, x, y);
      }
      cairo_stroke(cairo_);
    }
  }

  // Head and shoulders without a face.
  void portrait(double x, double y, double width, double height, Draws& draws) {
    ink({0.82, 0.86, 0.9});
    cairo_rectangle(cairo_, x, y, width, height);
    cairo_fill(cairo_);
    const auto shade = draws.real(0.25, 0.5);
    ink({shade, shade * 0.95, shade * 0.9});
    cairo_arc(cairo_, x + width / 2, y + height * 0.38, width * 0.24, 0, 2 * M_PI);
    cairo_fill(cairo_);
    ink({shade * 0.7, shade * 0.75, shade});
    cairo_arc(cairo_, x + width / 2, y + height * 1.02, width * 0.44, M_PI, 2 * M_PI);
    cairo_fill(cairo_);
  }

  cv::Mat take() {
    cairo_surface_flush(surface_);
    const cv::Mat all(cairo_image_surface_get_height(surface_),
                      cairo_image_surface_get_width(surface_), CV_8UC4,
                      cairo_image_surface_get_data(surface_),
                      static_cast<std::size_t>(cairo_image_surface_get_stride(surface_)));
    cv::Mat picture;
    cv::cvtColor(all, picture, cv::COLOR_BGRA2BGR);
    return picture;
  }

 private:
  cairo_surface_t* surface_;
  cairo_t* cairo_;
  PangoLayout* layout_;
};

std::string dotted(Date date) {
  return fmt::format("{:04}.{:02}.{:02}", year_of(date), month_of(date), day_of(date));
}
std::string six_digits(Date date) {
  return fmt::format("{:02}{:02}{:02}", year_of(date) % 100, month_of(date), day_of(date));
}

std::string filled(std::string text, std::size_t width) {
  for (auto& letter : text)
    if (letter == ' ') letter = '<';
  text.resize(width, '<');
  return text;
}

std::array<std::string, 2> zone_of(const Person& person) {
  const auto first = filled("P<UTO" + person.surname + "<<" + person.given, 44);
  const auto number =
      filled(person.passport, 9) + mrz_check_digit(filled(person.passport, 9));
  const auto birth = six_digits(person.birth) + mrz_check_digit(six_digits(person.birth));
  const auto ends =
      six_digits(person.expires) + mrz_check_digit(six_digits(person.expires));
  const auto rest = filled("", 14) + mrz_check_digit(filled("", 14));
  const auto all = number + birth + ends + rest;
  const auto second =
      number + "UTO" + birth + (person.sex == "男" ? "M" : "F") + ends + rest;
  return {first, second + mrz_check_digit(all)};
}

}  // namespace

Person draw_person(Draws& draws, Date today) {
  Person person;
  const auto& surname = pick(draws, kSurnames);
  const auto& first = pick(draws, kGiven);
  const auto& second = pick(draws, kGiven);
  const bool is_short = draws.coin(0.25);
  person.name = fmt::format("{}{}{}", surname.zh, first.zh, is_short ? "" : second.zh);
  person.surname = surname.latin;
  person.given =
      is_short ? std::string{first.latin} : fmt::format("{} {}", first.latin, second.latin);
  person.sex = draws.coin() ? "男" : "女";
  person.birth = Date{std::chrono::year{draws.whole(1945, 2005)},
                      std::chrono::month{static_cast<unsigned>(draws.whole(1, 12))},
                      std::chrono::day{static_cast<unsigned>(draws.whole(1, 28))}};
  const auto sequence = draws.whole(1, 499) * 2 - (person.sex == "男" ? 1 : 0);
  person.number =
      with_check(fmt::format("999999{:04}{:02}{:02}{:03}", year_of(person.birth),
                             month_of(person.birth), day_of(person.birth), sequence));
  person.passport =
      fmt::format("{}{:08}", draws.coin() ? "E" : "G", draws.whole(10'000'000, 99'999'999));
  person.address = fmt::format("虚构市样张区示例路{}号", draws.whole(1, 980));
  const auto years = draws.coin(0.5) ? 20 : 10;
  const auto left = draws.whole(1, years - 1);
  const auto month = std::chrono::month{static_cast<unsigned>(draws.whole(1, 12))};
  const auto day = std::chrono::day{static_cast<unsigned>(draws.whole(1, 28))};
  person.expires = Date{today.year() + std::chrono::years{left}, month, day};
  person.issued = Date{person.expires.year() - std::chrono::years{years}, month, day};
  person.is_long_term = draws.coin(0.08);
  return person;
}

std::string other_number(Draws& draws, const std::string& number) {
  auto body = number.substr(0, 17);
  do {
    // Somebody of the same day, or one whose number looks nearly the same.
    const auto at =
        static_cast<std::size_t>(draws.coin() ? draws.whole(14, 16) : draws.whole(8, 9));
    body[at] = static_cast<char>('0' + draws.whole(at == 8 ? 5 : 0, 9));
  } while (body == number.substr(0, 17));
  return with_check(body);
}

cv::Mat draw_front(const Person& person, Draws& draws) {
  Sheet sheet{kCardWidth, kCardHeight};
  sheet.ground(kCardWidth, kCardHeight, {0.86, 0.92, 0.93}, {0.9, 0.88, 0.86}, draws);
  const auto row = [&](double y, std::string_view label, std::string_view value) {
    sheet.text(62, y, 30, label, kLabel);
    sheet.text(180, y - 3, 36, value, kBlack);
  };
  row(72, "姓 名", person.name);
  sheet.text(62, 150, 30, "性 别", kLabel);
  sheet.text(180, 147, 36, person.sex, kBlack);
  sheet.text(300, 150, 30, "民 族", kLabel);
  sheet.text(405, 147, 36, "汉", kBlack);
  row(228, "出 生", "");
  sheet.text(180, 225, 36, std::to_string(year_of(person.birth)), kBlack);
  sheet.text(285, 228, 30, "年", kLabel);
  sheet.text(345, 225, 36, std::to_string(month_of(person.birth)), kBlack);
  sheet.text(400, 228, 30, "月", kLabel);
  sheet.text(455, 225, 36, std::to_string(day_of(person.birth)), kBlack);
  sheet.text(510, 228, 30, "日", kLabel);
  row(306, "住 址", person.address);
  sheet.text(62, 545, 30, "公民身份号码", kLabel);
  const bool is_mono = draws.coin();
  sheet.text(332, 537, 42, person.number, kBlack,
             is_mono ? "DejaVu Sans Mono" : "DejaVu Sans", is_mono ? 4 : 3);
  sheet.portrait(640, 78, 290, 370, draws);
  sheet.text(640, 460, 22, "样张 SPECIMEN", {0.6, 0.3, 0.3});
  return sheet.take();
}

cv::Mat draw_back(const Person& person, Draws& draws) {
  Sheet sheet{kCardWidth, kCardHeight};
  sheet.ground(kCardWidth, kCardHeight, {0.88, 0.9, 0.92}, {0.86, 0.9, 0.86}, draws);
  sheet.ink({0.75, 0.2, 0.18});
  cairo_arc(sheet.pen(), 150, 150, 82, 0, 2 * M_PI);
  cairo_fill(sheet.pen());
  sheet.ink({0.93, 0.86, 0.78});
  cairo_arc(sheet.pen(), 150, 150, 52, 0, 2 * M_PI);
  cairo_fill(sheet.pen());
  sheet.text(330, 70, 52, "虚构共和国", kBlack, "WenQuanYi Micro Hei", 22);
  sheet.text(290, 160, 72, "居民身份证", kBlack, "WenQuanYi Micro Hei", 26);
  sheet.text(200, 455, 30, "签发机关", kLabel);
  sheet.text(350, 452, 36, "虚构市样张区公安局", kBlack);
  sheet.text(200, 535, 30, "有效期限", kLabel);
  const auto until = person.is_long_term ? std::string{"长期"} : dotted(person.expires);
  sheet.text(350, 532, 36, dotted(person.issued) + "-" + until, kBlack);
  return sheet.take();
}

cv::Mat draw_permit_front(const Person& person, Draws& draws) {
  Sheet sheet{kCardWidth, kCardHeight};
  sheet.ground(kCardWidth, kCardHeight, {0.9, 0.87, 0.86}, {0.85, 0.9, 0.9}, draws);
  const bool is_taiwan = person.permit[0] >= '0' && person.permit[0] <= '9';
  sheet.text(60, 40, 42, is_taiwan ? "台湾居民来往大陆通行证" : "港澳居民来往内地通行证",
             kBlack, "WenQuanYi Micro Hei", 6);
  sheet.portrait(60, 130, 260, 340, draws);
  const auto row = [&](double y, std::string_view label, const std::string& value) {
    sheet.text(370, y, 24, label, kLabel);
    sheet.text(520, y - 4, 32, value, kBlack);
  };
  row(140, "姓名", person.name);
  row(190, "Name", person.surname + ", " + person.given);
  row(250, "出生日期", dotted(person.birth));
  row(310, "性别", person.sex);
  row(370, "有效期限", dotted(person.issued) + "-" + dotted(person.expires));
  row(430, "签发机关", "虚构市出入境管理局");
  const bool is_below = draws.coin();
  const double x = is_below ? 520 : 720, y = is_below ? 520 : 130;
  if (is_below) sheet.text(370, y + 6, 24, "证件号码", kLabel);
  sheet.text(x, y, 36, person.permit, kBlack,
             draws.coin() ? "DejaVu Sans" : "DejaVu Sans Mono", 2);
  sheet.text(60, 500, 22, "样张 SPECIMEN", {0.6, 0.3, 0.3});
  return sheet.take();
}

cv::Mat draw_permit_back(const Person& person, Draws& draws) {
  Sheet sheet{kCardWidth, kCardHeight};
  sheet.ground(kCardWidth, kCardHeight, {0.86, 0.9, 0.88}, {0.9, 0.88, 0.9}, draws);
  sheet.text(80, 60, 30, "持证人须妥善保管此证件", kLabel);
  sheet.text(80, 120, 30, "样张 SPECIMEN", {0.6, 0.3, 0.3});
  sheet.text(80, 240, 34, dotted(person.issued), kBlack);
  return sheet.take();
}

cv::Mat draw_passport(const Person& person, Draws& draws) {
  Sheet sheet{kPassportWidth, kPassportHeight};
  sheet.ground(kPassportWidth, kPassportHeight, {0.9, 0.89, 0.85}, {0.86, 0.9, 0.92},
               draws);
  sheet.text(90, 40, 40, "UTOPIA  PASSPORT  SPECIMEN", {0.3, 0.25, 0.45});
  sheet.portrait(70, 150, 330, 430, draws);
  const auto row = [&](double y, std::string_view label, std::string_view value) {
    sheet.text(450, y, 22, label, kLabel);
    sheet.text(450, y + 26, 34, value, kBlack);
  };
  row(130, "Surname", person.surname);
  row(215, "Given names", person.given);
  row(300, "Nationality", "UTOPIAN");
  row(385, "Date of birth", dotted(person.birth));
  row(470, "Date of expiry", dotted(person.expires));
  sheet.text(880, 130, 22, "Passport No.", kLabel);
  sheet.text(880, 156, 34, person.passport, kBlack);
  const auto zone = zone_of(person);
  sheet.text(44, 712, 43.2, zone[0], kBlack, "DejaVu Sans Mono", 0.4);
  sheet.text(44, 786, 43.2, zone[1], kBlack, "DejaVu Sans Mono", 0.4);
  return sheet.take();
}

}  // namespace signoff::idcards
