// SPDX-License-Identifier: Apache-2.0
#include "cli/card_sentences.h"

#include "cli/console.h"

#include <gtest/gtest.h>
#include <set>

namespace signoff::cli {
namespace {

TEST(card_sentences, are_in_both_languages_and_each_code_once) {
  std::set<std::string_view> seen;
  bool has_prefix = false;
  for (const auto& row : card_sentences()) {
    EXPECT_TRUE(seen.insert(row.code).second) << row.code;
    EXPECT_FALSE(row.en.empty() || row.zh.empty()) << row.code;
    EXPECT_FALSE(row.en.ends_with('.')) << row.code;
    EXPECT_FALSE(row.zh.ends_with("。")) << row.code;
    // A beginning would hide every whole code behind it.
    has_prefix = has_prefix || row.code.ends_with('.');
    EXPECT_EQ(row.code.ends_with('.'), has_prefix) << row.code;
  }
}

TEST(card_sentences, stand_before_the_code_in_what_is_said) {
  const Failure failure{{Fault::conflict, "card.last_try", ""}, {}, {}, {}, {}};
  EXPECT_NE(failure_text(failure, {Language::en, false}).find("One try is left"),
            std::string::npos);
  EXPECT_NE(failure_text(failure, {Language::zh, false}).find("PIN 只剩一次机会"),
            std::string::npos);
  const Failure family{{Fault::bad_input, "tlv.cut", ""}, {}, {}, {}, {}};
  EXPECT_EQ(failure_text(family, {Language::en, false}),
            "signoff: The card's answer cannot be read (tlv.cut)\n");
}

TEST(card_sentences, keep_what_a_card_calls_it_behind_the_code) {
  const Failure failure{{Fault::not_found, "card.no_file", "SELECT: 6A82"}, {}, {}, {}, {}};
  EXPECT_EQ(failure_text(failure, {Language::zh, false}),
            "signoff: 卡上没有此文件 (card.no_file; SELECT: 6A82)\n");
  const Failure named{{Fault::not_found, "smdp.ca_file", "ci.pem"}, {}, {}, {}, {}};
  EXPECT_EQ(failure_text(named, {Language::zh, false}),
            "signoff: 无法读取根证书文件：ci.pem (smdp.ca_file)\n");
}

}  // namespace
}  // namespace signoff::cli
