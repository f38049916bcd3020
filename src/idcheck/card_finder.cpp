// SPDX-License-Identifier: Apache-2.0
#include "idcheck/card_finder.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace signoff {
namespace {

constexpr int kSearchSide = 800;   // Points along the longer side while searching.
constexpr double kAreaMin = 0.08;  // Of the picture.
constexpr double kAreaMax = 0.93;
constexpr float kBorder = 11;  // Points from the edge that count as touching it.

using Quad = std::vector<cv::Point2f>;

struct Candidate {
  Quad corners;
  double score = 0;
};

// Edges of one channel, with the rim of the picture as an edge: what is cut by it is
// closed.
cv::Mat edges_of(const cv::Mat& smooth, double low, int bridge) {
  cv::Mat edges;
  cv::Canny(smooth, edges, low, 3 * low);
  cv::dilate(edges, edges, cv::getStructuringElement(cv::MORPH_RECT, {bridge, bridge}));
  cv::rectangle(edges, {0, 0}, {edges.cols - 1, edges.rows - 1}, {255}, 2);
  return edges;
}

double side(const Quad& quad, std::size_t from) {
  return cv::norm(quad[(from + 1) % 4] - quad[from % 4]);
}

// The four lines that hold most of a rounded outline: its hull, thinned until four are
// left.
std::optional<Quad> four_sides(const std::vector<cv::Point>& outline) {
  std::vector<cv::Point> hull;
  cv::convexHull(outline, hull);
  const auto length = cv::arcLength(hull, true);
  for (double part = 0.01; part < 0.09; part += 0.008) {
    std::vector<cv::Point> thin;
    cv::approxPolyDP(hull, thin, part * length, true);
    if (thin.size() < 4) return std::nullopt;
    if (thin.size() == 4) return Quad{thin.begin(), thin.end()};
  }
  return std::nullopt;
}

// Fits each side anew to the outline's points between its corners, which are rounded off.
Quad fitted(const std::vector<cv::Point>& outline, const Quad& rough) {
  std::array<cv::Vec4f, 4> lines;
  for (std::size_t i = 0; i < 4; ++i) {
    const auto from = rough[i], along = rough[(i + 1) % 4] - rough[i];
    const auto length = static_cast<float>(cv::norm(along));
    if (length < 10) return rough;
    std::vector<cv::Point2f> near;
    for (const auto& point : outline) {
      const auto off = cv::Point2f{point} - from;
      const auto at = off.dot(along) / (length * length);
      const auto away = std::abs(off.cross(along)) / length;
      if (at > 0.12F && at < 0.88F && away < 0.03F * length + 3) near.push_back(point);
    }
    if (near.size() < 8) return rough;
    cv::fitLine(near, lines[i], cv::DIST_HUBER, 0, 0.01, 0.01);
  }
  Quad quad;
  for (std::size_t i = 0; i < 4; ++i) {
    const auto& a = lines[(i + 3) % 4];
    const auto& b = lines[i];
    const cv::Point2f va{a[0], a[1]}, vb{b[0], b[1]}, pa{a[2], a[3]}, pb{b[2], b[3]};
    const auto cross = va.cross(vb);
    if (std::abs(cross) < 1e-3F) return rough;
    const auto corner = pa + va * ((pb - pa).cross(vb) / cross);
    if (cv::norm(corner - rough[i]) > 0.12 * (side(rough, i) + side(rough, (i + 3) % 4)))
      return rough;
    quad.push_back(corner);
  }
  return quad;
}

double longer_of(const Quad& quad) {
  return std::max(side(quad, 0) + side(quad, 2), side(quad, 1) + side(quad, 3)) / 2;
}
double shorter_of(const Quad& quad) {
  return std::min(side(quad, 0) + side(quad, 2), side(quad, 1) + side(quad, 3)) / 2;
}

// How alike opposite sides are: 1 in a photograph from straight above.
double evenness(const Quad& quad) {
  const auto alike = [&](std::size_t at) {
    const auto a = side(quad, at), b = side(quad, at + 2);
    return std::min(a, b) / std::max({a, b, 1.0});
  };
  return std::min(alike(0), alike(1));
}

bool lies_on_rim(const cv::Point2f& a, const cv::Point2f& b, const cv::Size& size) {
  const auto wide = static_cast<float>(size.width) - 1 - kBorder;
  const auto high = static_cast<float>(size.height) - 1 - kBorder;
  return (a.x < kBorder && b.x < kBorder) || (a.y < kBorder && b.y < kBorder) ||
         (a.x > wide && b.x > wide) || (a.y > high && b.y > high);
}

std::array<bool, 4> on_rim(const Quad& quad, const cv::Size& size) {
  std::array<bool, 4> sides{};
  for (std::size_t i = 0; i < 4; ++i)
    sides[i] = lies_on_rim(quad[i], quad[(i + 1) % 4], size);
  return sides;
}

// How much of the outline is really seen along the four sides: 1 is all of it.
double filling(const std::vector<cv::Point>& hull, const Quad& quad) {
  std::vector<cv::Point2f> corners{quad.begin(), quad.end()};
  const auto area = cv::contourArea(corners);
  return area <= 0 ? 0 : std::min(1.0, cv::contourArea(hull) / area);
}

// The colour along a side, `outwards` points beyond it; -1 where that is out of the
// picture.
cv::Vec3f colour_near(const cv::Mat& lab, const Quad& quad, std::size_t at,
                      float outwards) {
  const auto along = quad[(at + 1) % 4] - quad[at];
  const auto length = static_cast<float>(cv::norm(along));
  cv::Point2f out{along.y / length, -along.x / length};
  cv::Point2f middle{};
  for (const auto& corner : quad) middle += corner * 0.25F;
  if (out.dot(quad[at] - middle) < 0) out *= -1;
  std::array<std::vector<float>, 3> values;
  for (float part = 0.1F; part < 0.91F; part += 0.02F) {
    const cv::Point point{quad[at] + along * part + out * outwards};
    if (!cv::Rect{{}, lab.size()}.contains(point)) continue;
    for (int c = 0; c < 3; ++c)
      values[static_cast<std::size_t>(c)].push_back(lab.at<cv::Vec3b>(point)[c]);
  }
  cv::Vec3f middle_value{-1, -1, -1};
  for (int c = 0; c < 3; ++c) {
    auto& list = values[static_cast<std::size_t>(c)];
    if (list.size() < 8) return {-1, -1, -1};
    std::ranges::nth_element(list, list.begin() + static_cast<long>(list.size() / 2));
    middle_value[c] = list[list.size() / 2];
  }
  return middle_value;
}

// How far the document stands out from what is around it, from about 0.05 for a figure of
// noise to 1.
double standing_out(const cv::Mat& lab, const Quad& quad) {
  constexpr double kClear = 12;  // Of 255 in the Lab space.
  double sum = 0;
  int sides = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const auto out = colour_near(lab, quad, i, 9), in = colour_near(lab, quad, i, -9);
    if (out[0] < 0 || in[0] < 0) continue;
    sum += std::min(1.0, cv::norm(out - in) / kClear);
    ++sides;
  }
  const auto clear = sides == 0 ? 0 : sum / sides;
  return 0.05 + 0.95 * clear * clear;
}

void collect(const cv::Mat& edges, const cv::Mat& lab, double shape, double weight,
             std::vector<Candidate>& found) {
  std::vector<std::vector<cv::Point>> outlines;
  cv::findContours(edges, outlines, cv::RETR_LIST, cv::CHAIN_APPROX_NONE);
  const auto all = static_cast<double>(edges.cols) * edges.rows;
  for (const auto& outline : outlines) {
    if (cv::boundingRect(outline).area() < kAreaMin * all) continue;
    const auto rough = four_sides(outline);
    if (!rough) continue;
    std::vector<cv::Point> hull;
    cv::convexHull(outline, hull);
    auto quad = fitted(outline, *rough);
    const auto area = cv::contourArea(quad);
    const auto full = filling(hull, *rough);
    const auto ratio = longer_of(quad) / std::max(1.0, shorter_of(quad));
    if (area < kAreaMin * all || area > kAreaMax * all || full < 0.93 || ratio > 6 ||
        !cv::isContourConvex(quad))
      continue;
    // What goes from rim to rim is the ground, not what lies on it.
    const auto rim = on_rim(quad, edges.size());
    if ((rim[0] && rim[2]) || (rim[1] && rim[3])) continue;
    const bool is_cut = std::ranges::count(rim, true) > 0;
    // A whole document of the right shape is worth more than a larger piece of anything.
    const auto fit = std::exp(-std::abs(std::log(ratio / shape)) * 1.6);
    const auto outer = std::abs(cv::contourArea(outline)) / area;
    const auto even = evenness(quad);
    const auto score = (area / all + 0.2) * fit * full * full * even *
                       std::min(1.0, 0.5 + outer) * (is_cut ? 0.55 : 1.0) * weight *
                       standing_out(lab, quad);
    found.push_back({std::move(quad), score});
  }
}

CardPlace place_of(const Quad& quad, double factor, const cv::Size& size, double shape) {
  CardPlace place;
  place.is_cut = std::ranges::count(on_rim(quad, size), true) > 0;
  auto turned = quad;
  // Clockwise as the picture is seen (y grows downwards).
  if (cv::contourArea(turned, true) < 0) std::ranges::reverse(turned);
  // Begin with the pair of sides that is longer for a document of this shape.
  const auto first = (side(turned, 0) + side(turned, 2)) / 2;
  const auto second = (side(turned, 1) + side(turned, 3)) / 2;
  if (second > first) std::ranges::rotate(turned, turned.begin() + 1);
  // Then with the one that is nearer to the top of the picture.
  if (turned[0].y + turned[1].y > turned[2].y + turned[3].y + 1)
    std::ranges::rotate(turned, turned.begin() + 2);
  for (std::size_t i = 0; i < 4; ++i)
    place.corners[i] = turned[i] * static_cast<float>(1 / factor);
  const auto ratio = longer_of(turned) / std::max(1.0, shorter_of(turned));
  place.squeeze = std::min({ratio / shape, shape / ratio, evenness(turned)});
  return place;
}

// Print that runs into the rim can hold a side off it; then what lies between them looks
// like the document and not like the ground.
bool goes_on_to_rim(const cv::Mat& lab, const Quad& quad) {
  constexpr float kNear = 40;  // Points.
  const auto wide = static_cast<float>(lab.cols), high = static_cast<float>(lab.rows);
  for (std::size_t i = 0; i < 4; ++i) {
    const auto& a = quad[i];
    const auto& b = quad[(i + 1) % 4];
    const auto gap = std::min({std::max(a.x, b.x), std::max(a.y, b.y),
                               wide - std::min(a.x, b.x), high - std::min(a.y, b.y)});
    if (gap > kNear) continue;
    const auto between = colour_near(lab, quad, i, std::max(4.0F, gap / 2));
    const auto inside = colour_near(lab, quad, i, -9);
    const auto ground = colour_near(lab, quad, (i + 2) % 4, 12);
    if (between[0] < 0) return true;
    if (ground[0] < 0) continue;
    if (cv::norm(between - inside) < 0.5 * cv::norm(between - ground)) return true;
  }
  return false;
}

}  // namespace

std::optional<CardPlace> find_card(const cv::Mat& picture, double shape) {
  const auto factor =
      static_cast<double>(kSearchSide) / std::max(picture.cols, picture.rows);
  cv::Mat small;
  cv::resize(picture, small, {}, factor, factor, cv::INTER_AREA);
  cv::Mat lab;
  cv::cvtColor(small, lab, cv::COLOR_BGR2Lab);
  std::vector<cv::Mat> channels;
  cv::split(lab, channels);
  std::vector<Candidate> found;
  for (const auto& channel : channels) {
    cv::Mat smooth;
    cv::GaussianBlur(channel, smooth, {}, 2.0);
    for (const double low : {7.0, 14.0, 30.0})
      // A wide bridge closes gaps in the outline, but puts it further out.
      for (const int bridge : {5, 9})
        collect(edges_of(smooth, low, bridge), lab, shape, bridge == 5 ? 1.0 : 0.8, found);
  }
  if (found.empty()) return std::nullopt;
  const auto best = std::ranges::max_element(found, {}, &Candidate::score);
  auto place = place_of(best->corners, factor, small.size(), shape);
  place.is_cut = place.is_cut || goes_on_to_rim(lab, best->corners);
  return place;
}

cv::Mat straightened(const cv::Mat& picture, const CardPlace& place, double shape,
                     int width) {
  const auto w = static_cast<float>(width);
  const auto h = static_cast<float>(width / shape);
  const std::vector<cv::Point2f> to{{0, 0}, {w, 0}, {w, h}, {0, h}};
  const std::vector<cv::Point2f> from{place.corners.begin(), place.corners.end()};
  cv::Mat flat;
  cv::warpPerspective(picture, flat, cv::getPerspectiveTransform(from, to),
                      {width, static_cast<int>(h)}, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  return flat;
}

}  // namespace signoff
