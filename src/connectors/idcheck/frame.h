// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/id_check.h"

namespace signoff {

// How the server and its checking process speak: a head of 12 bytes (a mark, the length of
// a JSON object, the length of a picture), the object, the picture. Both ways alike.
inline constexpr std::size_t kFrameHead = 12;
inline constexpr std::size_t kFrameTextMax = 16 << 10;
inline constexpr std::size_t kFramePictureMax = 10 << 20;

struct FrameHead {
  std::size_t text = 0;
  std::size_t picture = 0;
};

// Fault::bad_input "id_check.frame" for a wrong mark or a length past the bounds.
Result<FrameHead> parse_frame_head(ByteView head);
Bytes frame(std::string_view text, ByteView picture);

// Of the object and the picture of a frame.
Bytes write_request(const IdImage& image);
Result<IdImage> parse_request(std::string_view text, ByteView picture);
Bytes write_answer(const Result<IdImageFinding>& answer);
// A refusal that the other side decided comes back as that refusal.
Result<IdImageFinding> parse_answer(std::string_view text, ByteView picture);

std::string_view to_string(IdImageKind kind);
Result<IdImageKind> parse_image_kind(std::string_view text);

}  // namespace signoff
