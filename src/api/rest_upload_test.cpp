// SPDX-License-Identifier: Apache-2.0
#include "rest_world.h"

namespace signoff {
namespace {

namespace json = boost::json;

class RestUpload : public testing::Test {
 protected:
  RestUpload()
      : owner_{world_.add_person(1)}, token_{world_.sign_in(owner_)}, id_{submitted()} {}

  std::string submitted() {
    const auto opened =
        world_.post("/api/v1/cases", R"({"line_id":")" + owner_.line_id + R"("})", token_);
    EXPECT_EQ(opened.status, 201) << opened.body;
    return RestWorld::text(opened, "id");
  }

  Response upload(std::string_view content, const std::string& kind,
                  const std::string& token = "") {
    std::string form;
    if (!kind.empty())
      form +=
          "--b\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\n" + kind + "\r\n";
    form +=
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n"
        "Content-Type: image/jpeg\r\n\r\n";
    form += content;
    form += "\r\n--b--\r\n";
    return world_.call(Method::post, "/api/v1/cases/" + id_ + "/documents",
                       {.body = form,
                        .token = token.empty() ? token_ : token,
                        .content_type = "multipart/form-data; boundary=b"});
  }
  Response upload(const Bytes& content, const std::string& kind) {
    return upload(as_text(content), kind);
  }

  Bytes front(const std::string& defect = "") {
    return FakeIdCheck::labelled(
        {IdImageKind::id_front, owner_.id_number, "Test", "", defect});
  }
  Bytes back() {
    return FakeIdCheck::labelled({IdImageKind::id_back, "", "", "2040-01-01", ""});
  }
  json::array documents() {
    return RestWorld::parse(world_.get("/api/v1/cases/" + id_, token_))
        .at("documents")
        .as_array();
  }

  RestWorld world_;
  RestWorld::Person owner_;
  std::string token_;
  std::string id_;
};

TEST_F(RestUpload, a_good_side_is_kept_with_what_was_read) {
  ASSERT_EQ(upload(front(), "id_front").status, 201);
  const auto document = documents().at(0).as_object();
  EXPECT_EQ(document.at("kind").as_string(), "id_front");
  EXPECT_EQ(document.at("media_type").as_string(), "image/jpeg");
  EXPECT_TRUE(document.at("defects").as_array().empty());
  const auto& number = document.at("fields").at("id_number").as_object();
  EXPECT_EQ(number.at("matches").as_bool(), true);
  EXPECT_EQ(number.at("text").as_string().find("1990"), json::string::npos);
}

TEST_F(RestUpload, every_defect_is_named_and_the_good_side_stays) {
  ASSERT_EQ(upload(back(), "id_back").status, 201);
  const auto refused = upload(front("blurred"), "id_front");
  EXPECT_EQ(refused.status, 422) << refused.body;
  const auto problem = RestWorld::parse(refused);
  EXPECT_EQ(problem.at("code").as_string(), "document.defects");
  const auto& defect = problem.at("defects").at(0).as_object();
  EXPECT_EQ(defect.at("code").as_string(), "blurred");
  EXPECT_FALSE(defect.at("text").at("zh").as_string().empty());
  ASSERT_EQ(documents().size(), 1U);
  EXPECT_EQ(documents().at(0).at("kind").as_string(), "id_back");
}

TEST_F(RestUpload, another_persons_card_is_refused_without_a_hint_whose) {
  const auto stranger = FakeIdCheck::labelled(
      {IdImageKind::id_front, "999999198512250025", "Somebody", "", ""});
  const auto refused = upload(stranger, "id_front");
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(RestWorld::parse(refused).at("defects").at(0).at("code").as_string(),
            "wrong_person");
  EXPECT_EQ(refused.body.find("9999"), std::string::npos);
  EXPECT_EQ(refused.body.find("Somebody"), std::string::npos);
  EXPECT_TRUE(documents().empty());
}

TEST_F(RestUpload, a_new_good_side_takes_the_place_of_the_old_one) {
  ASSERT_EQ(upload(front(), "id_front").status, 201);
  const std::string old{documents().at(0).at("id").as_string()};
  ASSERT_EQ(upload(front(), "id_front").status, 201);
  ASSERT_EQ(documents().size(), 1U);
  EXPECT_NE(documents().at(0).at("id").as_string(), old);
  EXPECT_FALSE(world_.store().document(old)) << "the old picture has to be destroyed";
}

TEST_F(RestUpload, a_name_that_differs_is_for_a_person_to_judge) {
  const auto renamed =
      FakeIdCheck::labelled({IdImageKind::id_front, owner_.id_number, "Married", "", ""});
  ASSERT_EQ(upload(renamed, "id_front").status, 201);
  EXPECT_EQ(documents().at(0).at("defects").at(0).at("code").as_string(), "name_differs");
}

TEST_F(RestUpload, when_nobody_can_look_the_picture_is_kept_bare_and_marked) {
  world_.id_check().set_down(true);
  ASSERT_EQ(upload(front(), "id_front").status, 201);
  EXPECT_EQ(documents().at(0).at("defects").at(0).at("code").as_string(), "unchecked");
  const std::string id{documents().at(0).at("id").as_string()};
  const auto kept = world_.store().document(id);
  ASSERT_TRUE(kept);
  EXPECT_EQ(as_text(kept->content).find("label:"), std::string_view::npos)
      << "a comment is metadata";
  const auto archive = std::string{as_text(front())} + "PK\x03\x04";
  EXPECT_EQ(RestWorld::text(upload(archive, "id_front"), "code"), "document.image_more");
}

TEST_F(RestUpload, a_signature_that_nobody_could_look_at_is_not_kept) {
  world_.id_check().set_down(true);
  const auto refused = upload(front(), "signature");
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(RestWorld::text(refused, "code"), "id_check.none");
  EXPECT_TRUE(documents().empty());
}

TEST_F(RestUpload, what_is_not_what_it_is_called_is_refused) {
  EXPECT_EQ(RestWorld::text(upload("%PDF-1.4", "id_front"), "code"), "document.type");
  EXPECT_EQ(RestWorld::text(upload("%PDF-1.4", "signature"), "code"), "document.type");
  EXPECT_EQ(upload("%PDF-1.4", "mandate").status, 201);
  EXPECT_EQ(RestWorld::text(upload("GIF89a", "other"), "code"), "document.type");
  const auto whole = front();
  EXPECT_EQ(RestWorld::text(upload(as_text(whole).substr(0, 60), "other"), "code"),
            "document.image_damaged");
  EXPECT_EQ(RestWorld::text(upload(back(), "id_front"), "code"), "document.defects");
}

TEST_F(RestUpload, kinds_are_those_of_the_contract) {
  const auto refused = upload(front(), "selfie");
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(RestWorld::text(refused, "code"), "document.kind");
  ASSERT_EQ(upload("%PDF-1.4", "").status, 201);
  EXPECT_EQ(documents().at(0).at("kind").as_string(), "other");
}

TEST_F(RestUpload, strangers_cannot_even_have_a_picture_looked_at) {
  const auto other = world_.sign_in(world_.add_person(2));
  EXPECT_EQ(upload(as_text(front()), "id_front", other).status, 404);
  EXPECT_EQ(upload(as_text(front()), "id_front", world_.sign_in(Role::agent)).status, 403);
}

TEST_F(RestUpload, no_case_takes_more_than_its_share) {
  for (int i = 0; i < 12; ++i) ASSERT_EQ(upload("%PDF-1.4", "other").status, 201) << i;
  const auto more = upload("%PDF-1.4", "other");
  EXPECT_EQ(more.status, 409);
  EXPECT_EQ(RestWorld::text(more, "code"), "documents.too_many");
  EXPECT_EQ(documents().size(), 12u);
}

TEST_F(RestUpload, ten_megabytes_are_taken_and_not_one_byte_more) {
  std::string paper = "%PDF-1.4";
  paper.resize(10 << 20, ' ');
  EXPECT_EQ(upload(paper, "mandate").status, 201);
  const auto larger = upload(paper + ' ', "mandate");
  EXPECT_EQ(larger.status, 422);
  EXPECT_EQ(RestWorld::text(larger, "code"), "document.size");
  EXPECT_EQ(RestWorld::text(upload("", "mandate"), "code"), "document.size");
  EXPECT_EQ(documents().size(), 1u);
}

TEST_F(RestUpload, forms_that_are_no_forms_are_refused_and_leave_nothing) {
  const std::string part =
      "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n"
      "%PDF-1.4\r\n";
  std::string parts;
  for (int i = 0; i < 50'000; ++i) parts += part;
  const std::string multipart = "multipart/form-data; boundary=b";
  struct Bad {
    std::string form;
    std::string type;
    unsigned status;
  };
  const std::string nested =
      "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n"
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n" +
      part + "--b--\r\n--b--\r\n";
  const Bad all[] = {
      {parts + "--b--\r\n", multipart, 400},
      {part + part + part + "--b--\r\n", multipart, 400},
      {part, multipart, 400},
      {part + "--b--\r\n", "multipart/form-data", 400},
      {part + "--b--\r\n", "multipart/form-data; boundary=\"" + std::string(71, 'b') + '"',
       400},
      {part + "--b--\r\n", "multipart/mixed; boundary=b", 415},
      {part + "--b--\r\n", "application/json", 415},
      {"%PDF-1.4", "application/pdf", 415},
      {nested, multipart, 400},
      {"--b\r\nX: " + std::string(20'000, 'x') + "\r\n" + part.substr(5) + "--b--\r\n",
       multipart, 400},
      {"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" +
           std::string(300, 'x') + "\"\r\n\r\n%PDF-1.4\r\n--b--\r\n",
       multipart, 400},
  };
  for (const auto& bad : all) {
    const auto answer =
        world_.call(Method::post, "/api/v1/cases/" + id_ + "/documents",
                    {.body = bad.form, .token = token_, .content_type = bad.type});
    EXPECT_EQ(answer.status, bad.status) << bad.type << bad.form.substr(0, 200);
  }
  EXPECT_TRUE(documents().empty());
}

TEST_F(RestUpload, a_name_of_a_file_breaks_neither_page_nor_header) {
  const auto named = [&](const std::string& name) {
    return world_.call(Method::post, "/api/v1/cases/" + id_ + "/documents",
                       {.body = "--b\r\nContent-Disposition: form-data; name=\"file\"; "
                                "filename=\"" +
                                name + "\"\r\n\r\n%PDF-1.4\r\n--b--\r\n",
                        .token = token_,
                        .content_type = "multipart/form-data; boundary=b"});
  };
  // A line break ends the part's header, so that the name is no name any more.
  EXPECT_EQ(named("a\r\nSet-Cookie: x=y\r\n.pdf").status, 400);
  EXPECT_EQ(named("a\nb.pdf").status, 400);
  EXPECT_EQ(named(std::string("a\0b", 3)).status, 400);
  ASSERT_EQ(named("../../etc/<img src=x>\\\".pdf").status, 201);
  const std::string id{documents().at(0).at("id").as_string()};
  const std::string name{documents().at(0).at("name").as_string()};
  EXPECT_EQ(name.find_first_of("/\\\""), std::string::npos) << name;
  Change judged;
  judged.line_id = owner_.line_id;
  judged.moved_case = world_.store().dossier(id_).value().head;
  judged.moved_case->state = CaseState::under_review;
  ASSERT_TRUE(world_.store().commit(judged));
  const auto seen = world_.get("/api/v1/cases/" + id_ + "/documents/" + id,
                               world_.sign_in(Role::reviewer));
  ASSERT_EQ(seen.status, 200);
  for (const auto& [header, value] : seen.headers)
    if (header == "Content-Disposition") {
      EXPECT_EQ(value, "attachment") << "the sender's words are in no header";
    }
}

}  // namespace
}  // namespace signoff
