// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace signoff::cli {

inline constexpr std::size_t kScreenColumns = 80;

// Rows of text in columns that together fit a terminal of 80. What is too long goes on in
// further lines of its column; nothing is cut away.
class Table {
 public:
  struct Column {
    std::string title;  // All empty: no head line.
    bool is_right = false;
    std::size_t keeps = 8;  // Never narrower than that for the sake of others.
  };
  explicit Table(std::vector<Column> columns) : columns_{std::move(columns)} {}

  // As many cells as columns. Control characters become blanks.
  Table& row(std::vector<std::string> cells);
  bool empty() const { return rows_.empty(); }
  // Ends with a line break.
  std::string text(std::size_t columns_max = kScreenColumns) const;

 private:
  std::vector<std::size_t> widths(std::size_t columns_max) const;
  void write(std::string& out, const std::vector<std::string>& cells,
             const std::vector<std::size_t>& widths) const;

  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace signoff::cli
