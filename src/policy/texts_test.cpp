// SPDX-License-Identifier: Apache-2.0
#include "policy/messages.h"
#include "policy/obligation_texts.h"

#include <gtest/gtest.h>
#include <set>

namespace signoff {
namespace {

using Names = std::set<std::string_view>;

Names names(std::string_view text) {
  const auto all = names_in(text);
  return {all.begin(), all.end()};
}

std::vector<Param> every_param(std::string_view text) {
  std::vector<Param> params;
  for (const auto name : names_in(text))
    params.push_back({name, "<" + std::string{name} + ">"});
  return params;
}

// What no text to a person may hold: links, and the word that means four things.
void expect_plain(std::string_view text) {
  for (const auto* banned : {"http", "www.", ".com", ".cn", "ancel", "取消", "点击"})
    EXPECT_EQ(text.find(banned), std::string_view::npos) << text;
}

// Chinese text has no English left over, but for what is English in Chinese too, and uses
// full-width marks.
void expect_written_chinese(std::string text) {
  const std::string whole = text;
  for (const auto name : names_in(whole)) {
    const auto braced = "{" + std::string{name} + "}";
    for (auto at = text.find(braced); at != std::string::npos; at = text.find(braced))
      text.erase(at, braced.size());
  }
  for (const auto* allowed : {"eSIM", "回复N"})
    if (const auto at = text.find(allowed); at != std::string::npos)
      text.erase(at, std::string_view{allowed}.size());
  for (const char c : text)
    EXPECT_FALSE((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == ',' || c == ':' ||
                 c == '?' || c == ';' || c == '(' || c == '!')
        << text;
}

TEST(Messages, the_whole_catalogue_renders_in_both_languages) {
  for (const auto& message : message_catalogue()) {
    EXPECT_EQ(names(message.en), names(message.zh)) << message.key;
    const auto params = every_param(message.en);
    for (const auto language : {Language::en, Language::zh}) {
      const auto text = render(message.id, language, params);
      EXPECT_FALSE(text.empty());
      EXPECT_EQ(text.find('{'), std::string::npos) << text;
      expect_plain(text);
      for (const auto& param : params)
        EXPECT_NE(text.find(param.value), std::string::npos) << message.key;
    }
    if (message.id != MessageId::relying_party)
      expect_written_chinese(std::string{message.zh});
  }
}

TEST(Messages, keys_are_different) {
  std::set<std::string_view> keys;
  for (const auto& message : message_catalogue())
    EXPECT_TRUE(keys.insert(message.key).second) << message.key;
}

TEST(Messages, a_code_names_its_act_and_warns) {
  for (const auto& message : message_catalogue()) {
    if (!names(message.en).contains("code")) continue;
    EXPECT_NE(message.en.find("Nobody from us will ever ask for it"),
              std::string_view::npos);
    EXPECT_NE(message.zh.find("任何人索取均为诈骗"), std::string_view::npos);
  }
}

TEST(Messages, the_code_text_reads_as_the_specification_says) {
  const std::vector<Param> params{
      {"code", "482913"}, {"number", "138****0000"}, {"until", "15:35"}};

  EXPECT_EQ(render(MessageId::code_terminate, Language::zh, params),
            "验证码482913，用于注销号码138****0000，15:35前有效。任何人索取均为诈骗。");
}

TEST(Messages, are_signed_by_the_operator) {
  const auto pack = load_pack(SIGNOFF_POLICIES "/cn.toml").value();

  EXPECT_EQ(with_sender(pack, Language::zh, "您好。"), "【星联】您好。");
  EXPECT_EQ(with_sender(pack, Language::en, "Hello."), "Xinglian: Hello.");
}

TEST(Text, values_are_never_read_as_names) {
  const std::vector<Param> params{{"a", "{b}\n"}, {"b", "x"}};

  EXPECT_EQ(fill("{a}-{b}", params), "{b} -x");
}

TEST(TextDeathTest, a_missing_parameter_is_our_own_mistake) {
  EXPECT_FALSE(fits("{a} {b}", std::vector<Param>{{"a", "1"}}));
  EXPECT_DEATH(fill("{a}", {}), "text.param_missing");
}

TEST(Obligations, every_text_and_option_renders_in_both_languages) {
  for (const auto& obligation : obligation_texts()) {
    EXPECT_EQ(names(obligation.en), names(obligation.zh)) << obligation.id;
    const auto params = every_param(obligation.en);
    const auto text = render_obligation(obligation, params, params);
    expect_plain(text.en);
    expect_plain(text.zh);
    expect_written_chinese(std::string{obligation.zh});
    std::set<std::string_view> ids;
    for (const auto& option : obligation.options) {
      EXPECT_TRUE(ids.insert(option.id).second) << option.id;
      EXPECT_EQ(names(option.en), names(option.zh)) << option.id;
      expect_plain(option.en);
      expect_written_chinese(std::string{option.zh});
      EXPECT_EQ(find_option(obligation, option.id), &option);
    }
  }
}

TEST(Obligations, what_is_settled_in_the_case_offers_ways_to_settle) {
  for (const auto& obligation : obligation_texts())
    EXPECT_TRUE(obligation.kind != ObligationClass::settle || !obligation.options.empty())
        << obligation.id;
}

TEST(Obligations, are_those_in_scope_each_once_and_in_order) {
  std::string all;
  for (const auto& obligation : obligation_texts())
    all += std::string{obligation.id.substr(3)} + " ";

  EXPECT_EQ(all,
            "01 02 03 04 05 06 07 08 10 11 12 13 14 15 16 17 18 21 22 23 24 25 31 32 33 36 "
            "39 44 51 ");
  EXPECT_EQ(find_obligation("OB-09"), nullptr);
  EXPECT_EQ(find_obligation("OB-14")->kind, ObligationClass::settle);
}

}  // namespace
}  // namespace signoff
