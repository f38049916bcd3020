// SPDX-License-Identifier: Apache-2.0
#include "cli/answer.h"

#include "cli/choices.h"
#include "cli/console.h"
#include "cli/exit_codes.h"
#include "cli/proving.h"

#include <gtest/gtest.h>

namespace signoff::cli {
namespace {

TEST(exit_codes, tell_every_fault_apart) {
  EXPECT_EQ(kOk, 0);
  EXPECT_EQ(exit_code(Fault::bad_input), 2);
  EXPECT_EQ(exit_code(Fault::not_found), 3);
  EXPECT_EQ(exit_code(Fault::forbidden), 4);
  EXPECT_EQ(exit_code(Fault::conflict), 5);
  EXPECT_EQ(exit_code(Fault::unavailable), 6);
  EXPECT_EQ(exit_code(Fault::unknown), 7);
}

TEST(exit_codes, follow_the_status_of_the_contract) {
  for (const auto status : {400U, 405U, 413U, 415U, 422U, 501U})
    EXPECT_EQ(fault_of_status(status), Fault::bad_input) << status;
  EXPECT_EQ(fault_of_status(404), Fault::not_found);
  EXPECT_EQ(fault_of_status(401), Fault::forbidden);
  EXPECT_EQ(fault_of_status(403), Fault::forbidden);
  for (const auto status : {409U, 412U, 428U})
    EXPECT_EQ(fault_of_status(status), Fault::conflict) << status;
  EXPECT_EQ(fault_of_status(429), Fault::unavailable);
  EXPECT_EQ(fault_of_status(503), Fault::unavailable);
  // A redirect is followed nowhere, and a broken gateway may have passed the act on.
  for (const auto status : {302U, 500U, 502U, 504U})
    EXPECT_EQ(fault_of_status(status), Fault::unknown) << status;
}

TEST(problem, names_code_and_missing_proofs_in_one_sentence) {
  const auto failure =
      parse_problem(403, R"({"code":"assurance.needed","detail":"You may not do this.",
               "needs":[{"kind":"otp"},{"kind":"id_number"}]})");

  EXPECT_EQ(failure.error.fault, Fault::forbidden);
  EXPECT_EQ(failure.needs, (std::vector<std::string>{"otp", "id_number"}));
  EXPECT_EQ(failure_text(failure, {}),
            "signoff: This needs more proof: code by SMS (otp), identity number "
            "(id_number) (assurance.needed)\n");
  EXPECT_EQ(failure_text(failure, {Language::zh, false}),
            "signoff: 需要进一步验证身份：短信验证码 (otp)、证件号码 (id_number) "
            "(assurance.needed)\n");
}

TEST(problem, names_what_stands_in_the_way) {
  const auto failure = parse_problem(
      409, R"({"code":"obligation.blocked","detail":"Not yet.","obligations":["OB-07"]})");

  EXPECT_EQ(failure_text(failure, {}), "signoff: Not yet: OB-07 (obligation.blocked)\n");
}

TEST(problem, falls_back_on_the_status_without_a_document) {
  const auto failure = parse_problem(502, "<html>Bad gateway</html>");

  EXPECT_EQ(failure.error.fault, Fault::unknown);
  EXPECT_EQ(failure.error.code, "http.status_502");
}

TEST(problem, believes_no_code_that_is_none) {
  const auto failure = parse_problem(
      404, "{\"code\":\"\\u001b]0;owned\\u0007\",\"detail\":\"a\\u001b[2J\"}");

  EXPECT_EQ(failure.error.code, "http.status_404");
  EXPECT_EQ(failure_text(failure, {}).find('\x1b'), std::string::npos);
}

TEST(answer, is_an_object_of_bounded_depth) {
  EXPECT_TRUE(parse_answer(R"({"a":1})"));
  EXPECT_EQ(parse_answer("[]").error().code, "answer.unreadable");
  EXPECT_EQ(parse_answer("{} x").error().code, "answer.unreadable");
  EXPECT_EQ(parse_answer("{\"a\":" + std::string(100, '[') + std::string(100, ']') + "}")
                .error()
                .code,
            "answer.unreadable");
  EXPECT_EQ(parse_answer(std::string(kAnswerMax + 1, ' ')).error().code,
            "answer.too_large");
}

TEST(choice, is_an_obligation_and_its_option) {
  const auto choice = parse_choice("OB-10=transfer:0190-a:b");

  ASSERT_TRUE(choice);
  EXPECT_EQ(choice->obligation, "OB-10");
  EXPECT_EQ(choice->option, "transfer");
  EXPECT_EQ(choice->detail, "0190-a:b");
  for (const auto* wrong : {"", "OB-10", "=x", "OB-10=", "OB-10=:x"})
    EXPECT_EQ(parse_choice(wrong).error().code, "settlement.form") << wrong;
}

TEST(proof_file, is_an_object_of_texts) {
  const auto proofs = parse_proofs(R"({"otp":"482913","id_number":"x"})");

  ASSERT_TRUE(proofs);
  EXPECT_EQ(proofs->at(0), (std::pair<std::string, std::string>{"otp", "482913"}));
  for (const auto* wrong : {"", "[]", R"({"otp":482913})", R"({"otp":""})"})
    EXPECT_EQ(parse_proofs(wrong).error().code, "proof.file") << wrong;
}

}  // namespace
}  // namespace signoff::cli
