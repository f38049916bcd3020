// SPDX-License-Identifier: Apache-2.0
#include "connectors/oidc/id_token.h"

#include <openssl/ecdsa.h>
#include <openssl/evp.h>

#include <boost/json.hpp>
#include <set>

namespace signoff {
namespace {

namespace json = boost::json;

constexpr std::size_t kTokenMax = 16 * 1024;
constexpr std::size_t kUsernameMax = 64;
constexpr std::size_t kRolesMax = 1000;
constexpr std::chrono::seconds kDrift{60};  // Clocks of two companies.
constexpr std::size_t kHalf = 32;           // Octets of r and of s (RFC 7518 clause 3.4).

std::unexpected<Error> refused(std::string_view why) {
  return fail(Fault::forbidden, "oidc.token", std::string{why});
}

Result<json::object> part_of(std::string_view encoded, std::string_view why) {
  const auto bytes = from_base64url(encoded);
  if (!bytes) return refused(why);
  const auto text = as_text(*bytes);
  json::parse_options options;
  options.max_depth = 16;
  json::error_code error;
  auto value = json::parse({text.data(), text.size()}, error, {}, options);
  if (error || !value.is_object()) return refused(why);
  return std::move(value.as_object());
}

std::string_view claim_text(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  const auto* text = value ? value->if_string() : nullptr;
  return text ? std::string_view{text->data(), text->size()} : std::string_view{};
}

// A NumericDate (RFC 7519 clause 2).
std::optional<Instant> moment_in(const json::object& claims, std::string_view name) {
  const auto* value = claims.if_contains(name);
  if (!value || !value->is_number()) return std::nullopt;
  json::error_code error;
  const auto seconds = value->to_number<double>(error);
  constexpr double kYear9999 = 253'402'300'799.0;
  if (error || !(seconds >= 0 && seconds <= kYear9999)) return std::nullopt;
  return Instant{std::chrono::seconds{static_cast<std::int64_t>(seconds)}};
}

std::string_view name_of(TokenAlgorithm algorithm) {
  return algorithm == TokenAlgorithm::rs256 ? "RS256" : "ES256";
}

// OpenSSL wants r and s as a DER sequence.
Bytes der_of(ByteView signature) {
  const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> both{ECDSA_SIG_new(),
                                                                   ECDSA_SIG_free};
  BIGNUM* r = BN_bin2bn(signature.data(), kHalf, nullptr);
  BIGNUM* s = BN_bin2bn(signature.data() + kHalf, kHalf, nullptr);
  ECDSA_SIG_set0(both.get(), r, s);
  std::uint8_t* der = nullptr;
  const int size = i2d_ECDSA_SIG(both.get(), &der);
  Bytes out(der, der + std::max(size, 0));
  OPENSSL_free(der);
  return out;
}

bool verifies(const ProviderKey& key, std::string_view text, Bytes signature) {
  if (key.algorithm == TokenAlgorithm::es256) {
    if (signature.size() != 2 * kHalf) return false;
    signature = der_of(signature);
  }
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                        EVP_MD_CTX_free};
  if (EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.key.get()) !=
      1)
    return false;
  const auto bytes = as_bytes(text);
  return EVP_DigestVerify(context.get(), signature.data(), signature.size(), bytes.data(),
                          bytes.size()) == 1;
}

// The key that the header names; without a name the only one there is.
const ProviderKey* key_for(const std::vector<ProviderKey>& keys, std::string_view kid,
                           TokenAlgorithm algorithm) {
  const ProviderKey* found = nullptr;
  for (const auto& key : keys) {
    if (key.algorithm != algorithm || (!kid.empty() && key.kid != kid)) continue;
    if (found) return nullptr;
    found = &key;
  }
  return found;
}

bool is_for(const json::object& claims, std::string_view client_id) {
  const auto* audience = claims.if_contains("aud");
  const bool has_party = claims.contains("azp");
  if (has_party && claim_text(claims, "azp") != client_id) return false;
  if (!audience) return false;
  if (audience->is_string()) return claim_text(claims, "aud") == client_id;
  const auto* list = audience->if_array();
  if (!list || list->empty() || (list->size() > 1 && !has_party)) return false;
  return std::ranges::any_of(*list, [&](const json::value& one) {
    return one.is_string() && std::string_view{one.get_string()} == client_id;
  });
}

Result<void> check_claims(const json::object& claims, const TokenWanted& wanted) {
  if (claim_text(claims, "iss") != wanted.issuer) return refused("iss");
  if (!is_for(claims, wanted.client_id)) return refused("aud");
  const auto expires = moment_in(claims, "exp");
  if (!expires || wanted.now >= *expires + kDrift) return refused("exp");
  const auto issued = moment_in(claims, "iat");
  if (!issued || *issued > wanted.now + kDrift) return refused("iat");
  if (claims.contains("nbf")) {
    const auto from = moment_in(claims, "nbf");
    if (!from || *from > wanted.now + kDrift) return refused("nbf");
  }
  if (wanted.nonce.empty() ||
      !equal_constant_time(claim_text(claims, "nonce"), wanted.nonce))
    return refused("nonce");
  if (claim_text(claims, "sub").empty()) return refused("sub");
  return {};
}

// By its whole name first: some providers name claims by addresses, which have dots.
const json::value* claim_at(const json::object& claims, std::string_view path) {
  if (const auto* whole = claims.if_contains(path)) return whole;
  const json::object* inside = &claims;
  while (true) {
    const auto dot = path.find('.');
    const auto* value = inside->if_contains(path.substr(0, dot));
    if (!value || dot == std::string_view::npos) return value;
    inside = value->if_object();
    if (!inside) return nullptr;
    path.remove_prefix(dot + 1);
  }
}

bool is_username(std::string_view name) {
  return !name.empty() && name.size() <= kUsernameMax &&
         std::ranges::all_of(name, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' || c == '@';
         });
}

}  // namespace

Result<json::object> check_id_token(std::string_view token,
                                    const std::vector<ProviderKey>& keys,
                                    const TokenWanted& wanted) {
  const auto first = token.find('.');
  const auto second = first == token.npos ? token.npos : token.find('.', first + 1);
  if (token.size() > kTokenMax || second == token.npos ||
      token.find('.', second + 1) != token.npos)
    return refused("form");
  const auto header = part_of(token.substr(0, first), "header");
  if (!header) return pass_on(header.error());
  // The algorithm is ours to say, never the token's (RFC 8725 clause 3.1).
  if (claim_text(*header, "alg") != name_of(wanted.algorithm)) return refused("alg");
  if (header->contains("crit")) return refused("crit");
  const auto* key = key_for(keys, claim_text(*header, "kid"), wanted.algorithm);
  if (!key) return refused("key");
  auto signature = from_base64url(token.substr(second + 1));
  if (!signature || !verifies(*key, token.substr(0, second), *std::move(signature)))
    return refused("signature");
  auto claims = part_of(token.substr(first + 1, second - first - 1), "claims");
  if (!claims) return claims;
  if (auto checked = check_claims(*claims, wanted); !checked)
    return pass_on(checked.error());
  return claims;
}

Result<NamedStaff> staff_in(const json::object& claims, const OidcSettings& settings) {
  const auto* name = claim_at(claims, settings.username_claim);
  if (!name || !name->is_string() || !is_username(std::string_view{name->get_string()}))
    return refused("username");
  const auto* said = claim_at(claims, settings.role_claim);
  std::set<Role> roles;
  const auto take = [&](const json::value& value) {
    if (!value.is_string()) return;
    const auto known = settings.roles.find(std::string{value.get_string()});
    if (known != settings.roles.end()) roles.insert(known->second);
  };
  if (said && said->is_array() && said->get_array().size() <= kRolesMax)
    for (const auto& value : said->get_array()) take(value);
  else if (said)
    take(*said);
  // Who submits must not review: nobody is two at once.
  if (roles.size() != 1)
    return fail(Fault::forbidden, "login.role", roles.empty() ? "none" : "several");
  return NamedStaff{std::string{name->get_string()}, *roles.begin()};
}

}  // namespace signoff
