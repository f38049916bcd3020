// SPDX-License-Identifier: Apache-2.0
#include "card/desk/desk_keys.h"

#include "base/bounded_file.h"
#include "card/desk/wipe_proof.h"

#include <fmt/format.h>

#include <algorithm>

namespace signoff {
namespace {

constexpr std::size_t kDeskKeysFileMax = 256 * 1024;  // Bytes of one file of them.

std::unexpected<Error> wrong_keys(const std::filesystem::path& file, std::string_view why) {
  return fail(Fault::bad_input, "config.desk_keys",
              fmt::format("{}: {}", file.string(), why));
}

}  // namespace

Result<std::unique_ptr<DeskKeys>> DeskKeys::load(
    const std::vector<std::filesystem::path>& files) {
  if (files.empty()) return std::unique_ptr<DeskKeys>{};
  std::vector<PublicKey> all;
  for (const auto& file : files) {
    const auto text = read_bounded(file, kDeskKeysFileMax);
    if (!text)
      return wrong_keys(
          file, text.error().code == "file.too_large" ? "is too large" : "cannot be read");
    const auto keys = Jwks::parse(*text);
    if (!keys) return wrong_keys(file, "is no JWKS");
    if (keys->keys().empty()) return wrong_keys(file, "holds no P-256 key");
    for (const auto& key : keys->keys()) {
      const auto known = std::ranges::find(all, key.kid(), &PublicKey::kid);
      if (known == all.end())
        all.push_back(key);
      else if (!known->is_same_point(key))
        return wrong_keys(file, "calls a key as another file calls a different one");
    }
  }
  return std::make_unique<DeskKeys>(Jwks{std::move(all)});
}

Result<CheckedWipe> DeskKeys::check(std::string_view jws) const {
  const auto proof = verify_wipe_proof(jws, keys_);
  if (!proof) return pass_on(proof.error());
  const auto parts = Jws::parse(jws);
  const auto* key = parts ? keys_.find(parts->kid) : nullptr;
  if (key == nullptr) return fail(Fault::forbidden, "jws.key_unknown");
  return CheckedWipe{proof->iccid, proof->at, proof->is_proved, key->thumbprint()};
}

}  // namespace signoff
