// SPDX-License-Identifier: Apache-2.0
#include "service/totp.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace signoff {
namespace {

const ByteView kRfcSecret = as_bytes("12345678901234567890");

Instant at_second(std::int64_t second) { return Instant{std::chrono::seconds{second}}; }

// RFC 6238 appendix B, whose eight digits end in our six.
TEST(Totp, gives_the_codes_of_the_standard) {
  const std::pair<std::int64_t, const char*> kKnown[] = {{59, "287082"},
                                                         {1'111'111'109, "081804"},
                                                         {1'111'111'111, "050471"},
                                                         {1'234'567'890, "005924"},
                                                         {2'000'000'000, "279037"},
                                                         {20'000'000'000, "353130"}};
  for (const auto& [second, code] : kKnown)
    EXPECT_EQ(totp_code(kRfcSecret, totp_step(at_second(second))), code) << second;
}

TEST(Totp, takes_the_code_of_now_and_of_one_step_beside) {
  const auto now = at_second(1'111'111'111);
  const auto step = totp_step(now);
  for (const auto beside : {-1, 0, 1})
    EXPECT_EQ(matching_totp_step(kRfcSecret, totp_code(kRfcSecret, step + beside), now, 0),
              step + beside);
  for (const auto far : {-3, -2, 2, 3})
    EXPECT_EQ(matching_totp_step(kRfcSecret, totp_code(kRfcSecret, step + far), now, 0),
              std::nullopt);
  for (const auto* wrong : {"", "05047", "0504711", "050472", "      "})
    EXPECT_EQ(matching_totp_step(kRfcSecret, wrong, now, 0), std::nullopt) << wrong;
}

TEST(Totp, takes_no_code_of_a_step_as_old_as_the_last_one) {
  const auto now = at_second(1'111'111'111);
  const auto step = totp_step(now);
  const auto code = totp_code(kRfcSecret, step);
  EXPECT_EQ(matching_totp_step(kRfcSecret, code, now, step - 1), step);
  EXPECT_EQ(matching_totp_step(kRfcSecret, code, now, step), std::nullopt);
  EXPECT_EQ(matching_totp_step(kRfcSecret, totp_code(kRfcSecret, step - 1), now, step),
            std::nullopt);
}

TEST(Totp, writes_secrets_as_people_type_them) {
  // RFC 4648 clause 10.
  EXPECT_EQ(to_base32(as_bytes("")), "");
  EXPECT_EQ(to_base32(as_bytes("f")), "MY");
  EXPECT_EQ(to_base32(as_bytes("foob")), "MZXW6YQ");
  EXPECT_EQ(to_base32(as_bytes("foobar")), "MZXW6YTBOI");
  EXPECT_EQ(otpauth_uri("星 联", "li@x", as_bytes("foobar")),
            "otpauth://totp/%E6%98%9F%20%E8%81%94:li%40x?secret=MZXW6YTBOI"
            "&issuer=%E6%98%9F%20%E8%81%94&algorithm=SHA1&digits=6&period=30");
}

TEST(Totp, makes_secrets_as_long_as_the_hash) {
  SeededRandom random{1};
  const auto one = fresh_totp_secret(random);
  EXPECT_EQ(one.size(), 20u);
  EXPECT_NE(one, fresh_totp_secret(random));
}

}  // namespace
}  // namespace signoff
