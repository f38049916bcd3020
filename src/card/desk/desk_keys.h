// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evidence/jwk.h"
#include "ports/wipe_check.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace signoff {

// The desks whose reports of wipes are believed, by their keys.
class DeskKeys final : public WipeCheck {
 public:
  // From these files, each a JWKS as a desk writes it. Null without files. Fault::bad_input
  // "config.desk_keys", with the file in the detail.
  static Result<std::unique_ptr<DeskKeys>> load(
      const std::vector<std::filesystem::path>& files);
  explicit DeskKeys(Jwks keys) : keys_{std::move(keys)} {}

  Result<CheckedWipe> check(std::string_view jws) const override;

 private:
  const Jwks keys_;
};

}  // namespace signoff
