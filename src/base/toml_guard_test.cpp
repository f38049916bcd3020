// SPDX-License-Identifier: Apache-2.0
#include "base/toml_guard.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

TEST(TomlGuard, lets_plain_files_pass) {
  EXPECT_EQ(first_unsafe_toml_line(""), 0u);
  EXPECT_EQ(first_unsafe_toml_line("a = 1\r\n[t]  # 中文\r\nb = \"中\\\"文\"\n"), 0u);
  EXPECT_EQ(first_unsafe_toml_line("[[t]]\nl = [\n  { a = 'x#' },\n  2026-01-01,\n]\n"),
            0u);
}

TEST(TomlGuard, names_the_line_the_parser_would_not_survive) {
  for (const auto* line : {"[.", "[[ .a]]", "[", "[]", "\v[a]", "\xC2\xA0[.", "=1",
                           "a = \xC2\xB7", "a = \"\"\"b\"\"\"", "a = \"b", "a = [}",
                           "a = [1, }", "a = 2027-02-07 2,", "a = 2'\xC2\xB7'"})
    EXPECT_EQ(first_unsafe_toml_line("a = 1\n" + std::string{line} + "\n"), 2u) << line;
  EXPECT_EQ(first_unsafe_toml_line("a = [ # b\n}"), 2u);
}

TEST(TomlGuard, writes_letters_beyond_ascii_as_escapes_of_the_same_meaning) {
  EXPECT_EQ(ascii_toml("a = \"中\" # é\nb"), "a = \"\\U00004e2d\" # \\U000000e9\nb");
  EXPECT_EQ(ascii_toml("\xef\xb9"), "??");
  EXPECT_EQ(ascii_toml(""), "");
}

}  // namespace
}  // namespace signoff
