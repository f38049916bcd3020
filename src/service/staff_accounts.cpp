// SPDX-License-Identifier: Apache-2.0
#include "service/staff_accounts.h"

#include <argon2.h>

namespace signoff {
namespace {

// RFC 9106 clause 4, second recommended option, with less memory so that a burst of
// sign-ins cannot exhaust a small machine.
constexpr std::uint32_t kPasses = 3;
constexpr std::uint32_t kMemoryKib = 16 * 1024;
constexpr std::uint32_t kLanes = 1;

Result<std::string> hash_password(Random& random, std::string_view password) {
  std::array<std::uint8_t, 16> salt{};
  random.fill(salt);
  std::array<char, 256> encoded{};
  const int done =
      argon2id_hash_encoded(kPasses, kMemoryKib, kLanes, password.data(), password.size(),
                            salt.data(), salt.size(), 32, encoded.data(), encoded.size());
  if (done != ARGON2_OK) return fail(Fault::unavailable, "password.hash");
  return std::string{encoded.data()};
}

// Actors are written "role:name", so a name holds no colon.
bool is_username(std::string_view name) {
  return !name.empty() && name.size() <= kUsernameMax &&
         std::ranges::all_of(name, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' || c == '@';
         });
}

}  // namespace

Result<StaffRecord> make_staff(std::string username, Role role, std::string_view password,
                               Random& random) {
  if (!is_username(username)) return fail(Fault::bad_input, "staff.username");
  if (role == Role::subscriber || role == Role::system)
    return fail(Fault::bad_input, "staff.role");
  if (password.size() < kPasswordMin || password.size() > kPasswordMax)
    return fail(Fault::bad_input, "password.length");
  auto encoded = hash_password(random, password);
  if (!encoded) return pass_on(encoded.error());
  return StaffRecord{std::move(username), role, *std::move(encoded)};
}

bool password_matches(const StaffRecord* account, std::string_view password) {
  static const std::string kNobody = [] {
    SystemRandom random;
    return hash_password(random, "nobody has this password").value_or("");
  }();
  const auto& encoded = account != nullptr ? account->password_hash : kNobody;
  const bool is_right =
      argon2id_verify(encoded.c_str(), password.data(), password.size()) == ARGON2_OK;
  return is_right && account != nullptr;
}

}  // namespace signoff
