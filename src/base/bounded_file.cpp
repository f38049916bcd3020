// SPDX-License-Identifier: Apache-2.0
#include "base/bounded_file.h"

#include <algorithm>
#include <fstream>

namespace signoff {

Result<std::string> read_bounded(const std::filesystem::path& file, std::size_t bytes_max) {
  constexpr std::size_t kBlock = 64 * 1024;
  std::ifstream in{file, std::ios::binary};
  if (!in) return fail(Fault::not_found, "file.open", file.string());
  std::string text;
  while (in && text.size() <= bytes_max) {
    const auto before = text.size();
    text.resize(before + std::min(kBlock, bytes_max + 1 - before));
    in.read(text.data() + before, static_cast<std::streamsize>(text.size() - before));
    text.resize(before + static_cast<std::size_t>(in.gcount()));
  }
  if (text.size() > bytes_max)
    return fail(Fault::bad_input, "file.too_large", file.string());
  if (in.bad()) return fail(Fault::unavailable, "file.read", file.string());
  return text;
}

}  // namespace signoff
