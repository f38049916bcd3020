// SPDX-License-Identifier: Apache-2.0
#include "rest_world.h"

namespace signoff {
namespace {

using Person = RestWorld::Person;

class RestFlow : public ::testing::Test {
 protected:
  // A case up to where its identity has to be proved.
  std::string submitted(const std::string& token) {
    const auto opened =
        world_.post("/api/v1/cases", R"({"line_id":")" + owner_.line_id + R"("})", token);
    EXPECT_EQ(opened.status, 201) << opened.body;
    const auto id = RestWorld::text(opened, "id");
    const auto after = submit(id, token);
    EXPECT_EQ(after.status, 200) << after.body;
    EXPECT_EQ(RestWorld::text(after, "state"), "AUTH_STEPUP");
    return id;
  }
  Response submit(const std::string& id, const std::string& token) {
    const auto now = RestWorld::parse(world_.get("/api/v1/cases/" + id, token));
    const std::string hash{now.at("quote").at("hash").as_string()};
    return world_.post("/api/v1/cases/" + id + "/submission",
                       R"({"quote_hash":")" + hash + R"("})", token);
  }
  std::string proofs(const std::string& code) const {
    return R"({"proofs":[{"kind":"otp","value":")" + code +
           R"("},{"kind":"id_number","value":")" + owner_.id_number +
           R"("},{"kind":"iccid","value":")" + std::string{owner_.iccid.digits()} +
           R"("}]})";
  }
  Response confirm(const std::string& id, const std::string& token) {
    return world_.post("/api/v1/cases/" + id + "/confirmation",
                       proofs(world_.code_at(owner_.msisdn)), token);
  }
  std::string state_of(const std::string& id, const std::string& token) {
    return RestWorld::text(world_.get("/api/v1/cases/" + id, token), "state");
  }
  std::string stopped(const std::string& token) {
    const auto id = submitted(token);
    const auto after = confirm(id, token);
    EXPECT_EQ(after.status, 200) << after.body;
    world_.pass(std::chrono::hours{2});
    EXPECT_EQ(state_of(id, token), "COOLING_OFF");
    return id;
  }
  // "N" from that phone; the code of the refusal, or empty.
  std::string objected(const Msisdn& from) {
    const auto answer = world_.service().object_by_phone({.channel = Channel::sms}, from);
    return answer ? "" : answer.error().code;
  }

  RestWorld world_;
  Person owner_ = world_.add_person(1);
};

TEST_F(RestFlow, a_line_goes_all_the_way_and_its_voucher_can_be_read_by_anyone) {
  const auto token = world_.sign_in(owner_);
  const auto lines = RestWorld::parse(world_.get("/api/v1/lines", token));
  const auto& line = lines.at("items").at(0);
  EXPECT_EQ(line.at("id").as_string(), owner_.line_id);
  EXPECT_EQ(line.at("msisdn_masked").as_string(), "100****0001");

  const auto precheck =
      RestWorld::parse(world_.get("/api/v1/lines/" + owner_.line_id + "/precheck", token));
  EXPECT_EQ(precheck.at("quote").at("refund").at("amount").as_string().find('.') !=
                std::string::npos,
            true);
  EXPECT_FALSE(precheck.at("alternatives").as_array().empty());

  const auto id = stopped(token);
  EXPECT_FALSE(world_.home().serves(owner_.imsi));
  world_.pass(std::chrono::days{14});

  const auto done = RestWorld::parse(world_.get("/api/v1/cases/" + id, token));
  EXPECT_EQ(done.at("state").as_string(), "CLOSED");
  EXPECT_TRUE(done.at("needs").as_array().empty());
  EXPECT_EQ(done.at("timeline").at(0).at("event").as_string(), "opened");
  EXPECT_EQ(done.at("timeline").at(0).at("actor").as_string(), "subscriber");
  EXPECT_FALSE(done.at("refunds").as_array().empty());
  const auto& vouchers = done.at("vouchers").as_array();
  ASSERT_EQ(vouchers.size(), 3u);
  EXPECT_EQ(vouchers[0].at("kind").as_string(), "receipt");
  EXPECT_EQ(vouchers[1].at("kind").as_string(), "pre_cancellation");
  EXPECT_EQ(vouchers[2].at("kind").as_string(), "final");
  EXPECT_EQ(vouchers[2].at("number"), done.at("voucher"));
  EXPECT_EQ(vouchers[2].at("status").as_string(), "valid");

  const std::string path = "/api/v1/cases/" + id + "/voucher";
  const auto jose = world_.get(path, token);
  EXPECT_EQ(jose.content_type, "application/jose");
  EXPECT_EQ(std::ranges::count(jose.body, '.'), 2);
  const auto pdf =
      world_.call(Method::get, path, {.token = token, .accept = "application/pdf"});
  EXPECT_TRUE(pdf.body.starts_with("%PDF-"));
  EXPECT_EQ(world_.call(Method::get, path, {.token = token, .accept = "text/html"}).status,
            406);

  const std::string number{done.at("voucher").as_string()};
  const auto seen = world_.get("/api/v1/vouchers/" + number);
  EXPECT_EQ(RestWorld::text(seen, "status"), "valid");
  EXPECT_EQ(RestWorld::text(seen, "kind"), "final");
  EXPECT_EQ(seen.body.find(owner_.msisdn.digits()), std::string::npos);
}

TEST_F(RestFlow, a_locked_line_is_ended_in_a_shop_and_a_day_after_the_approval) {
  Change change;
  change.line_id = owner_.line_id;
  change.line = world_.store().line(owner_.line_id).value();
  change.line->is_locked = true;
  ASSERT_TRUE(world_.store().commit(change));
  const auto token = world_.sign_in(owner_);
  const auto opened =
      world_.post("/api/v1/cases", R"({"line_id":")" + owner_.line_id + R"("})", token);
  const auto id = RestWorld::text(opened, "id");
  const auto refused = submit(id, token);
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(RestWorld::text(refused, "code"), "assurance.line_locked");
  EXPECT_EQ(state_of(id, token), "DRAFT");

  const auto clerk = world_.sign_in(Role::clerk);
  EXPECT_EQ(submit(id, clerk).status, 200);
  const auto proved = world_.post(
      "/api/v1/cases/" + id + "/confirmation",
      R"({"proofs":[{"kind":"in_person","value":")" + owner_.id_number + R"("}]})", clerk);
  EXPECT_EQ(proved.status, 200) << proved.body;
  world_.pass(std::chrono::hours{23});
  EXPECT_EQ(state_of(id, token), "SCHEDULED");
  world_.pass(std::chrono::hours{2});
  EXPECT_EQ(state_of(id, token), "COOLING_OFF");
}

TEST_F(RestFlow, a_case_waiting_for_proof_says_which_and_only_then) {
  const auto token = world_.sign_in(owner_);
  const auto id = submitted(token);
  const auto waiting = RestWorld::parse(world_.get("/api/v1/cases/" + id, token));
  const auto& needs = waiting.at("needs").as_array();
  ASSERT_EQ(needs.size(), 3u);
  EXPECT_EQ(needs[0].at("kind").as_string(), "otp");

  const auto unproved = world_.post("/api/v1/cases/" + id + "/confirmation", "", token);
  EXPECT_EQ(unproved.status, 403);
  const auto problem = RestWorld::parse(unproved);
  EXPECT_EQ(problem.at("code").as_string(), "assurance.needed");
  EXPECT_EQ(problem.at("needs").as_array().size(), 3u);

  const auto wrong = world_.post("/api/v1/cases/" + id + "/confirmation",
                                 R"({"proofs":[{"kind":"otp","value":"000000"}]})", token);
  EXPECT_EQ(wrong.status, 403);
  EXPECT_EQ(RestWorld::text(wrong, "code"), "code.wrong");
  EXPECT_EQ(confirm(id, token).status, 200);
}

TEST_F(RestFlow, every_wrong_proof_is_named_and_none_hides_a_burnt_code) {
  const auto token = world_.sign_in(owner_);
  const auto id = submitted(token);
  const auto guess = [&] {
    return world_.post("/api/v1/cases/" + id + "/confirmation",
                       R"({"proofs":[{"kind":"id_number","value":"1"},)"
                       R"({"kind":"iccid","value":")" +
                           std::string{owner_.iccid.digits()} +
                           R"("},{"kind":"otp","value":"000000"}]})",
                       token);
  };
  for (int round = 0; round < 2; ++round) {
    ASSERT_EQ(state_of(id, token), "AUTH_STEPUP");
    for (int i = 1; i <= world_.pack().codes.tries; ++i) {
      const auto problem = RestWorld::parse(guess());
      EXPECT_EQ(problem.at("code").as_string(), "proof.wrong");
      const auto& refused = problem.at("refused").as_array();
      ASSERT_EQ(refused.size(), 2u);
      EXPECT_EQ(refused[0].at("kind").as_string(), "id_number");
      EXPECT_EQ(refused[0].at("code").as_string(), "proof.wrong");
      EXPECT_EQ(refused[1].at("kind").as_string(), "otp");
      EXPECT_EQ(refused[1].at("code").as_string(),
                i < world_.pack().codes.tries ? "code.wrong" : "code.locked");
    }
    // Who waits looks at the page now and then.
    for (int half = 0; half < 2; ++half) {
      world_.pass_wall(world_.pack().codes.lock / 2);
      EXPECT_EQ(world_.get("/api/v1/session", token).status, 200);
    }
    if (round == 0) (void)world_.post("/api/v1/cases/" + id + "/confirmation", "", token);
  }
  // Twice five wrong codes end the case (C3b), whatever else was wrong.
  EXPECT_EQ(state_of(id, token), "EXPIRED");
}

TEST_F(RestFlow, numbers_cannot_be_guessed_for_ever_by_whoever_has_the_phone) {
  world_.rules().limits.failed_proofs.count = 4;
  auto token = world_.sign_in(owner_);
  const auto id = submitted(token);
  const auto path = "/api/v1/cases/" + id + "/confirmation";
  const auto guess = [&](const std::string& number, const std::string& by) {
    return RestWorld::text(
        world_.post(path,
                    R"({"proofs":[{"kind":"id_number","value":")" + number + R"("}]})", by),
        "code");
  };
  for (int i = 0; i < 4; ++i) EXPECT_EQ(guess(std::to_string(i), token), "proof.wrong");
  EXPECT_EQ(guess("5", token), "proof.locked");
  EXPECT_EQ(RestWorld::text(confirm(id, token), "code"), "proof.locked")
      << "right or wrong is not told any more";
  EXPECT_EQ(world_.post(path, "", token).status, 403) << "asking is no guess";
  // The counter has a limit of its own.
  const auto clerk = world_.sign_in(Role::clerk);
  EXPECT_EQ(
      RestWorld::text(
          world_.post(path, R"({"proofs":[{"kind":"in_person","value":"1"}]})", clerk),
          "code"),
      "proof.wrong");

  world_.pass_wall(world_.pack().limits.failed_proofs.per);
  token = world_.sign_in(owner_);
  (void)world_.post(path, "", token);
  EXPECT_EQ(confirm(id, token).status, 200);
}

TEST_F(RestFlow, a_stopped_line_comes_back_with_proof) {
  const auto token = world_.sign_in(owner_);
  const auto id = stopped(token);
  const std::string path = "/api/v1/cases/" + id + "/withdrawal";
  EXPECT_EQ(world_.post(path, "", token).status, 403);
  const auto other = Msisdn::parse("8610000900001").value();
  const auto good = proofs(world_.code_at(other));
  auto slip = good;
  slip.replace(slip.find(owner_.id_number), owner_.id_number.size(), "999999");
  EXPECT_EQ(RestWorld::text(world_.post(path, slip, token), "code"), "proof.wrong");
  const auto back = world_.post(path, good, token);
  ASSERT_EQ(back.status, 200) << back.body;
  world_.work();
  EXPECT_EQ(state_of(id, token), "WITHDRAWN");
  const auto shown = RestWorld::parse(world_.get("/api/v1/cases/" + id, token));
  const auto& note = shown.at("vouchers").at(1);
  EXPECT_EQ(note.at("kind").as_string(), "pre_cancellation");
  EXPECT_EQ(note.at("status").as_string(), "void");
  EXPECT_TRUE(note.at("void_at").is_string());
  EXPECT_EQ(world_.home().attach(owner_.imsi), AttachAnswer::accepted);
}

TEST_F(RestFlow, the_second_request_for_a_line_answers_the_first) {
  const auto token = world_.sign_in(owner_);
  const std::string body = R"({"line_id":")" + owner_.line_id + R"("})";
  const RestWorld::Call keyed{.body = body, .token = token, .key = "k1"};
  const auto first = world_.call(Method::post, "/api/v1/cases", keyed);
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(world_.call(Method::post, "/api/v1/cases", keyed).status, 201);
  const auto second = world_.post("/api/v1/cases", body, token);
  EXPECT_EQ(second.status, 200);
  EXPECT_EQ(RestWorld::text(first, "id"), RestWorld::text(second, "id"));
  auto other = keyed;
  other.body = R"({"reason":"other","line_id":")" + owner_.line_id + R"("})";
  EXPECT_EQ(RestWorld::text(world_.call(Method::post, "/api/v1/cases", other), "code"),
            "idempotency.other_request");
}

TEST_F(RestFlow, a_stale_if_match_changes_nothing) {
  const auto token = world_.sign_in(owner_);
  const auto opened =
      world_.post("/api/v1/cases", R"({"line_id":")" + owner_.line_id + R"("})", token);
  const auto id = RestWorld::text(opened, "id");
  const std::string path = "/api/v1/cases/" + id + "/settlements";
  const RestWorld::Call fresh{
      .body = R"({"effective":"cycle_end"})", .token = token, .if_match = "\"1\""};
  EXPECT_EQ(world_.call(Method::post, path, fresh).status, 200);
  const auto stale = world_.call(Method::post, path, fresh);
  EXPECT_EQ(stale.status, 412);
  EXPECT_EQ(RestWorld::text(stale, "code"), "case.version");
  auto zero = fresh;
  zero.if_match = "\"0\"";
  EXPECT_EQ(world_.call(Method::post, path, zero).status, 412);
}

TEST_F(RestFlow, another_quote_than_the_one_seen_comes_back_with_the_new_one) {
  const auto token = world_.sign_in(owner_);
  const auto opened =
      world_.post("/api/v1/cases", R"({"line_id":")" + owner_.line_id + R"("})", token);
  const auto id = RestWorld::text(opened, "id");
  const auto refused =
      world_.post("/api/v1/cases/" + id + "/submission", R"({"quote_hash":"0123"})", token);
  EXPECT_EQ(refused.status, 409);
  const auto problem = RestWorld::parse(refused);
  EXPECT_EQ(problem.at("code").as_string(), "quote.changed");
  const std::string hash{problem.at("quote").at("hash").as_string()};
  EXPECT_EQ(world_
                .post("/api/v1/cases/" + id + "/submission",
                      R"({"quote_hash":")" + hash + R"("})", token)
                .status,
            200);
}

TEST_F(RestFlow, what_blocks_is_named) {
  const auto token = world_.sign_in(owner_);
  auto line = world_.store().line(owner_.line_id).value();
  line.legal_hold = "order 1";
  Change change;
  change.line_id = line.id;
  change.line = line;
  ASSERT_TRUE(world_.store().commit(change));
  const auto opened =
      world_.post("/api/v1/cases", R"({"line_id":")" + owner_.line_id + R"("})", token);
  const auto blocked = submit(RestWorld::text(opened, "id"), token);
  EXPECT_EQ(blocked.status, 409);
  const auto problem = RestWorld::parse(blocked);
  EXPECT_EQ(problem.at("code").as_string(), "obligation.blocked");
  EXPECT_FALSE(problem.at("obligations").as_array().empty());
}

TEST_F(RestFlow, anyone_with_the_case_number_stops_the_case) {
  const auto token = world_.sign_in(owner_);
  const auto id = stopped(token);
  const auto number = RestWorld::text(world_.get("/api/v1/cases/" + id, token), "number");
  EXPECT_EQ(world_.post("/api/v1/objections", R"({"case_number":"2611-0000000-0"})").status,
            202);
  EXPECT_EQ(state_of(id, token), "COOLING_OFF");
  EXPECT_EQ(
      world_.post("/api/v1/objections", R"({"case_number":")" + number + R"("})").status,
      202);
  EXPECT_EQ(state_of(number, token), "FRAUD_HOLD");
}

TEST_F(RestFlow, whichever_phone_was_told_may_answer_that_it_was_not_me) {
  const auto second = world_.add_person(2);
  const auto stranger = world_.add_person(3);
  Change change;
  change.line_id = second.line_id;
  change.line = world_.store().line(second.line_id).value();
  change.line->owner_id = owner_.owner_id;
  change.owner = world_.store().owner(owner_.owner_id).value();
  change.owner->other_msisdn = second.msisdn;
  ASSERT_TRUE(world_.store().commit(change));
  const auto token = world_.sign_in(owner_);
  const auto id = submitted(token);
  EXPECT_EQ(objected(stranger.msisdn), "sms.no_case");
  EXPECT_EQ(objected(Msisdn::parse("8610000777777").value()), "sms.no_case");
  EXPECT_EQ(state_of(id, token), "AUTH_STEPUP");
  EXPECT_EQ(objected(second.msisdn), "");
  EXPECT_EQ(state_of(id, token), "FRAUD_HOLD");
}

TEST_F(RestFlow, another_line_of_the_owner_that_was_told_of_nothing_stops_nothing) {
  const auto second = world_.add_person(2);
  Change change;
  change.line_id = second.line_id;
  change.line = world_.store().line(second.line_id).value();
  change.line->owner_id = owner_.owner_id;
  ASSERT_TRUE(world_.store().commit(change));
  const auto token = world_.sign_in(owner_);
  const auto id = submitted(token);
  EXPECT_EQ(objected(second.msisdn), "sms.no_case");
  EXPECT_EQ(objected(owner_.msisdn), "");
  EXPECT_EQ(state_of(id, token), "FRAUD_HOLD");
}

TEST_F(RestFlow, strangers_see_nothing_and_learn_nothing) {
  const auto token = world_.sign_in(owner_);
  const auto id = submitted(token);
  const auto stranger = world_.sign_in(world_.add_person(2));
  for (const auto& path : {"/api/v1/cases/" + id, "/api/v1/cases/" + id + "/voucher",
                           "/api/v1/lines/" + owner_.line_id})
    EXPECT_EQ(world_.get(path, stranger).status, 404) << path;
  const auto unknown = world_.get("/api/v1/cases/0123", stranger);
  EXPECT_EQ(unknown.body, world_.get("/api/v1/cases/" + id, stranger).body);
  EXPECT_EQ(world_.get("/api/v1/cases/" + id).status, 401);
  EXPECT_EQ(world_.get("/api/v1/cases/" + id, std::string(43, 'a')).status, 401);

  const auto yes =
      world_.post("/api/v1/login-codes", R"({"msisdn":")" + owner_.msisdn.e164() + R"("})");
  const auto no = world_.post("/api/v1/login-codes", R"({"msisdn":"+8610000777777"})");
  EXPECT_EQ(yes.status, no.status);
  EXPECT_EQ(yes.body, no.body);
}

TEST_F(RestFlow, a_loss_report_on_weak_proof_bars_the_line_and_a_wrong_one_does_not) {
  const auto report = [&](const std::string& id_number) {
    return world_.post("/api/v1/loss-reports", R"({"msisdn":")" + owner_.msisdn.e164() +
                                                   R"(","id_number":")" + id_number +
                                                   R"("})");
  };
  EXPECT_EQ(report("99999919900101999X").status, 202);
  EXPECT_TRUE(world_.home().serves(owner_.imsi));
  EXPECT_EQ(report(owner_.id_number).status, 202);
  EXPECT_FALSE(world_.home().serves(owner_.imsi));
}

TEST_F(RestFlow, too_many_codes_from_one_address_are_refused_with_the_time_to_wait) {
  for (int i = 0; i < world_.pack().limits.codes_per_address.count; ++i)
    EXPECT_EQ(world_.post("/api/v1/login-codes", R"({"msisdn":"+8610000777777"})").status,
              202);
  const auto refused = world_.post("/api/v1/login-codes", R"({"msisdn":"+8610000777777"})");
  EXPECT_EQ(refused.status, 429);
  EXPECT_TRUE(std::ranges::any_of(refused.headers, [](const NamedText& header) {
    return header.first == "Retry-After" && std::stoi(header.second) > 0;
  }));
  const auto elsewhere =
      world_.call(Method::post, "/api/v1/login-codes",
                  {.body = R"({"msisdn":"+8610000777777"})", .address = "192.0.2.2"});
  EXPECT_EQ(elsewhere.status, 202);
}

TEST_F(RestFlow, a_document_is_kept_and_read_back_by_those_who_judge_it) {
  const auto token = world_.sign_in(owner_);
  const auto id = submitted(token);
  const std::string form =
      "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"v.mp4\"\r\n"
      "Content-Type: video/mp4\r\n\r\n....ftypmp42....\r\n--b--\r\n";
  const RestWorld::Call upload{
      .body = form, .token = token, .content_type = "multipart/form-data; boundary=b"};
  const auto kept = world_.call(Method::post, "/api/v1/cases/" + id + "/documents", upload);
  ASSERT_EQ(kept.status, 201) << kept.body;
  const auto view = RestWorld::parse(kept);
  const std::string document{view.at("documents").at(0).at("id").as_string()};
  const std::string path = "/api/v1/cases/" + id + "/documents/" + document;
  EXPECT_EQ(world_.get(path, token).status, 403);
  Change judged;
  judged.line_id = owner_.line_id;
  judged.moved_case = world_.store().dossier(id).value().head;
  judged.moved_case->state = CaseState::under_review;
  ASSERT_TRUE(world_.store().commit(judged));
  const auto read = world_.get(path, world_.sign_in(Role::reviewer));
  EXPECT_EQ(read.status, 200);
  EXPECT_EQ(read.body, "....ftypmp42....");
  EXPECT_EQ(read.content_type, "video/mp4");
}

TEST_F(RestFlow, staff_find_a_line_by_its_number_and_pages_follow_each_other) {
  const auto clerk = world_.sign_in(Role::clerk);
  const auto found =
      RestWorld::parse(world_.get("/api/v1/lines?msisdn=%2B8610000000001", clerk));
  EXPECT_EQ(found.at("items").at(0).at("id").as_string(), owner_.line_id);
  for (int i = 2; i < 5; ++i) {
    const auto other = world_.add_person(i);
    EXPECT_EQ(
        world_.post("/api/v1/cases", R"({"line_id":")" + other.line_id + R"("})", clerk)
            .status,
        201);
    world_.clock().advance(std::chrono::seconds{1});
  }
  auto page = RestWorld::parse(world_.get("/api/v1/cases?limit=2&state=DRAFT", clerk));
  EXPECT_EQ(page.at("items").as_array().size(), 2u);
  const std::string after{page.at("next").as_string()};
  page = RestWorld::parse(world_.get("/api/v1/cases?limit=2&after=" + after, clerk));
  EXPECT_EQ(page.at("items").as_array().size(), 1u);
  EXPECT_FALSE(page.contains("next"));
}

TEST_F(RestFlow, a_refusal_speaks_the_callers_language_and_keeps_its_code) {
  const auto refused = world_.call(Method::get, "/api/v1/lines", {.language = "zh-CN"});
  const auto problem = RestWorld::parse(refused);
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(problem.at("code").as_string(), "session.needed");
  EXPECT_EQ(problem.at("detail").as_string(), "请先登录。");
}

}  // namespace
}  // namespace signoff
