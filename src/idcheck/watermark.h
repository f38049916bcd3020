// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <string>

typedef struct _cairo_scaled_font cairo_scaled_font_t;

namespace signoff {

// Writes words across a whole picture, again and again and on a slant, so faintly that
// print beneath stays legible and so densely that no part worth having is without them.
class Watermark {
 public:
  // Finds and opens the typeface; later no file is opened.
  Watermark();
  ~Watermark();
  Watermark(const Watermark&) = delete;
  Watermark& operator=(const Watermark&) = delete;

  void write_across(cv::Mat& picture, const std::string& words) const;

 private:
  // Holds the typeface open.
  cairo_scaled_font_t* held_;
};

}  // namespace signoff
