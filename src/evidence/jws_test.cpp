// SPDX-License-Identifier: Apache-2.0
#include "evidence/jws.h"

#include "evidence/outside_tool.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <chrono>
#include <iostream>

namespace signoff {
namespace {

std::string header(std::string_view json) { return to_base64url(as_bytes(json)); }

std::string code_of(const Result<Jws>& result) { return result ? "" : result.error().code; }

Jwks jwks_of(const SigningKey& key) { return Jwks{{key.public_key()}}; }

TEST(Jws, what_is_signed_verifies_with_the_published_key) {
  const auto key = SigningKey::generate();
  const auto jwks = Jwks::parse(jwks_of(key).text());
  ASSERT_TRUE(jwks);

  const auto jws = verify_jws(sign_jws(key, "voucher+jwt", R"({"a":1})"), *jwks);

  ASSERT_TRUE(jws) << jws.error().code;
  EXPECT_EQ(jws->payload, R"({"a":1})");
  EXPECT_EQ(jws->typ, "voucher+jwt");
  EXPECT_EQ(jws->kid, key.public_key().thumbprint());
}

TEST(Jws, any_payload_comes_back_as_it_was) {
  const auto key = SigningKey::generate();
  const auto jwks = jwks_of(key);
  EXPECT_TRUE(rc::check([&](const std::string& payload) {
    const auto jws = verify_jws(sign_jws(key, "t", payload), jwks);
    RC_ASSERT(jws.has_value());
    RC_ASSERT(jws->payload == payload);
  }));
}

TEST(Jws, one_character_changed_anywhere_is_refused) {
  const auto key = SigningKey::generate();
  const auto jwks = jwks_of(key);
  const auto good = sign_jws(key, "t", "the line has ended");
  for (std::size_t i = 0; i < good.size(); ++i) {
    auto bad = good;
    bad[i] = bad[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(verify_jws(bad, jwks)) << "at " << i;
  }
}

TEST(Jws, a_strangers_key_is_refused) {
  const auto jws = sign_jws(SigningKey::generate(), "t", "x");
  EXPECT_EQ(code_of(verify_jws(jws, jwks_of(SigningKey::generate()))), "jws.key_unknown");
}

TEST(Jws, the_token_does_not_choose_how_it_is_checked) {
  const std::string rest = ".eA." + to_base64url(Bytes(64, 1));
  EXPECT_EQ(code_of(Jws::parse(header(R"({"alg":"none"})") + rest)), "jws.alg");
  EXPECT_EQ(code_of(Jws::parse(header(R"({"alg":"HS256"})") + rest)), "jws.alg");
  EXPECT_EQ(code_of(Jws::parse(header(R"({"kid":"x"})") + rest)), "jws.alg");
  EXPECT_EQ(code_of(Jws::parse(header(R"({"alg":"ES256","crit":["exp"]})") + rest)),
            "jws.crit");
  EXPECT_EQ(code_of(Jws::parse(header(R"({"alg":"ES256","b64":false})") + rest)),
            "jws.crit");
  EXPECT_TRUE(Jws::parse(header(R"({"alg":"ES256"})") + rest));
}

TEST(Jws, sizes_are_bounded) {
  const auto long_header =
      header(R"({"alg":"ES256","typ":")" + std::string(1000, 'x') + R"("})");
  EXPECT_EQ(code_of(Jws::parse(long_header + ".eA.eA")), "jws.header_size");
  EXPECT_EQ(code_of(Jws::parse(std::string(kJwsMax + 1, 'a'))), "jws.size");
  EXPECT_EQ(code_of(Jws::parse(header(R"({"alg":"ES256"})") + ".eA.eA")),
            "jws.signature_size");
  EXPECT_EQ(code_of(Jws::parse("a.b")), "jws.parts");
  EXPECT_EQ(code_of(Jws::parse("a.b.c.d")), "jws.parts");
}

TEST(Jws, the_thumbprint_is_that_of_rfc_7638_as_jose_counts_it) {
  const TestDirectory directory;
  const auto key = SigningKey::generate();
  const auto file = directory.write("key.jwk", key.public_key().jwk());

  const auto answer = run_tool(directory, {"jose", "jwk", "thp", "-i", file, "-a", "S256"});

  ASSERT_EQ(answer.status, 0);
  EXPECT_EQ(answer.output.substr(0, 43), key.public_key().kid());
}

TEST(Jws, jose_accepts_our_token_and_refuses_an_altered_one) {
  const TestDirectory directory;
  const auto key = SigningKey::generate();
  const auto keys = directory.write(
      "jwks.json", Jwks{{SigningKey::generate().public_key(), key.public_key()}}.text());
  const auto jws = sign_jws(key, "voucher+jwt", R"({"number":"138****8888"})");
  const auto good = directory.write("good.jws", jws);
  auto altered = jws;
  const auto middle = altered.find('.') + 3;
  altered[middle] = altered[middle] == 'A' ? 'B' : 'A';
  const auto bad = directory.write("bad.jws", altered);

  EXPECT_EQ(run_tool(directory, {"jose", "jws", "ver", "-i", good, "-k", keys}).status, 0);
  EXPECT_EQ(run_tool(directory, {"jose", "jws", "ver", "-i", bad, "-k", keys}).status, 1);
}

TEST(Jws, a_token_signed_by_jose_verifies_here) {
  const TestDirectory directory;
  const auto secret = directory / "secret.jwk";
  const auto published = directory / "public.jwk";
  const auto payload = directory.write("payload", "hello");
  const auto signature =
      directory.write("header.json", R"({"protected":{"alg":"ES256","kid":"k1"}})");
  ASSERT_EQ(run_tool(directory, {"jose", "jwk", "gen", "-i",
                                 R"({"alg":"ES256","kid":"k1"})", "-o", secret})
                .status,
            0);
  ASSERT_EQ(run_tool(directory, {"jose", "jwk", "pub", "-s", "-i", secret, "-o", published})
                .status,
            0);
  ASSERT_EQ(run_tool(directory, {"jose", "jws", "sig", "-I", payload, "-k", secret, "-s",
                                 signature, "-c", "-o", directory / "token"})
                .status,
            0);

  const auto jwks = Jwks::parse(directory.read("public.jwk"));
  ASSERT_TRUE(jwks) << directory.read("public.jwk");
  const auto jws = verify_jws(directory.read("token"), *jwks);
  ASSERT_TRUE(jws) << jws.error().code;
  EXPECT_EQ(jws->payload, "hello");
}

TEST(Jwks, refuses_points_off_the_curve_and_kids_that_come_twice) {
  const auto jwk = SigningKey::generate().public_key().jwk();
  EXPECT_EQ(Jwks::parse(R"({"keys":[)" + jwk + "," + jwk + "]}").error().code,
            "jwks.kid_twice");
  const auto x = to_base64url(Bytes(32, 7));
  EXPECT_EQ(Jwks::parse(R"({"keys":[{"kty":"EC","crv":"P-256","x":")" + x + R"(","y":")" +
                        x + R"("}]})")
                .error()
                .code,
            "jwk.point");
}

TEST(Jwks, passes_over_keys_of_other_kinds) {
  const auto jwk = SigningKey::generate().public_key().jwk();
  const auto jwks =
      Jwks::parse(R"({"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"},)" + jwk + "]}");
  ASSERT_TRUE(jwks);
  EXPECT_EQ(jwks->keys().size(), 1U);
}

TEST(Jws, signing_speed_is_told) {
  const auto key = SigningKey::generate();
  const std::string payload(900, 'x');
  constexpr int kTokens = 2000;
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < kTokens; ++i)
    ASSERT_FALSE(sign_jws(key, "voucher+jwt", payload).empty());
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
  std::cout << "signed per second: " << static_cast<int>(kTokens / spent.count()) << "\n";
}

}  // namespace
}  // namespace signoff
