// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/virtual/card_image.h"

#include <filesystem>

namespace signoff::uicc {

// Fault::not_found "card_image.absent", bad_input "card_image.…".
Result<CardImage> read_card_file(const std::filesystem::path& file);
// Whole or not at all, whatever happens meanwhile, and readable by its owner alone: it
// holds a key. Fault::unavailable "card_image.unwritten".
Result<void> write_card_file(const std::filesystem::path& file, const CardImage& image);

}  // namespace signoff::uicc
