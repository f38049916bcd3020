// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace signoff {

struct VirtualCardCommand {
  std::string eid;                 // Where the file does not say.
  std::filesystem::path profiles;  // docs/virtual-card.md.
  std::filesystem::path state;     // Empty: what it does is forgotten with it.
  std::filesystem::path root;  // Where the certificate goes that others need to check it.
  std::string host = "127.0.0.1";
  std::uint16_t port = 35963;
};

// Is a card in vpcd's reader until it is stopped. Answers the exit code.
int run_virtual_card(const VirtualCardCommand& command);

}  // namespace signoff
