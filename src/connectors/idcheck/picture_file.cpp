// SPDX-License-Identifier: Apache-2.0
#include "connectors/idcheck/picture_file.h"

#include <algorithm>

namespace signoff {
namespace {

// A photograph never packs so many points into a byte; a bomb does.
constexpr std::int64_t kPointsPerByteMax = 150;
constexpr std::int64_t kPointsAlwaysFit = 1'000'000;
constexpr int kScansMax = 64;  // A progressive JPEG has about ten.
constexpr int kPartsMax = 20'000;

constexpr std::uint8_t kSof0 = 0xC0, kSof15 = 0xCF, kDht = 0xC4, kJpg = 0xC8, kDac = 0xCC;
constexpr std::uint8_t kRst0 = 0xD0, kRst7 = 0xD7, kSoi = 0xD8, kEoi = 0xD9, kSos = 0xDA;
constexpr std::uint8_t kDqt = 0xDB, kDnl = 0xDC, kDri = 0xDD, kApp1 = 0xE1, kApp14 = 0xEE,
                       kTem = 0x01;

std::unexpected<Error> damaged() {
  return fail(Fault::bad_input, "document.image_damaged");
}
std::unexpected<Error> has_more() { return fail(Fault::bad_input, "document.image_more"); }

std::size_t big16(ByteView at) {
  return static_cast<std::size_t>(at[0]) << 8U | static_cast<std::size_t>(at[1]);
}
std::size_t big32(ByteView at) { return big16(at) << 16U | big16(at.subspan(2)); }

// Signs of archives, pages and programs that metadata and what follows a picture have no
// business with.
bool hides_something(ByteView part) {
  constexpr std::string_view kSigns[] = {
      "PK\x03\x04", "PK\x05\x06", "Rar!\x1A\x07", "7z\xBC\xAF\x27\x1C", "%PDF-",
      "<?php",      "<script",    "<html",        "<!DOCTYPE",          "\177ELF",
  };
  const auto text = as_text(part);
  return std::ranges::any_of(
      kSigns, [&](std::string_view sign) { return text.find(sign) != text.npos; });
}

// One part of a file: its first byte to behind its last.
struct Part {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool is_kept = true;
};

struct Walk {
  PictureFile picture;
  std::vector<Part> parts;
  bool has_size = false;
};

std::size_t size_kept(const Walk& walk) {
  std::size_t size = 0;
  for (const auto& part : walk.parts)
    if (part.is_kept) size += part.end - part.begin;
  return size;
}

// EXIF: "Exif\0\0", then TIFF; the orientation is tag 0x0112 of the first directory.
int orientation_of(ByteView exif) {
  if (exif.size() < 14 || !as_text(exif).starts_with("Exif")) return 1;
  const auto tiff = exif.subspan(6);
  const bool is_little = tiff[0] == 'I';
  const auto read16 = [&](std::size_t at) {
    const std::size_t a = tiff[at], b = tiff[at + 1];
    return is_little ? b << 8U | a : a << 8U | b;
  };
  const auto directory =
      is_little ? read16(6) << 16U | read16(4) : read16(4) << 16U | read16(6);
  if (directory > tiff.size() || tiff.size() - directory < 2) return 1;
  const auto count = read16(directory);
  for (std::size_t i = 0; i < count && i < 256; ++i) {
    const auto entry = directory + 2 + i * 12;
    if (entry + 12 > tiff.size()) return 1;
    if (read16(entry) != 0x0112) continue;
    const auto value = read16(entry + 8);
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
  }
  return 1;
}

bool is_frame(std::uint8_t marker) {
  return marker >= kSof0 && marker <= kSof15 && marker != kDht && marker != kJpg &&
         marker != kDac;
}
// Adobe's segment says how the colours are meant; it is the only one of its kind with a
// use.
bool says_colours(ByteView body, std::uint8_t marker) {
  constexpr std::size_t kAdobe = 12;
  return marker == kApp14 && body.size() == kAdobe && as_text(body).starts_with("Adobe");
}
// What a decoder needs (ITU-T T.81 table B.1). All else is metadata, under whatever marker.
bool is_picture_part(ByteView body, std::uint8_t marker) {
  return is_frame(marker) || marker == kDht || marker == kDac || marker == kSos ||
         marker == kDqt || marker == kDnl || marker == kDri || says_colours(body, marker);
}

// Behind entropy-coded data: the next marker that is neither stuffing nor a restart.
std::size_t end_of_scan(ByteView file, std::size_t at) {
  while (at + 1 < file.size()) {
    const auto next = file[at + 1];
    if (file[at] == 0xFF && next != 0 && next != 0xFF && (next < kRst0 || next > kRst7))
      return at;
    ++at;
  }
  return file.size();
}

Result<void> read_segment(ByteView body, std::uint8_t marker, Walk& walk) {
  if (is_frame(marker)) {
    if (walk.has_size || body.size() < 6) return damaged();
    walk.has_size = true;
    walk.picture.height = static_cast<int>(big16(body.subspan(1)));
    walk.picture.width = static_cast<int>(big16(body.subspan(3)));
  }
  if (!is_picture_part(body, marker) && hides_something(body)) return has_more();
  if (marker == kApp1 && as_text(body).starts_with("Exif"))
    walk.picture.orientation = orientation_of(body);
  return {};
}

// Walks one JPEG from its start-of-image; `at` ends behind its end-of-image.
Result<void> walk_jpeg(ByteView file, std::size_t& at, Walk& walk) {
  if (file.size() - at < 4 || file[at] != 0xFF || file[at + 1] != kSoi) return damaged();
  walk.parts.push_back({at, at + 2});
  at += 2;
  int scans = 0;
  while (at + 2 <= file.size() && walk.parts.size() < kPartsMax) {
    if (file[at] != 0xFF) return damaged();
    const auto marker = file[at + 1];
    if (marker == 0xFF) {  // A fill byte.
      ++at;
      continue;
    }
    if (marker == kEoi) {
      walk.parts.push_back({at, at + 2});
      at += 2;
      if (!walk.has_size || scans == 0) return damaged();
      return {};
    }
    if (marker == 0 || marker == kTem || marker == kSoi ||
        (marker >= kRst0 && marker <= kRst7) || file.size() - at < 4)
      return damaged();
    const auto length = big16(file.subspan(at + 2));
    if (length < 2 || file.size() - at - 2 < length) return damaged();
    auto end = at + 2 + length;
    const auto body = file.subspan(at + 4, length - 2);
    if (auto read = read_segment(body, marker, walk); !read) return read;
    if (marker == kSos) {
      if (!walk.has_size || ++scans > kScansMax) return damaged();
      end = end_of_scan(file, end);
    }
    walk.parts.push_back({at, end, is_picture_part(body, marker)});
    at = end;
  }
  return damaged();
}

// Telephones put films, depth maps, smaller pictures and notes of their own behind a
// picture. It is never kept and no decoder gets it, so nothing there can do harm; an
// archive, a page or a program is refused all the same, so that whoever sent it learns that
// it did not arrive. Archives are found from their end, the others from their beginning:
// within a long film a sign of four letters stands by chance.
bool is_harmless(ByteView trailer) {
  constexpr std::size_t kSeen = 66 << 10;  // A ZIP's last record and its longest comment.
  const auto most = std::min(trailer.size(), kSeen);
  return !hides_something(trailer.first(most)) && !hides_something(trailer.last(most));
}

Result<Walk> walk_whole_jpeg(ByteView file) {
  Walk walk;
  std::size_t at = 0;
  if (auto done = walk_jpeg(file, at, walk); !done) return pass_on(done.error());
  if (!is_harmless(file.subspan(at))) return has_more();
  return walk;
}

// Bounds of what is kept as it is (PNG 1.2 clause 4.1 and 4.2.1).
bool is_too_long(std::string_view chunk, std::size_t length) {
  if (chunk == "PLTE") return length > 768;
  if (chunk == "tRNS") return length > 256;
  return chunk == "IEND" && length > 0;
}

Result<Walk> walk_png(ByteView file) {
  Walk walk;
  walk.picture.format = PictureFormat::png;
  walk.parts.push_back({0, 8});
  std::size_t at = 8;
  bool has_data = false;
  while (file.size() - at >= 12 && walk.parts.size() < kPartsMax) {
    const auto length = big32(file.subspan(at));
    if (length > file.size() - at - 12) return damaged();
    const auto name = as_text(file.subspan(at + 4, 4));
    const auto body = file.subspan(at + 8, length);
    if ((at == 8) != (name == "IHDR") || is_too_long(name, length)) return damaged();
    if (name == "IHDR") {
      if (length != 13) return damaged();
      // Wider than an int may hold is too large anyway.
      walk.picture.width = static_cast<int>(std::min<std::size_t>(big32(body), 1U << 30U));
      walk.picture.height =
          static_cast<int>(std::min<std::size_t>(big32(body.subspan(4)), 1U << 30U));
    }
    has_data = has_data || name == "IDAT";
    const bool is_kept = name == "IHDR" || name == "PLTE" || name == "tRNS" ||
                         name == "IDAT" || name == "IEND";
    if (!is_kept && hides_something(body)) return has_more();
    const auto end = at + 12 + length;
    walk.parts.push_back({at, end, is_kept});
    at = end;
    if (name != "IEND") continue;
    if (!has_data) return damaged();
    if (!is_harmless(file.subspan(at))) return has_more();
    return walk;
  }
  return damaged();
}

Result<Walk> walk_file(ByteView file, int side_min) {
  const auto text = as_text(file);
  Result<Walk> walk = fail(Fault::bad_input, "document.type");
  if (text.starts_with("\xFF\xD8\xFF")) walk = walk_whole_jpeg(file);
  if (text.starts_with("\x89PNG\r\n\x1A\n")) walk = walk_png(file);
  if (!walk) return walk;
  const auto& picture = walk->picture;
  const auto points = std::int64_t{picture.width} * picture.height;
  const auto size = static_cast<std::int64_t>(size_kept(*walk));
  if (points > kPicturePointsMax ||
      (points > kPointsAlwaysFit && points / kPointsPerByteMax > size))
    return fail(Fault::bad_input, "document.image_large");
  if (std::min(picture.width, picture.height) < side_min)
    return fail(Fault::bad_input, "document.image_small");
  return walk;
}

}  // namespace

Result<PictureFile> inspect_picture(ByteView file, int side_min) {
  const auto walk = walk_file(file, side_min);
  if (!walk) return pass_on(walk.error());
  return walk->picture;
}

Result<Bytes> bare_picture(ByteView file, int side_min) {
  const auto walk = walk_file(file, side_min);
  if (!walk) return pass_on(walk.error());
  Bytes bare;
  bare.reserve(file.size());
  for (const auto& part : walk->parts) {
    if (!part.is_kept) continue;
    const auto piece = file.subspan(part.begin, part.end - part.begin);
    bare.insert(bare.end(), piece.begin(), piece.end());
  }
  return bare;
}

}  // namespace signoff
