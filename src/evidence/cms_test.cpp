// SPDX-License-Identifier: Apache-2.0
#include "evidence/cms.h"

#include "evidence/outside_tool.h"
#include "evidence/sample_vouchers.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

class CmsTest : public testing::Test {
 protected:
  Bytes certificate(std::string_view from) {
    return key_.self_signed("Northwind Mobile", sample_instant(from));
  }
  Bytes signed_with(const Bytes& certificate) {
    return sign_cms(key_, {certificate}, sha256(as_bytes(kPage)));
  }

  static constexpr std::string_view kPage = "the page";
  SigningKey key_ = SigningKey::generate();
  Jwks jwks_{{key_.public_key()}};
};

TEST_F(CmsTest, openssl_verifies_it_and_finds_what_pades_asks_for) {
  const TestDirectory directory;
  const auto own = certificate("2026-11-20T00:00:00Z");
  const auto signature = directory.write("signature", as_text(signed_with(own)));
  const auto page = directory.write("page", kPage);
  const auto trusted = directory.write("own.pem", chain_to_pem({own}));

  const auto verified =
      run_tool(directory, {"openssl", "cms", "-verify", "-cades", "-binary", "-inform",
                           "DER", "-in", signature, "-content", page, "-CAfile", trusted,
                           "-partial_chain", "-purpose", "any"});
  const auto printed = run_tool(directory, {"openssl", "cms", "-cmsout", "-print",
                                            "-inform", "DER", "-in", signature});

  EXPECT_EQ(verified.status, 0);
  EXPECT_NE(printed.output.find("signingCertificateV2"), std::string::npos);
  EXPECT_EQ(printed.output.find("signingTime"), std::string::npos);
}

TEST_F(CmsTest, holds_for_its_content_and_its_key_only) {
  const auto signature = signed_with(certificate("2026-11-20T00:00:00Z"));
  const Jwks strangers{{SigningKey::generate().public_key()}};
  EXPECT_TRUE(verify_cms(signature, as_bytes(kPage), jwks_));
  EXPECT_EQ(verify_cms(signature, as_bytes("the pagf"), jwks_).error().code,
            "cms.signature");
  EXPECT_EQ(verify_cms(signature, as_bytes(kPage), strangers).error().code,
            "cms.key_unknown");
}

TEST_F(CmsTest, another_certificate_of_the_same_key_cannot_be_put_in_its_place) {
  const auto signer = certificate("2026-11-20T00:00:00Z");
  auto other = certificate("2026-11-21T00:00:00Z");
  while (other.size() != signer.size()) other = certificate("2026-11-21T00:00:00Z");
  auto signature = signed_with(signer);
  const auto at = std::ranges::search(signature, signer).begin();
  ASSERT_NE(at, signature.end());
  std::ranges::copy(other, at);

  EXPECT_EQ(verify_cms(signature, as_bytes(kPage), jwks_).error().code, "cms.signature");
}

TEST_F(CmsTest, no_octet_may_change) {
  const auto own = certificate("2026-11-20T00:00:00Z");
  const auto issuer = SigningKey::generate().self_signed("Authority", Instant{});
  const auto root = SigningKey::generate().self_signed("Root", Instant{});
  const auto good = sign_cms(key_, {own, root, issuer}, sha256(as_bytes(kPage)));
  ASSERT_TRUE(verify_cms(good, as_bytes(kPage), jwks_));
  for (std::size_t i = 0; i < good.size(); ++i) {
    auto bad = good;
    bad[i] ^= 1;
    EXPECT_FALSE(verify_cms(bad, as_bytes(kPage), jwks_)) << "at " << i;
  }
}

TEST_F(CmsTest, only_zero_octets_may_follow) {
  auto signature = signed_with(certificate("2026-11-20T00:00:00Z"));
  signature.resize(signature.size() + 10, 0);
  EXPECT_TRUE(verify_cms(signature, as_bytes(kPage), jwks_));
  signature.back() = 1;
  EXPECT_EQ(verify_cms(signature, as_bytes(kPage), jwks_).error().code, "cms.form");
}

}  // namespace
}  // namespace signoff
