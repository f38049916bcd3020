// SPDX-License-Identifier: Apache-2.0
// What chips report over ES9+, and what becomes of it in the case of their line.
#include "rest_world.h"
#include "rsp/es10.h"
#include "rsp/notification.h"
#include "rsp/test_authority.h"
#include "rsp/verify_notification.h"

#include <openssl/evp.h>

#include <thread>

namespace signoff {
namespace {

namespace json = boost::json;

constexpr std::string_view kEid = "89049032123451234512345678901235";
constexpr std::string_view kOtherEid = "89049032000000000000000000000066";
constexpr std::string_view kPath = "/gsma/rsp2/es9plus/handleNotification";
const Instant kMade = parse_instant("2026-11-01T00:00:00Z").value();

std::string to_base64(ByteView bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                     bytes.data(), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

class RestCard : public testing::Test {
 protected:
  RestCard() {
    auto line = world_.store().line(person_.line_id).value();
    line.eid = Eid::parse(kEid).value();
    line.card = CardState::enabled;
    EXPECT_TRUE(world_.store().commit({.line_id = line.id, .line = line}));
  }

  FrontSettings settings() {
    FrontSettings chosen;
    chosen.notifications = verifier_.get();
    chosen.on_card_report = [this](std::string_view outcome) {
      const std::lock_guard lock{mutex_};
      outcome_ = outcome;
    };
    return chosen;
  }

  Bytes notification(std::uint8_t event, std::int64_t sequence, std::string_view iccid,
                     const rsp::CertifiedKey& chip) const {
    const auto metadata = rsp::encode(
        rsp::NotificationMetadata{sequence, event, "smdp.example", std::string{iccid}});
    return rsp::encode_notification(metadata, chip.key.sign(metadata), chip.certificate,
                                    authority_.eum());
  }
  Bytes notification(std::uint8_t event, std::int64_t sequence) const {
    return notification(event, sequence, person_.iccid.digits(), chip_);
  }
  Response send(ByteView bytes) { return send_text(to_base64(bytes)); }
  Response send_text(const std::string& text) {
    return world_.post(std::string{kPath}, R"({"pendingNotification":")" + text + R"("})");
  }
  // Refused in the form of ES9+, nothing kept: the subject and reason codes.
  std::string refused(const Response& answer) {
    EXPECT_EQ(answer.status, 400) << answer.body;
    EXPECT_TRUE(world_.store().card_reports(person_.line_id)->empty());
    const auto body = RestWorld::parse(answer);
    const auto& status = body.at("header").at("functionExecutionStatus");
    EXPECT_EQ(status.at("status").as_string(), "Failed");
    const auto& data = status.at("statusCodeData");
    return std::string{data.at("subjectCode").as_string()} + " " +
           std::string{data.at("reasonCode").as_string()};
  }

  // A case up to where the service is off.
  std::string stopped() {
    token_ = world_.sign_in(person_);
    const auto id = RestWorld::text(world_.post("/api/v1/cases",
                                                R"({"line_id":")" + person_.line_id +
                                                    R"(","acknowledgements":["OB-36"]})",
                                                token_),
                                    "id");
    const auto quote = RestWorld::parse(world_.get("/api/v1/cases/" + id, token_));
    const std::string hash{quote.at("quote").at("hash").as_string()};
    EXPECT_EQ(world_
                  .post("/api/v1/cases/" + id + "/submission",
                        R"({"quote_hash":")" + hash + R"("})", token_)
                  .status,
              200);
    const auto proved = world_.post(
        "/api/v1/cases/" + id + "/confirmation",
        R"({"proofs":[{"kind":"otp","value":")" + world_.code_at(person_.msisdn) +
            R"("},{"kind":"id_number","value":")" + person_.id_number +
            R"("},{"kind":"iccid","value":")" + std::string{person_.iccid.digits()} +
            R"("}]})",
        token_);
    EXPECT_EQ(proved.status, 200) << proved.body;
    world_.pass(std::chrono::hours{2});
    return id;
  }
  json::object shown(const std::string& id) {
    return RestWorld::parse(world_.get("/api/v1/cases/" + id, token_));
  }
  CardState card() { return world_.store().line(person_.line_id)->card; }
  int told(const std::string& case_id, std::string_view name) {
    int count = 0;
    const auto history = world_.store().history(case_id).value();
    for (const auto& event : history) count += event.name == name ? 1 : 0;
    return count;
  }

  rsp::TestAuthority authority_ = rsp::TestAuthority::make(kMade, "89049032");
  rsp::CertifiedKey chip_ = *authority_.certify(*Eid::parse(kEid), kMade);
  std::unique_ptr<rsp::NotificationVerifier> verifier_ =
      *rsp::NotificationVerifier::make({authority_.root()});
  std::mutex mutex_;
  std::string outcome_;
  RestWorld world_{settings()};
  RestWorld::Person person_ = world_.add_person(1);
  std::string token_;
};

TEST_F(RestCard, a_deletion_is_acknowledged_kept_as_it_was_signed_and_told_in_the_case) {
  const auto id = stopped();
  EXPECT_EQ(card(), CardState::disable_req);
  const auto bytes = notification(rsp::event::kDelete, 7);

  const auto answer = send(bytes);

  EXPECT_EQ(answer.status, 204) << answer.body;
  EXPECT_TRUE(answer.body.empty());
  EXPECT_NE(
      std::ranges::find(answer.headers, NamedText{"X-Admin-Protocol", "gsma/rsp/v2.2.2"}),
      answer.headers.end());
  EXPECT_EQ(outcome_, "told");
  EXPECT_EQ(card(), CardState::delete_notified);
  const auto reports = world_.store().card_reports(person_.line_id).value();
  ASSERT_EQ(reports.size(), 1u);
  EXPECT_EQ(reports.front().digest, to_hex(sha256(bytes)));
  EXPECT_EQ(reports.front().sequence, 7);
  EXPECT_EQ(reports.front().case_id, id);
  EXPECT_EQ(
      world_.store().card_report_bytes(person_.line_id, reports.front().digest).value(),
      bytes);
  const auto history = world_.store().history(id).value();
  EXPECT_EQ(history.back().name, "card.deleted");
  EXPECT_NE(history.back().detail.find(reports.front().digest), std::string::npos);
  EXPECT_EQ(history.back().detail.find(kEid), std::string::npos) << "masked";
}

TEST_F(RestCard, the_same_again_is_acknowledged_and_changes_nothing) {
  const auto id = stopped();
  const auto bytes = notification(rsp::event::kDelete, 7);
  EXPECT_EQ(send(bytes).status, 204);
  const auto before = world_.store().dossier(id).value().head.head;

  EXPECT_EQ(send(bytes).status, 204);

  EXPECT_EQ(outcome_, "repeated");
  EXPECT_EQ(world_.store().dossier(id).value().head.head, before);
  EXPECT_EQ(world_.store().card_reports(person_.line_id)->front().times, 2);
}

TEST_F(RestCard, the_same_signed_anew_is_acknowledged_and_changes_nothing) {
  const auto id = stopped();
  const auto bytes = notification(rsp::event::kDelete, 7);
  const auto anew = notification(rsp::event::kDelete, 7);
  ASSERT_NE(bytes, anew);
  EXPECT_EQ(send(bytes).status, 204);
  const auto before = world_.store().dossier(id).value().head.head;

  EXPECT_EQ(send(anew).status, 204);

  EXPECT_EQ(outcome_, "repeated");
  EXPECT_EQ(world_.store().dossier(id).value().head.head, before);
  EXPECT_EQ(world_.store().card_reports(person_.line_id)->size(), 1u);
}

TEST_F(RestCard, two_at_once_are_both_acknowledged_and_told_once) {
  const auto id = stopped();
  const auto bytes = notification(rsp::event::kDelete, 7);

  std::vector<std::thread> both;
  std::array<unsigned, 2> status{};
  for (auto& one : status) both.emplace_back([&] { one = send(bytes).status; });
  for (auto& one : both) one.join();

  EXPECT_EQ(status, (std::array<unsigned, 2>{204, 204}));
  EXPECT_EQ(told(id, "card.deleted"), 1);
  EXPECT_EQ(world_.store().card_reports(person_.line_id)->front().times, 2);
}

TEST_F(RestCard, what_was_deleted_before_the_case_counts_when_the_case_comes_to_it) {
  EXPECT_EQ(send(notification(rsp::event::kDelete, 7)).status, 204);
  EXPECT_EQ(outcome_, "kept");
  EXPECT_EQ(card(), CardState::enabled) << "deleting is not ending";

  const auto id = stopped();

  EXPECT_EQ(card(), CardState::delete_notified);
  EXPECT_EQ(shown(id).at("profile").at("is_proved").as_bool(), true);
}

TEST_F(RestCard, a_profile_that_was_installed_again_is_not_called_deleted) {
  EXPECT_EQ(send(notification(rsp::event::kDelete, 7)).status, 204);
  EXPECT_EQ(send(notification(rsp::event::kEnable, 9)).status, 204);

  (void)stopped();

  EXPECT_EQ(card(), CardState::disable_req);
}

TEST_F(RestCard, nor_is_one_that_was_enabled_again_during_its_case_called_disabled) {
  const auto id = stopped();
  EXPECT_EQ(send(notification(rsp::event::kDisable, 7)).status, 204);
  EXPECT_EQ(card(), CardState::disabled);
  EXPECT_EQ(send(notification(rsp::event::kEnable, 9)).status, 204);
  EXPECT_EQ(card(), CardState::disable_req);
  EXPECT_EQ(told(id, "card.enabled"), 1);
}

TEST_F(RestCard, a_report_that_was_held_up_on_its_way_changes_nothing) {
  (void)stopped();
  EXPECT_EQ(send(notification(rsp::event::kEnable, 9)).status, 204);
  EXPECT_EQ(send(notification(rsp::event::kDelete, 7)).status, 204);
  EXPECT_EQ(card(), CardState::disable_req);
  EXPECT_EQ(send(notification(rsp::event::kDelete, 11)).status, 204);
  EXPECT_EQ(card(), CardState::delete_notified);
}

TEST_F(RestCard, the_final_voucher_states_what_the_chip_has_signed) {
  const auto id = stopped();
  EXPECT_EQ(send(notification(rsp::event::kDelete, 7)).status, 204);
  world_.pass(std::chrono::days{14});

  const auto done = shown(id);
  ASSERT_EQ(done.at("state").as_string(), "CLOSED");
  EXPECT_EQ(done.at("profile").at("state").as_string(), "DELETE_NOTIFIED");
  const auto jws = world_.get("/api/v1/cases/" + id + "/voucher", token_).body;
  const auto payload = jws.substr(jws.find('.') + 1, jws.rfind('.') - jws.find('.') - 1);
  EXPECT_NE(as_text(from_base64url(payload).value()).find(R"("esim":"DELETE_NOTIFIED")"),
            std::string_view::npos);
}

TEST_F(RestCard, a_deletion_after_the_case_has_closed_still_comes_into_its_history) {
  const auto id = stopped();
  world_.pass(std::chrono::days{14});
  ASSERT_EQ(shown(id).at("state").as_string(), "CLOSED");
  EXPECT_EQ(shown(id).at("profile").at("is_proved").as_bool(), false);

  EXPECT_EQ(send(notification(rsp::event::kDelete, 7)).status, 204);

  EXPECT_EQ(outcome_, "told");
  EXPECT_EQ(told(id, "card.deleted"), 1);
  EXPECT_EQ(shown(id).at("profile").at("is_proved").as_bool(), true);
}

TEST_F(RestCard, another_chain_is_refused_and_stays_on_the_chip) {
  const auto stranger = rsp::TestAuthority::make(kMade, "89049032");
  const auto chip = *stranger.certify(*Eid::parse(kEid), kMade);
  const auto metadata = rsp::encode(rsp::NotificationMetadata{
      7, rsp::event::kDelete, "smdp.example", std::string{person_.iccid.digits()}});
  const auto own_chain = rsp::encode_notification(metadata, chip.key.sign(metadata),
                                                  chip.certificate, stranger.eum());
  EXPECT_EQ(refused(send(own_chain)), "8.11.1 3.9");
  EXPECT_EQ(outcome_, "notification.issuer_unknown");
  const auto mixed = rsp::encode_notification(metadata, chip.key.sign(metadata),
                                              chip.certificate, authority_.eum());
  EXPECT_EQ(refused(send(mixed)), "8.1.2 6.1");
}

TEST_F(RestCard, an_altered_iccid_is_refused) {
  const auto signed_part = rsp::encode(
      rsp::NotificationMetadata{7, rsp::event::kDelete, "smdp.example", "8986"});
  const auto shown_part = rsp::encode(rsp::NotificationMetadata{
      7, rsp::event::kDelete, "smdp.example", std::string{person_.iccid.digits()}});
  const auto bytes = rsp::encode_notification(shown_part, chip_.key.sign(signed_part),
                                              chip_.certificate, authority_.eum());
  EXPECT_EQ(refused(send(bytes)), "8.1 6.1");
}

TEST_F(RestCard, an_expired_certificate_is_refused) {
  world_.pass_wall(std::chrono::days{31 * 365});
  EXPECT_EQ(refused(send(notification(rsp::event::kDelete, 7))), "8.1.3 6.3");
}

TEST_F(RestCard, what_is_cut_short_anywhere_is_refused) {
  const auto bytes = notification(rsp::event::kDelete, 7);
  for (std::size_t size = 0; size < bytes.size(); size += 97)
    (void)refused(send(ByteView{bytes}.first(size)));
}

TEST_F(RestCard, garbage_is_refused_and_never_a_failure_of_ours) {
  for (const auto* text : {"", "=", "====", "AAAA", "A", "AA=A", "-_-_", "MIIB", "\\u0000"})
    (void)refused(send_text(text));
  for (const auto* body : {"", "{}", "[]", "null", "{", R"({"pendingNotification":7})",
                           R"({"pendingNotification":null})", "\xff"}) {
    const auto answer = world_.post(std::string{kPath}, body);
    EXPECT_GE(answer.status, 400u) << body;
    EXPECT_LT(answer.status, 500u) << body;
  }
  EXPECT_EQ(world_
                .call(Method::post, std::string{kPath},
                      {.body = "{}", .content_type = "text/plain"})
                .status,
            415);
}

TEST_F(RestCard, no_event_or_two_in_one_report_are_refused) {
  for (const int events : {0x00, 0x30, 0xf0})
    EXPECT_EQ(refused(send(notification(static_cast<std::uint8_t>(events), 7))), "1.6 2.1");
}

TEST_F(RestCard, a_profile_of_nobody_and_one_on_another_chip_look_alike) {
  const auto nobody =
      send(notification(rsp::event::kDelete, 7, "8986009999999999999", chip_));
  EXPECT_EQ(refused(nobody), "8.2.1 3.9");
  const auto other = *authority_.certify(*Eid::parse(kOtherEid), kMade);
  const auto answer =
      send(notification(rsp::event::kDelete, 7, person_.iccid.digits(), other));
  EXPECT_EQ(refused(answer), "8.2.1 3.9");
  EXPECT_EQ(answer.body, nobody.body);
  EXPECT_EQ(card(), CardState::enabled);
}

TEST_F(RestCard, a_report_moves_the_line_of_its_profile_and_no_other) {
  const auto neighbour = world_.add_person(2);
  const auto id = stopped();
  EXPECT_EQ(
      send(notification(rsp::event::kDelete, 7, neighbour.iccid.digits(), chip_)).status,
      204);
  EXPECT_EQ(card(), CardState::disable_req);
  EXPECT_EQ(told(id, "card.deleted"), 0);
}

TEST_F(RestCard, an_address_that_sends_without_end_has_to_wait) {
  unsigned status = 0;
  for (int i = 0; i < 700 && status != 429; ++i) status = send_text("AAAA").status;
  EXPECT_EQ(status, 429);
  EXPECT_EQ(outcome_, "limited");
}

TEST_F(RestCard, without_roots_nothing_is_acknowledged) {
  RestWorld world;
  EXPECT_EQ(world.post(std::string{kPath}, R"({"pendingNotification":"AAAA"})").status,
            503);
}

TEST_F(RestCard, staff_see_what_is_proved_without_a_number_in_clear) {
  const auto id = stopped();
  EXPECT_EQ(send(notification(rsp::event::kDisable, 5)).status, 204);
  EXPECT_EQ(send(notification(rsp::event::kDelete, 7)).status, 204);

  const auto answer =
      world_.get("/api/v1/cases/" + id + "/card", world_.sign_in(Role::clerk));

  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto body = RestWorld::parse(answer);
  EXPECT_EQ(body.at("state").as_string(), "DELETE_NOTIFIED");
  EXPECT_TRUE(body.at("is_proved").as_bool());
  ASSERT_EQ(body.at("reports").as_array().size(), 2u);
  const auto& last = body.at("reports").as_array().back();
  EXPECT_EQ(last.at("change").as_string(), "deleted");
  EXPECT_TRUE(last.at("is_in_history").as_bool());
  EXPECT_EQ(answer.body.find(kEid), std::string::npos);
  EXPECT_EQ(answer.body.find(person_.iccid.digits()), std::string::npos);
}

TEST_F(RestCard, an_engineer_waives_a_profile_only_after_its_device_was_waited_for) {
  const auto id = stopped();
  const auto engineer = world_.sign_in(Role::engineer);
  const auto waive = [&](const std::string& body) {
    return world_.post("/api/v1/cases/" + id + "/card/waiver", body, engineer);
  };
  const std::string reason = R"({"reason":"lost at sea"})";
  EXPECT_EQ(RestWorld::text(waive(reason), "code"), "card.not_waiting");
  world_.pass(std::chrono::days{14});
  auto line = world_.store().line(person_.line_id).value();
  line.card = CardState::delete_pending_offline;
  ASSERT_TRUE(world_.store().commit({.line_id = line.id, .line = line}));
  EXPECT_EQ(waive(R"({"reason":"why"})").status, 422);

  EXPECT_EQ(waive(reason).status, 200);

  EXPECT_EQ(card(), CardState::delete_waived);
  EXPECT_EQ(told(id, "card.waived"), 1);
}

}  // namespace
}  // namespace signoff
