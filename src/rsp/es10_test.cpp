// SPDX-License-Identifier: Apache-2.0
#include "rsp/es10.h"

#include "rsp/es10_answers.h"
#include "rsp/test_words.h"

#include <gtest/gtest.h>

namespace signoff::rsp {
namespace {

const ProfileRef kByIccid = ProfileIccid{"89860012345678901234"};
const ProfileRef kByAid = IsdpAid{{0xa0, 0x00, 0x00, 0x05, 0x59, 0x10, 0x10}};

ProfileInfo some_profile() {
  ProfileInfo profile;
  profile.iccid = "89860012345678901234";
  profile.aid = std::get<IsdpAid>(kByAid).octets;
  profile.state = ProfileState::enabled;
  profile.nickname = "旅行";
  profile.provider = "Example";
  profile.name = "Data";
  profile.icon = {1, 2, 3};
  profile.of_class = ProfileClass::test;
  profile.targets = {{event::kDelete | event::kDisable, "smdp.example"}};
  profile.owner = ProfileOwner{{0x00, 0xf1, 0x10}, {0x01}, {}};
  profile.rules = policy_rule::kNoDeletion;
  return profile;
}

TEST(Es10Request, each_has_the_octets_of_the_specification) {
  EXPECT_EQ(to_hex(encode(GetEid{})), "bf3e035c015a");
  EXPECT_EQ(to_hex(encode(DeleteProfile{kByIccid})), "bf330c5a0a98680021436587092143");
  EXPECT_EQ(to_hex(encode(EnableProfile{kByIccid, true})),
            "bf3111a00c5a0a986800214365870921438101ff");
  EXPECT_EQ(to_hex(encode(DisableProfile{kByAid, false})),
            "bf320ea0094f07a0000005591010810100");
  EXPECT_EQ(to_hex(encode(RetrieveNotifications{7, event::kAll})), "bf2b05a003800107");
  EXPECT_EQ(to_hex(encode(RemoveNotification{200})), "bf3004800200c8");
  EXPECT_EQ(to_hex(encode(ResetMemory{reset_option::kOperationalProfiles})),
            "bf3404"
            "82020780");
  EXPECT_EQ(to_hex(encode(ListNotifications{})), "bf2800");
}

TEST(Es10Request, every_request_is_read_as_it_was_written) {
  const std::vector<Request> requests{
      GetInfo1{},
      GetInfo2{},
      GetEid{},
      ListProfiles{},
      ListProfiles{kByIccid, std::nullopt, {0x5a, 0x9f, 0x70}},
      ListProfiles{std::nullopt, ProfileClass::operational, {}},
      EnableProfile{kByIccid, false},
      DisableProfile{kByAid, true},
      DeleteProfile{kByAid},
      SetNickname{"8986001234567890123", "Ferien"},
      ResetMemory{reset_option::kOperationalProfiles | reset_option::kDefaultAddress},
      GetAddresses{},
      SetDefaultAddress{"smdp.example"},
      SetDefaultAddress{""},
      ListNotifications{event::kDelete},
      RetrieveNotifications{},
      RetrieveNotifications{std::nullopt, event::kDelete},
      RetrieveNotifications{99, event::kAll},
      RemoveNotification{0}};
  for (const auto& request : requests) {
    const auto read = decode_request(encode(request));
    ASSERT_TRUE(read) << request.index() << read.error().code;
    EXPECT_EQ(*read, request) << request.index();
  }
}

TEST(Es10Request, what_a_card_cannot_mean_is_refused) {
  EXPECT_EQ(code_of(decode_request(hex("bf2100"))), "es10.function");
  EXPECT_EQ(code_of(decode_request(hex("bf3300"))), "es10.field");
  EXPECT_EQ(code_of(decode_request(hex("bf33035a0189"))), "es10.field");
  EXPECT_EQ(code_of(decode_request(hex("bf330c5a0affffffffffffffffffff"))), "es10.field");
  EXPECT_EQ(code_of(decode_request(hex("bf3105a0008101ff"))), "es10.field");
  EXPECT_EQ(code_of(decode_request(hex("bf3e035c0180"))), "es10.field");
  EXPECT_EQ(code_of(decode_request(hex("bf3000"))), "tlv.number");
}

TEST(Es10Answer, a_profile_comes_back_whole_when_all_tags_are_asked_for) {
  const auto all = hex("5a4f9f70909192939495b6b799");
  const auto profiles = read_profiles(encode_profiles({some_profile()}, all));
  ASSERT_TRUE(profiles) << profiles.error().code;
  EXPECT_EQ(*profiles, std::vector{some_profile()});
}

TEST(Es10Answer, only_the_tags_asked_for_are_told) {
  const auto profiles = read_profiles(encode_profiles({some_profile()}, hex("5a9f70")));
  ASSERT_TRUE(profiles);
  ProfileInfo expected;
  expected.iccid = some_profile().iccid;
  expected.state = ProfileState::enabled;
  EXPECT_EQ(*profiles, std::vector{expected});

  const auto usual = read_profiles(encode_profiles({some_profile()}, {}));
  ASSERT_TRUE(usual);
  EXPECT_EQ(usual->front().name, "Data");
  EXPECT_TRUE(usual->front().targets.empty());
}

TEST(Es10Answer, a_list_of_profiles_has_no_sequence_around_its_items) {
  const auto answer = encode_profiles({some_profile()}, hex("5a"));
  EXPECT_EQ(to_hex(answer), "bf2d10a00ee30c5a0a98680021436587092143");
}

TEST(Es10Answer, a_refused_list_says_why) {
  EXPECT_EQ(code_of(read_profiles(encode_profiles_error(Outcome::busy))), "euicc.busy");
  EXPECT_EQ(code_of(read_profiles(encode_profiles_error(Outcome::failed))), "euicc.failed");
  EXPECT_EQ(code_of(read_profiles(hex("bf2d00"))), "es10.field");
  EXPECT_EQ(code_of(read_profiles(hex("bf2d06a004e3029501"))), "tlv.cut");
  EXPECT_EQ(code_of(read_profiles(hex("bf2d07a005e303950109"))), "es10.field");
}

TEST(Es10Answer, numbers_mean_what_their_function_says) {
  EXPECT_EQ(to_hex(encode_outcome(function::kDelete, Outcome::done)), "bf3303800100");
  EXPECT_EQ(read_outcome(function::kDelete, hex("bf3303800103")).value(),
            Outcome::forbidden);
  EXPECT_EQ(read_outcome(function::kResetMemory, hex("bf3403800101")).value(),
            Outcome::not_found);
  EXPECT_EQ(read_outcome(function::kDelete, hex("bf330380017f")).value(), Outcome::failed);
  EXPECT_EQ(read_outcome(function::kDelete, hex("bf3303800163")).value(), Outcome::failed);
  EXPECT_EQ(code_of(read_outcome(function::kEnable, hex("bf3303800100"))),
            "tlv.unexpected");
  EXPECT_EQ(judged(Outcome::forbidden).error().fault, Fault::forbidden);
  EXPECT_EQ(judged(Outcome::failed).error().fault, Fault::unknown);
}

TEST(Es10Answer, what_the_card_is_comes_back) {
  const Info2 info{"2.1.0",  "2.2.2", "1.0.3", 2,    300'000, 8'000,
                   {{1, 2}}, {{3}},   1,       0x20, "1.0.0", "XX-00-UP-0000"};
  EXPECT_EQ(read_info2(encode(info)).value(), info);
  const Info1 less{"2.2.2", {{1, 2}, {5}}, {{3}}};
  EXPECT_EQ(read_info1(encode(less)).value(), less);
  EXPECT_EQ(read_eid(encode_eid("89049032123451234512345678901235")).value(),
            "89049032123451234512345678901235");
  EXPECT_EQ(code_of(read_eid(hex("bf3e035a0189"))), "es10.field");
  const Addresses addresses{"", "lpa.ds.gsma.com"};
  EXPECT_EQ(read_addresses(encode(addresses)).value(), addresses);
}

TEST(Es10Answer, notifications_are_listed_and_handed_on_byte_for_byte) {
  const std::vector<NotificationMetadata> list{{1, event::kDisable, "a.example", "8986001"},
                                               {300, event::kDelete, "b.example", ""}};
  EXPECT_EQ(read_notification_list(encode_notification_list(list)).value(), list);

  const std::vector<Bytes> pending{hex("3003020101"), hex("bf370102"), hex("30810101")};
  EXPECT_EQ(read_pending(encode_pending(pending)).value(), pending);
  EXPECT_TRUE(read_pending(hex("bf2b03810101")).value().empty());
  EXPECT_EQ(code_of(read_pending(hex("bf2b0381017f"))), "euicc.failed");
}

}  // namespace
}  // namespace signoff::rsp
