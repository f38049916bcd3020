// SPDX-License-Identifier: Apache-2.0
// Ending at once: what has to be shown for it, over the same addresses as any page has.
#include "rest_world.h"
#include "service/desk.h"

namespace signoff {
namespace {

namespace json = boost::json;

class RestFinish : public testing::Test {
 protected:
  RestFinish() : owner_{world_.add_person(1)}, token_{world_.sign_in(owner_)} {
    id_ = RestWorld::text(
        world_.post("/api/v1/cases", R"({"line_id":")" + owner_.line_id + R"("})", token_),
        "id");
    const std::string hash{shown().at("quote").at("hash").as_string()};
    EXPECT_EQ(act("submission", R"({"quote_hash":")" + hash + R"("})").status, 200);
    EXPECT_EQ(act("confirmation", R"({"proofs":[{"kind":"otp","value":")" +
                                      world_.code_at(owner_.msisdn) +
                                      R"("},{"kind":"id_number","value":")" +
                                      owner_.id_number + R"("},{"kind":"iccid","value":")" +
                                      std::string{owner_.iccid.digits()} + R"("}]})")
                  .status,
              200);
    world_.pass(std::chrono::hours{2});
  }

  Response act(const std::string& what, const std::string& body) {
    return world_.post("/api/v1/cases/" + id_ + "/" + what, body, token_);
  }
  json::object shown() {
    return RestWorld::parse(world_.get("/api/v1/cases/" + id_, token_));
  }
  std::string state() { return std::string{shown().at("state").as_string()}; }
  bool offers(std::string_view action) {
    return std::ranges::any_of(shown().at("actions").as_array(),
                               [&](const auto& one) { return one.as_string() == action; });
  }
  Response upload(std::string_view kind, std::string_view content) {
    std::string form = "--b\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\n";
    form += kind;
    form +=
        "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n";
    form += content;
    form += "\r\n--b--\r\n";
    return world_.call(
        Method::post, "/api/v1/cases/" + id_ + "/documents",
        {.body = form, .token = token_, .content_type = "multipart/form-data; boundary=b"});
  }
  // The id of the document that was uploaded last.
  std::string kept(const Response& answer) {
    EXPECT_EQ(answer.status, 201) << answer.body;
    const auto documents = RestWorld::parse(answer).at("documents").as_array();
    return std::string{documents.back().at("id").as_string()};
  }
  std::string film() { return kept(upload("video", "....ftypmp42....")); }
  std::string front() {
    return kept(upload("id_front",
                       as_text(FakeIdCheck::labelled(
                           {IdImageKind::id_front, owner_.id_number, "Test", "", ""}))));
  }
  std::string back() {
    return kept(upload("id_back", as_text(FakeIdCheck::labelled(
                                      {IdImageKind::id_back, "", "", "2040-01-01", ""}))));
  }
  Response finish(const std::string& film, const std::string& number) {
    return act("finish", R"({"proofs":[{"kind":"id_number","value":")" + number +
                             R"("},{"kind":"video","value":")" + film + R"("}]})");
  }
  Response finish(const std::string& film) { return finish(film, owner_.id_number); }

  RestWorld world_;
  RestWorld::Person owner_;
  std::string token_;
  std::string id_;
};

TEST_F(RestFinish, photos_and_a_recording_end_the_line_at_once) {
  ASSERT_EQ(state(), "COOLING_OFF");
  ASSERT_TRUE(offers("finish_now"));
  ASSERT_TRUE(offers("add_document"));
  const auto asked = act("finish", "{}");
  EXPECT_EQ(asked.status, 403);
  EXPECT_EQ(json::serialize(RestWorld::parse(asked).at("needs")),
            R"([{"kind":"id_number"},)"
            R"({"kind":"video","documents":["id_front","id_back","video"]}])");
  front();
  back();
  const auto done = finish(film());
  EXPECT_EQ(done.status, 200) << done.body;
  EXPECT_NE(state(), "COOLING_OFF");
  EXPECT_FALSE(offers("add_document")) << "nothing is left to unblock";
  EXPECT_EQ(RestWorld::text(upload("other", "%PDF-1.4"), "code"), "case.state");
}

TEST_F(RestFinish, a_recording_without_photos_ends_nothing) {
  const auto video = film();
  const auto alone = finish(video);
  EXPECT_EQ(alone.status, 403);
  EXPECT_EQ(RestWorld::text(alone, "code"), "proof.photos");
  front();
  EXPECT_EQ(RestWorld::text(finish(video), "code"), "proof.photos") << "one side only";
  back();
  EXPECT_EQ(RestWorld::text(finish(video, "99999919900101002X"), "code"), "proof.wrong");
  EXPECT_EQ(state(), "COOLING_OFF");
  EXPECT_EQ(finish(video).status, 200);
}

TEST_F(RestFinish, photos_that_nobody_could_check_do_not_count) {
  world_.id_check().set_down(true);
  front();
  back();
  EXPECT_EQ(RestWorld::text(finish(film()), "code"), "proof.photos");
  EXPECT_EQ(state(), "COOLING_OFF");
}

TEST_F(RestFinish, photos_that_only_a_person_can_read_do_not_count) {
  Change change;
  change.line_id = owner_.line_id;
  change.owner = world_.store().owner(owner_.owner_id).value();
  change.owner->id_kind = "hk_macau_permit";
  ASSERT_TRUE(world_.store().commit(change));
  front();
  back();
  EXPECT_EQ(RestWorld::text(finish(film()), "code"), "proof.photos");
  EXPECT_EQ(state(), "COOLING_OFF");
}

TEST_F(RestFinish, only_a_film_is_a_recording) {
  const auto photo = front();
  back();
  EXPECT_EQ(RestWorld::text(finish(photo), "code"), "proof.wrong");
  EXPECT_EQ(RestWorld::text(finish("none"), "code"), "proof.wrong");
  EXPECT_EQ(RestWorld::text(upload("video", "%PDF-1.4"), "code"), "document.type");
  EXPECT_EQ(state(), "COOLING_OFF");
}

TEST_F(RestFinish, what_was_sent_before_the_line_was_off_is_not_of_this_act) {
  const auto before = front();
  back();
  const auto video = film();
  // As if it had come with the request.
  auto dossier = world_.store().dossier(id_).value();
  Entry entry{dossier, world_.pack(), world_.clock().now(), {Role::system, "test"}};
  const auto due = dossier.head.due_at;
  for (auto& document : dossier.file.documents)
    document.at = *dossier.file.stopped_at - std::chrono::minutes{1};
  entry.touch_file();
  entry.note("note.test");
  entry.due(due);
  ASSERT_TRUE(world_.store().commit(entry.take()));
  EXPECT_EQ(RestWorld::text(finish(video), "code"), "proof.wrong");
  EXPECT_EQ(RestWorld::text(finish(film()), "code"), "proof.photos");
  const auto fresh = front();
  EXPECT_TRUE(world_.store().document(before)) << "what was reviewed stays";
  front();
  EXPECT_FALSE(world_.store().document(fresh));
  back();
  EXPECT_EQ(finish(film()).status, 200);
}

TEST_F(RestFinish, where_two_people_would_have_to_agree_nobody_ends_it_at_once) {
  Change change;
  change.line_id = owner_.line_id;
  change.line = world_.store().line(owner_.line_id).value();
  change.line->sim_swapped_at = world_.clock().now();
  ASSERT_TRUE(world_.store().commit(change));
  world_.rules().risk.fresh_swap_raises_to = Assurance::al4;
  front();
  back();
  EXPECT_EQ(RestWorld::text(finish(film()), "code"), "assurance.two_people");
  EXPECT_EQ(state(), "COOLING_OFF");
}

TEST_F(RestFinish, a_held_case_takes_papers_and_a_line_on_its_way_back_takes_none) {
  ASSERT_EQ(act("objection", "{}").status, 200);
  ASSERT_EQ(state(), "FRAUD_HOLD");
  EXPECT_TRUE(offers("add_document"));
  EXPECT_FALSE(offers("finish_now"));
  auto dossier = world_.store().dossier(id_).value();
  dossier.head.undoing = true;
  const Caller owner{.actor = {Role::subscriber, owner_.owner_id},
                     .owner_id = owner_.owner_id};
  const auto left = actions_for(owner, dossier);
  EXPECT_EQ(std::ranges::find(left, "add_document"), left.end());
}

}  // namespace
}  // namespace signoff
