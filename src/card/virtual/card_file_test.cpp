// SPDX-License-Identifier: Apache-2.0
#include "card/virtual/card_file.h"

#include "card/virtual/virtual_card.h"
#include "evidence/outside_tool.h"

#include <gtest/gtest.h>

namespace signoff::uicc {
namespace {

template <class T>
std::string code_of(const Result<T>& result) {
  return result ? "" : result.error().code + ":" + result.error().detail;
}

TEST(CardFile, a_few_words_make_a_card) {
  const auto image = read_card_image(R"({
    "eid": "89049032123451234512345678901235",
    "profiles": [
      {"iccid": "89860012345678901234", "state": "enabled", "name": "Data",
       "imsi": "460001234567890", "rules": ["no_delete"],
       "notify": [{"events": ["enable", "delete"], "address": "smdp.example"}]},
      {"iccid": "8986001"}]})");
  ASSERT_TRUE(image) << code_of(image);
  const auto& profiles = image->euicc->profiles;
  ASSERT_EQ(profiles.size(), 2u);
  EXPECT_EQ(profiles[0].info.state, rsp::ProfileState::enabled);
  EXPECT_EQ(profiles[0].info.rules, rsp::policy_rule::kNoDeletion);
  EXPECT_EQ(profiles[0].info.targets[0].events, rsp::event::kEnable | rsp::event::kDelete);
  EXPECT_EQ(profiles[0].sim.imsi, "460001234567890");
  EXPECT_EQ(to_hex(profiles[0].info.aid), "a0000005591010ffffffff8900001000");
  EXPECT_EQ(to_hex(profiles[1].info.aid), "a0000005591010ffffffff8900001100");
  EXPECT_EQ(profiles[1].info.state, rsp::ProfileState::disabled);
}

TEST(CardFile, what_is_wrong_is_named) {
  EXPECT_EQ(code_of(read_card_image("{")), "card_image.json:");
  EXPECT_EQ(code_of(read_card_image("[]")), "card_image.member:an object");
  EXPECT_EQ(code_of(read_card_image(R"({"eid": 7})")), "card_image.member:eid");
  EXPECT_EQ(code_of(read_card_image(R"({"eids": ""})")), "card_image.member:eids");
  EXPECT_EQ(code_of(read_card_image(R"({"profiles": [{"iccid": "x"}]})")),
            "card_image.member:iccid");
  EXPECT_EQ(code_of(read_card_image(R"({"profiles": [{"iccid": "89", "state": "on"}]})")),
            "card_image.member:state");
  EXPECT_EQ(code_of(read_card_image(R"({"profiles": [{"iccid": "89"}, {"iccid": "89"}]})")),
            "card_image.member:profiles: one twice");
  EXPECT_EQ(code_of(read_card_image(R"({"sim": {"iccid": "89", "imsi": "46000x"}})")),
            "card_image.member:imsi");
  EXPECT_EQ(
      code_of(read_card_image(R"({"sim": {"iccid": "89", "pin1": {"digits": "12"}}})")),
      "card_image.member:digits");
  EXPECT_EQ(code_of(read_card_image(R"({"notifications": {"1": "MAA"}})")),
            "card_image.member:notifications");
}

TEST(CardFile, a_file_without_a_place_on_the_card_is_refused) {
  const auto made = [](std::string_view files) {
    const auto image =
        read_card_image(R"({"sim": {"iccid": "89", "files": )" + std::string{files} + "}}");
    return code_of(VirtualCard::make(*image));
  };
  EXPECT_EQ(made(R"({"3f00/7f10/6f3a": ["41"]})"), "");
  EXPECT_EQ(made(R"({"3f00/7f10/6f99": ["41"]})"), "card_image.no_file:3f00/7f10/6f99");
  EXPECT_EQ(made(R"({"3f00/7f10": ["41"]})"), "card_image.no_file:3f00/7f10");
  EXPECT_EQ(made(R"({"3f00/2fe2": ["0102030405060708091011"]})"),
            "card_image.file_size:3f00/2fe2");
  EXPECT_EQ(made(R"({"3f00/2fe2": ["01", "02"]})"), "card_image.file_size:3f00/2fe2");
}

TEST(CardFile, a_card_is_written_whole_and_for_its_owner_alone) {
  const TestDirectory directory;
  const std::filesystem::path file = directory / "card.json";
  EXPECT_EQ(read_card_file(file).error().fault, Fault::not_found);
  SimImage sim;
  sim.iccid = "8986001";
  const CardImage image{std::nullopt, sim};
  ASSERT_TRUE(write_card_file(file, image));
  EXPECT_EQ(read_card_file(file).value(), image);
  EXPECT_EQ(std::filesystem::status(file).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_FALSE(std::filesystem::exists(directory / "card.json.new"));
  EXPECT_EQ(code_of(write_card_file(directory / "no/where", image)),
            "card_image.unwritten:" + (directory / "no/where"));
}

}  // namespace
}  // namespace signoff::uicc
