// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <array>
#include <optional>

namespace signoff {

// Where the document lies in a picture.
struct CardPlace {
  std::array<cv::Point2f, 4> corners;  // Clockwise; the first side is a longer one.
  bool is_cut = false;                 // It goes on beyond the picture.
  // How far it leans away: the height of the nearer long or wide side divided by what the
  // shape of such a document would give; 1 is straight above, towards 0 is edge-on.
  double squeeze = 1;
};

// The largest four-sided thing of a document's shape; nothing when there is none. `shape`
// is the longer side divided by the shorter one: 1.586 for cards (ISO/IEC 7810 ID-1), 1.42
// for the page of a passport (ID-3).
std::optional<CardPlace> find_card(const cv::Mat& picture, double shape);

// The document as if photographed from straight above, `width` points wide.
cv::Mat straightened(const cv::Mat& picture, const CardPlace& place, double shape,
                     int width);

}  // namespace signoff
