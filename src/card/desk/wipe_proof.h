// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "card/contents/wipe.h"
#include "evidence/jws.h"

namespace signoff {

// The typ of a signed wipe report.
inline constexpr std::string_view kWipeTyp = "card-wipe+jwt";

// What a desk says about a card that it wiped.
struct WipeProof {
  std::string iccid;
  Instant at{};
  bool is_proved = false;
  std::string backup_sha256;  // Hexadecimal; empty where none was wanted.
  std::vector<WipedFile> files;
  std::string stopped;  // Why it ended early; a code.
};

WipeProof make_proof(const WipeReport& report, std::string_view backup_json, Instant at);
std::string to_json(const WipeProof& proof);
// Fault::bad_input "wipe.json" or "wipe.member" with its name.
Result<WipeProof> parse_wipe_proof(std::string_view json);

// A report signed by a key of `jwks`: faults of verify_jws, and forbidden "wipe.typ".
Result<WipeProof> verify_wipe_proof(std::string_view jws, const Jwks& jwks);

}  // namespace signoff
