// SPDX-License-Identifier: Apache-2.0
#include "policy/message_match.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <filesystem>

namespace signoff {
namespace {

Pack cn_pack() { return *load_pack(std::filesystem::path{SIGNOFF_POLICIES} / "cn.toml"); }

TEST(MessageMatch, folding_drops_what_copying_changes) {
  EXPECT_EQ(folded("Ａｂ　C，1\n"), "abc,1");
  EXPECT_EQ(folded("终止\xC2\xA0号码。"), "终止号码.");
  EXPECT_EQ(folded("\xff"), "\xff");
}

TEST(MessageMatch, every_text_of_the_catalogue_is_worded_like_ours) {
  const auto pack = cn_pack();
  for (const auto& message : message_catalogue()) {
    if (message.id == MessageId::relying_party) continue;
    for (const auto language : {Language::en, Language::zh}) {
      const auto text = language == Language::zh ? message.zh : message.en;
      std::vector<Param> params;
      for (const auto name : names_in(text)) params.push_back({name, "A1，b 2"});
      const auto filled = fill(text, params);
      EXPECT_TRUE(is_worded_like_ours(pack, filled)) << filled;
      const auto sent = with_sender(pack, language, filled);
      EXPECT_TRUE(is_worded_like_ours(pack, sent)) << sent;
      // A text that ends with a value ends with anything.
      EXPECT_EQ(is_worded_like_ours(pack, sent + " now"), text.ends_with('}'))
          << message.key;
      EXPECT_TRUE(suspicions(pack, with_sender(pack, language,
                                               fill(text,
                                                    [&] {
                                                      auto own = params;
                                                      for (auto& one : own)
                                                        if (one.name == "hotline")
                                                          one.value = pack.place.hotline;
                                                      return own;
                                                    }())))
                      .empty())
          << sent;
    }
  }
}

TEST(MessageMatch, a_gap_holds_something_and_the_ends_are_ends) {
  EXPECT_TRUE(is_worded_like("a{x}b", "a1b"));
  EXPECT_TRUE(is_worded_like("a{x}b", "abbb"));
  EXPECT_FALSE(is_worded_like("a{x}b", "ab"));
  EXPECT_FALSE(is_worded_like("a{x}b", "a1bc"));
  EXPECT_FALSE(is_worded_like("a{x}b", "ca1b"));
  EXPECT_TRUE(is_worded_like("{x}", "1"));
  EXPECT_FALSE(is_worded_like("{x}", " "));
  EXPECT_TRUE(is_worded_like("a", "A"));
  EXPECT_FALSE(is_worded_like("a", ""));
}

TEST(MessageMatch, case_numbers_are_found_once_each_and_few) {
  EXPECT_EQ(case_numbers_in("编号2611-0042317-8，2611-0042317-8"),
            std::vector<std::string>{"2611-0042317-8"});
  EXPECT_TRUE(case_numbers_in("2611 0042317 8").empty());
  std::string many;
  for (int i = 0; i < 9; ++i) many += "2611-004231" + std::to_string(i) + "-8 ";
  EXPECT_EQ(case_numbers_in(many).size(), 4u);
}

TEST(MessageMatch, a_number_that_begins_like_the_hotline_is_not_the_hotline) {
  const auto pack = cn_pack();
  const auto calls = [&](const std::string& number) {
    return suspicions(pack, "请致电" + number + "。") ==
           std::vector{Suspicion::foreign_number};
  };
  EXPECT_FALSE(calls(pack.place.hotline));
  EXPECT_TRUE(calls(pack.place.hotline + "8666"));
  EXPECT_TRUE(calls(pack.place.hotline + "-8666"));
}

RC_GTEST_PROP(MessageMatch, any_bytes_are_read, (const std::string& text)) {
  static const auto pack = cn_pack();
  (void)is_worded_like_ours(pack, text);
  (void)suspicions(pack, text);
  RC_ASSERT(folded(folded(text)) == folded(text));
}

}  // namespace
}  // namespace signoff
