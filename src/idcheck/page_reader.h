// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "idcheck/read_fields.h"
#include "idcheck/text_reader.h"
#include "ports/id_check.h"

namespace signoff {

// What a straightened document turned out to be, and what stands on it.
struct ReadPage {
  IdImageKind kind = IdImageKind::other;  // `other`: nothing known was found.
  int half_turns = 0;                     // 1: it lay upside down.
  std::optional<ReadNumber> number;
  // Two readings of the picture agree on the number.
  bool is_number_sure = false;
  std::string name;
  std::optional<ReadValidity> validity;
  std::optional<Mrz> zone;
  bool shows_recorded =
      false;  // The number on record stands on a permit, letter for letter.
};

// Reads `card` as a page of the expected kind; when it is none, finds out which it is.
ReadPage read_page(TextReader& reader, const cv::Mat& card, IdImageKind expected,
                   Date today);

// Looks for the number on record anywhere on a document whose form is not known here.
ReadPage read_permit(TextReader& reader, const cv::Mat& card, std::string_view number);

}  // namespace signoff
