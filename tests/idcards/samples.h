// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"

#include <string>
#include <utility>
#include <vector>

namespace signoff::idcards {

// Who is to be shown; empty texts are made up.
struct Wanted {
  // 18 digits, for the card; "H…", "M…" or 8 digits, for the permit; else for the passport.
  std::string number;
  std::string name;
};

// Photographs of one person's documents, by the names of their files: front.jpg, back.jpg,
// passport.jpg, permit.jpg (of somebody from Hong Kong), and what an owner may do wrong:
// blurred.jpg, glare.jpg, cropped.jpg, rotated.jpg, angled.jpg, screen.jpg,
// other_person.jpg, expired_back.jpg, with_gps.jpg (a good front whose metadata say where
// it was taken), polyglot.jpg (an archive behind it).
std::vector<std::pair<std::string, Bytes>> samples_of(const Wanted& wanted, Date today);

// The same JPEG with a place in its EXIF.
Bytes with_place(const Bytes& jpeg);

}  // namespace signoff::idcards
