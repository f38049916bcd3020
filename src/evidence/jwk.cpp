// SPDX-License-Identifier: Apache-2.0
#include "evidence/jwk.h"

#include "base/ensure.h"
#include "evidence/openssl_handles.h"

#include <fmt/format.h>
#include <openssl/core_names.h>
#include <boost/json.hpp>

namespace signoff {
namespace {

constexpr std::size_t kJwksMax = 256 * 1024;
constexpr std::size_t kKeysMax = 1000;
constexpr std::size_t kKidMax = 128;

using Point = std::array<std::uint8_t, 65>;  // 0x04, x, y (SEC 1 clause 2.3.3).

PkeyHandle key_at(const Point& point) {
  const ParamBuilderHandle builder{OSSL_PARAM_BLD_new()};
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                   point.size());
  const ParamsHandle params{OSSL_PARAM_BLD_to_param(builder.get())};
  const PkeyContextHandle context{EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr)};
  EVP_PKEY* key = nullptr;
  if (EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1)
    return nullptr;
  return PkeyHandle{key};
}

std::optional<PublicKey::Coordinate> coordinate(const boost::json::object& jwk,
                                                std::string_view name) {
  const auto* member = jwk.if_contains(name);
  if (!member || !member->is_string()) return std::nullopt;
  const std::string_view text = member->get_string();
  if (text.size() != 43) return std::nullopt;
  const auto bytes = from_base64url(text);
  PublicKey::Coordinate out{};
  if (!bytes || bytes->size() != out.size()) return std::nullopt;
  std::ranges::copy(*bytes, out.begin());
  return out;
}

bool member_is(const boost::json::object& jwk, std::string_view name,
               std::string_view value) {
  const auto* member = jwk.if_contains(name);
  return member && member->is_string() && std::string_view{member->get_string()} == value;
}

Result<PublicKey> parse_key(const boost::json::object& jwk) {
  const auto x = coordinate(jwk, "x");
  const auto y = coordinate(jwk, "y");
  if (!x || !y) return fail(Fault::bad_input, "jwk.coordinates");
  std::string kid;
  if (const auto* named = jwk.if_contains("kid")) {
    if (!named->is_string() || named->get_string().size() > kKidMax)
      return fail(Fault::bad_input, "jwk.kid");
    kid = named->get_string();
  }
  return PublicKey::from_point(*x, *y, std::move(kid));
}

}  // namespace

Result<PublicKey> PublicKey::from_point(const Coordinate& x, const Coordinate& y,
                                        std::string kid) {
  Point point{};
  point[0] = 4;
  std::ranges::copy(x, point.begin() + 1);
  std::ranges::copy(y, point.begin() + 33);
  auto handle = key_at(point);
  if (!handle) return fail(Fault::bad_input, "jwk.point");
  PublicKey key{x, y, std::shared_ptr<EVP_PKEY>{std::move(handle)}};
  key.kid_ = kid.empty() ? key.thumbprint() : std::move(kid);
  return key;
}

Result<PublicKey> PublicKey::of(EVP_PKEY* key) {
  char group[32]{};
  std::size_t length = 0;
  Point point{};
  if (EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, group, sizeof group,
                                     &length) != 1 ||
      std::string_view{group} != "prime256v1" ||
      EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                      point.size(), &length) != 1 ||
      length != point.size() || point[0] != 4)
    return fail(Fault::bad_input, "jwk.curve");
  Coordinate x{};
  Coordinate y{};
  std::copy_n(point.begin() + 1, 32, x.begin());
  std::copy_n(point.begin() + 33, 32, y.begin());
  return from_point(x, y);
}

std::string PublicKey::thumbprint() const {
  // Required members only, in this order, no blanks (RFC 7638 clause 3.2).
  const auto members = fmt::format(R"({{"crv":"P-256","kty":"EC","x":"{}","y":"{}"}})",
                                   to_base64url(x_), to_base64url(y_));
  return to_base64url(sha256(as_bytes(members)));
}

std::string PublicKey::jwk() const {
  const boost::json::object jwk{{"kty", "EC"},
                                {"crv", "P-256"},
                                {"x", to_base64url(x_)},
                                {"y", to_base64url(y_)},
                                {"use", "sig"},
                                {"alg", "ES256"},
                                {"kid", kid_}};
  return boost::json::serialize(jwk);
}

bool PublicKey::verifies(ByteView message, const EcSignature& signature) const {
  const EcdsaSignatureHandle pair{ECDSA_SIG_new()};
  ECDSA_SIG_set0(pair.get(), BN_bin2bn(signature.data(), 32, nullptr),
                 BN_bin2bn(signature.data() + 32, 32, nullptr));
  std::array<std::uint8_t, 80> der{};  // Two integers of at most 33 octets and headers.
  auto* end = der.data();
  const int length = i2d_ECDSA_SIG(pair.get(), &end);
  if (length <= 0) return false;
  const auto digest = sha256(message);
  const PkeyContextHandle context{EVP_PKEY_CTX_new(key_.get(), nullptr)};
  return EVP_PKEY_verify_init(context.get()) == 1 &&
         EVP_PKEY_verify(context.get(), der.data(), static_cast<std::size_t>(length),
                         digest.data(), digest.size()) == 1;
}

Result<Jwks> Jwks::parse(std::string_view json) {
  if (json.size() > kJwksMax) return fail(Fault::bad_input, "jwks.size");
  boost::json::error_code error;
  boost::json::parse_options options;
  options.max_depth = 6;
  const auto value = boost::json::parse(boost::json::string_view{json.data(), json.size()},
                                        error, {}, options);
  if (error || !value.is_object()) return fail(Fault::bad_input, "jwks.json");
  const auto* list = value.get_object().if_contains("keys");
  if (!list || !list->is_array()) return fail(Fault::bad_input, "jwks.keys");
  if (list->get_array().size() > kKeysMax) return fail(Fault::bad_input, "jwks.size");
  Jwks jwks;
  for (const auto& item : list->get_array()) {
    if (!item.is_object()) return fail(Fault::bad_input, "jwks.keys");
    const auto& jwk = item.get_object();
    if (!member_is(jwk, "kty", "EC") || !member_is(jwk, "crv", "P-256")) continue;
    auto key = parse_key(jwk);
    if (!key) return pass_on(key.error());
    if (jwks.find(key->kid())) return fail(Fault::bad_input, "jwks.kid_twice");
    jwks.keys_.push_back(std::move(*key));
  }
  return jwks;
}

std::string Jwks::text() const {
  std::string text = R"({"keys":[)";
  for (const auto& key : keys_) {
    if (&key != keys_.data()) text += ',';
    text += key.jwk();
  }
  return text + "]}";
}

const PublicKey* Jwks::find(std::string_view kid) const {
  const auto at = std::ranges::find(keys_, kid, &PublicKey::kid);
  return at == keys_.end() ? nullptr : &*at;
}

const PublicKey* Jwks::find_same(const PublicKey& key) const {
  const auto at = std::ranges::find_if(
      keys_, [&](const PublicKey& mine) { return mine.is_same_point(key); });
  return at == keys_.end() ? nullptr : &*at;
}

}  // namespace signoff
