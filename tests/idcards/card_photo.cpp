// SPDX-License-Identifier: Apache-2.0
#include "idcards/card_photo.h"

#include <opencv2/imgproc.hpp>

#include <array>
#include <cmath>

namespace signoff::idcards {
namespace {

constexpr int kWidth = 1600;
constexpr int kHeight = 1200;

using Corners = std::array<cv::Point2f, 4>;  // Clockwise from the top left.

cv::Mat noise_of(int rows, int cols, double deviation, Draws& draws) {
  cv::RNG random{static_cast<std::uint64_t>(draws.whole(1, 1'000'000'000))};
  cv::Mat noise(rows, cols, CV_32FC3);
  random.fill(noise, cv::RNG::NORMAL, 0, deviation);
  return noise;
}

// Desks, cloths and papers: a tone, a coarse texture, perhaps stripes or a second tone.
cv::Mat ground(Draws& draws) {
  const bool is_light = draws.coin(0.25);
  const auto tone = [&] { return is_light ? draws.real(190, 225) : draws.real(25, 150); };
  const auto base = tone();
  const cv::Scalar colour{base * draws.real(0.75, 1.05), base * draws.real(0.85, 1.0),
                          base};
  cv::Mat picture(kHeight, kWidth, CV_8UC3, colour);
  const auto kind = draws.whole(0, 3);
  if (kind == 1) {  // Boards.
    const auto step = draws.whole(60, 220);
    for (int x = draws.whole(-step, 0); x < kWidth; x += step) {
      const auto shade = draws.real(0.82, 1.12);
      cv::rectangle(picture, {x, 0}, {x + step - 3, kHeight}, colour * shade, cv::FILLED);
    }
  }
  if (kind == 2) {  // A cloth with checks.
    const auto step = draws.whole(30, 90);
    for (int x = 0; x < kWidth; x += 2 * step)
      cv::rectangle(picture, {x, 0}, {x + step, kHeight}, colour * 0.86, cv::FILLED);
    cv::Mat rows(picture.size(), CV_8UC3, cv::Scalar::all(0));
    for (int y = 0; y < kHeight; y += 2 * step)
      cv::rectangle(rows, {0, y}, {kWidth, y + step}, cv::Scalar::all(14), cv::FILLED);
    picture -= rows;
  }
  auto coarse = noise_of(kHeight / 8, kWidth / 8, draws.real(2, 9), draws);
  cv::Mat grain;
  cv::resize(coarse, grain, picture.size(), 0, 0, cv::INTER_LINEAR);
  cv::add(picture, grain, picture, {}, CV_8UC3);
  return picture;
}

Corners flat(double width, double height) {
  const auto w = static_cast<float>(width / 2), h = static_cast<float>(height / 2);
  return {cv::Point2f{-w, -h}, {w, -h}, {w, h}, {-w, h}};
}

// The card seen by a camera that stands to the side: turned by `yaw` and `pitch` (radians),
// then rolled in the picture's plane.
Corners seen(const cv::Mat& card, double width, double yaw, double pitch, double roll) {
  auto corners = flat(width, width * card.rows / card.cols);
  const double distance = 2.2 * width;
  for (auto& corner : corners) {
    const double x = corner.x * std::cos(yaw);
    const double depth = corner.x * std::sin(yaw) + corner.y * std::sin(pitch);
    const double y = corner.y * std::cos(pitch);
    const double nearness = distance / (distance + depth);
    const double px = x * nearness, py = y * nearness;
    corner = {static_cast<float>(px * std::cos(roll) - py * std::sin(roll)),
              static_cast<float>(px * std::sin(roll) + py * std::cos(roll))};
  }
  return corners;
}

void move_to(Corners& corners, double x, double y) {
  for (auto& corner : corners)
    corner += cv::Point2f{static_cast<float>(x), static_cast<float>(y)};
}

void shrink_to_fit(Corners& corners, double margin) {
  float wide = 0, high = 0;
  for (const auto& corner : corners) {
    wide = std::max(wide, std::abs(corner.x));
    high = std::max(high, std::abs(corner.y));
  }
  const auto factor =
      std::min({1.0, (kWidth / 2.0 - margin) / wide, (kHeight / 2.0 - margin) / high});
  for (auto& corner : corners) corner *= factor;
}

Corners pose(const cv::Mat& card, Flaw flaw, Draws& draws) {
  double yaw = draws.real(-0.08, 0.08), pitch = draws.real(-0.08, 0.08);
  double roll = draws.real(-0.09, 0.09);
  if (flaw == Flaw::rotated) {
    roll += M_PI / 2 * draws.whole(1, 3);
    if (draws.coin(0.3)) roll += draws.real(-0.5, 0.5);
  }
  if (flaw == Flaw::tilted) {
    (draws.coin() ? yaw : pitch) = draws.real(0.35, 0.6) * (draws.coin() ? 1 : -1);
  }
  if (flaw == Flaw::angled) {
    (draws.coin() ? yaw : pitch) = draws.real(1.2, 1.34) * (draws.coin() ? 1 : -1);
    roll += draws.real(-0.3, 0.3);
  }
  auto corners = seen(card, draws.real(0.62, 0.86) * kWidth, yaw, pitch, roll);
  shrink_to_fit(corners, 40);
  if (flaw != Flaw::edge_cut) {
    move_to(corners, kWidth / 2.0 + draws.real(-15, 15),
            kHeight / 2.0 + draws.real(-15, 15));
    return corners;
  }
  // Part of the card lies outside, on one side or at a corner.
  float left = 1e6F, right = -1e6F, top = 1e6F, bottom = -1e6F;
  for (const auto& corner : corners) {
    left = std::min(left, corner.x);
    right = std::max(right, corner.x);
    top = std::min(top, corner.y);
    bottom = std::max(bottom, corner.y);
  }
  const auto lost = draws.real(0.07, 0.25);
  double x = kWidth / 2.0, y = kHeight / 2.0;
  const auto side = draws.whole(0, 3);
  if (side == 0) x = -left - lost * (right - left);
  if (side == 1) x = kWidth - right + lost * (right - left);
  if (side == 2) y = -top - lost * (bottom - top);
  if (side == 3) y = kHeight - bottom + lost * (bottom - top);
  move_to(corners, x, y);
  return corners;
}

// The picture as rows of red, green and blue stripes with dark gaps.
cv::Mat on_screen(const cv::Mat& card, Draws& draws) {
  const int wide = draws.whole(480, 760);
  cv::Mat small, large;
  cv::resize(card, small, {wide, wide * card.rows / card.cols}, 0, 0, cv::INTER_AREA);
  cv::resize(small, large, {}, 3, 3, cv::INTER_NEAREST);
  const auto gap = draws.real(0.25, 0.6), bleed = draws.real(0.15, 0.4);
  for (int y = 0; y < large.rows; ++y) {
    auto* row = large.ptr<cv::Vec3b>(y);
    const double line = y % 3 == 2 ? gap : 1.0;
    for (int x = 0; x < large.cols; ++x)
      for (int channel = 0; channel < 3; ++channel) {
        const double stripe = 2 - x % 3 == channel ? 1.0 : bleed;
        const double value = row[x][channel] * stripe * line * 2.3;
        row[x][channel] = cv::saturate_cast<std::uint8_t>(value);
      }
  }
  return large;
}

void lay(cv::Mat& picture, const cv::Mat& card, const Corners& corners, bool is_card) {
  const auto w = static_cast<float>(card.cols), h = static_cast<float>(card.rows);
  const std::vector<cv::Point2f> from{{0, 0}, {w, 0}, {w, h}, {0, h}};
  const std::vector<cv::Point2f> to{corners.begin(), corners.end()};
  const auto warp = cv::getPerspectiveTransform(from, to);
  cv::Mat shape(card.size(), CV_8U, cv::Scalar{0});
  const int round = is_card ? card.cols / 27 : 2;
  cv::rectangle(shape, {round, 0}, {card.cols - round, card.rows}, {255}, cv::FILLED);
  cv::rectangle(shape, {0, round}, {card.cols, card.rows - round}, {255}, cv::FILLED);
  for (const auto& at : {cv::Point{round, round}, cv::Point{card.cols - round, round},
                         cv::Point{round, card.rows - round},
                         cv::Point{card.cols - round, card.rows - round}})
    cv::circle(shape, at, round, {255}, cv::FILLED);
  cv::Mat laid, mask, shadow;
  cv::warpPerspective(card, laid, warp, picture.size(), cv::INTER_LINEAR);
  cv::warpPerspective(shape, mask, warp, picture.size(), cv::INTER_LINEAR);
  cv::GaussianBlur(mask, shadow, {}, 9);
  cv::Mat moved;
  const cv::Mat shift = (cv::Mat_<double>(2, 3) << 1, 0, 4, 0, 1, 5);
  cv::warpAffine(shadow, moved, shift, shadow.size());
  for (int y = 0; y < picture.rows; ++y) {
    auto* row = picture.ptr<cv::Vec3b>(y);
    const auto* top = laid.ptr<cv::Vec3b>(y);
    const auto* cover = mask.ptr<std::uint8_t>(y);
    const auto* dark = moved.ptr<std::uint8_t>(y);
    for (int x = 0; x < picture.cols; ++x) {
      if (cover[x] == 0 && dark[x] == 0) continue;
      // In 255ths: what of the ground is left by shadow and card.
      const int ground = (255 - cover[x]) * (255 - dark[x] * 35 / 100) / 255;
      for (int c = 0; c < 3; ++c)
        row[x][c] =
            static_cast<std::uint8_t>((row[x][c] * ground + top[x][c] * cover[x]) / 255);
    }
  }
}

// A lamp in the plastic: burnt out in the middle, fading outwards.
void shine(cv::Mat& picture, const Corners& corners, Draws& draws) {
  cv::Point2f centre{};
  for (const auto& corner : corners) centre += corner * 0.25F;
  const auto across = (corners[1] - corners[0]) * draws.real(-0.32, 0.32);
  const auto down = (corners[3] - corners[0]) * draws.real(-0.3, 0.3);
  const auto at = centre + across + down;
  const auto width = cv::norm(corners[1] - corners[0]);
  const cv::Size radii{static_cast<int>(width * draws.real(0.11, 0.2)),
                       static_cast<int>(width * draws.real(0.09, 0.15))};
  cv::Mat lamp(picture.size(), CV_32F, cv::Scalar{0});
  cv::ellipse(lamp, cv::Point{at}, radii, draws.real(0, 180), 0, 360, {1}, cv::FILLED);
  cv::GaussianBlur(lamp, lamp, {}, radii.height * 0.35, 0);
  for (int y = 0; y < picture.rows; ++y)
    for (int x = 0; x < picture.cols; ++x)
      for (int c = 0; c < 3; ++c) {
        auto& value = picture.at<cv::Vec3b>(y, x)[c];
        value = cv::saturate_cast<std::uint8_t>(value + 330 * lamp.at<float>(y, x));
      }
}

void smear(cv::Mat& picture, Draws& draws) {
  if (draws.coin()) {
    cv::GaussianBlur(picture, picture, {}, draws.real(4.2, 8));
    return;
  }
  const int length = draws.whole(21, 43) | 1;
  cv::Mat path(length, length, CV_32F, cv::Scalar{0});
  const double angle = draws.real(0, M_PI), reach = length / 2.0;
  const cv::Point2d half{reach * std::cos(angle), reach * std::sin(angle)};
  const cv::Point2d middle{reach, reach};
  cv::line(path, cv::Point{middle - half}, cv::Point{middle + half}, {1}, 2);
  path /= cv::sum(path)[0];
  cv::filter2D(picture, picture, -1, path);
}

// Light that falls from one side, a warm or cold lamp.
void light(cv::Mat& picture, Draws& draws) {
  const auto angle = draws.real(0, 2 * M_PI);
  const auto fall = draws.real(0.02, 0.16), gain = draws.real(0.84, 0.95);
  const double warmth[3] = {draws.real(0.92, 1.02), 1.0, draws.real(0.96, 1.04)};
  for (int y = 0; y < picture.rows; ++y) {
    auto* row = picture.ptr<cv::Vec3b>(y);
    const auto turn = std::cos(angle),
               rest = (y * 2.0 / picture.rows - 1) * std::sin(angle);
    for (int x = 0; x < picture.cols; ++x) {
      const double along = (x * 2.0 / picture.cols - 1) * turn + rest;
      const double shade = gain * (1 + fall * along);
      for (int c = 0; c < 3; ++c)
        row[x][c] = cv::saturate_cast<std::uint8_t>(row[x][c] * shade * warmth[c]);
    }
  }
}

}  // namespace

cv::Mat photograph(const cv::Mat& card, Flaw flaw, Draws& draws) {
  auto picture = ground(draws);
  const auto corners = pose(card, flaw, draws);
  const bool is_screen = flaw == Flaw::screen_photo;
  lay(picture, is_screen ? on_screen(card, draws) : card, corners, !is_screen);
  cv::GaussianBlur(picture, picture, {}, is_screen ? 0.5 : draws.real(0.4, 0.95));
  if (flaw == Flaw::blurred) smear(picture, draws);
  light(picture, draws);
  if (flaw == Flaw::glare) shine(picture, corners, draws);
  const auto grain = noise_of(picture.rows, picture.cols, draws.real(1.5, 4.5), draws);
  cv::add(picture, grain, picture, {}, CV_8UC3);
  return picture;
}

}  // namespace signoff::idcards
