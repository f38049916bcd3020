// SPDX-License-Identifier: Apache-2.0
#include "idcheck/quality.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace signoff {
namespace {

// Along the rows; the picture is turned for the other direction.
double blur_along(const cv::Mat& grey) {
  cv::Mat again, sharp_steps, blurred_steps;
  cv::blur(grey, again, {11, 1});
  const auto steps = [](const cv::Mat& of, cv::Mat& to) {
    cv::Mat kernel = (cv::Mat_<float>(1, 3) << -1, 0, 1);
    cv::filter2D(of, to, CV_32F, kernel);
    to = cv::abs(to);
  };
  steps(grey, sharp_steps);
  steps(again, blurred_steps);
  // Flat paper says nothing but noise; only the strongest steps are compared.
  cv::Mat strong = sharp_steps > 24;
  cv::Mat loss;
  cv::max(sharp_steps - blurred_steps, 0, loss);
  if (cv::countNonZero(strong) < 400) return 1;
  const auto kept = cv::mean(sharp_steps, strong)[0];
  return 1 - cv::mean(loss, strong)[0] / std::max(kept, 1.0);
}

}  // namespace

double blur_of(const cv::Mat& card) {
  cv::Mat grey, smooth;
  cv::cvtColor(card, grey, cv::COLOR_BGR2GRAY);
  cv::GaussianBlur(grey, smooth, {}, 0.9);  // The noise of the sensor is no sharpness.
  smooth.convertTo(smooth, CV_32F);
  cv::normalize(smooth, smooth, 0, 255, cv::NORM_MINMAX);
  return std::max(blur_along(smooth), blur_along(smooth.t()));
}

double glare_of(const cv::Mat& card) {
  cv::Mat burnt;
  cv::inRange(card, cv::Scalar::all(249), cv::Scalar::all(255), burnt);
  const auto grain = cv::getStructuringElement(cv::MORPH_ELLIPSE, {11, 11});
  cv::morphologyEx(burnt, burnt, cv::MORPH_CLOSE,
                   cv::getStructuringElement(cv::MORPH_ELLIPSE, {5, 5}));
  cv::morphologyEx(burnt, burnt, cv::MORPH_OPEN, grain);
  return static_cast<double>(cv::countNonZero(burnt)) / static_cast<double>(burnt.total());
}

namespace {

// The blocks of a JPEG leave marks on both axes, at every eighth of a turn.
bool is_of_jpeg(int x, int y, int n) {
  const auto near_eighth = [&](int at) {
    const int rest = std::abs(at) % (n / 8);
    return std::min(rest, n / 8 - rest) <= 2;
  };
  return (std::abs(y) < 4 || x < 4) && near_eighth(x) && near_eighth(y);
}

// The strongest peak of one channel's spectrum over what is usual at its distance from the
// middle, in units of the usual spread.
double peak_of(const cv::Mat& channel) {
  cv::Mat field, window, spectrum;
  channel.convertTo(field, CV_32F);
  field -= cv::mean(field)[0];
  cv::createHanningWindow(window, field.size(), CV_32F);
  field = field.mul(window);
  cv::dft(field, spectrum, cv::DFT_COMPLEX_OUTPUT);
  std::vector<cv::Mat> parts;
  cv::split(spectrum, parts);
  cv::Mat size;
  cv::magnitude(parts[0], parts[1], size);
  size += 1;
  cv::log(size, size);
  const int n = size.rows;
  // What runs along an axis is compared along it: print has its lines there.
  cv::Mat usual, usual_row, usual_column;
  cv::blur(size, usual, {31, 31});
  cv::blur(size, usual_row, {31, 1});
  cv::blur(size, usual_column, {1, 31});
  double best = 0;
  for (int y = 0; y < n; ++y) {
    const int fy = y <= n / 2 ? y : y - n;
    for (int x = 0; x <= n / 2; ++x) {
      const auto distance = std::hypot(fy, x) / n;  // Turns per point.
      if (distance < 0.12 || distance > 0.5 || is_of_jpeg(x, fy, n)) continue;
      const auto& beside = std::abs(fy) < 4 ? usual_row : x < 4 ? usual_column : usual;
      best = std::max(best, static_cast<double>(size.at<float>(y, x)) -
                                static_cast<double>(beside.at<float>(y, x)));
    }
  }
  return best;
}

}  // namespace

double screen_pattern_of(const cv::Mat& picture, const CardPlace& place) {
  cv::Point2f centre{};
  for (const auto& corner : place.corners) centre += corner * 0.25F;
  const int side = std::min({512, picture.cols, picture.rows});
  const int x = std::clamp(static_cast<int>(centre.x) - side / 2, 0, picture.cols - side);
  const int y = std::clamp(static_cast<int>(centre.y) - side / 2, 0, picture.rows - side);
  cv::Mat lab;
  cv::cvtColor(picture(cv::Rect{x, y, side, side}), lab, cv::COLOR_BGR2YCrCb);
  std::vector<cv::Mat> channels;
  cv::split(lab, channels);
  return std::max({peak_of(channels[0]), peak_of(channels[1]), peak_of(channels[2])});
}

}  // namespace signoff
