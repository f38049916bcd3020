// SPDX-License-Identifier: Apache-2.0
// What anybody may ask without a session: about a text, and for his voucher.
#include "rest_world.h"

namespace signoff {
namespace {

class RestEnquiry : public ::testing::Test {
 protected:
  // A submitted case with its receipt.
  void submit() {
    const auto owner = world_.sign_in(person_);
    const auto opened = world_.post(
        "/api/v1/cases",
        R"({"line_id":")" + person_.line_id +
            R"(","settlements":[{"obligation":"OB-31","option":"refund_source"}]})",
        owner);
    case_id_ = RestWorld::text(opened, "id");
    const std::string hash{RestWorld::parse(opened).at("quote").at("hash").as_string()};
    (void)world_.post("/api/v1/cases/" + case_id_ + "/submission",
                      R"({"quote_hash":")" + hash + R"("})", owner);
    world_.work();
  }
  void issue_voucher() {
    submit();
    auto dossier = world_.store().dossier(case_id_).value();
    Voucher voucher;
    voucher.number = world_.service().outside().notary.new_voucher_number();
    voucher.kind = VoucherKind::receipt;
    voucher.case_number = dossier.head.number;
    voucher.operator_name = "星联";
    voucher.masked_number = "100****0001";
    voucher.line_type = "prepaid";
    voucher.channel = "web";
    voucher.zone = "Asia/Shanghai";
    voucher.issued_at = world_.clock().now();
    voucher.accepted_at = world_.clock().now();
    const Money zero{0, world_.pack().place.currency};
    voucher.final_bill = voucher.refund = voucher.forfeited = zero;
    voucher.policy = "cn-1";
    voucher.chain_head = dossier.head.head;
    voucher.enquiry_url = "https://operator.test/v";
    voucher.language = "zh";
    VoucherRecord record;
    record.number = voucher.number;
    record.line_id = person_.line_id;
    record.case_id = case_id_;
    record.jws = world_.service().outside().notary.sign(voucher).value();
    record.issued_at = voucher.issued_at;
    ASSERT_TRUE(world_.store().commit({.line_id = person_.line_id, .vouchers = {record}}));
    number_ = record.number;
  }
  std::string last_six() const {
    return person_.id_number.substr(person_.id_number.size() - 6);
  }
  Response ask(const std::string& voucher, const std::string& last) {
    return world_.post("/api/v1/voucher-enquiries",
                       R"({"voucher":")" + voucher + R"(","id_last6":")" + last + R"("})");
  }
  Response answer(const std::string& voucher, const std::string& last,
                  const std::string& code) {
    return world_.post("/api/v1/voucher-enquiries/answers",
                       R"({"voucher":")" + voucher + R"(","id_last6":")" + last +
                           R"(","code":")" + code + R"("})");
  }
  Msisdn other_phone() { return *world_.store().owner(person_.owner_id)->other_msisdn; }
  std::size_t texts_to(const Msisdn& phone) {
    std::size_t count = 0;
    for (const auto& sms : world_.smsc().delivered()) count += sms.to == phone ? 1 : 0;
    return count;
  }
  Response check(const std::string& text) {
    boost::json::object body{{"text", text}};
    return world_.post("/api/v1/message-checks", boost::json::serialize(body));
  }

  RestWorld world_;
  RestWorld::Person person_ = world_.add_person(1);
  std::string case_id_;
  std::string number_;
};

TEST_F(RestEnquiry, a_former_owner_gets_his_voucher_by_his_other_phone) {
  issue_voucher();
  const auto to_line = texts_to(person_.msisdn);
  ASSERT_EQ(ask(number_, last_six()).status, 202);
  EXPECT_EQ(texts_to(person_.msisdn), to_line) << "never to the number itself";
  const auto code = world_.code_at(other_phone());
  ASSERT_EQ(code.size(), 6u);
  const auto got = answer(number_, last_six(), code);
  ASSERT_EQ(got.status, 200) << got.body;
  EXPECT_EQ(RestWorld::parse(got).at("status").at("number").as_string(), number_);
  EXPECT_EQ(RestWorld::text(got, "jws"), world_.store().voucher(number_)->jws);
  EXPECT_TRUE(RestWorld::text(got, "pdf").starts_with("JVBERi0")) << "%PDF- in base64";
  EXPECT_EQ(answer(number_, last_six(), code).status, 403) << "a code is spent once";
}

TEST_F(RestEnquiry, digits_may_be_wide_and_letters_small) {
  issue_voucher();
  auto owner = world_.store().owner(person_.owner_id).value();
  owner.id_number = "99999919900101002X";
  ASSERT_TRUE(world_.store().commit({.line_id = person_.line_id, .owner = owner}));
  auto small = number_;
  for (char& c : small)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  ASSERT_EQ(ask(small, "０１００２ｘ").status, 202);
  const auto code = world_.code_at(other_phone());
  ASSERT_EQ(code.size(), 6u);
  EXPECT_EQ(answer(number_, "01002x", code).status, 200);
}

TEST_F(RestEnquiry, unknown_and_wrong_answer_alike_and_send_nothing) {
  issue_voucher();
  const auto before = world_.smsc().delivered().size();
  EXPECT_EQ(ask("V-AAAAA-AAAAA-AAAAA", last_six()).body, ask(number_, "000000").body);
  EXPECT_EQ(ask(number_, "000000").status, 202);
  EXPECT_EQ(world_.smsc().delivered().size(), before);
  ASSERT_EQ(ask(number_, last_six()).status, 202);
  const auto code = world_.code_at(other_phone());
  for (const auto& wrong :
       {answer("V-AAAAA-AAAAA-AAAAA", last_six(), code), answer(number_, "000000", code),
        answer(number_, last_six(), code == "000000" ? "000001" : "000000")}) {
    EXPECT_EQ(wrong.status, 403);
    EXPECT_EQ(RestWorld::text(wrong, "code"), "enquiry.wrong");
  }
  EXPECT_EQ(answer(number_, last_six(), code).status, 200);
}

TEST_F(RestEnquiry, a_code_of_one_voucher_is_burnt_by_wrong_tries) {
  issue_voucher();
  ASSERT_EQ(ask(number_, last_six()).status, 202);
  const auto code = world_.code_at(other_phone());
  const std::string bad = code == "000000" ? "000001" : "000000";
  for (int i = 0; i < world_.pack().codes.tries; ++i)
    EXPECT_EQ(answer(number_, last_six(), bad).status, 403);
  const auto locked = answer(number_, last_six(), code);
  EXPECT_EQ(locked.status, 403);
  EXPECT_EQ(RestWorld::text(locked, "code"), "enquiry.wrong") << "locked is not told";
}

TEST_F(RestEnquiry, odd_enquiries_are_refused_by_their_form) {
  for (const auto* body :
       {"{}", R"({"voucher":"V","id_last6":"12345"})",
        R"({"voucher":"","id_last6":"123456"})", R"({"voucher":"V","id_last6":"1234567"})",
        R"({"voucher":1,"id_last6":"123456"})",
        R"({"voucher":"V","id_last6":"123456","x":1})"})
    EXPECT_EQ(world_.post("/api/v1/voucher-enquiries", body).status, 422) << body;
  int slowed = 0;
  for (int i = 0; i < 40; ++i) slowed += ask("V-A", "123456").status == 429 ? 1 : 0;
  EXPECT_GT(slowed, 0);
}

TEST_F(RestEnquiry, a_text_that_we_sent_is_genuine_in_whatever_blanks) {
  submit();
  std::string ours;
  const auto dossier = world_.store().dossier(case_id_).value();
  for (const auto& sms : world_.smsc().delivered())
    if (sms.text.find(dossier.head.number) != std::string::npos &&
        sms.text.find("验证码") == std::string::npos)
      ours = sms.text;
  ASSERT_FALSE(ours.empty());
  const auto genuine = check(ours);
  ASSERT_EQ(genuine.status, 200) << genuine.body;
  EXPECT_EQ(RestWorld::text(genuine, "verdict"), "genuine") << ours;
  EXPECT_FALSE(RestWorld::text(genuine, "sent_at").empty());
  EXPECT_EQ(RestWorld::text(check("  " + ours + "\n"), "verdict"), "genuine");

  auto other = ours;
  other.replace(other.find(dossier.head.number), 4, "9912");
  const auto alike = check(other);
  EXPECT_EQ(RestWorld::text(alike, "verdict"), "worded_like_ours") << other;
  EXPECT_FALSE(RestWorld::parse(alike).contains("sent_at"));
}

TEST_F(RestEnquiry, a_case_that_exists_is_told_apart_from_none_by_its_own_text_only) {
  submit();
  const auto number = world_.store().dossier(case_id_)->head.number;
  const auto about = [](const std::string& which) {
    return "【星联】编号" + which + "：申请已进入审核，1月1日前答复您。";
  };
  EXPECT_EQ(check(about(number)).body, check(about("2611-0000000-0")).body);
}

TEST_F(RestEnquiry, what_we_never_write_is_not_ours_and_the_reasons_are_named) {
  struct Bad {
    std::string text;
    std::string_view word;
  };
  for (const auto& [text, word] : {
           Bad{"【星联】您的号码将注销，请点击 http://xl-10000.top/a 办理", "链接"},
           Bad{"Your line ends today, see xl-care.com", "link"},
           Bad{"请回复验证码以保留号码", "验证码"},
           Bad{"Please reply with the code to keep your number", "code"},
           Bad{"请把余额转账到安全账户", "转账"},
           Bad{"如非本人请拨打 13800001111 处理", "客服"},
           Bad{"hello", "words"},
       }) {
    const auto answer = check(text);
    EXPECT_EQ(RestWorld::text(answer, "verdict"), "not_ours") << text;
    EXPECT_NE(answer.body.find(word), std::string::npos) << answer.body;
  }
  EXPECT_EQ(check("").status, 422);
  EXPECT_EQ(check(std::string(1001, 'a')).status, 422);
  int slowed = 0;
  for (int i = 0; i < 80; ++i) slowed += check("hello").status == 429 ? 1 : 0;
  EXPECT_GT(slowed, 0);
}

}  // namespace
}  // namespace signoff
