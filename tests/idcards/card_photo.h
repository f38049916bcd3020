// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "idcards/draws.h"

#include <opencv2/core.hpp>

#include <string_view>

namespace signoff::idcards {

// How a photograph is taken. `rotated` and `tilted` are readable and must pass.
enum class Flaw {
  none,
  blurred,
  glare,
  edge_cut,
  rotated,
  tilted,
  angled,
  screen_photo,
};

// A photograph of the card on some ground, 1600 by 1200 points or upright.
cv::Mat photograph(const cv::Mat& card, Flaw flaw, Draws& draws);

}  // namespace signoff::idcards
