// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <opencv2/core.hpp>

#include <memory>
#include <string>

namespace tesseract {
class TessBaseAPI;
}

namespace signoff {

// Reads print out of straightened pieces of a document with Tesseract, in one thread.
// All models are in memory once it is made; no file is opened later.
class TextReader {
 public:
  // Fault::unavailable "id_check.models" when chi_sim or eng is not installed.
  static Result<std::unique_ptr<TextReader>> create();
  ~TextReader();
  TextReader(const TextReader&) = delete;
  TextReader& operator=(const TextReader&) = delete;

  enum class Letters { digits, dates, zone, numbers, chinese };
  // `scattered`: pieces of print anywhere, each a line of its own.
  enum class Layout { line, block, scattered };
  // What stands there, as UTF-8; lines end in '\n', blanks are dropped. `piece` is grey or
  // in colour.
  std::string read(const cv::Mat& piece, Letters letters, Layout layout);

 private:
  TextReader();
  std::unique_ptr<tesseract::TessBaseAPI> latin_;
  std::unique_ptr<tesseract::TessBaseAPI> chinese_;
};

}  // namespace signoff
