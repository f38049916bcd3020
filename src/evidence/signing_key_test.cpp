// SPDX-License-Identifier: Apache-2.0
#include "evidence/signing_key.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

class Certificates : public testing::Test {
 protected:
  static Bytes one(std::string_view holder) {
    return SigningKey::generate().self_signed(holder, Instant{});
  }
  static std::string code_of(std::string_view pem, std::size_t most = 3) {
    const auto read = parse_certificates(pem, most);
    return read ? "" : read.error().code;
  }

  const CertificateChain all_{one("a"), one("b"), one("c")};
  const std::string pem_ = chain_to_pem(all_);
};

TEST_F(Certificates, are_read_as_they_were_written_whatever_lies_between_them) {
  EXPECT_EQ(parse_certificates(pem_, 3), all_);
  EXPECT_EQ(
      parse_certificates("of us\n" + SigningKey::generate().pem() + pem_ + "the end", 3),
      all_);
  EXPECT_EQ(parse_chain(pem_), all_);
}

TEST_F(Certificates, are_none_where_one_of_them_cannot_be_read) {
  EXPECT_EQ(code_of(""), "certificate.pem");
  EXPECT_EQ(code_of("no certificate"), "certificate.pem");
  auto spoiled = pem_;
  spoiled[spoiled.rfind("-----BEGIN") + 40] = '*';
  EXPECT_EQ(code_of(spoiled), "certificate.pem");
  EXPECT_EQ(code_of(pem_.substr(0, pem_.size() - 30)), "certificate.pem");
}

TEST_F(Certificates, are_bounded) {
  EXPECT_EQ(code_of(pem_, 2), "certificate.chain");
  EXPECT_EQ(code_of(pem_ + std::string(256 * 1024, ' ')), "certificate.size");
}

}  // namespace
}  // namespace signoff
