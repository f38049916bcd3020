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

std::string chunk(std::string_view name, const std::string& body) {
  std::string text;
  for (const unsigned shift : {24U, 16U, 8U, 0U})
    text += static_cast<char>(body.size() >> shift & 0xFFU);
  return text.append(name).append(body).append(4, '\0');
}

// The frame of a PNG of 800 by 600 points with one more chunk, unless it has no name.
Bytes png_with(std::string_view name, std::size_t size, std::string_view end) {
  std::string file{"\x89PNG\r\n\x1A\n"};
  file += chunk("IHDR", std::string{"\0\0\x03\x20\0\0\x02\x58\x08\x03\0\0\0", 13});
  if (!name.empty()) file += chunk(name, std::string(size, 'p'));
  file += chunk("IDAT", "data") + chunk("IEND", std::string{end});
  return Bytes{file.begin(), file.end()};
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

TEST(PictureFile, under_whatever_marker_metadata_are_metadata) {
  const auto plain = jpeg_with("");
  const std::string adobe{"Adobe\0\x64\0\0\0\0\x01", 12};
  const auto coloured = jpeg_with(segment('\xEE', adobe));
  EXPECT_EQ(bare_picture(coloured).value(), coloured) << "says how colours are meant";
  // Adobe's segment with more in it, and two markers that nobody has given a meaning.
  for (const auto& hidden : {segment('\xEE', adobe + "31.2304,121.4737"),
                             segment('\xF3', "31.2304"), segment('\x02', "31.2304")}) {
    EXPECT_EQ(bare_picture(jpeg_with(hidden)).value(), plain);
  }
  for (const char marker : {'\xEE', '\xF3', '\x02'})
    EXPECT_EQ(code_of(jpeg_with(segment(marker, "<script>"))), "document.image_more");
}

TEST(PictureFile, archives_pages_and_programs_in_or_behind_a_picture_are_refused) {
  EXPECT_EQ(code_of(jpeg_with(segment('\xFE', "PK\x05\x06"))), "document.image_more");
  EXPECT_EQ(code_of(jpeg_with(segment('\xE2', "x<?php"))), "document.image_more");
  const std::string film(300'000, 'f');
  for (const std::string sign : {"PK\x03\x04", "<script>", "%PDF-1.4", "\177ELF"}) {
    EXPECT_EQ(code_of(jpeg_with("", sign)), "document.image_more") << sign;
    EXPECT_EQ(code_of(jpeg_with("", sign + film)), "document.image_more") << sign;
  }
  // The last record of a ZIP stands behind all else, but for its comment.
  const std::string archive = film + "PK\x05\x06" + std::string(18 + 65'535, 'c');
  EXPECT_EQ(code_of(jpeg_with("", archive)), "document.image_more");
}

TEST(PictureFile, what_telephones_put_behind_a_picture_is_dropped) {
  const auto plain = jpeg_with("");
  const std::string film(300'000, 'f');
  for (const auto& behind : {std::string(3, '\0'), std::string{as_text(plain)},
                             std::string{"SEFH\0\0SEFT", 10}, film + "PK\x03\x04" + film}) {
    EXPECT_EQ(code_of(jpeg_with("", behind)), "none") << behind.substr(0, 8);
    EXPECT_EQ(bare_picture(jpeg_with("", behind)).value(), plain);
  }
}

TEST(PictureFile, parts_of_a_png_that_are_kept_have_their_bounds) {
  EXPECT_EQ(code_of(png_with("PLTE", 768, "")), "none");
  EXPECT_EQ(code_of(png_with("PLTE", 769, "")), "document.image_damaged");
  EXPECT_EQ(code_of(png_with("tRNS", 256, "")), "none");
  EXPECT_EQ(code_of(png_with("tRNS", 257, "")), "document.image_damaged");
  EXPECT_EQ(code_of(png_with("", 0, "x")), "document.image_damaged");
  auto followed = png_with("", 0, "");
  const auto bare = followed;
  followed.insert(followed.end(), 5, 'z');
  EXPECT_EQ(bare_picture(followed).value(), bare);
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
  // 12 million points; what stands beside the picture does not count for its bytes.
  auto bomb =
      jpeg_with(segment('\xFE', std::string(60'000, 'c')), std::string(60'000, 't'));
  const auto size = bomb.size() - 60'000 - 2 - 17 - 8;
  bomb[size] = 0x0B, bomb[size + 1] = 0xB8, bomb[size + 2] = 0x0F, bomb[size + 3] = 0xA0;
  EXPECT_EQ(code_of(bomb), "document.image_large");
  EXPECT_TRUE(inspect_picture(small, 20));
}

TEST(PictureKind, cards_of_many_forms_are_read_by_a_person) {
  const auto is_for_person = [](IdImageKind kind, const std::string& id_kind) {
    IdImage image;
    image.kind = kind;
    image.id_kind = id_kind;
    return is_read_by_person(image);
  };
  for (const auto* kind : {"hk_macau_permit", "taiwan_permit", "permanent_resident"}) {
    EXPECT_TRUE(is_for_person(IdImageKind::id_front, kind)) << kind;
    EXPECT_TRUE(is_for_person(IdImageKind::id_back, kind)) << kind;
    EXPECT_FALSE(is_for_person(IdImageKind::passport, kind)) << kind;
  }
  for (const auto* kind : {"resident_id", "residence_permit", "passport", ""})
    EXPECT_FALSE(is_for_person(IdImageKind::id_front, kind)) << kind;
}

TEST(PictureFile, other_files_are_no_pictures) {
  for (const std::string_view text : {"", "GIF89a", "%PDF-1.4", "RIFF....WEBP", "\xFF\xD8"})
    EXPECT_EQ(code_of(as_bytes(text)), "document.type") << text;
  EXPECT_EQ(code_of(as_bytes("\x89PNG\r\n\x1A\n")), "document.image_damaged");
}

}  // namespace
}  // namespace signoff
