// SPDX-License-Identifier: Apache-2.0
#include "app/progress_line.h"

#include "cli/plain_text.h"

#include <gtest/gtest.h>

#include <limits>

namespace signoff {
namespace {

TEST(ProgressLine, says_what_how_many_and_how_far) {
  EXPECT_EQ(progress_text("events", 512, 1024, Language::en),
            "  events read    [############............]        512 of 1024        50 %");
  EXPECT_EQ(progress_text("pages", 7, 7, Language::zh),
            "  复制页         [########################]          7 / 7          100 %");
}

TEST(ProgressLine, fits_a_terminal_whatever_the_numbers) {
  const auto text = progress_text("loaded", 9'999'999'999, 9'999'999'999, Language::en);
  EXPECT_LE(cli::columns_of(text), 80u) << text;
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  EXPECT_NE(progress_text("loaded", kMost / 2, kMost, Language::en).find("%"),
            std::string::npos);
}

}  // namespace
}  // namespace signoff
