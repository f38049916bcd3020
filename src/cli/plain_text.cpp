// SPDX-License-Identifier: Apache-2.0
#include "cli/plain_text.h"

#include "base/utf8.h"

namespace signoff::cli {
namespace {

bool moves_the_terminal(char32_t point) {
  return point < 0x20 || (point >= 0x7f && point < 0xa0) || point == 0x200e ||
         point == 0x200f || (point >= 0x2028 && point <= 0x202e) ||
         (point >= 0x2066 && point <= 0x2069) || point == 0x61c || point == 0xfeff;
}

// East Asian Wide and Fullwidth (UAX 11), as far as the texts of ours and names go.
bool is_wide(char32_t point) {
  return (point >= 0x1100 && point <= 0x115f) || (point >= 0x2e80 && point <= 0xa4cf) ||
         (point >= 0xac00 && point <= 0xd7a3) || (point >= 0xf900 && point <= 0xfaff) ||
         (point >= 0xfe30 && point <= 0xfe6f) || (point >= 0xff00 && point <= 0xff60) ||
         (point >= 0xffe0 && point <= 0xffe6) || (point >= 0x1f300 && point <= 0x1faff) ||
         (point >= 0x20000 && point <= 0x3fffd);
}

std::size_t columns_of(char32_t point) { return is_wide(point) ? 2 : 1; }

std::u32string points_of(std::string_view text) {
  auto points = from_utf8(text);
  if (points) return *std::move(points);
  std::u32string kept;
  for (const char byte : text)
    kept += static_cast<unsigned char>(byte) < 0x80 ? static_cast<char32_t>(byte) : U'?';
  return kept;
}

// Where a line that begins at `from` ends: before the blank or the wide character at which
// it may break, else wherever it is full.
std::size_t end_of_line(const std::u32string& points, std::size_t from,
                        std::size_t columns) {
  std::size_t used = 0, good = 0;
  for (auto at = from; at < points.size(); ++at) {
    if (points[at] == U' ' || is_wide(points[at])) good = at;
    used += columns_of(points[at]);
    if (used > columns) return good > from ? good : std::max(at, from + 1);
  }
  return points.size();
}

}  // namespace

std::string plain(std::string_view text) {
  std::string out;
  for (const auto point : points_of(text))
    append_utf8(out, moves_the_terminal(point) ? U' ' : point);
  return out;
}

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (const auto point : points_of(text)) columns += columns_of(point);
  return columns;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t columns) {
  const auto points = points_of(text);
  std::vector<std::string> lines;
  for (std::size_t from = 0; from < points.size();) {
    const auto end = end_of_line(points, from, std::max<std::size_t>(columns, 2));
    std::string line;
    for (auto at = from; at < end; ++at) append_utf8(line, points[at]);
    while (line.ends_with(' ')) line.pop_back();
    lines.push_back(std::move(line));
    from = end;
    while (from < points.size() && points[from] == U' ') ++from;
  }
  if (lines.empty()) lines.emplace_back();
  return lines;
}

}  // namespace signoff::cli
