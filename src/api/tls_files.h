// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/random.h"

#include <string>
#include <vector>

namespace signoff {

struct TlsFiles {
  std::string ca_file;
  std::string certificate_file;  // The server's certificate.
  std::string key_file;          // Readable by its owner alone.
};

// A CA and a server certificate (P-256) for localhost, 127.0.0.1, ::1 and `more_names` in
// `directory`, made there unless all three files exist, are valid for another day and bear
// those names. For the demo and tests: the CA's key is thrown away once it has signed, so
// nothing else can be signed with it.
Result<TlsFiles> ensure_tls_files(const std::string& directory, const Clock& clock,
                                  Random& random,
                                  const std::vector<std::string>& more_names = {});

}  // namespace signoff
