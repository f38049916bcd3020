// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "ports/id_check.h"

namespace signoff {

enum class PictureFormat : std::uint8_t { jpeg, png };

inline constexpr int kPictureSideMin = 500;
inline constexpr std::int64_t kPicturePointsMax = 25'000'000;

// What the file of a picture says of itself, read without decoding anything.
struct PictureFile {
  PictureFormat format = PictureFormat::jpeg;
  int width = 0;
  int height = 0;
  int orientation = 1;  // EXIF 2.32 clause 4.6.4: 1 to 8.
};

// A signature may be a narrow strip; a document has to be read.
inline constexpr int side_min_of(IdImageKind kind) {
  return is_document(kind) ? kPictureSideMin : 40;
}

// Cards of these kinds come in several forms that no check here knows. A person reads them.
inline bool is_read_by_person(const IdImage& image) {
  return image.kind != IdImageKind::passport &&
         (image.id_kind == "hk_macau_permit" || image.id_kind == "taiwan_permit" ||
          image.id_kind == "permanent_resident");
}

// Walks the picture from its first byte to its last. What follows it is passed over. Faults
// are bad_input:
//   document.type           neither JPEG nor PNG
//   document.image_damaged  it ends early or its parts do not fit together
//   document.image_small    shorter than `side_min` along a side
//   document.image_large    more than 25 million points, or far more than its bytes hold
//   document.image_more     metadata or what follows the picture are an archive, a page or
//                           a program
Result<PictureFile> inspect_picture(ByteView file, int side_min = kPictureSideMin);

// The same picture without metadata (comments, EXIF, profiles, thumbnails) and without what
// follows it. Nothing is decoded, so that it is fit for pictures that nobody could check. A
// picture that inspect_picture() refuses is refused here.
Result<Bytes> bare_picture(ByteView file, int side_min = kPictureSideMin);

}  // namespace signoff
