// SPDX-License-Identifier: Apache-2.0
#include "connectors/mail/contract.h"
#include "connectors/mail/fake_mail.h"
#include "connectors/mail/mail_address.h"
#include "connectors/mail/mime.h"
#include "connectors/mail/smtp_gateway.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <algorithm>

namespace signoff {
namespace {

class FakeUnderContract final : public MailUnderContract {
 public:
  MailGateway& gateway() override { return fake_; }
  std::vector<Kept> kept(const std::string& to) override {
    std::vector<Kept> found;
    for (const Mail& mail : fake_.delivered())
      if (mail.to == to) found.push_back({mail.subject, mail.text, mail.attachments});
    return found;
  }
  void refuse(const std::string& address) override { fake_.refuse(address); }
  void go_away() override {
    fake_.trouble = [](std::string_view) { return Trouble::refuse_before; };
  }

 private:
  FakeMail fake_;
};

INSTANTIATE_TEST_SUITE_P(fake, MailContract, testing::Values(MakeMail{[] {
                           return std::make_unique<FakeUnderContract>();
                         }}));

const MailAddress kFrom = *MailAddress::parse("noreply@signoff.test");

TEST(MailAddress, ordinary_addresses_pass) {
  for (const char* text :
       {"a@b", "li.ming+sim@mail.example.test", "o'neil@xn--fiq228c.test", "1@1.test",
        "A_b-c@sub-domain.example.test"})
    EXPECT_TRUE(MailAddress::parse(text)) << text;
  EXPECT_EQ(MailAddress::parse("a@b.test")->domain(), "b.test");
}

TEST(MailAddress, everything_else_is_refused) {
  const std::vector<std::string> wrong{"",
                                       "@",
                                       "a@",
                                       "@b",
                                       "a",
                                       "a@b@c",
                                       "a b@c",
                                       ".a@b",
                                       "a.@b",
                                       "a..b@c",
                                       "a@-b",
                                       "a@b-",
                                       "a@b..c",
                                       "a@.b",
                                       "a@b.",
                                       "\"a\"@b",
                                       "a@[127.0.0.1]",
                                       "a@b\r\nX: y",
                                       "a\n@b",
                                       "<a@b>",
                                       "李@b.test",
                                       "a@b_c",
                                       std::string(65, 'a') + "@b",
                                       "a@" + std::string(64, 'b'),
                                       std::string("a\0@b", 4)};
  for (const auto& text : wrong) {
    ASSERT_FALSE(MailAddress::parse(text)) << text;
    EXPECT_EQ(MailAddress::parse(text).error().code, "mail.address");
  }
}

TEST(Mime, a_plain_mail_reads_as_the_standard_says) {
  const Mail mail{"li@example.test", "Goodbye", "Hi\n", "case-1", {}};
  const auto mime = to_mime(mail, kFrom, *parse_instant("2026-11-21T20:44:43Z"));
  ASSERT_TRUE(mime);
  EXPECT_EQ(*mime,
            "Date: Sat, 21 Nov 2026 20:44:43 +0000\r\n"
            "From: <noreply@signoff.test>\r\n"
            "To: <li@example.test>\r\n"
            "Message-ID: <case-1@signoff.test>\r\n"
            "Subject: Goodbye\r\n"
            "Auto-Submitted: auto-generated\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: base64\r\n\r\n"
            "SGkNCg==\r\n");
}

TEST(Mime, a_repeated_mail_has_the_same_message_id) {
  Mail mail{"li@example.test", "x", "y", "<a.b@c.test>", {}};
  const auto first = to_mime(mail, kFrom, Instant{});
  EXPECT_NE(first->find("Message-ID: <a.b@c.test>\r\n"), first->npos);
  EXPECT_EQ(first, to_mime(mail, kFrom, Instant{}));
}

TEST(Mime, what_is_too_long_is_refused) {
  Mail mail{"li@example.test", "x", std::string(kMailTextMax + 1, 'x'), "a", {}};
  EXPECT_EQ(to_mime(mail, kFrom, Instant{}).error().code, "mail.too_long");
  mail.text = "x";
  mail.attachments.assign(kAttachmentsMax + 1, {"a", "text/plain", ""});
  EXPECT_EQ(to_mime(mail, kFrom, Instant{}).error().code, "mail.too_long");
  mail.attachments.clear();
  mail.subject = std::string(501, 'x');
  EXPECT_EQ(to_mime(mail, kFrom, Instant{}).error().code, "mail.subject");
}

bool lines_are_sound(std::string_view mime) {
  std::size_t begin = 0;
  while (begin < mime.size()) {
    const auto end = mime.find("\r\n", begin);
    if (end == mime.npos || end - begin > 998) return false;
    const auto line = mime.substr(begin, end - begin);
    if (line.find_first_of("\r\n") != line.npos) return false;
    begin = end + 2;
  }
  return true;
}

// Texts of pieces that matter to the format, all of them UTF-8.
rc::Gen<std::string> nasty_text() {
  const auto piece = rc::gen::elementOf(std::vector<std::string>{
      "a", " ", "号", "👋", "\r\n", "\n", ".", "=?", "--", ":", "<", "\"", "%"});
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                      [](const std::vector<std::string>& pieces) {
                        std::string text;
                        for (const auto& one : pieces) text += one;
                        return text;
                      });
}

RC_GTEST_PROP(Mime, whatever_the_caller_says_every_line_is_sound, ()) {
  const auto subject = *nasty_text();
  const auto text = *nasty_text();
  const Mail mail{"a@b", subject, text, "id", {{"x" + subject, "text/plain", text}}};
  const auto mime = to_mime(mail, kFrom, Instant{});
  if (!mime) {
    RC_ASSERT(subject.find('\n') != subject.npos || subject.size() > 100);
    return;
  }
  RC_ASSERT(lines_are_sound(*mime));
  const auto header = mime->substr(0, mime->find("\r\n\r\n"));
  RC_ASSERT(std::ranges::all_of(header, [](char c) { return (c & 0x80) == 0; }));
}

TEST(Mime, a_long_chinese_subject_is_folded_between_characters) {
  std::string subject;
  for (int i = 0; i < 100; ++i) subject += "注";
  const auto mime = to_mime({"a@b", subject, "", "id", {}}, kFrom, Instant{});
  ASSERT_TRUE(mime);
  const auto field = mime->substr(mime->find("Subject: "));
  for (std::size_t at = 0; at < field.find("Auto-"); at = field.find("\r\n", at) + 2)
    EXPECT_LE(field.find("\r\n", at) - at, 86u);
  EXPECT_TRUE(lines_are_sound(*mime));
}

TEST(SmtpGateway, settings_without_protection_are_refused) {
  SystemClock clock;
  SmtpSettings settings;
  settings.from = "noreply@signoff.test";
  settings.host = "mail.example.test";
  settings.plain = true;
  EXPECT_EQ(SmtpGateway::make(settings, clock).error().code, "mail.settings");
  settings.plain = false;
  EXPECT_TRUE(SmtpGateway::make(settings, clock));
  settings.from = "nobody";
  EXPECT_EQ(SmtpGateway::make(settings, clock).error().code, "mail.address");
}

}  // namespace
}  // namespace signoff
