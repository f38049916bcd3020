// SPDX-License-Identifier: Apache-2.0
#include "connectors/smdp/host_name.h"

#include <algorithm>

namespace signoff {
namespace {

constexpr std::size_t kNameMax = 253;
constexpr std::size_t kLabelMax = 63;

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_label(std::string_view text) {
  return !text.empty() && text.size() <= kLabelMax && text.front() != '-' &&
         text.back() != '-' && std::ranges::all_of(text, [](char c) {
           return is_letter(c) || is_digit(c) || c == '-';
         });
}

}  // namespace

Result<std::string> parse_smdp_host(std::string_view text) {
  const auto refused = fail(Fault::bad_input, "smdp.address");
  std::string name{text};
  if (name.size() > kNameMax) return refused;
  std::ranges::transform(name, name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  std::string_view rest{name};
  std::size_t labels = 0;
  std::string_view last;
  while (true) {
    const auto dot = std::min(rest.find('.'), rest.size());
    last = rest.substr(0, dot);
    if (!is_label(last)) return refused;
    ++labels;
    if (dot == rest.size()) break;
    rest.remove_prefix(dot + 1);
  }
  if (labels < 2 || std::ranges::none_of(last, is_letter)) return refused;
  return name;
}

}  // namespace signoff
