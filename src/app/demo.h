// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/web_assets.h"
#include "lab/lab.h"

#include <filesystem>

namespace signoff {

struct DemoSettings {
  std::filesystem::path data;
  std::size_t lines = 2000;
  std::uint64_t seed = 1;
  std::uint16_t port = 8443;  // 0 takes a free one.
  bool is_headless = false;
  std::filesystem::path ready_file;  // Empty: none.
};

// Runs the operator in a box until SIGTERM or SIGINT. Answers the exit code.
int run_demo(const DemoSettings& settings, std::span<const WebAsset> pages);

// What the ready file says: where the demo is, its lines of each kind, its logins, and the
// folder of the desk whose signed reports it believes.
std::string ready_json(lab::Lab& lab, const std::string& url, const std::string& ca_file,
                       const std::filesystem::path& desk);

}  // namespace signoff
