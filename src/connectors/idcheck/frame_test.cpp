// SPDX-License-Identifier: Apache-2.0
#include "connectors/idcheck/frame.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

struct Taken {
  std::string_view text;
  ByteView picture;
};
Taken taken_apart(ByteView bytes) {
  const auto head = parse_frame_head(bytes.first(kFrameHead)).value();
  return {as_text(bytes.subspan(kFrameHead, head.text)),
          bytes.subspan(kFrameHead + head.text, head.picture)};
}

TEST(Frame, a_request_arrives_as_it_was_sent) {
  IdImage image;
  image.kind = IdImageKind::passport;
  image.content = {1, 2, 3};
  image.today = parse_date("2026-11-22").value();
  image.watermark = "仅用于注销";
  image.id_kind = "passport";
  image.id_number = "E12345678";
  image.name = "WANG";
  const auto bytes = write_request(image);
  const auto [text, picture] = taken_apart(bytes);
  const auto back = parse_request(text, picture);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->kind, image.kind);
  EXPECT_EQ(back->content, image.content);
  EXPECT_EQ(back->today, image.today);
  EXPECT_EQ(back->watermark, image.watermark);
  EXPECT_EQ(back->id_number, image.id_number);
  EXPECT_EQ(back->name, image.name);
}

TEST(Frame, findings_and_refusals_arrive_as_they_were_sent) {
  IdImageFinding finding;
  finding.defects = {"blurred", "glare"};
  finding.notes = {"name_differs"};
  finding.fields = {{"id_number", "999*", true}, {"name", "王*", std::nullopt}};
  finding.picture = {9};
  const auto bytes = write_answer(finding);
  const auto [text, picture] = taken_apart(bytes);
  const auto back = parse_answer(text, picture);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->defects, finding.defects);
  EXPECT_EQ(back->notes, finding.notes);
  EXPECT_EQ(back->fields, finding.fields);
  EXPECT_EQ(back->picture, finding.picture);

  const auto refusal = write_answer(fail(Fault::bad_input, "document.image_damaged"));
  const auto refused = parse_answer(taken_apart(refusal).text, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::bad_input);
  EXPECT_EQ(refused.error().code, "document.image_damaged");
}

TEST(Frame, heads_past_the_bounds_are_refused) {
  EXPECT_TRUE(parse_frame_head(frame("", {})).has_value());
  EXPECT_FALSE(parse_frame_head(as_bytes("SID1\0\0\0\0")));
  EXPECT_FALSE(parse_frame_head(as_bytes("GET / HTTP/1")));
  EXPECT_FALSE(
      parse_frame_head(as_bytes(std::string_view{"SID1\0\0\x40\x01\0\0\0\0", 12})));
  EXPECT_FALSE(
      parse_frame_head(as_bytes(std::string_view{"SID1\0\0\0\0\0\xA0\0\x01", 12})));
}

TEST(Frame, what_is_no_message_of_ours_is_refused) {
  for (const auto* text : {"", "7", "[]", "{", "{\"kind\":\"cat\"}", "{\"kind\":7}",
                           R"({"kind":"id_front","today":"yesterday"})"})
    EXPECT_FALSE(parse_request(text, {})) << text;
  for (const auto* text :
       {"", "{}", R"({"defects":[]})", R"({"defects":[7],"notes":[],"fields":[]})",
        R"({"fault":"conflict","code":"x"})",
        R"({"defects":[],"notes":[],"fields":[{"text":"no name"}]})"})
    EXPECT_FALSE(parse_answer(text, {})) << text;
}

}  // namespace
}  // namespace signoff
