// SPDX-License-Identifier: Apache-2.0
#include "app/card_desk.h"

#include "app/card_words.h"
#include "app/virtual_card_command.h"
#include "app/wipe_reports.h"
#include "base/bounded_file.h"
#include "card/sim_files.h"
#include "card/virtual/virtual_card.h"
#include "evidence/outside_tool.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

namespace fs = std::filesystem;

CardDesk desk_in(const fs::path& folder, bool reveal = false) {
  return CardDesk{{-1, false, reveal, folder}};
}

TEST(CardDesk, masks_whatever_names_a_person_or_a_card) {
  const auto desk = desk_in("nowhere");
  EXPECT_EQ(desk.shown("89860012345678901234"), "8986****1234");
  EXPECT_EQ(desk.shown("460001234567890"), "4600****7890");
  EXPECT_EQ(desk.shown("13812348888"), "138****8888");
  EXPECT_EQ(desk.shown("+8613812348888"), "+86****8888");
  EXPECT_EQ(desk.shown("1381234888"), "****") << "most of it would be told";
  EXPECT_EQ(desk.shown("112"), "****");
  EXPECT_EQ(desk.shown(""), "");
  EXPECT_EQ(desk_in("nowhere", true).shown("13812348888"), "13812348888");
}

WipeProof proof_of_now() {
  WipeProof proof;
  proof.iccid = "89860012345678901234";
  proof.at = SystemClock{}.now();
  proof.is_proved = true;
  return proof;
}

TEST(WipeReports, are_never_written_over) {
  const TestDirectory directory;
  const auto reports = *WipeReports::open(desk_in(directory.path()));
  const auto proof = proof_of_now();
  const auto first = reports.sign(proof);
  ASSERT_TRUE(first);
  const auto text = *read_bounded(*first, 10'000);
  auto later = proof;
  later.is_proved = false;
  const auto second = reports.sign(later);
  ASSERT_TRUE(second);
  EXPECT_NE(*first, *second) << "both of one second";
  EXPECT_EQ(*read_bounded(*first, 10'000), text);
  const auto keys =
      Jwks::parse(*read_bounded(directory.path() / "wipes/jwks.json", 10'000));
  ASSERT_TRUE(keys);
  for (const auto& file : {*first, *second}) {
    auto jws = *read_bounded(file, 10'000);
    jws.pop_back();
    EXPECT_TRUE(verify_wipe_proof(jws, *keys)) << file;
  }
}

TEST(WipeReports, that_cannot_be_kept_say_that_the_card_is_wiped) {
  const TestDirectory directory;
  const auto reports = *WipeReports::open(desk_in(directory.path()));
  fs::remove_all(directory.path() / "wipes");
  const auto kept = reports.sign(proof_of_now());
  ASSERT_FALSE(kept);
  EXPECT_EQ(kept.error().fault, Fault::unknown);
  EXPECT_EQ(kept.error().code, "wipe.unsigned");
}

TEST(CardWords, name_every_file_that_is_wiped_and_every_cut) {
  std::vector<std::string_view> files{"ADN", "IAP",  "EXT1",   "SNE",     "ANR",   "PBC",
                                      "GRP", "AAS",  "GAS",    "UID",     "EMAIL", "CCP1",
                                      "SMS", "LOCI", "PSLOCI", "EPSLOCI", "FPLMN"};
  for (const auto dialect : {CardDialect::uicc, CardDialect::sim_2g})
    for (const auto& file : sim_files(dialect).dialled) files.push_back(file.name);
  for (const auto language : {Language::en, Language::zh}) {
    for (const auto file : files) {
      EXPECT_NE(wiped_file_text(file, language), file);
      EXPECT_NE(wiped_file_text(file, language), "") << file;
    }
    for (const std::string_view cut :
         {"contact", "name", "second_name", "number", "label", "email", "group", "message",
          "dialled", "fixed", "service"}) {
      EXPECT_NE(cut_text(cut, language), cut);
      EXPECT_NE(cut_text(cut, language), "") << cut;
    }
  }
  EXPECT_EQ(wiped_file_text("NEW", Language::zh), "NEW");
}

TEST(VirtualCardCommand, makes_no_card_of_a_file_and_another_eid) {
  const TestDirectory directory;
  VirtualCardCommand command;
  command.port = 1;
  command.eid = "89049032123451234512345678901235";
  command.profiles =
      directory.write("card.json", R"({"eid":"89049032000000000000000000000163"})");
  EXPECT_EQ(run_virtual_card(command), 2);
  command.profiles =
      directory.write("sim.json", R"({"sim":{"iccid":"89860012345678901234"}})");
  EXPECT_EQ(run_virtual_card(command), 2);
}

TEST(VirtualCardCommand, takes_the_card_that_its_documents_show) {
  for (const auto* name : {"virtual-card.md", "virtual-card.zh-CN.md"}) {
    const auto text = *read_bounded(fs::path{SIGNOFF_DOCS} / name, 100'000);
    constexpr std::string_view kFence = "```json\n";
    const auto from = text.find(kFence);
    ASSERT_NE(from, text.npos) << name;
    const auto to = text.find("```", from + kFence.size());
    auto image =
        uicc::read_card_image(text.substr(from + kFence.size(), to - from - kFence.size()));
    ASSERT_TRUE(image) << name << " " << image.error().detail;
    const auto from_date = SystemClock{}.now();
    const auto authority = rsp::TestAuthority::make(from_date, "89049032");
    ASSERT_TRUE(uicc::certify(*image->euicc, authority, from_date));
    const auto card = uicc::VirtualCard::make(*image);
    EXPECT_TRUE(card) << name << " " << card.error().code << " " << card.error().detail;
  }
}

}  // namespace
}  // namespace signoff
