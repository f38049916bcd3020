// SPDX-License-Identifier: Apache-2.0
#include "api/cookies.h"
#include "base/text.h"

#include <fmt/format.h>

namespace signoff {
namespace {}  // namespace

std::optional<std::string_view> cookie_value(std::string_view header,
                                             std::string_view name) {
  std::optional<std::string_view> found;
  while (!header.empty()) {
    const auto end = std::min(header.find(';'), header.size());
    const auto pair = trimmed(header.substr(0, end));
    header.remove_prefix(std::min(end + 1, header.size()));
    if (!pair.starts_with(name) || pair.size() <= name.size() || pair[name.size()] != '=')
      continue;
    // Two of one name: one of them may be somebody else's.
    if (found) return std::nullopt;
    found = pair.substr(name.size() + 1);
  }
  return found;
}

std::string set_cookie(std::string_view name, std::string_view value, Duration life,
                       SameSite same_site) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(life).count();
  return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; Secure; SameSite={}", name,
                     value, seconds, same_site == SameSite::strict ? "Strict" : "Lax");
}

std::string drop_cookie(std::string_view name, SameSite same_site) {
  return set_cookie(name, "", Duration{0}, same_site);
}

}  // namespace signoff
