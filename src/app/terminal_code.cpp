// SPDX-License-Identifier: Apache-2.0
#include "app/terminal_code.h"

#include <qrencode.h>

#include <memory>

namespace signoff {
namespace {

constexpr int kQuiet = 2;  // Modules of white around it.

}  // namespace

std::optional<std::string> terminal_code(std::string_view text) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code{
      QRcode_encodeData(static_cast<int>(text.size()),
                        reinterpret_cast<const unsigned char*>(text.data()), 0,
                        QR_ECLEVEL_L),
      QRcode_free};
  if (!code) return std::nullopt;
  const int side = code->width;
  const auto is_dark = [&](int row, int column) {
    const bool is_inside = row >= 0 && row < side && column >= 0 && column < side;
    return is_inside && (code->data[row * side + column] & 1u) != 0;
  };
  std::string out;
  for (int row = -kQuiet; row < side + kQuiet; row += 2) {
    out += "\033[30;107m";
    for (int column = -kQuiet; column < side + kQuiet; ++column) {
      const bool upper = is_dark(row, column), lower = is_dark(row + 1, column);
      out += upper ? (lower ? "█" : "▀") : (lower ? "▄" : " ");
    }
    out += "\033[0m\n";
  }
  return out;
}

}  // namespace signoff
