// SPDX-License-Identifier: Apache-2.0
#include "service/case_export.h"
#include "service/refund_desk.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

TEST(CaseExport, plain_text_stays_as_it_is) {
  EXPECT_EQ(csv_cell(""), "");
  EXPECT_EQ(csv_cell("2611-0042317-8"), "2611-0042317-8");
  EXPECT_EQ(csv_cell("审核中"), "审核中");
  EXPECT_EQ(csv_cell("a-b=c@d"), "a-b=c@d");
}

TEST(CaseExport, what_would_break_the_table_is_quoted) {
  EXPECT_EQ(csv_cell("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_cell("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(csv_cell("a\r\nb"), "\"a\r\nb\"");
}

TEST(CaseExport, what_a_spreadsheet_would_calculate_is_disarmed) {
  EXPECT_EQ(csv_cell("=1+1"), "'=1+1");
  EXPECT_EQ(csv_cell("+8613800000000"), "'+8613800000000");
  EXPECT_EQ(csv_cell("-1"), "'-1");
  EXPECT_EQ(csv_cell("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(csv_cell("\t=1"), "'\t=1");
  EXPECT_EQ(csv_cell("\r=1"), "\"'\r=1\"");
  EXPECT_EQ(csv_cell("=HYPERLINK(\"x\",\"y\")"), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
}

TEST(RefundDesk, an_account_is_shown_by_its_last_letters_only) {
  EXPECT_EQ(masked_account(""), "");
  EXPECT_EQ(masked_account("6222020000000001234"), "…1234");
  EXPECT_EQ(masked_account("12345"), "…45");
  EXPECT_EQ(masked_account("1"), "…");
  EXPECT_EQ(masked_account("账户"), "…户");
}

}  // namespace
}  // namespace signoff
