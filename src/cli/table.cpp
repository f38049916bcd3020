// SPDX-License-Identifier: Apache-2.0
#include "cli/table.h"

#include "base/ensure.h"
#include "cli/plain_text.h"

#include <algorithm>
#include <numeric>

namespace signoff::cli {
namespace {

constexpr std::size_t kGap = 2;

}  // namespace

Table& Table::row(std::vector<std::string> cells) {
  ensure(cells.size() == columns_.size(), "table.cells");
  for (auto& cell : cells) cell = plain(cell);
  rows_.push_back(std::move(cells));
  return *this;
}

// As wide as the texts want; where that is too much, the widest column gives way first.
std::vector<std::size_t> Table::widths(std::size_t columns_max) const {
  std::vector<std::size_t> widths;
  for (std::size_t at = 0; at < columns_.size(); ++at) {
    auto width = columns_of(columns_[at].title);
    for (const auto& cells : rows_) width = std::max(width, columns_of(cells[at]));
    widths.push_back(std::min(width, columns_max));
  }
  const auto gaps = kGap * (columns_.size() - 1);
  const auto sum = [&] { return std::accumulate(widths.begin(), widths.end(), gaps); };
  for (auto total = sum(); total > columns_max; total = sum()) {
    // The widest of those that can give gives.
    std::size_t widest = 0;
    for (std::size_t at = 0; at < widths.size(); ++at) {
      const bool can_give = widths[at] > columns_[at].keeps;
      if (can_give &&
          (widths[widest] <= columns_[widest].keeps || widths[at] > widths[widest]))
        widest = at;
    }
    if (widths[widest] <= columns_[widest].keeps) break;
    --widths[widest];
  }
  return widths;
}

void Table::write(std::string& out, const std::vector<std::string>& cells,
                  const std::vector<std::size_t>& widths) const {
  std::vector<std::vector<std::string>> lines;
  std::size_t height = 1;
  for (std::size_t at = 0; at < cells.size(); ++at) {
    lines.push_back(wrapped(cells[at], widths[at]));
    height = std::max(height, lines.back().size());
  }
  for (std::size_t line = 0; line < height; ++line) {
    std::string text;
    for (std::size_t at = 0; at < cells.size(); ++at) {
      const auto part = line < lines[at].size() ? lines[at][line] : std::string{};
      const auto used = columns_of(part);
      const std::string pad(widths[at] > used ? widths[at] - used : 0, ' ');
      text += columns_[at].is_right ? pad + part : part + pad;
      text += std::string(kGap, ' ');
    }
    while (text.ends_with(' ')) text.pop_back();
    out += text + '\n';
  }
}

std::string Table::text(std::size_t columns_max) const {
  const auto sizes = widths(columns_max);
  std::string out;
  std::vector<std::string> titles;
  for (const auto& column : columns_) titles.push_back(column.title);
  if (std::ranges::any_of(titles, [](const auto& title) { return !title.empty(); }))
    write(out, titles, sizes);
  for (const auto& cells : rows_) write(out, cells, sizes);
  return out;
}

}  // namespace signoff::cli
