// SPDX-License-Identifier: Apache-2.0
#include "connectors/oidc/provider_documents.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <boost/json.hpp>

namespace signoff {
namespace {

namespace json = boost::json;

constexpr std::size_t kTextMax = 2048;
constexpr std::size_t kKeysMax = 100;
constexpr std::size_t kDepthMax = 16;
constexpr int kRsaBitsMin = 2048;
constexpr int kRsaBitsMax = 8192;
constexpr std::size_t kCoordinate = 32;  // Octets, on P-256.

template <auto Free>
struct FreedBy {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using Bignum = std::unique_ptr<BIGNUM, FreedBy<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, FreedBy<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, FreedBy<OSSL_PARAM_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, FreedBy<EVP_PKEY_CTX_free>>;
using Key = std::shared_ptr<EVP_PKEY>;

std::optional<json::object> object_of(std::string_view text) {
  if (text.size() > kProviderAnswerMax) return std::nullopt;
  json::parse_options options;
  options.max_depth = kDepthMax;
  json::error_code error;
  auto value = json::parse({text.data(), text.size()}, error, {}, options);
  if (error || !value.is_object()) return std::nullopt;
  return std::move(value.as_object());
}

// "" unless it is there, text, and of a sane length.
std::string_view text_in(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  const auto* text = value ? value->if_string() : nullptr;
  if (!text || text->size() > kTextMax) return {};
  return {text->data(), text->size()};
}

bool is_address(std::string_view text) {
  if (!text.starts_with("https://")) return false;
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; });
}

Bignum number_of(ByteView bytes) {
  return Bignum{BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr)};
}

Key key_from(const char* type, const Builder& builder) {
  const Params params{OSSL_PARAM_BLD_to_param(builder.get())};
  const KeyContext context{EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr)};
  EVP_PKEY* made = nullptr;
  if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, params.get()) != 1)
    return nullptr;
  return Key{made, EVP_PKEY_free};
}

Key rsa_key(const json::object& jwk) {
  const auto modulus = from_base64url(text_in(jwk, "n"));
  const auto exponent = from_base64url(text_in(jwk, "e"));
  if (!modulus || !exponent) return nullptr;
  const auto n = number_of(*modulus), e = number_of(*exponent);
  if (!n || !e || BN_num_bits(n.get()) < kRsaBitsMin ||
      BN_num_bits(n.get()) > kRsaBitsMax || !BN_is_odd(e.get()) ||
      BN_num_bits(e.get()) < 2 || BN_num_bits(e.get()) > 64)
    return nullptr;
  const Builder builder{OSSL_PARAM_BLD_new()};
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
  return key_from("RSA", builder);
}

Key ec_key(const json::object& jwk) {
  if (text_in(jwk, "crv") != "P-256") return nullptr;
  const auto x = from_base64url(text_in(jwk, "x"));
  const auto y = from_base64url(text_in(jwk, "y"));
  if (!x || !y || x->size() != kCoordinate || y->size() != kCoordinate) return nullptr;
  Bytes point{0x04};  // Uncompressed (SEC 1 clause 2.3.3).
  point.insert(point.end(), x->begin(), x->end());
  point.insert(point.end(), y->begin(), y->end());
  const Builder builder{OSSL_PARAM_BLD_new()};
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1",
                                  0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                   point.size());
  return key_from("EC", builder);
}

std::optional<ProviderKey> key_of(const json::value& value) {
  const auto* jwk = value.if_object();
  if (!jwk) return std::nullopt;
  const auto use = text_in(*jwk, "use");
  if (!use.empty() && use != "sig") return std::nullopt;
  const auto type = text_in(*jwk, "kty");
  ProviderKey one{std::string{text_in(*jwk, "kid")},
                  type == "EC" ? TokenAlgorithm::es256 : TokenAlgorithm::rs256, nullptr};
  if (type == "RSA") one.key = rsa_key(*jwk);
  if (type == "EC") one.key = ec_key(*jwk);
  if (!one.key) return std::nullopt;
  return one;
}

}  // namespace

Result<ProviderPlaces> parse_discovery(std::string_view text, std::string_view issuer) {
  const auto document = object_of(text);
  if (!document) return fail(Fault::unavailable, "oidc.discovery", "no JSON object");
  // Clause 4.3: a document of another issuer would hand our people to somebody else.
  if (text_in(*document, "issuer") != issuer)
    return fail(Fault::unavailable, "oidc.discovery", "another issuer");
  ProviderPlaces places{std::string{text_in(*document, "authorization_endpoint")},
                        std::string{text_in(*document, "token_endpoint")},
                        std::string{text_in(*document, "jwks_uri")}};
  for (const auto& place : {places.authorization, places.token, places.keys})
    if (!is_address(place))
      return fail(Fault::unavailable, "oidc.discovery", "an address is not https");
  return places;
}

Result<std::vector<ProviderKey>> parse_provider_keys(std::string_view text) {
  const auto document = object_of(text);
  const auto* list = document ? document->if_contains("keys") : nullptr;
  if (!list || !list->is_array() || list->get_array().size() > kKeysMax)
    return fail(Fault::unavailable, "oidc.keys", "no list of keys");
  std::vector<ProviderKey> keys;
  for (const auto& value : list->get_array())
    if (auto key = key_of(value)) keys.push_back(*std::move(key));
  return keys;
}

Result<std::string> parse_token_answer(std::string_view text) {
  const auto document = object_of(text);
  const auto* token = document ? document->if_contains("id_token") : nullptr;
  if (!token || !token->is_string())
    return fail(Fault::unavailable, "oidc.token_answer", "no ID token");
  return std::string{token->get_string()};
}

bool is_code_refused(std::string_view text) {
  const auto document = object_of(text);
  return document && text_in(*document, "error") == "invalid_grant";
}

}  // namespace signoff
