// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evidence/jwk.h"

#include <filesystem>
#include <string>

namespace signoff {

// Commands that need no server. Each prints what it found and answers the exit code:
// as in cli/exit_codes.h.

// Public keys in a file or behind an https address. Fault::bad_input "verify.keys" for
// neither, and as Jwks::parse.
Result<Jwks> load_keys(const std::string& from, const std::string& ca_file);
// Checks a voucher, PDF or JWS, with the keys in a file or behind an https address.
int verify_voucher(const std::filesystem::path& file, const std::string& jwks,
                   const std::string& ca_file, bool as_json);
// Makes a new signing key the current one. Every public key stays; the old private key
// goes.
int rotate_key(const std::filesystem::path& directory, const std::string& holder);
int check_policy(const std::filesystem::path& file);

int migrate_database(const std::filesystem::path& file);
int check_database(const std::filesystem::path& file, bool as_json);
int back_up_database(const std::filesystem::path& file, const std::filesystem::path& to);
int restore_database(const std::filesystem::path& backup_file,
                     const std::filesystem::path& to, bool force);

}  // namespace signoff
