// SPDX-License-Identifier: Apache-2.0
#include "lab/mail_sink.h"

#include "connectors/mail/contract.h"
#include "connectors/mail/smtp_gateway.h"
#include "lab/loopback_certificate.h"

#include <gtest/gtest.h>
#include <fstream>

namespace signoff::lab {
namespace {

const LoopbackCertificate& certificate() {
  static const LoopbackCertificate made;
  return made;
}

Mail some_mail() {
  return {"li@example.test", "再见", "您好\r\n", "case-7@signoff.test", {}};
}

// A sink with STARTTLS, its log, and settings of a gateway that may use it.
struct Office {
  Office() : Office{MailSinkSettings{}} {}
  explicit Office(MailSinkSettings settings) {
    settings.certificate_file = certificate().file();
    settings.key_file = certificate().key_file();
    sink = *MailSink::start(settings, clock, log);
  }
  SmtpSettings settings() const {
    SmtpSettings s;
    s.port = sink->port();
    s.from = "noreply@signoff.test";
    s.ca_file = certificate().file();
    s.call_deadline = Duration{5'000};
    return s;
  }
  Result<void> send(const SmtpSettings& s, const Mail& mail = some_mail()) const {
    return (*SmtpGateway::make(s, clock))->send(mail);
  }

  SystemClock clock;
  MessageLog log;
  std::unique_ptr<MailSink> sink;
};

class SinkUnderContract final : public MailUnderContract {
 public:
  MailGateway& gateway() override { return *gateway_; }
  std::vector<Kept> kept(const std::string& to) override {
    std::vector<Kept> found;
    for (const KeptMail& mail : office_.sink->kept())
      if (mail.to == std::vector{to})
        found.push_back({mail.mail.subject, mail.mail.text, mail.mail.attachments});
    return found;
  }
  void refuse(const std::string& address) override { office_.sink->refuse(address, 550); }
  void go_away() override { office_.sink.reset(); }

 private:
  Office office_;
  std::unique_ptr<SmtpGateway> gateway_ =
      *SmtpGateway::make(office_.settings(), office_.clock);
};

INSTANTIATE_TEST_SUITE_P(lab, MailContract, testing::Values(MakeMail{[] {
                           return std::make_unique<SinkUnderContract>();
                         }}));

TEST(SmtpGateway, a_server_with_a_strange_certificate_gets_no_mail) {
  const Office office;
  const LoopbackCertificate other;
  auto settings = office.settings();
  settings.ca_file = other.file();
  const auto sent = office.send(settings);
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().fault, Fault::unavailable);
  EXPECT_EQ(sent.error().code, "mail.tls");
  EXPECT_TRUE(office.sink->kept().empty());
}

TEST(SmtpGateway, a_certificate_for_another_name_is_refused) {
  const Office office;
  auto settings = office.settings();
  settings.host = "localhost";  // The certificate names 127.0.0.1 only.
  const auto sent = office.send(settings);
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().code, "mail.tls");
}

TEST(SmtpGateway, a_server_without_starttls_gets_no_mail_unless_loopback_plain_is_set) {
  SystemClock clock;
  MessageLog log;
  const auto sink = *MailSink::start({}, clock, log);
  SmtpSettings settings;
  settings.port = sink->port();
  settings.from = "noreply@signoff.test";
  const auto refused = (*SmtpGateway::make(settings, clock))->send(some_mail());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "mail.tls");
  EXPECT_TRUE(sink->kept().empty());
  settings.plain = true;
  EXPECT_TRUE((*SmtpGateway::make(settings, clock))->send(some_mail()));
  EXPECT_EQ(sink->kept().size(), 1u);
}

TEST(SmtpGateway, a_password_opens_the_door_and_a_wrong_one_does_not) {
  MailSinkSettings sink;
  sink.user = "signoff";
  sink.password = "p@ss word";
  const Office office{sink};
  auto settings = office.settings();
  EXPECT_EQ(office.send(settings).error().fault, Fault::unavailable);
  settings.user = "signoff";
  settings.password = "wrong";
  const auto refused = office.send(settings);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "mail.login_refused");
  EXPECT_EQ(refused.error().fault, Fault::unavailable);
  settings.password = "p@ss word";
  EXPECT_TRUE(office.send(settings));
}

TEST(SmtpGateway, a_full_mailbox_is_tried_again_later) {
  const Office office;
  office.sink->refuse("li@example.test", 452);
  const auto sent = office.send(office.settings());
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().fault, Fault::unavailable);
  EXPECT_EQ(sent.error().code, "mail.later");
}

TEST(SmtpGateway, a_mail_too_long_for_the_server_is_refused_for_good) {
  MailSinkSettings sink;
  sink.mail_max = 2'000;
  const Office office{sink};
  auto mail = some_mail();
  mail.text = std::string(5'000, 'x');
  const auto sent = office.send(office.settings(), mail);
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().fault, Fault::bad_input);
}

TEST(SmtpGateway, a_connection_lost_after_the_text_leaves_doubt) {
  const Office office;
  office.sink->hang_up_after_data();
  const auto sent = office.send(office.settings());
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().fault, Fault::unknown);
  EXPECT_EQ(office.sink->kept().size(), 1u) << "it had gone";
}

TEST(MailSink, mail_is_logged_under_its_receiver) {
  const Office office;
  ASSERT_TRUE(office.send(office.settings()));
  const auto logged = office.log.newest("li@example.test");
  ASSERT_EQ(logged.size(), 1u);
  EXPECT_EQ(logged[0].channel, "mail");
  EXPECT_EQ(logged[0].text, "您好\r\n");
  EXPECT_EQ(office.sink->kept()[0].mail.message_id, "<case-7@signoff.test>");
  EXPECT_EQ(office.sink->kept()[0].from, "noreply@signoff.test");
}

TEST(MailSink, the_curl_program_can_send_to_it) {
  const Office office;
  const auto file = certificate().folder() + "/mail.eml";
  std::ofstream{file} << "Subject: =?utf-8?Q?Sch=C3=B6n_?= =?utf-8?B?5YaN6KeB?=\r\n"
                         "Content-Type: text/plain\r\n"
                         "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
                         ".a line with a dot=0D=0A=\r\ngoes on =E5=8F=B7\r\n";
  const auto command =
      "curl -sS --max-time 10 --ssl-reqd --cacert '" + certificate().file() +
      "' --url smtp://127.0.0.1:" + std::to_string(office.sink->port()) +
      "/tester --mail-from a@b.test --mail-rcpt c@d.test --mail-rcpt e@f.test -T '" + file +
      "'";
  ASSERT_EQ(std::system(command.c_str()), 0);
  const auto kept = office.sink->kept();
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].to, (std::vector<std::string>{"c@d.test", "e@f.test"}));
  EXPECT_EQ(kept[0].mail.subject, "Schön 再见");
  EXPECT_EQ(kept[0].mail.text, ".a line with a dot\r\ngoes on 号\r\n");
}

TEST(MailSink, an_alternative_mail_shows_its_plain_half) {
  const auto mail = read_mail(
      "SUBJECT: folded\r\n  twice\r\nContent-Type: multipart/alternative;\r\n "
      "boundary=b1\r\n\r\n"
      "preamble\r\n--b1\r\nContent-Type: text/html\r\n\r\n<p>no</p>\r\n"
      "--b1\r\nContent-Type: text/plain\r\n\r\nyes\r\n--b1--\r\nepilogue\r\n");
  EXPECT_EQ(mail.subject, "folded twice");
  EXPECT_EQ(mail.text, "yes");
}

TEST(MailSink, broken_mails_are_read_as_far_as_they_go) {
  for (const char* raw : {"", "\r\n", ":", "Subject: =?utf-8?B?",
                          "Content-Type: multipart/x; boundary=\r\n\r\n--",
                          "Content-Type: multipart/x; boundary=\"a\r\n\r\n--a\r\n\r\n--a--",
                          "Subject: =?x?Q?=4"})
    EXPECT_TRUE(read_mail(raw).attachments.empty());
}

}  // namespace
}  // namespace signoff::lab
