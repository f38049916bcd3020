// SPDX-License-Identifier: Apache-2.0
#include "app/text_lines.h"

#include <algorithm>

namespace signoff {
namespace {

constexpr std::size_t kBlock = 256 * 1024;

}  // namespace

TextLines::TextLines(std::ifstream in, std::size_t longest, std::int64_t total)
    : in_{std::move(in)}, longest_{longest}, total_{total} {}

Result<TextLines> TextLines::open(const std::filesystem::path& file, std::size_t longest) {
  std::error_code error;
  const bool is_file = std::filesystem::is_regular_file(file, error);
  const auto size = is_file ? std::filesystem::file_size(file, error) : 0;
  std::ifstream in{file, std::ios::binary};
  if (!is_file || error || !in) return fail(Fault::not_found, "file.open", file.string());
  return TextLines{std::move(in), longest, static_cast<std::int64_t>(size)};
}

bool TextLines::next() {
  line_.clear();
  bool has_any = false;
  while (true) {
    if (at_ == block_.size()) {
      block_.resize(kBlock);
      in_.read(block_.data(), static_cast<std::streamsize>(block_.size()));
      block_.resize(static_cast<std::size_t>(in_.gcount()));
      at_ = 0;
      if (block_.empty()) break;
    }
    has_any = true;
    const auto end = std::min(block_.find('\n', at_), block_.size());
    const auto room = longest_ + 1 - std::min(longest_ + 1, line_.size());
    line_.append(block_, at_, std::min(end - at_, room));
    const bool is_whole = end < block_.size();
    const auto taken = end - at_ + (is_whole ? 1 : 0);
    at_ += taken;
    bytes_ += static_cast<std::int64_t>(taken);
    if (is_whole) break;
  }
  if (line_.ends_with('\r')) line_.pop_back();
  if (has_any) ++number_;
  return has_any;
}

}  // namespace signoff
