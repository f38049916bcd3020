// SPDX-License-Identifier: Apache-2.0
#include "evidence/key_ring.h"

#include "evidence/jws.h"
#include "evidence/outside_tool.h"
#include "evidence/sample_vouchers.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <thread>

namespace signoff {
namespace {

class KeyRingTest : public testing::Test {
 protected:
  std::unique_ptr<KeyRing> open() {
    auto ring = KeyRing::open(directory_.path() / "keys", "云帆移动", clock_);
    EXPECT_TRUE(ring) << ring.error().code << ' ' << ring.error().detail;
    return ring ? std::move(*ring) : nullptr;
  }
  std::string kid(const KeyRing& ring) { return ring.current()->key.public_key().kid(); }

  TestDirectory directory_;
  ManualClock clock_{sample_instant("2026-11-20T07:00:00Z")};
};

TEST_F(KeyRingTest, makes_a_first_key_that_is_there_again_next_time) {
  const auto first = open();
  const auto again = open();
  ASSERT_TRUE(first && again);
  EXPECT_EQ(kid(*first), kid(*again));
  EXPECT_EQ(first->jwks()->keys().size(), 1U);
}

TEST_F(KeyRingTest, the_private_key_is_the_owners_alone) {
  ASSERT_TRUE(open());
  const auto file = directory_ / "keys/0001.pem";
  struct stat about{};
  ASSERT_EQ(::stat(file.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0600U);

  ASSERT_EQ(::chmod(file.c_str(), 0640), 0);
  const auto refused = KeyRing::open(directory_.path() / "keys", "云帆移动", clock_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "keyring.mode");
}

TEST_F(KeyRingTest, rotation_signs_anew_and_old_signatures_stay_checkable) {
  const auto ring = open();
  const auto old_kid = kid(*ring);
  const auto old_token = sign_jws(ring->current()->key, "t", "before");

  ASSERT_TRUE(ring->rotate());

  EXPECT_NE(kid(*ring), old_kid);
  EXPECT_TRUE(verify_jws(old_token, *ring->jwks()));
  EXPECT_TRUE(verify_jws(sign_jws(ring->current()->key, "t", "after"), *ring->jwks()));
  EXPECT_FALSE(std::filesystem::exists(directory_ / "keys/0001.pem"));
  const auto reopened = open();
  EXPECT_EQ(kid(*reopened), kid(*ring));
  EXPECT_TRUE(verify_jws(old_token, *reopened->jwks()));
}

TEST_F(KeyRingTest, a_rotation_that_stopped_half_way_is_no_harm) {
  const auto ring = open();
  const auto secret = directory_.read("keys/0001.pem");
  ASSERT_TRUE(ring->rotate());
  const auto kept = directory_.write("keys/0001.pem", secret);  // As if not yet destroyed.
  ASSERT_EQ(::chmod(kept.c_str(), 0600), 0);

  const auto reopened = open();

  ASSERT_TRUE(reopened);
  EXPECT_EQ(kid(*reopened), kid(*ring));
  EXPECT_EQ(reopened->jwks()->keys().size(), 2U);
}

TEST_F(KeyRingTest, several_openers_agree_on_one_key) {
  std::vector<std::string> kids(4);
  std::vector<std::thread> threads;
  for (auto& mine : kids)
    threads.emplace_back([&mine, this] {
      auto ring = KeyRing::open(directory_.path() / "keys", "云帆移动", clock_);
      if (ring) mine = (*ring)->current()->key.public_key().kid();
    });
  for (auto& thread : threads) thread.join();
  for (const auto& each : kids) EXPECT_EQ(each, kids[0]);
}

TEST_F(KeyRingTest, a_chain_for_another_key_is_refused) {
  const auto ring = open();
  const auto other = SigningKey::generate();
  const auto chain = chain_to_pem({other.self_signed("x", clock_.now())});

  const auto refused = ring->install_chain(chain);

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "keyring.other_key");
  const auto own =
      chain_to_pem({ring->current()->key.self_signed("CA said", clock_.now())});
  EXPECT_TRUE(ring->install_chain(own));
}

TEST_F(KeyRingTest, signers_go_on_while_keys_rotate) {
  const auto ring = open();
  std::thread rotating{[&] {
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(ring->rotate());
  }};
  for (int i = 0; i < 200; ++i) {
    const auto token = sign_jws(ring->current()->key, "t", "x");
    EXPECT_TRUE(verify_jws(token, *ring->jwks()));
  }
  rotating.join();
}

}  // namespace
}  // namespace signoff
