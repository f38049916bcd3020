// SPDX-License-Identifier: Apache-2.0
#include "connectors/oidc/id_token.h"

#include <boost/json.hpp>

// A provider's documents and tokens; a token that no key of ours signed is never good.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signoff;
  static const auto kKeys =
      parse_provider_keys(R"({"keys":[{"kty":"EC","crv":"P-256","kid":"e1",)"
                          R"("x":"axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY",)"
                          R"("y":"T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU"}]})");
  if (!kKeys || kKeys->size() != 1) __builtin_trap();
  const auto text = as_text({data, size});
  (void)parse_discovery(text, "https://login.test");
  (void)parse_token_answer(text);
  (void)is_code_refused(text);
  (void)parse_provider_keys(text);
  const TokenWanted wanted{"https://login.test", "signoff", "nonce", TokenAlgorithm::es256,
                           Instant{std::chrono::seconds{1'763'800'000}}};
  if (check_id_token(text, *kKeys, wanted)) __builtin_trap();
  boost::json::error_code error;
  const auto claims = boost::json::parse({text.data(), text.size()}, error);
  if (error || !claims.is_object()) return 0;
  OidcSettings settings;
  settings.roles = {{"review", Role::reviewer}};
  settings.role_claim = "realm.roles";
  const auto staff = staff_in(claims.get_object(), settings);
  if (staff && (staff->username.empty() || staff->role != Role::reviewer)) __builtin_trap();
  return 0;
}
