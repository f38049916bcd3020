// SPDX-License-Identifier: Apache-2.0
#include "api/list_query.h"

#include "base/bytes.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

Request asking(std::vector<NamedText> query) {
  Request request;
  request.query = std::move(query);
  return request;
}

std::string refusal(std::vector<NamedText> query) {
  const auto read = read_case_query(asking(std::move(query)));
  return read ? "" : read.error().code + " " + read.error().detail;
}

TEST(ListQuery, every_filter_is_read) {
  const auto query =
      read_case_query(asking({{"state", "UNDER_REVIEW,SECOND_APPROVAL,UNDER_REVIEW"},
                              {"type", "DECEASED"},
                              {"channel", "shop"},
                              {"hold_reason", "legal"},
                              {"line_id", "019aa9c0-7f3a-7d6e-8b63-1f6d3a9c2e11"},
                              {"q", "2611-00"},
                              {"sort", "-due"},
                              {"limit", "200"}}));
  ASSERT_TRUE(query);
  EXPECT_EQ(query->states,
            (std::vector{CaseState::under_review, CaseState::second_approval}));
  EXPECT_EQ(query->type, CaseType::deceased);
  EXPECT_EQ(query->channel, Channel::shop);
  EXPECT_EQ(query->hold, HoldReason::legal);
  EXPECT_EQ(query->line_id, "019aa9c0-7f3a-7d6e-8b63-1f6d3a9c2e11");
  EXPECT_EQ(query->number, "2611-00");
  EXPECT_EQ(query->sort, CaseSort::due);
  EXPECT_TRUE(query->is_falling);
  EXPECT_EQ(query->limit, 200);
}

TEST(ListQuery, nothing_asked_for_is_everything_from_the_first_opened) {
  const auto query = read_case_query(asking({}));
  ASSERT_TRUE(query);
  EXPECT_TRUE(query->states.empty());
  EXPECT_EQ(query->sort, CaseSort::opened);
  EXPECT_FALSE(query->is_falling);
  EXPECT_EQ(query->limit, 50);
}

TEST(ListQuery, what_no_list_knows_is_refused_by_its_name) {
  EXPECT_EQ(refusal({{"state", "OPEN"}}), "query.state /state");
  EXPECT_EQ(refusal({{"state", "DRAFT,"}}), "query.state /state");
  EXPECT_EQ(refusal({{"state", ""}}), "query.state /state");
  EXPECT_EQ(refusal({{"state", std::string(400, ',')}}), "query.state /state");
  EXPECT_EQ(refusal({{"type", "standard"}}), "query.type /type");
  EXPECT_EQ(refusal({{"channel", "fax"}}), "query.channel /channel");
  for (const auto* reason : {"", "other", "LEGAL"})
    EXPECT_EQ(refusal({{"hold_reason", reason}}), "query.hold_reason /hold_reason");
  EXPECT_EQ(refusal({{"line_id", "1"}}), "query.line_id /line_id");
  for (const auto& number : {std::string{}, std::string{"26%"}, std::string(33, '1')})
    EXPECT_EQ(refusal({{"q", number}}), "query.q /q");
  for (const auto* sort : {"", "-", "--due", "id", "due,risk"})
    EXPECT_EQ(refusal({{"sort", sort}}), "query.sort /sort");
  for (const auto* limit : {"", "0", "201", "1x", "-1", "99999999999999999999"})
    EXPECT_EQ(refusal({{"limit", limit}}), "query.limit /limit");
}

TEST(ListQuery, a_cursor_goes_on_in_its_own_order_only) {
  const ListMark mark{-5, "019aa9c0-7f3a-7d6e-8b63-1f6d3a9c2e11"};
  const auto text = cursor_text("-due", mark);
  EXPECT_LE(text.size(), 200);
  EXPECT_EQ(read_cursor("-due", text), mark);
  EXPECT_EQ(read_cursor("due", text).error().code, "query.after");
  EXPECT_EQ(read_cursor("-risk", text).error().code, "query.after");
  const auto query = read_case_query(asking({{"sort", "-due"}, {"after", text}}));
  ASSERT_TRUE(query);
  EXPECT_EQ(query->after, mark);
  EXPECT_EQ(refusal({{"after", text}}), "query.after /after");
}

TEST(ListQuery, what_is_no_cursor_is_refused) {
  const auto made = [](std::string_view plain) { return to_base64url(as_bytes(plain)); };
  for (const auto& text :
       {std::string{}, std::string{"x"}, std::string{"%"}, std::string(201, 'A'),
        made("due"), made("due."), made("due.1"), made("due.1."), made("due.x.a"),
        made("due.1.A B"), made("due.1.a'b"), made("due.99999999999999999999.a"),
        made("due1.a"), made("due.1." + std::string(65, 'a'))})
    EXPECT_EQ(read_cursor("due", text).error().code, "query.after") << text;
}

TEST(ListQuery, refunds_are_asked_for_by_state) {
  const auto query = read_refund_query(asking({{"state", "RETURNED"}, {"limit", "3"}}));
  ASSERT_TRUE(query);
  EXPECT_EQ(query->state, RefundState::returned);
  EXPECT_EQ(query->limit, 3);
  EXPECT_EQ(read_refund_query(asking({{"state", "LOST"}})).error().code, "query.state");
}

}  // namespace
}  // namespace signoff
