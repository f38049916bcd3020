// SPDX-License-Identifier: Apache-2.0
#include "rsp/tlv.h"

#include "rsp/iccid.h"
#include "rsp/test_words.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace signoff::rsp {
namespace {

TEST(Tlv, tags_of_one_and_two_octets_are_read) {
  const auto bytes = hex("5a01019f7001029f8181810103");
  TlvReader reader{bytes};
  EXPECT_EQ(reader.next()->tag, 0x5au);
  EXPECT_EQ(reader.next()->tag, 0x9f70u);
  EXPECT_EQ(code_of(reader.next()), "tlv.tag") << "four octets are not ours";
}

TEST(Tlv, any_value_comes_back_as_it_was_and_as_a_view) {
  EXPECT_TRUE(rc::check([](const Bytes& value) {
    const auto bytes = TlvWriter{}.put(0xbf2d, value).bytes();
    const auto object = read_tlv(bytes, 0xbf2d);
    RC_ASSERT(object.has_value());
    RC_ASSERT(std::ranges::equal(object->value, value));
    RC_ASSERT(object->whole.data() == bytes.data());
    RC_ASSERT(object->whole.size() == bytes.size());
  }));
}

TEST(Tlv, lengths_are_written_in_as_few_octets_as_they_need) {
  for (const auto& [size, head] : std::vector<std::pair<std::size_t, std::string>>{
           {127, "047f"}, {128, "048180"}, {256, "04820100"}, {65536, "0483010000"}}) {
    const auto bytes = TlvWriter{}.put(0x04, Bytes(size)).bytes();
    EXPECT_EQ(to_hex(bytes).substr(0, head.size()), head);
    EXPECT_EQ(read_tlv(bytes)->value.size(), size);
  }
}

TEST(Tlv, what_is_cut_or_endless_is_refused) {
  EXPECT_EQ(code_of(read_tlv(hex(""))), "tlv.tag");
  EXPECT_EQ(code_of(read_tlv(hex("bf"))), "tlv.tag");
  EXPECT_EQ(code_of(read_tlv(hex("9f8001"))), "tlv.tag");
  EXPECT_EQ(code_of(read_tlv(hex("30"))), "tlv.length");
  EXPECT_EQ(code_of(read_tlv(hex("3080"))), "tlv.length");
  EXPECT_EQ(code_of(read_tlv(hex("308401000000"))), "tlv.length");
  EXPECT_EQ(code_of(read_tlv(hex("300201"))), "tlv.cut");
  EXPECT_EQ(code_of(read_tlv(hex("30008000"))), "tlv.trailing");
  EXPECT_EQ(code_of(read_tlv(hex("3000"), 0xbf2d)), "tlv.unexpected");
  Bytes many;
  for (std::size_t i = 0; i <= kSiblingsMax; ++i) many.insert(many.end(), {0x80, 0x00});
  EXPECT_EQ(code_of(TlvList::read(many)), "tlv.siblings");
}

TEST(Tlv, numbers_keep_their_sign_bit_free) {
  EXPECT_EQ(to_hex(TlvWriter{}.put_number(0x80, 0).bytes()), "800100");
  EXPECT_EQ(to_hex(TlvWriter{}.put_number(0x80, 127).bytes()), "80017f");
  EXPECT_EQ(to_hex(TlvWriter{}.put_number(0x80, 128).bytes()), "80020080");
  EXPECT_EQ(code_of(read_number(hex("ff"))), "tlv.number");
  EXPECT_EQ(code_of(read_number(hex(""))), "tlv.number");
  EXPECT_TRUE(rc::check([](std::int64_t number) {
    const auto positive = number & INT64_MAX;
    const auto bytes = TlvWriter{}.put_number(0x80, positive).bytes();
    RC_ASSERT(read_number(read_tlv(bytes)->value).value() == positive);
  }));
}

TEST(Tlv, named_bits_are_written_without_the_zeros_at_their_end) {
  EXPECT_EQ(to_hex(TlvWriter{}.put_bits(0x81, 0x10).bytes()), "81020410");
  EXPECT_EQ(to_hex(TlvWriter{}.put_bits(0x81, 0).bytes()), "810100");
  EXPECT_EQ(read_bits(hex("0410")).value(), 0x10);
  EXPECT_EQ(read_bits(hex("00")).value(), 0);
  EXPECT_EQ(code_of(read_bits(hex("0810"))), "tlv.bits");
}

TEST(Iccid, digits_are_swapped_in_their_octets_and_filled_with_f) {
  EXPECT_EQ(to_hex(iccid_octets("8986001234567890123").value()), "986800214365870921f3");
  EXPECT_EQ(iccid_text(hex("98680021436587092143")), "89860012345678901234");
}

TEST(Iccid, any_number_a_card_may_hold_comes_back) {
  EXPECT_TRUE(rc::check([] {
    const auto text = *rc::gen::suchThat(
        rc::gen::container<std::string>(rc::gen::elementOf(std::string{"0123456789ABCDE"})),
        [](const std::string& one) { return !one.empty() && one.size() <= 20; });
    RC_ASSERT(iccid_text(iccid_octets(text).value()) == text);
  }));
  EXPECT_EQ(code_of(iccid_octets("")), "iccid.digits");
  EXPECT_EQ(code_of(iccid_octets("89860012345678901234 ")), "iccid.digits");
  EXPECT_EQ(code_of(iccid_octets("8986F")), "iccid.digits");
}

}  // namespace
}  // namespace signoff::rsp
