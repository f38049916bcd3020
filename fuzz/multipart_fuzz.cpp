// SPDX-License-Identifier: Apache-2.0
// A form whose Content-Type is the first line and whose body is the rest.
#include "api/multipart.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signoff;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto end = text.find('\n');
  if (end == std::string_view::npos) return 0;
  const auto body = text.substr(end + 1);
  const auto parts = parse_multipart(text.substr(0, end), body);
  if (!parts) return 0;
  if (parts->size() > kPartsMax) std::abort();
  for (const auto& part : *parts) {
    const bool is_inside =
        part.content.data() >= body.data() &&
        part.content.data() + part.content.size() <= body.data() + body.size();
    if (!is_inside || part.name.empty() || part.filename.find('/') != std::string::npos)
      std::abort();
  }
  return 0;
}
