// SPDX-License-Identifier: Apache-2.0
#include "idcheck/watermark.h"

#include <cairo.h>

#include <algorithm>

namespace signoff {
namespace {

constexpr double kSlant = -0.42;           // Radians.
constexpr double kSizePerSide = 1 / 38.0;  // Height of the letters.
constexpr double kRowsApart = 4.2;         // In heights.
constexpr double kInk = 0.30;              // Of full ink.

// What of each point is covered by letters, 0 to 255. Cairo's plain text is enough, and
// starts no threads as Pango does.
cv::Mat letters_over(const cv::Size& size, const char* words) {
  auto* surface = cairo_image_surface_create(CAIRO_FORMAT_A8, size.width, size.height);
  auto* pen = cairo_create(surface);
  cairo_select_font_face(pen, "WenQuanYi Micro Hei", CAIRO_FONT_SLANT_NORMAL,
                         CAIRO_FONT_WEIGHT_NORMAL);
  const auto height = std::max(14.0, std::max(size.width, size.height) * kSizePerSide);
  cairo_set_font_size(pen, height);
  cairo_text_extents_t wide{};
  cairo_text_extents(pen, words, &wide);
  const double step = std::max(wide.x_advance, 40.0) + 2 * height;
  cairo_rotate(pen, kSlant);
  const auto reach = size.width + size.height;
  bool is_odd = false;
  for (double y = -reach; y < reach; y += kRowsApart * height, is_odd = !is_odd)
    for (double x = -reach - (is_odd ? step / 2 : 0); x < reach; x += step) {
      double px = x, py = y;
      cairo_user_to_device(pen, &px, &py);
      if (px < -step || py < -step || px > size.width + step || py > size.height + step)
        continue;
      cairo_move_to(pen, x, y);
      cairo_show_text(pen, words);
    }
  cairo_surface_flush(surface);
  const cv::Mat drawn(size, CV_8U, cairo_image_surface_get_data(surface),
                      static_cast<std::size_t>(cairo_image_surface_get_stride(surface)));
  cv::Mat letters = drawn.clone();
  cairo_destroy(pen);
  cairo_surface_destroy(surface);
  return letters;
}

}  // namespace

Watermark::Watermark() {
  auto* surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 64, 64);
  auto* pen = cairo_create(surface);
  cairo_select_font_face(pen, "WenQuanYi Micro Hei", CAIRO_FONT_SLANT_NORMAL,
                         CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(pen, 20);
  cairo_move_to(pen, 0, 30);
  cairo_show_text(pen, "仅用于注销 0aA*");
  held_ = cairo_scaled_font_reference(cairo_get_scaled_font(pen));
  cairo_destroy(pen);
  cairo_surface_destroy(surface);
}

Watermark::~Watermark() { cairo_scaled_font_destroy(held_); }

void Watermark::write_across(cv::Mat& picture, const std::string& words) const {
  if (words.empty()) return;
  const auto letters = letters_over(picture.size(), words.c_str());
  // Bluish grey on what is light, light grey on what is dark.
  constexpr double kOnLight[3] = {170, 110, 90};
  constexpr double kOnDark[3] = {225, 215, 215};
  constexpr int kDark = 110;
  for (int y = 0; y < picture.rows; ++y) {
    auto* row = picture.ptr<cv::Vec3b>(y);
    const auto* cover = letters.ptr<std::uint8_t>(y);
    for (int x = 0; x < picture.cols; ++x) {
      if (cover[x] == 0) continue;
      const double part = kInk * cover[x] / 255;
      const auto& tone = row[x][1] < kDark ? kOnDark : kOnLight;
      for (int c = 0; c < 3; ++c)
        row[x][c] =
            cv::saturate_cast<std::uint8_t>(row[x][c] * (1 - part) + tone[c] * part);
    }
  }
}

}  // namespace signoff
