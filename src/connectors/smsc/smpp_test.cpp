// SPDX-License-Identifier: Apache-2.0
#include "connectors/smsc/smpp.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace signoff::smpp {
namespace {

Message some_message() {
  Message m;
  m.service_type = "CMT";
  m.from = {5, 0, "Signoff"};
  m.to = {1, 1, "8613800000001"};
  m.esm_class = kStoreAndForward | kUserDataHeader;
  m.registered_delivery = 1;
  m.data_coding = 8;
  m.short_message = {0x05, 0x00, 0x03, 0x42, 0x02, 0x01, 0x4e, 0x2d};
  m.receipted_id = "77";
  m.state = kStateDelivered;
  return m;
}

TEST(Smpp, a_submit_has_the_octets_of_the_specification) {
  Message m;
  m.from = {1, 1, "10086"};
  m.to = {1, 1, "44123"};
  m.registered_delivery = 1;
  m.short_message = {'H', 'i'};
  EXPECT_EQ(to_hex(encode({0, 7, SubmitSm{m}})),
            "0000002d000000040000000000000007"
            "00"
            "0101313030383600"
            "0101343431323300"
            "0000000000"
            "0100000002"
            "4869");
}

TEST(Smpp, every_message_is_read_as_it_was_written) {
  Message with_payload = some_message();
  with_payload.short_message.clear();
  with_payload.payload = Bytes(60'000, 0x41);
  const std::vector<Pdu> all{{0, 1, Bind{"signoff", "secret", "", 0x34}},
                             {0, 1, BindResp{"smsc"}},
                             {status::kBindFailed, 1, BindResp{}},
                             {0, 2, SubmitSm{some_message()}},
                             {0, 2, SubmitSm{with_payload}},
                             {0, 2, SubmitSmResp{"id-1"}},
                             {status::kThrottled, 2, SubmitSmResp{}},
                             {0, 3, DeliverSm{some_message()}},
                             {0, 3, DeliverSmResp{}},
                             {0, 4, EnquireLink{}},
                             {0, 4, EnquireLinkResp{}},
                             {0, 5, Unbind{}},
                             {0, 5, UnbindResp{}},
                             {status::kInvalidCommand, kSequenceMax, GenericNack{}}};
  for (const Pdu& pdu : all) {
    const auto wire = encode(pdu);
    EXPECT_EQ(pdu_length(wire), wire.size());
    EXPECT_EQ(decode(wire), pdu) << pdu.body.index();
  }
}

TEST(Smpp, a_message_cut_short_anywhere_is_refused) {
  const auto whole = encode({0, 3, DeliverSm{some_message()}});
  for (std::size_t size = 16; size < whole.size(); ++size) {
    Bytes cut{whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)};
    EXPECT_FALSE(decode(cut)) << size;  // The length field disagrees.
    cut[2] = static_cast<std::uint8_t>(size >> 8);
    cut[3] = static_cast<std::uint8_t>(size);
    const auto again = decode(cut);
    if (again) {
      EXPECT_NE(again->body, (Body{DeliverSm{some_message()}})) << size;
    }
  }
}

TEST(Smpp, nothing_at_all_is_refused) {
  const Bytes nothing;
  EXPECT_FALSE(decode(nothing).has_value());
}

TEST(Smpp, an_absurd_length_is_refused_before_it_is_awaited) {
  for (const char* hex : {"00000000", "0000000f", "00020000", "ffffffff"})
    EXPECT_EQ(pdu_length(*from_hex(hex)).error().code, "smpp.length") << hex;
  EXPECT_EQ(pdu_length(*from_hex("000000")), 0u);
  EXPECT_EQ(pdu_length(*from_hex("00000010")), 0u);
}

TEST(Smpp, a_command_we_do_not_speak_keeps_its_number) {
  const auto pdu = decode(*from_hex("00000010000001020000000000000009"));
  ASSERT_TRUE(pdu);
  EXPECT_EQ(pdu->body, Body{Unsupported{0x102}});
  EXPECT_EQ(pdu->sequence, 9u);
}

TEST(Smpp, fields_without_an_end_or_too_long_are_refused) {
  auto bind = encode({0, 1, Bind{"signoff", "secret", "", 0x34}});
  for (auto& octet : bind)
    if (&octet - bind.data() >= 16 && octet == 0) octet = 'x';
  EXPECT_FALSE(decode(bind));
}

TEST(Smpp, a_system_id_longer_than_its_field_is_refused) {
  const auto bind_as = [](const std::string& id) {
    auto wire = encode({0, 1, Bind{"x", "secret", "", 0x34}});
    wire.erase(wire.begin() + 16);
    wire.insert(wire.begin() + 16, id.begin(), id.end());
    wire[3] = static_cast<std::uint8_t>(wire.size());
    return decode(wire);
  };
  EXPECT_TRUE(bind_as(std::string(15, 'x')));
  EXPECT_FALSE(bind_as(std::string(16, 'x')));
}

TEST(Smpp, a_receipt_is_read_from_parameters_or_from_its_text) {
  Message m;
  m.esm_class = kReceiptType;
  const std::string_view text =
      "id:abc sub:001 dlvrd:000 done date:2611212044 stat:UNDELIV err:001";
  m.short_message.assign(text.begin(), text.end());
  auto receipt = read_receipt(m);
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->message_id, "abc");
  EXPECT_EQ(receipt->state, kStateUndeliverable);
  m.receipted_id = "other";
  m.state = kStateDelivered;
  receipt = read_receipt(m);
  EXPECT_EQ(receipt->message_id, "other");
  EXPECT_EQ(receipt->state, kStateDelivered);
  m.esm_class = 0;
  EXPECT_FALSE(read_receipt(m));
}

RC_GTEST_PROP(Smpp, octets_that_decode_are_encoded_again, (const Bytes& noise)) {
  Message m = some_message();
  m.short_message.assign(noise.begin(),
                         noise.begin() + static_cast<std::ptrdiff_t>(
                                             std::min<std::size_t>(noise.size(), 254)));
  const Pdu pdu{0, 1, SubmitSm{m}};
  RC_ASSERT((decode(encode(pdu)) == Result<Pdu>{pdu}));
}

}  // namespace
}  // namespace signoff::smpp
