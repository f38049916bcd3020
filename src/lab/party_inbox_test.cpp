// SPDX-License-Identifier: Apache-2.0
#include "lab/party_inbox.h"

#include "connectors/parties/security_event.h"
#include "evidence/jws.h"

#include <gtest/gtest.h>
#include <stdlib.h>

namespace signoff::lab {
namespace {

constexpr std::string_view kIssuer = "https://op.example";
constexpr std::string_view kType = "application/secevent+jwt";

class PartyInboxTest : public testing::Test {
 protected:
  PartyInboxTest() {
    std::string name = std::filesystem::temp_directory_path() / "signoff-inbox-XXXXXX";
    EXPECT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    keys_ = KeyRing::open(folder_, "Operator", clock_).value();
    inbox_ = std::make_unique<PartyInbox>(
        std::string{kIssuer},
        std::vector<RelyingParty>{{"bank", "https://bank.example", ""},
                                  {"mail", "https://mail.example", ""}},
        *keys_, clock_, log_);
  }
  ~PartyInboxTest() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  std::string payload(std::string_view issuer = kIssuer,
                      std::string_view audience = "https://bank.example",
                      std::string_view jti = "one") const {
    LineNews news;
    news.kind = NewsKind::terminated;
    news.msisdn = Msisdn::parse("+8613800138000").value();
    news.jti = jti;
    return security_event_payload(news, issuer, audience, clock_.now());
  }
  std::string token(std::string_view claims, std::string_view typ = kSecurityEventTyp) {
    return sign_jws(keys_->current()->key, typ, claims);
  }
  std::string refusal(std::string_view token, std::string_view party = "bank",
                      std::string_view type = kType) {
    const auto taken = inbox_->take(party, type, token);
    return taken ? "" : taken.error().code;
  }

  std::filesystem::path folder_;
  ManualClock clock_{parse_instant("2026-11-28T02:16:00Z").value()};
  MessageLog log_;
  std::unique_ptr<KeyRing> keys_;
  std::unique_ptr<PartyInbox> inbox_;
};

TEST_F(PartyInboxTest, a_token_of_the_operator_is_taken_and_shown) {
  ASSERT_EQ(refusal(token(payload())), "");
  const auto shown = log_.newest("bank");
  ASSERT_EQ(shown.size(), 1u);
  EXPECT_EQ(shown[0].channel, "party");
  EXPECT_EQ(shown[0].text, payload());
  EXPECT_TRUE(log_.newest("mail").empty());
}

TEST_F(PartyInboxTest, a_token_that_comes_again_is_taken_once) {
  ASSERT_EQ(refusal(token(payload())), "");
  ASSERT_EQ(refusal(token(payload())), "");
  EXPECT_EQ(log_.added(), 1u);
  // The same jti at another party is another token.
  ASSERT_EQ(refusal(token(payload(kIssuer, "https://mail.example")), "mail"), "");
  EXPECT_EQ(log_.added(), 2u);
}

TEST_F(PartyInboxTest, what_another_key_signed_is_refused) {
  const auto forged = sign_jws(SigningKey::generate(), kSecurityEventTyp, payload());
  EXPECT_EQ(refusal(forged), "invalid_key");
  EXPECT_EQ(log_.added(), 0u);
}

TEST_F(PartyInboxTest, a_token_for_or_from_somebody_else_is_refused) {
  EXPECT_EQ(refusal(token(payload()), "mail"), "invalid_audience");
  EXPECT_EQ(refusal(token(payload("https://thief.example"))), "invalid_issuer");
  EXPECT_EQ(refusal(token(payload()), "nobody"), "party.unknown");
  EXPECT_EQ(log_.added(), 0u);
}

TEST_F(PartyInboxTest, what_is_no_security_event_is_refused) {
  for (const auto& bad :
       {std::string{}, std::string{"a.b.c"}, token(payload(), "voucher+jwt"), token("[]"),
        token("{}"), token(payload(kIssuer, "https://bank.example", ""))})
    EXPECT_EQ(refusal(bad), "invalid_request") << bad;
  EXPECT_EQ(refusal(token(payload()), "bank", "application/json"), "invalid_request");
  EXPECT_EQ(log_.added(), 0u);
}

}  // namespace
}  // namespace signoff::lab
