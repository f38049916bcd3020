// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/messages.h"

#include <gtest/gtest.h>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace signoff {

// A gateway together with the far side it speaks to, as the contract needs them.
class MailUnderContract {
 public:
  struct Kept {
    std::string subject;
    std::string text;
    std::vector<Attachment> attachments;
  };
  virtual ~MailUnderContract() = default;
  virtual MailGateway& gateway() = 0;
  // What the far side has taken for `to`, oldest first.
  virtual std::vector<Kept> kept(const std::string& to) = 0;
  // The far side refuses this address from now on.
  virtual void refuse(const std::string& address) = 0;
  virtual void go_away() = 0;
};

using MakeMail = std::function<std::unique_ptr<MailUnderContract>()>;

// What every MailGateway promises. Instantiated for the fake and for SMTP against the lab's
// mail sink.
class MailContract : public testing::TestWithParam<MakeMail> {
 protected:
  void SetUp() override { far_ = GetParam()(); }
  static Mail some_mail() {
    return {"li@example.test",
            "号码 138****8888 已注销",
            "您好，\r\n您的号码已注销 👋\r\n.\r\n",
            "case-1.final@signoff.test",
            {}};
  }
  std::unique_ptr<MailUnderContract> far_;
};

TEST_P(MailContract, subject_text_and_attachments_arrive_whole) {
  auto mail = some_mail();
  mail.attachments = {
      {"凭证 (1).pdf", "application/pdf", std::string("%PDF\0\r\n.\r\n\xff", 11)},
      {"voucher.jws", "application/jose", std::string(100'000, 'e')}};
  ASSERT_TRUE(far_->gateway().send(mail));
  const auto kept = far_->kept(mail.to);
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].subject, mail.subject);
  EXPECT_EQ(kept[0].text, mail.text);
  ASSERT_EQ(kept[0].attachments.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(kept[0].attachments[i].name, mail.attachments[i].name);
    EXPECT_EQ(kept[0].attachments[i].media_type, mail.attachments[i].media_type);
    EXPECT_EQ(kept[0].attachments[i].content, mail.attachments[i].content);
  }
}

TEST_P(MailContract, nobody_writes_a_header_of_their_own) {
  const std::vector<std::function<void(Mail&)>> tricks{
      [](Mail& m) { m.to = "a@b.test>\r\nRCPT TO:<c@d.test"; },
      [](Mail& m) { m.to = "a@b.test, c@d.test"; },
      [](Mail& m) { m.subject = "hi\r\nBcc: c@d.test"; },
      [](Mail& m) { m.message_id = "x>\r\nBcc: c@d.test"; },
      [](Mail& m) { m.attachments = {{"a\r\nB: c", "text/plain", ""}}; },
      [](Mail& m) { m.attachments = {{"a", "text/plain\r\nB: c", ""}}; },
      [](Mail& m) { m.text = "\xff"; }};
  for (const auto& trick : tricks) {
    auto mail = some_mail();
    trick(mail);
    const auto sent = far_->gateway().send(mail);
    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error().fault, Fault::bad_input);
  }
  EXPECT_TRUE(far_->kept("c@d.test").empty());
}

TEST_P(MailContract, a_refused_address_is_refused_for_good) {
  far_->refuse("li@example.test");
  const auto sent = far_->gateway().send(some_mail());
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().fault, Fault::bad_input);
  EXPECT_EQ(sent.error().code, "mail.refused");
}

TEST_P(MailContract, nothing_is_taken_while_the_far_side_is_away) {
  far_->go_away();
  const auto sent = far_->gateway().send(some_mail());
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().fault, Fault::unavailable);
}

}  // namespace signoff
