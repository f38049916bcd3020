// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signoff {

enum class IdImageKind : std::uint8_t { id_front, id_back, passport, signature, other };

// Whether it shows a document that can be judged.
constexpr bool is_document(IdImageKind kind) {
  return kind == IdImageKind::id_front || kind == IdImageKind::id_back ||
         kind == IdImageKind::passport;
}

// One picture, with what it should show. It never leaves the machine.
struct IdImage {
  IdImageKind kind = IdImageKind::id_front;
  Bytes content;          // JPEG or PNG, as it was uploaded.
  Date today{};           // The place's civil date.
  std::string watermark;  // For what and when the picture may be used.
  // The record that it is compared with. Empty: there is nothing to compare.
  std::string id_kind;  // "resident_id", …
  std::string id_number;
  std::string name;
};

// What was read, masked.
struct IdImageField {
  std::string name;  // "name", "id_number", "birth", "expires_on".
  std::string text;
  std::optional<bool> matches;
  friend bool operator==(const IdImageField&, const IdImageField&) = default;
};

struct IdImageFinding {
  // Reasons to refuse the picture, the most telling first: edge_cut, blurred, glare,
  // angled, screen_photo, wrong_side, wrong_person, expired, number_unreadable,
  // dates_unreadable, not_a_document.
  std::vector<std::string> defects;
  // What a person has to judge: name_differs, name_unreadable, number_unmatched, unread.
  std::vector<std::string> notes;
  std::vector<IdImageField> fields;
  // The picture encoded anew: upright, without metadata, watermarked, at most 2000 points
  // along its longer side; a PNG of a signature, else a JPEG. The only form of it that is
  // fit to be kept.
  Bytes picture;
};

// Looks at pictures of identity documents. Any thread may call; a call waits for its turn,
// within a bound. Faults: bad_input "document.type", "document.image_damaged",
// "document.image_small", "document.image_large" and "document.image_more" (there is more
// in the file than a picture); unavailable "id_check.…" when nobody could look.
class IdImageCheck {
 public:
  virtual ~IdImageCheck() = default;
  virtual Result<IdImageFinding> check(const IdImage& image) = 0;
  // The picture as it is but without metadata, for when nobody can look. Never unavailable;
  // refuses by the file alone.
  virtual Result<Bytes> bare(const IdImage& image) = 0;
};

}  // namespace signoff
