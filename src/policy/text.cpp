// SPDX-License-Identifier: Apache-2.0
#include "policy/text.h"

#include "base/ensure.h"

#include <algorithm>

namespace signoff {
namespace {

const Param* find(std::span<const Param> params, std::string_view name) {
  const auto found = std::ranges::find(params, name, &Param::name);
  return found == params.end() ? nullptr : &*found;
}

// Calls `plain` for text between names and `name` for what stands in braces.
template <class Plain, class Name>
void walk(std::string_view text, const Plain& plain, const Name& name) {
  while (!text.empty()) {
    const auto open = text.find('{');
    plain(text.substr(0, open));
    if (open == std::string_view::npos) return;
    const auto close = text.find('}', open);
    ensure(close != std::string_view::npos, "text.brace_left_open");
    name(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
}

}  // namespace

std::vector<std::string_view> names_in(std::string_view text) {
  std::vector<std::string_view> names;
  walk(
      text, [](std::string_view) {},
      [&](std::string_view name) {
        if (std::ranges::find(names, name) == names.end()) names.push_back(name);
      });
  return names;
}

bool fits(std::string_view text, std::span<const Param> params) {
  return std::ranges::all_of(
      names_in(text), [&](std::string_view name) { return find(params, name) != nullptr; });
}

std::string fill(std::string_view text, std::span<const Param> params) {
  std::string out;
  walk(
      text, [&](std::string_view plain) { out += plain; },
      [&](std::string_view name) {
        const auto* param = find(params, name);
        ensure(param != nullptr, "text.param_missing");
        for (const char c : param->value)
          out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
      });
  return out;
}

}  // namespace signoff
