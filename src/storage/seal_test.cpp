// SPDX-License-Identifier: Apache-2.0
#include "storage/seal.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

TEST(Seal, only_the_same_key_context_and_bytes_open_it) {
  SystemRandom random;
  const auto key = SealKey::fresh(random);
  const auto sealed = seal(key, "owner:1", as_bytes("name"), random);

  const auto opened = unseal(key, "owner:1", sealed);
  ASSERT_TRUE(opened);
  EXPECT_EQ(as_text(*opened), "name");
  EXPECT_FALSE(unseal(key, "owner:2", sealed)) << "put in another row";
  EXPECT_FALSE(unseal(SealKey::fresh(random), "owner:1", sealed));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto changed = sealed;
    changed[i] ^= 1;
    EXPECT_FALSE(unseal(key, "owner:1", changed)) << i;
  }
  EXPECT_FALSE(unseal(key, "owner:1", ByteView{sealed}.first(27)));
  EXPECT_FALSE(unseal(key, "owner:1", {}));
}

TEST(Seal, sealing_twice_shows_nothing_equal) {
  SystemRandom random;
  const auto key = SealKey::fresh(random);
  EXPECT_NE(seal(key, "c", as_bytes("same"), random),
            seal(key, "c", as_bytes("same"), random));
  EXPECT_TRUE(unseal(key, "c", seal(key, "c", {}, random))->empty());
}

TEST(Seal, a_keyed_hash_is_equal_for_equal_text_under_one_key_alone) {
  SystemRandom random;
  const auto key = SealKey::fresh(random);
  EXPECT_EQ(keyed_hash(key, "email:a").size(), 16u);
  EXPECT_EQ(keyed_hash(key, "email:a"), keyed_hash(key, "email:a"));
  EXPECT_NE(keyed_hash(key, "email:a"), keyed_hash(key, "email:b"));
  EXPECT_NE(keyed_hash(key, "email:a"), keyed_hash(SealKey::fresh(random), "email:a"));
  EXPECT_EQ(keyed_hash(key, "").size(), 16u);
}

TEST(Seal, a_keyed_hash_is_the_first_half_of_hmac_sha_256) {
  // RFC 4231 asks for a key of 20 bytes; this one is of our length, computed by
  // another implementation.
  const auto key = SealKey::from(Bytes(32, 0x0b)).value();
  EXPECT_EQ(to_hex(keyed_hash(key, "Hi There")), "198a607eb44bfbc69903a0f1cf2bbdc5");
}

}  // namespace
}  // namespace signoff
