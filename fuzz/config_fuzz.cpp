// SPDX-License-Identifier: Apache-2.0
#include "app/config.h"
#include "base/ensure.h"

// A configuration is refused with its file and a line, or it says where everything is.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signoff;
  const auto config =
      parse_config({reinterpret_cast<const char*>(data), size}, "etc/signoff.toml");
  if (!config) {
    ensure(config.error().detail.starts_with("etc/signoff.toml:"), "fuzz.no_line");
    return 0;
  }
  ensure(!config->url.empty() && !config->store.empty() && !config->keys.empty() &&
             !config->pack.empty(),
         "fuzz.missing");
  ensure(config->certificate.empty() == config->certificate_key.empty(), "fuzz.tls");
  ensure(config->case_threads >= 1 && config->http_threads >= 1, "fuzz.threads");
  return 0;
}
