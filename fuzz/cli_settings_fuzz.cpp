// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "cli/choices.h"
#include "cli/proving.h"
#include "cli/settings.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signoff;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  (void)cli::parse_choice(text);
  (void)cli::parse_proofs(text);
  const auto settings = cli::parse_settings(text);
  if (!settings || settings->server.empty()) return 0;
  const auto again = cli::parse_settings(cli::settings_text(*settings));
  ensure(again && again->server == settings->server, "fuzz.settings");
  return 0;
}
