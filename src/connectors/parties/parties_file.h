// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/relying_parties.h"

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace signoff {

struct PartySettings {
  RelyingParty party;
  std::string authorization;  // Whole header value, "Bearer …"; empty for none. Secret.
};

// Whom to tell, and how to reach them.
struct PartiesSettings {
  std::string issuer;   // `iss` of every token: our own address.
  std::string ca_file;  // PEM; empty for the system's authorities.
  std::chrono::milliseconds deadline{5000};
  std::vector<PartySettings> parties;
};

// The path of each party's authorization file as written, beside the settings.
struct PartiesFile {
  PartiesSettings settings;
  std::vector<std::string> authorization_files;  // One per party; empty for none.
};

// Reads the text of a parties file:
//
//   issuer = "https://signoff.example"
//   ca_file = "/etc/signoff/parties-ca.pem"   # optional
//   deadline_ms = 5000                        # optional, 100 to 60000
//   [[party]]
//   id = "bank-a"
//   audience = "https://bank-a.example"
//   endpoint = "https://bank-a.example/secevents"
//   authorization_file = "bank-a.token"       # optional, beside this file
//
// Fault::bad_input with "FILE:LINE: reason" as detail.
Result<PartiesFile> parse_parties(std::string_view text, std::string_view file);

// Reads the file and the authorization files it names.
Result<PartiesSettings> load_parties(const std::filesystem::path& path);

}  // namespace signoff
