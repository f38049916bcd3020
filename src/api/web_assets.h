// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace signoff {

// One file of the pages as it travels inside the program.
struct WebAsset {
  std::string_view path;  // "index.html", "assets/index-4f2a….js".
  std::string_view media_type;
  std::string_view content;
  std::string_view gzip;    // The content compressed; empty where that gains nothing.
  std::string_view brotli;  // The same.
  std::string_view digest;  // Of the content, in hex.
};

// By rising path. Written by tools/web for the program alone; empty in a tree without web/.
std::span<const WebAsset> web_assets();

// Null where there is none of this path.
const WebAsset* find_asset(std::span<const WebAsset> assets, std::string_view path);

}  // namespace signoff
