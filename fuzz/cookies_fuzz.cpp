// SPDX-License-Identifier: Apache-2.0
#include "api/cookies.h"
#include "base/bytes.h"

// A value that is found stands in the header, after its name and "=".
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signoff;
  const auto header = as_text({data, size});
  for (const auto name : {kSubscriberCookie, kDeskCookie, kDeviceCookie, kVisitCookie}) {
    const auto value = cookie_value(header, name);
    if (!value) continue;
    if (value->find(';') != std::string_view::npos) __builtin_trap();
    const auto at = static_cast<std::size_t>(value->data() - header.data());
    if (at < name.size() + 1 || header[at - 1] != '=' ||
        header.substr(at - 1 - name.size(), name.size()) != name)
      __builtin_trap();
  }
  return 0;
}
