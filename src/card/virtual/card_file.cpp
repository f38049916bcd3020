// SPDX-License-Identifier: Apache-2.0
#include "card/virtual/card_file.h"

#include "base/durable_file.h"

#include <fstream>

namespace signoff::uicc {
namespace {

constexpr std::streamsize kFileMax = 64 * 1024 * 1024;

}  // namespace

Result<CardImage> read_card_file(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  if (!in) return fail(Fault::not_found, "card_image.absent", file.string());
  std::string text;
  std::string block(64 * 1024, '\0');
  while (in.read(block.data(), static_cast<std::streamsize>(block.size())),
         in.gcount() > 0) {
    text.append(block, 0, static_cast<std::size_t>(in.gcount()));
    if (static_cast<std::streamsize>(text.size()) > kFileMax) {
      return fail(Fault::bad_input, "card_image.size");
    }
  }
  return read_card_image(text);
}

Result<void> write_card_file(const std::filesystem::path& file, const CardImage& image) {
  if (write_durably(file, write_card_image(image))) return {};
  return fail(Fault::unavailable, "card_image.unwritten", file.string());
}

}  // namespace signoff::uicc
