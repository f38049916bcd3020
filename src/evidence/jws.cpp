// SPDX-License-Identifier: Apache-2.0
#include "evidence/jws.h"

#include "base/ensure.h"

#include <boost/json.hpp>

namespace signoff {
namespace {

constexpr std::size_t kHeaderMax = 1024;

Result<std::string> header_text(const boost::json::object& header, std::string_view name) {
  const auto* member = header.if_contains(name);
  if (!member) return std::string{};
  if (!member->is_string()) return fail(Fault::bad_input, "jws.header");
  return std::string{member->get_string()};
}

Result<boost::json::object> parse_header(std::string_view encoded) {
  if (encoded.size() > kHeaderMax) return fail(Fault::bad_input, "jws.header_size");
  const auto bytes = from_base64url(encoded);
  if (!bytes) return fail(Fault::bad_input, "jws.encoding");
  const auto text = as_text(*bytes);
  boost::json::error_code error;
  boost::json::parse_options options;
  options.max_depth = 4;
  auto value = boost::json::parse(boost::json::string_view{text.data(), text.size()}, error,
                                  {}, options);
  if (error || !value.is_object()) return fail(Fault::bad_input, "jws.header");
  return std::move(value.get_object());
}

}  // namespace

Result<Jws> Jws::parse(std::string_view compact) {
  if (compact.size() > kJwsMax) return fail(Fault::bad_input, "jws.size");
  const auto first = compact.find('.');
  const auto last = compact.rfind('.');
  if (first == std::string_view::npos || first == last ||
      compact.find('.', first + 1) != last)
    return fail(Fault::bad_input, "jws.parts");
  const auto header = parse_header(compact.substr(0, first));
  if (!header) return pass_on(header.error());
  // No extension is understood here, so any that must be understood is refused (clause
  // 4.1.11); b64 (RFC 7797) would change what was signed.
  if (header->contains("crit") || header->contains("b64"))
    return fail(Fault::bad_input, "jws.crit");
  const auto alg = header_text(*header, "alg");
  if (!alg || *alg != "ES256") return fail(Fault::bad_input, "jws.alg");
  auto typ = header_text(*header, "typ");
  if (!typ) return pass_on(typ.error());
  auto kid = header_text(*header, "kid");
  if (!kid) return pass_on(kid.error());
  const auto payload = from_base64url(compact.substr(first + 1, last - first - 1));
  const auto signature = from_base64url(compact.substr(last + 1));
  if (!payload || !signature) return fail(Fault::bad_input, "jws.encoding");
  Jws jws;
  if (signature->size() != jws.signature.size())
    return fail(Fault::bad_input, "jws.signature_size");
  std::ranges::copy(*signature, jws.signature.begin());
  jws.typ = std::move(*typ);
  jws.kid = std::move(*kid);
  jws.payload = as_text(*payload);
  jws.signing_input = compact.substr(0, last);
  return jws;
}

std::string sign_jws(const SigningKey& key, std::string_view typ,
                     std::string_view payload) {
  const boost::json::object header{
      {"alg", "ES256"}, {"kid", key.public_key().kid()}, {"typ", typ}};
  auto jws = to_base64url(as_bytes(boost::json::serialize(header))) + "." +
             to_base64url(as_bytes(payload));
  const auto signature = key.sign(as_bytes(jws));
  return jws + "." + to_base64url(signature);
}

Result<Jws> verify_jws(std::string_view compact, const Jwks& jwks) {
  auto jws = Jws::parse(compact);
  if (!jws) return jws;
  const auto* key = jwks.find(jws->kid);
  if (!key) return fail(Fault::forbidden, "jws.key_unknown");
  if (!key->verifies(as_bytes(jws->signing_input), jws->signature))
    return fail(Fault::forbidden, "jws.signature");
  return jws;
}

}  // namespace signoff
