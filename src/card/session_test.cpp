// SPDX-License-Identifier: Apache-2.0
#include "card/session.h"

#include "card/identify.h"
#include "card/pin.h"
#include "card/record_files.h"
#include "card/test_card.h"
#include "rsp/isdr.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

constexpr CardDialect kBoth[] = {CardDialect::uicc, CardDialect::sim_2g};

TestCard simple_card(CardDialect dialect) {
  TestCard card{dialect};
  const std::uint16_t home = dialect == CardDialect::uicc ? 0x7fff : 0x7f20;
  card.binary({0x3f00, 0x2fe2}, "98681032547698103254");
  card.binary({home, 0x6f07}, "084906001032547698");
  card.files[{home, 0x6f07}].needs_pin = true;
  card.binary({home, 0x6f46}, "015369676e6f6666ffff");
  card.linear({0x7f10, 0x6f3a}, 4, 28);
  card.binary({home, 0x6f38}, dialect == CardDialect::uicc ? "0302" : "ff33");
  return card;
}

TEST(CardSession, speaks_the_dialect_the_card_understands) {
  for (const auto dialect : kBoth) {
    auto card = simple_card(dialect);
    CardSession session{card};
    ASSERT_TRUE(session.begin());
    EXPECT_EQ(session.dialect(), dialect);
    ASSERT_TRUE(open_sim(session));
    const auto iccid = read_whole(session, {0x3f00, 0x2fe2});
    ASSERT_TRUE(iccid) << iccid.error().detail;
    EXPECT_EQ(to_hex(*iccid), "98681032547698103254");
  }
}

TEST(CardSession, a_card_that_answers_at_once_is_asked_for_its_answer) {
  auto card = simple_card(CardDialect::uicc);
  card.speaks_t1 = true;
  CardSession session{card};
  ASSERT_TRUE(open_sim(session));
  EXPECT_TRUE(read_whole(session, {0x3f00, 0x2fe2}));
}

TEST(CardSession, records_are_read_and_written_in_both_dialects) {
  for (const auto dialect : kBoth) {
    auto card = simple_card(dialect);
    CardSession session{card};
    ASSERT_TRUE(open_sim(session));
    RecordFiles files{session};
    const CardPath names{0x7f10, 0x6f3a};
    ASSERT_EQ(files.info(names)->record_count, 4u);
    ASSERT_TRUE(files.write(names, 2, Bytes(28, 0x41)));
    const int before = card.commands;
    EXPECT_EQ(*files.read(names, 2), Bytes(28, 0x41));
    EXPECT_EQ(card.commands, before) << "what is known is not asked again";
    EXPECT_EQ(*files.read_again(names, 2), Bytes(28, 0x41));
    EXPECT_EQ(card.commands, before + 1);
    EXPECT_EQ(files.read(names, 5).error().code, "card.no_record");
  }
}

TEST(CardSession, a_file_that_changes_its_shape_is_no_file) {
  auto card = simple_card(CardDialect::uicc);
  const CardPath names{0x7f10, 0x6f3a};
  const CardPath others{0x7f10, 0x6f40};
  card.linear(others, 1, 28);
  CardSession session{card};
  ASSERT_TRUE(open_sim(session));
  RecordFiles files{session};
  ASSERT_TRUE(files.read(names, 1));
  ASSERT_TRUE(files.read(others, 1));
  ASSERT_TRUE(files.read(names, 2));
  ASSERT_TRUE(files.read_again(others, 1));
  card.linear(names, 4, 30);
  const auto changed = files.read(names, 3);
  ASSERT_FALSE(changed);
  EXPECT_EQ(changed.error().code, "card.garbled");
}

TEST(CardSession, a_wrong_length_is_asked_again_with_the_right_one) {
  auto card = simple_card(CardDialect::uicc);
  CardSession session{card};
  ASSERT_TRUE(session.begin());
  ASSERT_TRUE(session.select({0x7f10, 0x6f3a}));
  const auto record = session.send({0x00, 0xb2, 1, 4, {}, 20});
  ASSERT_TRUE(record);
  EXPECT_EQ(record->size(), 28u);
}

TEST(CardSession, every_status_word_has_words_of_its_own) {
  const std::tuple<int, Fault, const char*> rows[] = {
      {0x6a82, Fault::bad_input, "card.wrong_command"},
      {0x9404, Fault::unavailable, "card.trouble"},
      {0x6a83, Fault::not_found, "card.no_record"},
      {0x6982, Fault::forbidden, "card.not_allowed"},
      {0x9804, Fault::forbidden, "card.not_allowed"},
      {0x6983, Fault::forbidden, "card.pin_blocked"},
      {0x63c2, Fault::unavailable, "card.trouble"},
      {0x6a84, Fault::conflict, "card.full"},
      {0x6581, Fault::unknown, "card.memory"},
      {0x9240, Fault::unknown, "card.memory"},
      {0x9300, Fault::unavailable, "card.busy"},
      {0x6d00, Fault::bad_input, "card.not_supported"},
      {0x6e00, Fault::bad_input, "card.not_supported"},
      {0x6700, Fault::bad_input, "card.wrong_command"},
      {0x6f00, Fault::unavailable, "card.trouble"},
      {0x6900, Fault::forbidden, "card.not_allowed"},
      {0x6881, Fault::bad_input, "card.not_supported"},
      {0x6882, Fault::bad_input, "card.not_supported"},
      {0x6986, Fault::bad_input, "card.wrong_command"},
      {0x6500, Fault::unknown, "card.memory"},
      {0x1234, Fault::unavailable, "card.trouble"}};
  for (const auto& [status, fault, code] : rows) {
    const auto error = status_error(static_cast<std::uint16_t>(status), 0xb2);
    EXPECT_EQ(error.fault, fault) << status;
    EXPECT_EQ(error.code, code) << status;
    EXPECT_TRUE(error.detail.starts_with("READ RECORD: ")) << error.detail;
  }
  // A file is missing where it is looked for, a PIN is wrong where it is shown, and what
  // writes may have written.
  EXPECT_EQ(status_error(0x6a82, 0xa4).code, "card.no_file");
  EXPECT_EQ(status_error(0x63c2, 0x20).code, "card.pin_wrong");
  EXPECT_EQ(status_error(0x6f00, 0xdc).fault, Fault::unknown);
  EXPECT_EQ(status_error(0x6400, 0xdc).fault, Fault::unavailable);
}

TEST(CardSession, a_warning_is_a_success_only_where_nothing_is_lost) {
  for (const auto& [hex, reads, writes] :
       {std::tuple{"9000", true, true}, std::tuple{"910b", true, true},
        std::tuple{"63c1", false, true}, std::tuple{"6282", true, false},
        std::tuple{"6281", false, false}, std::tuple{"6200", true, false}}) {
    auto card = simple_card(CardDialect::uicc);
    CardSession session{card};
    ASSERT_TRUE(session.begin());
    card.garbled_answers = *from_hex(hex);
    EXPECT_EQ(session.send({0x00, 0xb2, 1, 4, {}, 28}).has_value(), reads) << hex;
    EXPECT_EQ(session.write_record(1, Bytes(28, 0xff)).has_value(), writes) << hex;
  }
}

TEST(CardSession, garbage_and_a_pulled_card_have_names) {
  auto card = simple_card(CardDialect::uicc);
  CardSession session{card};
  ASSERT_TRUE(session.begin());
  for (const char* hex : {"", "90", "61119000", "6f009000"}) {
    card.garbled_answers = *from_hex(hex);
    const auto info = session.select({0x7f10, 0x6f3a});
    ASSERT_FALSE(info) << hex;
    EXPECT_EQ(info.error().code, "card.garbled") << hex;
  }
  for (const char* hex : {"6100", "6c00", "6102"}) {
    card.garbled_answers = *from_hex(hex);
    EXPECT_FALSE(session.select({0x7f10, 0x6f3a})) << hex;
  }
  card.garbled_answers.reset();
  card.pulled_after = card.commands;
  EXPECT_EQ(session.select({0x7f10, 0x6f3a}).error().code, "card.gone");
}

TEST(Pin, the_right_one_opens_what_was_closed) {
  for (const auto dialect : kBoth) {
    auto card = simple_card(dialect);
    CardSession session{card};
    const auto application = open_sim(session);
    ASSERT_TRUE(application);
    const CardPath imsi{
        dialect == CardDialect::uicc ? std::uint16_t{0x7fff} : std::uint16_t{0x7f20},
        0x6f07};
    EXPECT_EQ(read_whole(session, imsi).error().code, "card.not_allowed");
    ASSERT_TRUE(verify_pin(session, *application, PinName::pin1, "1234"));
    EXPECT_TRUE(read_whole(session, imsi));
  }
}

TEST(Pin, a_wrong_one_says_how_many_tries_are_left) {
  for (const auto dialect : kBoth) {
    auto card = simple_card(dialect);
    CardSession session{card};
    const auto application = *open_sim(session);
    const auto wrong = verify_pin(session, application, PinName::pin1, "9999");
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, "card.pin_wrong");
    EXPECT_EQ(wrong.error().detail, "2 tries left");
  }
}

TEST(Pin, the_last_try_is_never_spent) {
  for (const auto dialect : kBoth) {
    for (const int tries : {0, 1}) {
      auto card = simple_card(dialect);
      card.tries = tries;
      CardSession session{card};
      const auto application = *open_sim(session);
      const auto refused = verify_pin(session, application, PinName::pin1, "1234");
      EXPECT_EQ(refused.error().code, tries == 1 ? "card.last_try" : "card.pin_blocked");
      EXPECT_EQ(card.verifies, 0);
    }
    auto silent = simple_card(dialect);
    silent.tells_tries = false;
    CardSession session{silent};
    const auto application = *open_sim(session);
    EXPECT_EQ(verify_pin(session, application, PinName::pin1, "1234").error().code,
              "card.tries_unknown");
    EXPECT_EQ(silent.verifies, 0);
  }
}

TEST(Pin, nobody_shows_it_twice_on_the_cards_word) {
  auto card = simple_card(CardDialect::uicc);
  CardSession session{card};
  const auto application = *open_sim(session);
  card.after_verify = 0x6c08;
  const auto shown = verify_pin(session, application, PinName::pin1, "9999");
  EXPECT_EQ(shown.error().code, "card.trouble");
  EXPECT_EQ(shown.error().fault, Fault::unknown) << "a try may be spent";
  EXPECT_EQ(card.verifies, 1);
}

TEST(Pin, one_that_the_application_does_not_name_may_be_switched_off) {
  auto card = simple_card(CardDialect::uicc);
  card.pin_is_on = false;
  CardSession session{card};
  ASSERT_TRUE(open_sim(session));
  const auto state = pin_state(session, FileInfo{}, PinName::pin1);
  ASSERT_TRUE(state);
  EXPECT_FALSE(state->is_enabled);
}

TEST(Pin, what_is_no_pin_is_not_sent) {
  auto card = simple_card(CardDialect::uicc);
  CardSession session{card};
  const auto application = *open_sim(session);
  for (const char* pin : {"", "123", "123456789", "12a4"})
    EXPECT_EQ(verify_pin(session, application, PinName::pin1, pin).error().code,
              "card.pin_format");
  EXPECT_EQ(card.verifies, 0);
}

TEST(Pin, one_that_is_switched_off_is_not_asked_for) {
  for (const auto dialect : kBoth) {
    auto card = simple_card(dialect);
    card.pin_is_on = false;
    CardSession session{card};
    const auto application = *open_sim(session);
    EXPECT_TRUE(verify_pin(session, application, PinName::pin1, "0000"));
    EXPECT_EQ(card.verifies, 0);
  }
}

TEST(Identify, names_a_sim_and_spends_no_try) {
  for (const auto dialect : kBoth) {
    auto card = simple_card(dialect);
    CardSession session{card};
    const auto found = identify(session);
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->is_sim);
    EXPECT_EQ(found->dialect, dialect);
    EXPECT_EQ(found->iccid, "89860123456789012345");
    EXPECT_EQ(found->imsi, "") << "the PIN protects it";
    EXPECT_EQ(found->network_name, "Signoff");
    EXPECT_EQ(found->pin1.tries_left, 3);
    EXPECT_TRUE(found->pin1.is_enabled);
    EXPECT_FALSE(found->services.empty());
    EXPECT_FALSE(found->isd_r);
    EXPECT_EQ(card.verifies, 0);
  }
}

TEST(Identify, a_foreign_card_with_a_master_file_is_named_and_not_asked_for_its_pin) {
  for (const auto& [aid, kind] :
       {std::pair{"325041592e5359532e4444463031", ForeignCard::bank},
        std::pair{"a0000002471001", ForeignCard::passport},
        std::pair{"d27600012401", ForeignCard::unknown}}) {
    TestCard card;
    card.usim_aid = *from_hex(aid);
    CardSession session{card};
    const auto found = identify(session);
    ASSERT_TRUE(found);
    EXPECT_FALSE(found->is_sim);
    EXPECT_EQ(found->foreign, kind) << aid;
    EXPECT_EQ(card.verifies + card.tries_asked, 0) << aid;
  }
}

TEST(Identify, finds_the_profile_manager_whatever_its_maker_calls_it) {
  for (const auto& name : rsp::kIsdrAids) {
    const Bytes aid{name.begin(), name.end()};
    auto card = simple_card(CardDialect::uicc);
    card.isd_r_aid = aid;
    CardSession session{card};
    const auto found = identify(session);
    ASSERT_TRUE(found);
    ASSERT_TRUE(found->isd_r) << to_hex(aid);
    EXPECT_EQ(*found->isd_r, aid);
    EXPECT_EQ(found->network_name, "Signoff") << "the USIM is still selected";
  }
}

TEST(Identify, a_chip_that_gives_no_channel_is_asked_on_the_basic_one_and_let_go) {
  auto card = simple_card(CardDialect::uicc);
  card.has_channels = false;
  card.isd_r_aid = {rsp::kIsdrAids[1].begin(), rsp::kIsdrAids[1].end()};
  CardSession session{card};
  const auto found = identify(session);
  ASSERT_TRUE(found);
  ASSERT_TRUE(found->isd_r);
  EXPECT_EQ(*found->isd_r, card.isd_r_aid);
  EXPECT_TRUE(found->is_sim);
  EXPECT_EQ(found->network_name, "Signoff") << "the USIM is selected, not the chip";
  EXPECT_EQ(card.resets, 1);
  EXPECT_EQ(card.verifies, 0);

  auto plain = simple_card(CardDialect::uicc);
  plain.has_channels = false;
  CardSession other{plain};
  const auto none = identify(other);
  ASSERT_TRUE(none);
  EXPECT_FALSE(none->isd_r);
  EXPECT_TRUE(none->is_sim);
  EXPECT_EQ(plain.resets, 0) << "where nothing was selected nothing is put right";
}

TEST(Identify, a_card_that_stumbles_once_is_what_it_is) {
  auto whole = simple_card(CardDialect::uicc);
  whole.isd_r_aid = {rsp::kIsdrAid.begin(), rsp::kIsdrAid.end()};
  CardSession first{whole};
  ASSERT_TRUE(identify(first));
  for (int at = 1; at <= whole.commands; ++at) {
    auto card = simple_card(CardDialect::uicc);
    card.isd_r_aid = whole.isd_r_aid;
    card.stumbles_at = at;
    CardSession session{card};
    const auto found = identify(session);
    ASSERT_TRUE(found) << at;
    EXPECT_TRUE(found->isd_r) << at;
    EXPECT_TRUE(found->is_sim) << at;
    EXPECT_EQ(found->dialect, CardDialect::uicc) << at;
  }
}

TEST(Identify, lists_what_the_directory_names) {
  auto card = simple_card(CardDialect::uicc);
  card.linear({0x3f00, 0x2f00}, 3, 40);
  card.put({0x3f00, 0x2f00}, 1,
           *from_hex("61184f10a0000000871002ff86ffff89ffffffff50045553494d"));
  card.put({0x3f00, 0x2f00}, 2, *from_hex("61124f10a0000000871004ff86ffff89ffffffff"));
  CardSession session{card};
  const auto found = identify(session);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->applications.size(), 2u);
  EXPECT_EQ(found->applications[0].kind, CardApplicationKind::usim);
  EXPECT_EQ(found->applications[0].label, "USIM");
  EXPECT_EQ(found->applications[1].kind, CardApplicationKind::isim);
}

// A card that knows one application and nothing else.
class ForeignTestCard final : public CardChannel {
 public:
  explicit ForeignTestCard(std::string_view aid) : aid_{*from_hex(aid)} {}
  const Bytes& atr() const override { return atr_; }
  Result<void> reset() override { return {}; }
  Result<Bytes> transmit(ByteView bytes) override {
    const auto command = decode_command(bytes);
    const bool is_it = command && command->cla == 0 && command->ins == 0xa4 &&
                       command->p1 == 4 && command->data == aid_;
    return is_it ? *from_hex("6f009000") : *from_hex("6a82");
  }

 private:
  Bytes aid_;
  Bytes atr_ = {0x3b, 0x00};
};

TEST(Identify, names_cards_that_are_none_of_ours) {
  const std::pair<const char*, ForeignCard> rows[] = {
      {"325041592e5359532e4444463031", ForeignCard::bank},
      {"a000000632010105", ForeignCard::transit},
      {"a0000002471001", ForeignCard::passport},
      {"a000000308000010000100", ForeignCard::identity},
      {"ff", ForeignCard::unknown}};
  for (const auto& [aid, kind] : rows) {
    ForeignTestCard card{aid};
    CardSession session{card};
    const auto found = identify(session);
    ASSERT_TRUE(found) << aid;
    EXPECT_FALSE(found->is_sim);
    EXPECT_EQ(found->foreign, kind) << foreign_name(kind);
  }
}

TEST(Identify, a_card_pulled_at_any_command_is_said_to_be_gone) {
  auto whole = simple_card(CardDialect::uicc);
  CardSession first{whole};
  ASSERT_TRUE(identify(first));
  for (int at = 0; at < whole.commands; ++at) {
    auto card = simple_card(CardDialect::uicc);
    card.pulled_after = at;
    CardSession session{card};
    const auto found = identify(session);
    ASSERT_FALSE(found) << at;
    EXPECT_EQ(found.error().code, "card.gone") << at;
  }
}

}  // namespace
}  // namespace signoff
