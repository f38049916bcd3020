// SPDX-License-Identifier: Apache-2.0
#include "card/desk/desk_keys.h"

#include "card/desk/wipe_proof.h"
#include "evidence/outside_tool.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

WipeProof said_by_a_desk() {
  WipeProof proof;
  proof.iccid = "89860000000000000019";
  proof.at = parse_instant("2026-11-22T08:47:03Z").value();
  proof.is_proved = true;
  return proof;
}

std::string signed_by(const SigningKey& key) {
  return sign_jws(key, kWipeTyp, to_json(said_by_a_desk()));
}

TEST(DeskKeys, a_wipe_is_believed_under_the_keys_of_all_files) {
  const TestDirectory directory;
  const auto first = SigningKey::generate(), second = SigningKey::generate();
  const auto keys =
      DeskKeys::load({directory.write("1.jwks", Jwks{{first.public_key()}}.text()),
                      directory.write("2.jwks", Jwks{{second.public_key()}}.text())});
  ASSERT_TRUE(keys) << keys.error().detail;
  for (const auto* key : {&first, &second}) {
    const auto said = (*keys)->check(signed_by(*key));
    ASSERT_TRUE(said) << said.error().code;
    EXPECT_EQ(said->iccid, "89860000000000000019");
    EXPECT_EQ(said->at, said_by_a_desk().at);
    EXPECT_TRUE(said->is_proved);
    EXPECT_EQ(said->key_id, key->public_key().thumbprint());
  }
  const auto stranger = (*keys)->check(signed_by(SigningKey::generate()));
  EXPECT_EQ(stranger.error().code, "jws.key_unknown");
  auto altered = signed_by(first);
  auto& letter = altered[altered.rfind('.') + 5];
  letter = letter == 'A' ? 'B' : 'A';
  EXPECT_EQ((*keys)->check(altered).error().code, "jws.signature");
}

TEST(DeskKeys, a_file_that_cannot_be_used_is_named) {
  const TestDirectory directory;
  const auto complaint = [&](const std::string& file) {
    const auto keys = DeskKeys::load({file});
    EXPECT_EQ(keys.error().code, "config.desk_keys");
    EXPECT_NE(keys.error().detail.find(file), std::string::npos) << keys.error().detail;
    return keys.error().detail.substr(file.size());
  };
  EXPECT_EQ(complaint(directory / "none"), ": cannot be read");
  EXPECT_EQ(complaint(directory.write("odd", "{")), ": is no JWKS");
  EXPECT_EQ(complaint(directory.write("empty", R"({"keys":[]})")), ": holds no P-256 key");
  EXPECT_EQ(complaint(directory.write("large", std::string(256 * 1024 + 1, ' '))),
            ": is too large");
}

TEST(DeskKeys, two_keys_of_one_name_are_not_told_apart_and_so_refused) {
  const TestDirectory directory;
  const auto named = [&](std::string_view file, const SigningKey& key) {
    auto text = Jwks{{key.public_key()}}.text();
    const auto kid = key.public_key().kid();
    for (auto at = text.find(kid); at != std::string::npos; at = text.find(kid))
      text.replace(at, kid.size(), "desk");
    return directory.write(file, text);
  };
  const auto key = SigningKey::generate();
  const auto one = named("1", key), other = named("2", SigningKey::generate());
  EXPECT_FALSE(DeskKeys::load({one, other}));
  EXPECT_TRUE(DeskKeys::load({one, one})) << "the same key twice is one key";
}

TEST(DeskKeys, without_files_there_are_none) {
  EXPECT_EQ(DeskKeys::load({}).value(), nullptr);
}

}  // namespace
}  // namespace signoff
