// SPDX-License-Identifier: Apache-2.0
#include "engine/params.h"

#include <gtest/gtest.h>
#include <filesystem>

namespace signoff {
namespace {

TEST(Params, what_is_left_to_do_reads_as_one_clause_of_the_message) {
  const Pack pack = *load_pack(std::filesystem::path{SIGNOFF_POLICIES} / "cn.toml");
  Dossier dossier;
  OpenItem glare;
  glare.en = "The photo has glare. Turn it away from the light.";
  glare.zh = "照片反光，请避开强光重拍。";
  OpenItem page;
  page.en = "A page is missing.";
  page.zh = "材料缺页，请补充。";
  dossier.file.open_items = {glare, page};
  dossier.file.language = Language::zh;
  EXPECT_EQ(message_params(dossier, pack).at("items"),
            "照片反光，请避开强光重拍；材料缺页，请补充");
  dossier.file.language = Language::en;
  EXPECT_EQ(message_params(dossier, pack).at("items"),
            "The photo has glare. Turn it away from the light; A page is missing");
}

}  // namespace
}  // namespace signoff
