// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace signoff {

// Reads a file line by line in a memory that does not grow with it.
class TextLines {
 public:
  // Fault::not_found "file.open" for anything but a file that can be read.
  static Result<TextLines> open(const std::filesystem::path& file, std::size_t longest);

  // False at the end. A line that is longer than `longest` is cut after one byte more, so
  // that whoever looks at its length sees it.
  bool next();
  // Without the line break; valid until the next call.
  std::string_view line() const { return line_; }
  std::size_t number() const { return number_; }  // From 1.
  std::int64_t bytes() const { return bytes_; }   // Read so far.
  std::int64_t bytes_total() const { return total_; }

 private:
  TextLines(std::ifstream in, std::size_t longest, std::int64_t total);

  std::ifstream in_;
  std::size_t longest_;
  std::int64_t total_;
  std::int64_t bytes_ = 0;
  std::size_t number_ = 0;
  std::string line_;
  std::string block_;
  std::size_t at_ = 0;
};

}  // namespace signoff
