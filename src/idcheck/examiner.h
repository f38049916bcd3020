// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "idcheck/text_reader.h"
#include "idcheck/watermark.h"
#include "ports/id_check.h"

namespace signoff {

// Judges one picture after another. In one thread.
class Examiner {
 public:
  Examiner(TextReader& reader, const Watermark& watermark)
      : reader_{reader}, watermark_{watermark} {}

  // As IdImageCheck::check().
  Result<IdImageFinding> examine(const IdImage& image);

 private:
  Bytes kept_form(const cv::Mat& picture, const std::string& words) const;

  TextReader& reader_;
  const Watermark& watermark_;
};

}  // namespace signoff
