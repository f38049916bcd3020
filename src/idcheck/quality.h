// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "idcheck/card_finder.h"

#include <opencv2/core.hpp>

namespace signoff {

// How blurred the document is, from 0 (as sharp as its points allow) to 1, along the
// direction that is worse: blurring once more changes a sharp picture much and a blurred
// one little (Crete and others, 2007). `card` is straightened.
double blur_of(const cv::Mat& card);

// Share of the document under burnt-out light.
double glare_of(const cv::Mat& card);

// How far the strongest regular pattern of fine dots or stripes stands out of the spectrum
// of the document: a screen has one in its colours, print and plastic have none.
double screen_pattern_of(const cv::Mat& picture, const CardPlace& place);

}  // namespace signoff
