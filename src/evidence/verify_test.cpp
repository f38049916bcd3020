// SPDX-License-Identifier: Apache-2.0
#include "evidence/verify.h"

#include "evidence/jws.h"
#include "evidence/notary.h"
#include "evidence/outside_tool.h"
#include "evidence/pdf_signature.h"
#include "evidence/sample_vouchers.h"
#include "evidence/voucher_json.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

class VerifyTest : public testing::Test {
 protected:
  void SetUp() override {
    auto opened = KeyRing::open(directory_.path() / "keys", "Northwind Mobile", clock_);
    ASSERT_TRUE(opened) << opened.error().detail;
    ring_ = std::move(*opened);
    notary_ = std::make_unique<OperatorNotary>(*ring_, random_);
    voucher_ = sample_voucher(VoucherKind::final, "en");
    voucher_.number = notary_->new_voucher_number();
    jws_ = notary_->sign(voucher_).value();
  }
  std::string pdf() {
    const auto bytes = notary_->print(voucher_, jws_).value();
    return std::string{as_text(bytes)};
  }

  TestDirectory directory_;
  ManualClock clock_{sample_instant("2026-11-20T07:00:00Z")};
  SystemRandom random_;
  std::unique_ptr<KeyRing> ring_;
  std::unique_ptr<OperatorNotary> notary_;
  Voucher voucher_;
  std::string jws_;
};

TEST_F(VerifyTest, a_token_and_a_pdf_are_valid_and_say_what_they_say) {
  const auto jwks = Jwks::parse(notary_->jwks()).value();
  for (const auto& content : {jws_ + "\n", pdf()}) {
    const auto found = verify_file(content, jwks);
    ASSERT_TRUE(found) << found.error().code;
    EXPECT_TRUE(found->is_valid) << found->reason;
    EXPECT_EQ(found->key_id, ring_->current()->key.public_key().kid());
    EXPECT_EQ(found->voucher, voucher_);
  }
}

TEST_F(VerifyTest, old_paper_stays_valid_after_the_key_was_changed) {
  const auto old_pdf = pdf();
  ASSERT_TRUE(ring_->rotate());
  const auto found = verify_file(old_pdf, Jwks::parse(notary_->jwks()).value());
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->is_valid) << found->reason;
}

TEST_F(VerifyTest, a_stranger_with_the_same_name_convinces_nobody) {
  const auto other = KeyRing::open(directory_.path() / "other", "Northwind Mobile", clock_);
  const auto found = verify_file(pdf(), *(*other)->jwks());
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->is_valid);
  EXPECT_EQ(found->reason, "jws.key_unknown");
  EXPECT_FALSE(found->voucher);
}

TEST_F(VerifyTest, a_strangers_pdf_around_our_token_is_refused) {
  const auto other = KeyRing::open(directory_.path() / "other", "Northwind Mobile", clock_);
  const auto page = pdf();
  // The page as drawn: everything before the first update.
  const auto end = page.find("%%EOF\n") + 6;
  const auto forged = sign_pdf(as_bytes(page).first(end), *(*other)->current(),
                               {jws_, "Northwind Mobile", "en", voucher_.issued_at});
  ASSERT_TRUE(forged) << forged.error().code;

  const auto found = verify_file(as_text(*forged), *ring_->jwks());

  ASSERT_TRUE(found);
  EXPECT_FALSE(found->is_valid);
  EXPECT_EQ(found->reason, "cms.key_unknown");
}

TEST_F(VerifyTest, a_token_of_another_kind_is_not_a_voucher) {
  const auto event = notary_->sign("secevent+jwt", to_json(voucher_)).value();
  const auto found = verify_file(event, *ring_->jwks());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->reason, "voucher.typ");
}

TEST_F(VerifyTest, a_page_without_signature_is_not_valid) {
  auto page = pdf();
  const auto at = page.find("/ByteRange [");
  page.replace(at, 12, "/ByteRunge [");
  const auto found = verify_file(page, *ring_->jwks());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->reason, "pdf.not_signed");
}

TEST_F(VerifyTest, files_that_are_neither_are_bad_input) {
  for (const std::string& content :
       {std::string{}, std::string{"hello"}, std::string{"%PDF-1.5\nhello"},
        std::string(5'000'000, 'a'), "%PDF-1.5\n" + std::string(5'000'000, 'a')})
    EXPECT_FALSE(verify_file(content, *ring_->jwks()));
}

}  // namespace
}  // namespace signoff
