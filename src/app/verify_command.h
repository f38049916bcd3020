// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace signoff {

struct VerifyCommand {
  std::filesystem::path file;
  std::string
      jwks;  // A file or an https address: for what is signed by an operator or desk.
  std::string ca_file;
  std::filesystem::path ci;  // PEM: for what is signed by a chip.
  bool as_json = false;
};

// Checks a voucher (PDF or JWS), the signed report of a wiped card, or the record of a
// delivered notification, without a server. Answers the exit code.
int verify_proof(const VerifyCommand& command);

}  // namespace signoff
