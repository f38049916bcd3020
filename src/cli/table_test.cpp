// SPDX-License-Identifier: Apache-2.0
#include "cli/table.h"

#include "cli/plain_text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace signoff::cli {
namespace {

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

TEST(table, aligns_columns_under_their_titles) {
  Table table{{{"number"}, {"fee", true}}};
  table.row({"138****8888", "9.00"}).row({"139****1234", "128.00"});

  EXPECT_EQ(table.text(),
            "number          fee\n"
            "138****8888    9.00\n"
            "139****1234  128.00\n");
}

TEST(table, counts_chinese_as_two_columns) {
  Table table{{{"号码"}, {"状态"}}};
  table.row({"138", "使用中"}).row({"13812", "挂失"});

  EXPECT_EQ(table.text(),
            "号码   状态\n"
            "138    使用中\n"
            "13812  挂失\n");
}

TEST(table, goes_on_below_instead_of_cutting) {
  Table table{{{""}, {""}}};
  table.row({"OB-17", "The contract runs until March and ends against a fee"});

  EXPECT_EQ(table.text(30),
            "OB-17  The contract runs until\n"
            "       March and ends against\n"
            "       a fee\n");
}

TEST(table, leaves_a_name_whole_that_is_copied_from_the_screen) {
  Table table{{{""}, {"", false, 20}}};
  table.row({"paused, long overdue", "01a1fb67-1800-7fe9-b"});

  EXPECT_EQ(table.text(32),
            "paused,     01a1fb67-1800-7fe9-b\n"
            "long\n"
            "overdue\n");
}

TEST(table, has_no_head_line_without_titles) {
  Table table{{{""}, {""}}};
  table.row({"a", "b"});

  EXPECT_EQ(table.text(), "a  b\n");
}

RC_GTEST_PROP(table, fits_eighty_columns_whatever_the_cells, ()) {
  Table table{{{"a"}, {"b", true}, {"c"}, {"d"}, {"e"}}};
  const auto rows = *rc::gen::inRange(0, 5);
  for (int row = 0; row < rows; ++row) {
    std::vector<std::string> cells;
    for (int cell = 0; cell < 5; ++cell)
      cells.push_back(*rc::gen::arbitrary<std::string>());
    table.row(std::move(cells));
  }

  for (const auto& line : lines_of(table.text()))
    RC_ASSERT(columns_of(line) <= kScreenColumns);
}

TEST(plain_text, takes_the_teeth_out_of_control_characters) {
  EXPECT_EQ(plain("a\x1b[2Jb\r\n\tc\x7f"), "a [2Jb   c ");
  // U+009B is CSI in one character; U+202E turns the direction of writing.
  EXPECT_EQ(plain("a\xc2\x9b\x62\xe2\x80\xae"), "a b ");
}

TEST(plain_text, marks_what_is_not_utf8) { EXPECT_EQ(plain("a\xff"), "a?"); }

TEST(plain_text, breaks_a_word_that_no_line_can_hold) {
  EXPECT_EQ(wrapped("abcdefgh", 3), (std::vector<std::string>{"abc", "def", "gh"}));
}

}  // namespace
}  // namespace signoff::cli
