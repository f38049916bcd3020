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

}  // namespace
}  // namespace signoff
