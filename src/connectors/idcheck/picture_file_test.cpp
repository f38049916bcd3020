// SPDX-License-Identifier: Apache-2.0
#include "connectors/idcheck/picture_file.h"

#include "connectors/idcheck/fake_id_check.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

// The frame of a JPEG with nothing but what a test puts between its start and its size.
Bytes jpeg_with(std::string_view segments, std::string_view behind = "") {
  std::string file{"\xFF\xD8"};
  file += segments;
  file += std::string_view{"\xFF\xC0\0\x0B\x08\x02\x58\x03\x20\x01\x01\x11\0", 13};
  file +=
      std::string_view{"\xFF\xDA\0\x08\x01\x01\0\0\x3F\0\x2A\xFF\0\x2A\xFF\xD0\x2A", 17};
  file += "\xFF\xD9";
  file += behind;
  const auto bytes = as_bytes(file);
  return {bytes.begin(), bytes.end()};
}

std::string segment(char marker, std::string_view body) {
  std::string text{"\xFF"};
  text += marker;
  text += static_cast<char>((body.size() + 2) >> 8U);
  text += static_cast<char>((body.size() + 2) & 0xFFU);
  return text.append(body);
}

std::string code_of(ByteView file) {
  const auto found = inspect_picture(file);
  return found ? "none" : found.error().code;
}

TEST(PictureFile, size_is_read_without_decoding) {
  const auto found = inspect_picture(jpeg_with(segment('\xFE', "a comment")));
  ASSERT_TRUE(found) << found.error().code;
  EXPECT_EQ(found->width, 800);
  EXPECT_EQ(found->height, 600);
}

TEST(PictureFile, orientation_is_the_one_thing_taken_from_the_metadata) {
  const std::string exif{
      "Exif\0\0II\x2A\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x08\0\0\0", 28};
  const auto found = inspect_picture(jpeg_with(segment('\xE1', exif)));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->orientation, 8);
  // A directory that points out of the segment says nothing.
  const std::string wild{"Exif\0\0II\x2A\0\xFF\xFF\xFF\xFF\x01\0\x12\x01", 18};
  EXPECT_EQ(inspect_picture(jpeg_with(segment('\xE1', wild)))->orientation, 1);
}

TEST(PictureFile, metadata_are_taken_out_and_nothing_else) {
  const auto plain = jpeg_with("");
  const auto dressed = jpeg_with(segment('\xE0', "JFIF") + segment('\xE1', "Exif\0\0GPS") +
                                 segment('\xED', "caption") + segment('\xFE', "comment"));
  EXPECT_EQ(bare_picture(dressed).value(), plain);
}

TEST(PictureFile, what_hides_in_or_behind_a_picture_is_refused) {
  EXPECT_EQ(code_of(jpeg_with("", "PK\x03\x04")), "document.image_more");
  EXPECT_EQ(code_of(jpeg_with("", "<script>")), "document.image_more");
  EXPECT_EQ(code_of(jpeg_with(segment('\xFE', "PK\x05\x06"))), "document.image_more");
  EXPECT_EQ(code_of(jpeg_with(segment('\xE2', "x<?php"))), "document.image_more");
  // A second picture is let be only where the first announces it.
  const auto second = jpeg_with("");
  EXPECT_EQ(code_of(jpeg_with("", as_text(second))), "document.image_more");
  const auto pair =
      jpeg_with(segment('\xE2', std::string_view{"MPF\0", 4}), as_text(second));
  EXPECT_EQ(code_of(pair), "none");
  EXPECT_EQ(bare_picture(pair).value(), second);
  EXPECT_EQ(code_of(jpeg_with("", std::string_view{"\0\0\0", 3})), "none");
}

TEST(PictureFile, each_cut_off_file_is_damaged) {
  const auto whole = jpeg_with(segment('\xE1', "Exif"));
  for (std::size_t size = 3; size < whole.size(); ++size)
    EXPECT_EQ(code_of(ByteView{whole}.first(size)), "document.image_damaged") << size;
}

TEST(PictureFile, sizes_are_bounded) {
  auto small = jpeg_with("");
  small[8] = 0x1F;  // 0x0258 rows become 0x001F… the high byte first.
  small[7] = 0;
  EXPECT_EQ(code_of(small), "document.image_small");
  auto large = jpeg_with("");
  for (const std::size_t at : {7, 8, 9, 10}) large[at] = 0xFF;
  EXPECT_EQ(code_of(large), "document.image_large");
  EXPECT_TRUE(inspect_picture(small, 20));
}

TEST(PictureFile, other_files_are_no_pictures) {
  for (const std::string_view text : {"", "GIF89a", "%PDF-1.4", "RIFF....WEBP", "\xFF\xD8"})
    EXPECT_EQ(code_of(as_bytes(text)), "document.type") << text;
  EXPECT_EQ(code_of(as_bytes("\x89PNG\r\n\x1A\n")), "document.image_damaged");
}

}  // namespace
}  // namespace signoff
