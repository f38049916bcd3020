// SPDX-License-Identifier: Apache-2.0
#include "app/rsp_roots.h"

#include "evidence/outside_tool.h"
#include "evidence/signing_key.h"
#include "rsp/test_authority.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

Bytes root() { return rsp::TestAuthority::make(Instant{}, "89990000").root(); }

TEST(RspRoots, come_from_all_files_and_the_one_at_fault_is_named) {
  const TestDirectory directory;
  const auto one = directory.write("one.pem", chain_to_pem({root()}));
  const auto more = directory.write("more.pem", chain_to_pem({root(), root()}));
  const auto none = load_rsp_roots({});
  ASSERT_TRUE(none);
  EXPECT_EQ(*none, nullptr);
  const auto all = load_rsp_roots({one, more});
  ASSERT_TRUE(all) << all.error().detail;
  EXPECT_NE(*all, nullptr);
  EXPECT_EQ(read_roots(more)->size(), 2u);

  const auto leaf = SigningKey::generate().self_signed("no root", Instant{});
  const auto complaint = [&](const std::string& file) {
    const auto loaded = load_rsp_roots({one, file});
    EXPECT_FALSE(loaded);
    return loaded ? Error{} : loaded.error();
  };
  for (const auto& file :
       {directory / "away.pem", directory.write("text.pem", "no certificate"),
        directory.write("leaf.pem", chain_to_pem({root(), leaf})),
        directory.write("cut.pem", chain_to_pem({root(), root()}).substr(0, 1000)),
        directory.write("long.pem", std::string(257 * 1024, 'x'))}) {
    const auto why = complaint(file);
    EXPECT_EQ(why.code, "config.roots") << file;
    EXPECT_TRUE(why.detail.starts_with(file)) << why.detail;
  }
}

}  // namespace
}  // namespace signoff
