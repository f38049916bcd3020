// SPDX-License-Identifier: Apache-2.0
// ID tokens as somebody would forge them.
#include "connectors/oidc/id_token.h"

#include <gtest/gtest.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rsa.h>

#include <boost/json.hpp>

namespace signoff {
namespace {

namespace json = boost::json;

constexpr std::string_view kIssuer = "https://login.test";
constexpr std::string_view kClient = "signoff";
constexpr std::string_view kNonce = "nonce-of-this-browser";
const Instant kNow = parse_instant("2026-11-22T08:00:00Z").value();

std::int64_t seconds_at(Duration from_now) {
  return std::chrono::duration_cast<std::chrono::seconds>(
             (kNow + from_now).time_since_epoch())
      .count();
}

using PrivateKey = std::shared_ptr<EVP_PKEY>;

PrivateKey fresh_key(bool is_rsa) {
  return {is_rsa ? EVP_RSA_gen(2048) : EVP_EC_gen("P-256"), EVP_PKEY_free};
}

std::string coordinate(EVP_PKEY* key, const char* name, std::size_t size = 0) {
  BIGNUM* number = nullptr;
  EVP_PKEY_get_bn_param(key, name, &number);
  Bytes bytes(size ? size : static_cast<std::size_t>(BN_num_bytes(number)));
  BN_bn2binpad(number, bytes.data(), static_cast<int>(bytes.size()));
  BN_free(number);
  return to_base64url(bytes);
}

json::object jwk_of(EVP_PKEY* key, bool is_rsa, std::string_view kid) {
  if (is_rsa)
    return {{"kty", "RSA"},
            {"kid", kid},
            {"use", "sig"},
            {"n", coordinate(key, OSSL_PKEY_PARAM_RSA_N)},
            {"e", coordinate(key, OSSL_PKEY_PARAM_RSA_E)}};
  return {{"kty", "EC"},
          {"kid", kid},
          {"crv", "P-256"},
          {"x", coordinate(key, OSSL_PKEY_PARAM_EC_PUB_X, 32)},
          {"y", coordinate(key, OSSL_PKEY_PARAM_EC_PUB_Y, 32)}};
}

std::string encoded(const json::object& object) {
  return to_base64url(as_bytes(json::serialize(object)));
}

Bytes signature_of(EVP_PKEY* key, bool is_rsa, std::string_view text) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                        EVP_MD_CTX_free};
  EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key);
  const auto bytes = as_bytes(text);
  std::size_t size = 0;
  EVP_DigestSign(context.get(), nullptr, &size, bytes.data(), bytes.size());
  Bytes out(size);
  EVP_DigestSign(context.get(), out.data(), &size, bytes.data(), bytes.size());
  out.resize(size);
  if (is_rsa) return out;
  const std::uint8_t* der = out.data();
  const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> both{
      d2i_ECDSA_SIG(nullptr, &der, static_cast<long>(out.size())), ECDSA_SIG_free};
  Bytes raw(64);
  BN_bn2binpad(ECDSA_SIG_get0_r(both.get()), raw.data(), 32);
  BN_bn2binpad(ECDSA_SIG_get0_s(both.get()), raw.data() + 32, 32);
  return raw;
}

class IdToken : public ::testing::Test {
 protected:
  IdToken() {
    const json::object set{
        {"keys", json::array{jwk_of(rsa_.get(), true, "r1"), jwk_of(ec_.get(), false, "e1"),
                             json::object{{"kty", "oct"}, {"k", "c2VjcmV0"}}, "nonsense"}}};
    keys_ = parse_provider_keys(json::serialize(set)).value();
  }

  static json::object claims() {
    return {{"iss", kIssuer},
            {"aud", kClient},
            {"sub", "42"},
            {"nonce", kNonce},
            {"iat", seconds_at(std::chrono::seconds{-5})},
            {"exp", seconds_at(std::chrono::minutes{5})},
            {"preferred_username", "li"},
            {"roles", json::array{"signoff-review"}}};
  }
  std::string token(const json::object& body,
                    const json::object& header = {{"alg", "RS256"}, {"kid", "r1"}}) const {
    const auto text = encoded(header) + "." + encoded(body);
    return text + "." + to_base64url(signature_of(rsa_.get(), true, text));
  }
  std::string why(const std::string& token,
                  TokenAlgorithm algorithm = TokenAlgorithm::rs256) const {
    const auto checked =
        check_id_token(token, keys_, {kIssuer, kClient, kNonce, algorithm, kNow});
    if (checked) return "good";
    EXPECT_EQ(checked.error().code, "oidc.token");
    return checked.error().detail;
  }
  std::string why_with(std::string_view name, json::value value) const {
    auto body = claims();
    body[name] = std::move(value);
    return why(token(body));
  }

  PrivateKey rsa_ = fresh_key(true);
  PrivateKey ec_ = fresh_key(false);
  std::vector<ProviderKey> keys_;
};

TEST_F(IdToken, of_the_provider_for_us_and_now_is_good) {
  EXPECT_EQ(keys_.size(), 2u);
  EXPECT_EQ(why(token(claims())), "good");
  const json::object header{{"alg", "ES256"}, {"kid", "e1"}};
  const auto text = encoded(header) + "." + encoded(claims());
  const auto es = text + "." + to_base64url(signature_of(ec_.get(), false, text));
  EXPECT_EQ(why(es, TokenAlgorithm::es256), "good");
  EXPECT_EQ(why(es), "alg");
  EXPECT_EQ(why(token(claims()), TokenAlgorithm::es256), "alg");
}

TEST_F(IdToken, says_nothing_about_how_it_is_to_be_checked) {
  for (const auto* alg : {"none", "None", "NONE", "", "HS256", "RS384", "PS256"})
    EXPECT_EQ(why(token(claims(), {{"alg", alg}, {"kid", "r1"}})), "alg") << alg;
  EXPECT_EQ(why(token(claims(), {{"kid", "r1"}})), "alg");
  const auto bare = encoded({{"alg", "none"}}) + "." + encoded(claims()) + ".";
  EXPECT_EQ(why(bare), "alg");
  const auto unsigned_one =
      encoded({{"alg", "RS256"}, {"kid", "r1"}}) + "." + encoded(claims()) + ".";
  EXPECT_EQ(why(unsigned_one), "signature");
  EXPECT_EQ(
      why(token(claims(), {{"alg", "RS256"}, {"kid", "r1"}, {"crit", json::array{"b64"}}})),
      "crit");
}

TEST_F(IdToken, signed_with_our_public_words_as_a_secret_is_refused) {
  const json::object header{{"alg", "HS256"}, {"kid", "r1"}};
  const auto text = encoded(header) + "." + encoded(claims());
  const auto secret = json::serialize(jwk_of(rsa_.get(), true, "r1"));
  std::array<std::uint8_t, 32> mac{};
  unsigned size = 0;
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), as_bytes(text).data(),
       text.size(), mac.data(), &size);
  EXPECT_EQ(why(text + "." + to_base64url(mac)), "alg");
}

TEST_F(IdToken, of_another_key_or_changed_is_refused) {
  const auto good = token(claims());
  const auto other = fresh_key(true);
  const auto text = good.substr(0, good.rfind('.'));
  EXPECT_EQ(why(text + "." + to_base64url(signature_of(other.get(), true, text))),
            "signature");
  auto richer = claims();
  richer["roles"] = json::array{"signoff-audit"};
  EXPECT_EQ(why(encoded({{"alg", "RS256"}, {"kid", "r1"}}) + "." + encoded(richer) +
                good.substr(good.rfind('.'))),
            "signature");
  EXPECT_EQ(why(token(claims(), {{"alg", "RS256"}, {"kid", "r9"}})), "key");
  EXPECT_EQ(why(token(claims(), {{"alg", "RS256"}, {"kid", "e1"}})), "key");
  EXPECT_EQ(why(token(claims(), {{"alg", "RS256"}})), "good") << "the only RSA key";
  for (const auto* form : {"", ".", "..", "a.b", "a.b.c.d", "!.!.!"})
    EXPECT_NE(why(form), "good") << form;
  EXPECT_EQ(why(std::string(20'000, 'a') + ".b.c"), "form");
}

TEST_F(IdToken, for_somebody_else_or_of_somebody_else_is_refused) {
  EXPECT_EQ(why_with("iss", "https://evil.test"), "iss");
  EXPECT_EQ(why_with("iss", "https://login.test/"), "iss");
  EXPECT_EQ(why_with("aud", "another"), "aud");
  EXPECT_EQ(why_with("aud", json::array{}), "aud");
  EXPECT_EQ(why_with("aud", 7), "aud");
  EXPECT_EQ(why_with("aud", json::array{kClient}), "good");
  EXPECT_EQ(why_with("aud", json::array{kClient, "another"}), "aud") << "without azp";
  EXPECT_EQ(why_with("azp", "another"), "aud");
  EXPECT_EQ(why_with("azp", json::string{kClient}), "good");
  EXPECT_EQ(why_with("sub", ""), "sub");
}

TEST_F(IdToken, of_another_visit_or_another_time_is_refused) {
  EXPECT_EQ(why_with("nonce", "of-another-browser"), "nonce");
  EXPECT_EQ(why_with("nonce", nullptr), "nonce");
  EXPECT_EQ(why_with("exp", seconds_at(std::chrono::seconds{-61})), "exp");
  EXPECT_EQ(why_with("exp", seconds_at(std::chrono::seconds{-59})), "good");
  EXPECT_EQ(why_with("exp", "tomorrow"), "exp");
  EXPECT_EQ(why_with("exp", 1e300), "exp");
  EXPECT_EQ(why_with("iat", seconds_at(std::chrono::minutes{2})), "iat");
  EXPECT_EQ(why_with("nbf", seconds_at(std::chrono::minutes{2})), "nbf");
  auto body = claims();
  body.erase("exp");
  EXPECT_EQ(why(token(body)), "exp");
}

TEST_F(IdToken, leads_to_one_role_and_a_plain_name) {
  OidcSettings settings;
  settings.roles = {{"signoff-review", Role::reviewer}, {"audit", Role::auditor}};
  const auto found = [&](const json::object& body) {
    const auto staff = staff_in(body, settings);
    return staff ? staff->username + " " + std::string{to_string(staff->role)}
                 : staff.error().code + " " + staff.error().detail;
  };
  EXPECT_EQ(found(claims()), "li reviewer");
  EXPECT_EQ(found({{"preferred_username", "li"}, {"roles", "audit"}}), "li auditor");
  EXPECT_EQ(found({{"preferred_username", "li"}}), "login.role none");
  EXPECT_EQ(found({{"preferred_username", "li"}, {"roles", json::array{"x", 7}}}),
            "login.role none");
  EXPECT_EQ(found({{"preferred_username", "li"},
                   {"roles", json::array{"audit", "signoff-review"}}}),
            "login.role several");
  for (const auto* name : {"", "li:wei", "li wei", "subscriber:1", "李"})
    EXPECT_EQ(found({{"preferred_username", name}, {"roles", "audit"}}),
              "oidc.token username")
        << name;
  settings.role_claim = "realm_access.roles";
  EXPECT_EQ(found({{"preferred_username", "li"},
                   {"realm_access", {{"roles", json::array{"audit"}}}}}),
            "li auditor");
}

TEST(ProviderDocuments, are_refused_where_they_would_lead_astray) {
  const auto document = [](std::string_view issuer, std::string_view token) {
    return json::serialize(json::object{{"issuer", issuer},
                                        {"authorization_endpoint", "https://login.test/a"},
                                        {"token_endpoint", token},
                                        {"jwks_uri", "https://login.test/k"}});
  };
  EXPECT_TRUE(parse_discovery(document(kIssuer, "https://login.test/t"), kIssuer));
  EXPECT_FALSE(
      parse_discovery(document("https://evil.test", "https://login.test/t"), kIssuer));
  EXPECT_FALSE(parse_discovery(document(kIssuer, "http://login.test/t"), kIssuer));
  EXPECT_FALSE(parse_discovery(document(kIssuer, "https://login.test/\r\nX: y"), kIssuer));
  EXPECT_FALSE(parse_discovery(document(kIssuer, "file:///etc/passwd"), kIssuer));
  for (const auto* text : {"", "[]", "{", "null", "{}"}) {
    EXPECT_FALSE(parse_discovery(text, kIssuer)) << text;
    EXPECT_FALSE(parse_provider_keys(text)) << text;
    EXPECT_FALSE(parse_token_answer(text)) << text;
    EXPECT_FALSE(is_code_refused(text)) << text;
  }
  EXPECT_TRUE(is_code_refused(R"({"error":"invalid_grant"})"));
  EXPECT_EQ(parse_token_answer(R"({"id_token":"a.b.c"})").value(), "a.b.c");
}

TEST(ProviderDocuments, hold_no_weak_keys) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> weak{EVP_RSA_gen(1024),
                                                                 EVP_PKEY_free};
  auto other_use = jwk_of(fresh_key(true).get(), true, "enc");
  other_use["use"] = "enc";
  auto off_curve = jwk_of(fresh_key(false).get(), false, "e");
  off_curve["x"] = to_base64url(Bytes(32, 7));
  const json::object set{
      {"keys", json::array{jwk_of(weak.get(), true, "weak"), other_use, off_curve}}};
  EXPECT_TRUE(parse_provider_keys(json::serialize(set)).value().empty());
}

}  // namespace
}  // namespace signoff
