// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <string_view>
#include <vector>

namespace signoff {

inline constexpr std::size_t kReadChunk = 16 * 1024;

// The bytes that came and have not been used yet.
class Incoming {
 public:
  std::string_view unused() const { return {bytes_.data() + used_, filled_ - used_}; }
  void use(std::size_t count) { used_ += count; }
  boost::asio::mutable_buffer room() {
    if (used_ > 0) {
      std::copy(bytes_.begin() + static_cast<std::ptrdiff_t>(used_),
                bytes_.begin() + static_cast<std::ptrdiff_t>(filled_), bytes_.begin());
      filled_ -= used_;
      used_ = 0;
    }
    if (bytes_.size() < filled_ + kReadChunk / 4) bytes_.resize(filled_ + kReadChunk);
    return boost::asio::buffer(bytes_.data() + filled_, bytes_.size() - filled_);
  }
  void fill(std::size_t count) { filled_ += count; }

 private:
  std::vector<char> bytes_;
  std::size_t used_ = 0;
  std::size_t filled_ = 0;
};

}  // namespace signoff
