// SPDX-License-Identifier: Apache-2.0
#include "rsp/verify_notification.h"

#include "evidence/signing_key.h"
#include "rsp/es10.h"
#include "rsp/sgp26_samples.h"
#include "rsp/test_authority.h"
#include "rsp/test_words.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>

namespace signoff::rsp {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kEid = "89049032123451234512345678901235";
const Instant kMade = std::chrono::sys_days{2026y / 11 / 1};
const Instant kNow = std::chrono::sys_days{2026y / 11 / 22};

Bytes from_base64(std::string_view text) {
  Bytes bytes(text.size());
  const int size =
      EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(text.data()),
                      static_cast<int>(text.size()));
  const auto padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  bytes.resize(static_cast<std::size_t>(size - padding));
  return bytes;
}

class Verify : public testing::Test {
 protected:
  Bytes delete_notification() const { return notification(chip_, authority_.eum()); }
  static Bytes notification(const CertifiedKey& chip, ByteView eum) {
    const auto metadata = encode(
        NotificationMetadata{7, event::kDelete, "smdp.example", "89860012345678901234"});
    return encode_notification(metadata, chip.key.sign(metadata), chip.certificate, eum);
  }
  std::vector<Bytes> roots() const { return {authority_.root()}; }

  TestAuthority authority_ = TestAuthority::make(kMade, "89049032");
  CertifiedKey chip_ = *authority_.certify(*Eid::parse(kEid), kMade);
};

TEST_F(Verify, a_chips_own_notification_holds) {
  const auto bytes = delete_notification();
  const auto verified = verify_notification(bytes, roots(), kNow);
  ASSERT_TRUE(verified) << verified.error().code;
  EXPECT_EQ(verified->eid.digits(), kEid);
  EXPECT_EQ(verified->metadata.sequence, 7);
  EXPECT_EQ(verified->metadata.events, event::kDelete);
  EXPECT_EQ(verified->metadata.address, "smdp.example");
  EXPECT_EQ(verified->metadata.iccid, "89860012345678901234");
  EXPECT_EQ(verified->digest, sha256(bytes));
}

TEST_F(Verify, one_octet_changed_anywhere_is_refused) {
  const auto good = delete_notification();
  const auto verifier = NotificationVerifier::make(roots());
  for (std::size_t i = 0; i < good.size(); ++i) {
    auto bad = good;
    bad[i] ^= 0x01;
    const auto verified = (*verifier)->verify(bad, kNow);
    ASSERT_FALSE(verified) << "at " << i;
    EXPECT_EQ(verified.error().fault, Fault::bad_input);
  }
  EXPECT_TRUE((*verifier)->verify(good, kNow));
}

TEST_F(Verify, a_notification_cut_anywhere_is_refused) {
  const auto good = delete_notification();
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(verify_notification(ByteView{good}.first(size), roots(), kNow));
  }
}

TEST_F(Verify, another_iccid_under_the_same_signature_is_refused) {
  const auto metadata =
      encode(NotificationMetadata{7, event::kDelete, "smdp.example", "8"});
  const auto other = encode(NotificationMetadata{7, event::kDelete, "smdp.example", "9"});
  const auto bytes = encode_notification(other, chip_.key.sign(metadata), chip_.certificate,
                                         authority_.eum());
  EXPECT_EQ(code_of(verify_notification(bytes, roots(), kNow)), "notification.signature");
}

TEST_F(Verify, a_strangers_root_is_refused) {
  const auto stranger = TestAuthority::make(kMade, "89049032");
  EXPECT_EQ(code_of(verify_notification(delete_notification(), {stranger.root()}, kNow)),
            "notification.issuer_unknown");
  const auto forged = notification(chip_, stranger.eum());
  EXPECT_EQ(code_of(verify_notification(forged, {stranger.root()}, kNow)),
            "notification.chain");
}

TEST_F(Verify, a_maker_cannot_sign_for_a_chip_nor_a_chip_for_another) {
  const auto metadata = encode(NotificationMetadata{1, event::kDelete, "a", ""});
  const auto as_chip = encode_notification(metadata, chip_.key.sign(metadata),
                                           authority_.eum(), authority_.eum());
  EXPECT_EQ(code_of(verify_notification(as_chip, roots(), kNow)), "certificate.usage");
  const auto as_maker = encode_notification(metadata, chip_.key.sign(metadata),
                                            chip_.certificate, chip_.certificate);
  EXPECT_EQ(code_of(verify_notification(as_maker, roots(), kNow)), "certificate.usage");
}

TEST_F(Verify, certificates_count_only_while_they_are_valid) {
  const auto bytes = delete_notification();
  EXPECT_EQ(code_of(verify_notification(bytes, roots(), kMade - 1s)),
            "notification.not_valid_then");
  EXPECT_EQ(code_of(verify_notification(bytes, roots(), kMade + 24h * 365 * 31)),
            "notification.not_valid_then");
}

TEST_F(Verify, a_maker_keeps_within_its_range_of_eids) {
  const auto foreign = *Eid::parse("89033023426200000000005349041263");
  EXPECT_EQ(code_of(authority_.certify(foreign, kMade)), "test_authority.eid");
  const auto beyond = authority_.overstep(foreign.digits(), kMade);
  EXPECT_EQ(
      code_of(verify_notification(notification(beyond, authority_.eum()), roots(), kNow)),
      "notification.eid_range");
  const auto nobody = authority_.overstep("89049032123451234512345678901236", kMade);
  EXPECT_EQ(
      code_of(verify_notification(notification(nobody, authority_.eum()), roots(), kNow)),
      "notification.eid")
      << "its check digits are wrong";
}

TEST_F(Verify, the_published_maker_names_its_range) {
  const auto sgp26 = Certificate::parse(from_base64(sgp26::kMaker), Role::eum);
  ASSERT_TRUE(sgp26);
  ASSERT_EQ(sgp26->ranges().size(), 1u);
  EXPECT_EQ(sgp26->ranges()[0].prefix, "89049032");
  EXPECT_EQ(sgp26->ranges()[0].organisation, "RSP Test EUM");
}

TEST_F(Verify, an_installation_result_brings_no_chain) {
  const auto data =
      TlvWriter{}
          .put(0x80, Bytes(16, 1))
          .append(encode(NotificationMetadata{3, event::kInstall, "smdp.example", "89"}))
          .put(0x06, Bytes{0x88, 0x37, 0x0a})
          .put(0xa2,
               TlvWriter{}.put(0xa1, TlvWriter{}.put_number(0x80, 6).put_number(0x81, 12)))
          .inside(0xbf27);
  const auto signature = chip_.key.sign(data);
  const auto bytes =
      TlvWriter{}.append(data).put(kSignatureTag, signature).inside(kInstallationTag);

  EXPECT_EQ(code_of(verify_notification(bytes, roots(), kNow)), "notification.no_chain");
  const auto read = read_notification(bytes);
  ASSERT_TRUE(read) << read.error().code;
  ASSERT_TRUE(read->installation);
  EXPECT_FALSE(read->installation->is_installed);
  EXPECT_EQ(read->installation->error_reason, 12);
  EXPECT_TRUE(Certificate::parse(chip_.certificate, Role::euicc)
                  ->verifies(read->signed_part, read->signature));
}

TEST_F(Verify, a_second_notification_of_a_chip_needs_no_chain_again) {
  const auto verifier = NotificationVerifier::make(roots());
  const auto bytes = delete_notification();
  EXPECT_TRUE((*verifier)->verify(bytes, kNow));
  EXPECT_TRUE((*verifier)->verify(bytes, kNow));
  // What is remembered still depends on the time and on both certificates.
  EXPECT_FALSE((*verifier)->verify(bytes, kMade - 1s));
  const auto stranger = TestAuthority::make(kMade, "89049032");
  EXPECT_FALSE((*verifier)->verify(notification(chip_, stranger.eum()), kNow));
}

TEST(Sgp26, the_published_chain_is_one_we_accept) {
  const auto root = Certificate::parse(from_base64(sgp26::kRoot), Role::ci);
  const auto maker = Certificate::parse(from_base64(sgp26::kMaker), Role::eum);
  const auto chip = Certificate::parse(from_base64(sgp26::kChip), Role::euicc);
  ASSERT_TRUE(root) << root.error().code;
  ASSERT_TRUE(maker) << maker.error().code;
  ASSERT_TRUE(chip) << chip.error().code;
  EXPECT_TRUE(maker->is_issued_by(*root));
  EXPECT_TRUE(chip->is_issued_by(*maker));
  EXPECT_FALSE(chip->is_issued_by(*root));
  const auto renamed = Certificate::parse(from_base64(sgp26::kRenamedRoot), Role::ci);
  ASSERT_TRUE(renamed);
  EXPECT_FALSE(maker->is_issued_by(*renamed)) << "the key is right, the name is not";
  EXPECT_EQ(chip->serial_number(), kEid);
  EXPECT_TRUE(chip->is_valid_at(kNow));
  EXPECT_EQ(code_of(Certificate::parse(from_base64(sgp26::kMaker), Role::ci)),
            "certificate.policy");
}

TEST(Sgp26, our_certificates_say_what_the_published_ones_say) {
  const auto authority = TestAuthority::make(kMade, "89049032");
  const auto ours = Certificate::parse(authority.eum(), Role::eum);
  const auto chip = Certificate::parse(
      authority.certify(*Eid::parse(kEid), kMade)->certificate, Role::euicc);
  ASSERT_TRUE(ours);
  ASSERT_TRUE(chip);
  EXPECT_EQ(ours->ranges()[0].prefix, "89049032");
  EXPECT_EQ(ours->issuer_key_id(), authority.root_key_id());
  EXPECT_EQ(chip->issuer_key_id(), ours->key_id());
  EXPECT_EQ(chip->serial_number(), kEid);
  EXPECT_EQ(chip->organisation(), ours->organisation());
}

}  // namespace
}  // namespace signoff::rsp
