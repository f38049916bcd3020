// SPDX-License-Identifier: Apache-2.0
#include "rest_world.h"

namespace signoff {
namespace {

// Codes that somebody guesses at (K2).
class RestCodes : public ::testing::Test {
 protected:
  void send() {
    const auto answer = world_.post("/api/v1/login-codes",
                                    R"({"msisdn":")" + owner_.msisdn.e164() + R"("})");
    EXPECT_EQ(answer.status, 202) << answer.body;
  }
  unsigned sign_in(const std::string& code) {
    return world_
        .post("/api/v1/sessions",
              R"({"msisdn":")" + owner_.msisdn.e164() + R"(","code":")" + code + R"("})")
        .status;
  }
  void guess(int times) {
    for (int i = 0; i < times; ++i) EXPECT_EQ(sign_in("000000"), 401u);
  }
  std::string code() const { return world_.code_at(owner_.msisdn); }
  std::size_t sent() { return world_.smsc().delivered().size(); }

  RestWorld world_;
  RestWorld::Person owner_ = world_.add_person(1);
};

TEST_F(RestCodes, a_fresh_code_forgives_no_wrong_tries) {
  const auto most = world_.pack().codes.tries;
  send();
  guess(most - 1);
  send();
  guess(1);
  EXPECT_EQ(sign_in(code()), 401u) << "locked";

  world_.pass_wall(world_.pack().codes.lock);
  send();
  guess(most - 1);
  EXPECT_EQ(sign_in(code()), 201u);
  send();
  guess(most - 1);
  EXPECT_EQ(sign_in(code()), 201u) << "a right one does";
}

TEST_F(RestCodes, no_more_codes_are_sent_after_too_many_wrong_ones_in_a_month) {
  world_.rules().limits.failed_proofs.count = 6;
  world_.rules().limits.codes_per_number.count = 100;
  for (int round = 0; round < 3; ++round) {
    send();
    guess(2);
    send();
    EXPECT_EQ(sign_in(code()), 201u) << "the last one that was sent stays good";
  }
  const auto before = sent();
  send();
  EXPECT_EQ(sent(), before) << "and the answer is the same";

  world_.pass_wall(world_.pack().limits.failed_proofs.per);
  send();
  EXPECT_EQ(sent(), before + 1);
  EXPECT_EQ(sign_in(code()), 201u);
}

}  // namespace
}  // namespace signoff
