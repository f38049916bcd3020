// SPDX-License-Identifier: Apache-2.0
#include "connectors/hlr/ctrl.h"
#include "connectors/hlr/gsup.h"
#include "connectors/hlr/ipa.h"
#include "connectors/hlr/osmo_hlr.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace signoff {
namespace {

TEST(Ipa, a_stream_cut_anywhere_gives_the_same_frames) {
  Bytes stream;
  append_osmo_frame(stream, kOsmoCtrl, as_bytes("GET 1 mnc"));
  append_ccm_frame(stream, Bytes{0x04});
  for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
    IpaReader reader;
    std::vector<std::string> payloads;
    for (const ByteView part :
         {ByteView{stream}.first(cut), ByteView{stream}.subspan(cut)}) {
      reader.feed(part);
      for (auto frame = reader.next(); frame && *frame; frame = reader.next())
        payloads.emplace_back(as_text((*frame)->payload));
    }
    EXPECT_EQ(payloads, (std::vector<std::string>{std::string("\0GET 1 mnc", 10), "\4"}));
  }
}

TEST(Ipa, an_empty_or_giant_frame_ends_the_stream) {
  for (const Bytes& bad : {Bytes{0, 0, 0xee}, Bytes{0xff, 0xff, 0xee}}) {
    ByteView input{bad};
    EXPECT_EQ(take_frame(input).error().code, "ipa.length");
  }
}

TEST(Ipa, the_identity_names_us_and_a_ping_is_answered) {
  const Bytes identity = answer_ccm(Bytes{0x04, 0x01, 0x08}, "X-1");
  EXPECT_EQ(to_hex(identity),
            "0018fe05"
            "000708302f302f3000"
            "000501582d3100"
            "000500582d3100"
            "0001fe06");
  EXPECT_EQ(to_hex(answer_ccm(Bytes{0x00}, "X-1")), "0001fe01");
  EXPECT_TRUE(answer_ccm(Bytes{0x06}, "X-1").empty());
  EXPECT_TRUE(answer_ccm({}, "X-1").empty());
}

TEST(Gsup, a_location_cancel_is_written_as_the_register_wants_it) {
  GsupMessage message;
  message.type = GsupType::location_cancel;
  message.imsi = "001010000000007";
  message.cancellation = kWithdrawn;
  message.domain = GsupDomain::cs;
  message.message_class = kSubscriberManagement;
  message.source = "CANCELD-1";
  message.destination = "MSC-vlr1";
  EXPECT_EQ(to_hex(encode(message)),
            "1c010800010100000000f70601012801020a0101"
            "600a43414e43454c442d310061094d53432d766c723100");
  EXPECT_EQ(decode_gsup(encode(message)), message);
}

TEST(Gsup, subscriber_data_and_vectors_of_a_real_register_are_read) {
  const auto data = decode_gsup(
      *from_hex("10010800010100000000f10807063108000000f105071001011202012a280101"));
  ASSERT_TRUE(data);
  EXPECT_EQ(data->imsi, "001010000000001");
  EXPECT_EQ(data->msisdn, "13800000001");
  EXPECT_EQ(data->domain, GsupDomain::ps);
  const auto vectors = decode_gsup(*from_hex("0a010800010100000000f10302200003022000"));
  ASSERT_TRUE(vectors);
  EXPECT_EQ(vectors->auth_tuples, 2);
}

TEST(Gsup, what_is_not_one_whole_message_is_refused) {
  for (const char* bad :
       {"", "04", "0401", "040108", "04010200", "0401080001010000000ef1", "040101fa",
        "040108000101000000aaf1", "040102214328010302", "0401022143280103",
        "04010221430802aa21", "04010221430600", "0401022143600100", "040102214360020a00"})
    EXPECT_FALSE(decode_gsup(*from_hex(bad))) << bad;
}

RC_GTEST_PROP(Gsup, any_message_survives_the_wire, ()) {
  const auto digit = rc::gen::inRange('0', static_cast<char>('9' + 1));
  GsupMessage message;
  message.type = GsupType::purge_ms;
  message.imsi =
      *rc::gen::resize(16, rc::gen::nonEmpty(rc::gen::container<std::string>(digit)));
  RC_PRE(message.imsi.size() <= 16U);
  message.msisdn = message.imsi;
  message.cause = *rc::gen::arbitrary<std::uint8_t>();
  message.domain = *rc::gen::element(GsupDomain::cs, GsupDomain::ps);
  RC_ASSERT(decode_gsup(encode(message)).value() == message);
}

TEST(Ctrl, requests_are_one_line_of_words) {
  EXPECT_EQ(encode(7, {"subscriber.create", "001010000000001"}),
            "SET 7 subscriber.create 001010000000001");
  EXPECT_EQ(encode(8, {"mnc", {}}), "GET 8 mnc");
  EXPECT_DEATH(encode(9, {"mnc", "a b"}), "ctrl.value");
}

TEST(Ctrl, replies_and_errors_carry_their_id) {
  const auto value = parse_ctrl_reply("GET_REPLY 12 subscriber.info \nid\t1\nimsi\t2");
  ASSERT_TRUE(value && *value);
  EXPECT_EQ((*value)->id, 12U);
  EXPECT_EQ((*value)->text, "\nid\t1\nimsi\t2");
  const auto error = parse_ctrl_reply("ERROR 15 Subscriber doesn't exist.");
  ASSERT_TRUE(error && *error);
  EXPECT_TRUE((*error)->is_error);
  EXPECT_EQ((*error)->text, "Subscriber doesn't exist.");
  EXPECT_EQ(*parse_ctrl_reply("TRAP 0 something 1"), std::nullopt);
}

TEST(Ctrl, a_reply_without_a_number_is_refused) {
  for (const char* bad : {"", "ERROR err Request type unknown", "GET_REPLY", "HELLO 1 a",
                          "SET_REPLY -1 a b", "SET_REPLY 99999999999999999999999 a b"})
    EXPECT_FALSE(parse_ctrl_reply(bad)) << bad;
}

TEST(OsmoInfo, a_record_is_read_whole) {
  const auto read = parse_osmo_info(
      "\nid\t1\nimsi\t001010000000001\nmsisdn\t13800000001\nnam_cs\t1\nnam_ps\t0\n"
      "vlr_number\tMSC-vlr1\nsgsn_number\tSGSN-1\nms_purged_cs\t1\nms_purged_ps\t0\n"
      "aud3g.algo\tMILENAGE\naud3g.k\t00");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->imsi.digits(), "001010000000001");
  EXPECT_EQ(read->msisdn->digits(), "13800000001");
  EXPECT_TRUE(read->cs_enabled && !read->ps_enabled && read->has_keys);
  EXPECT_EQ(read->vlr, "MSC-vlr1");
  EXPECT_EQ(read->sgsn, "SGSN-1");
  EXPECT_TRUE(read->purged_cs && !read->purged_ps);
}

TEST(OsmoInfo, a_record_that_cannot_be_a_subscription_needs_a_person) {
  for (const char* bad : {"", "id\t1", "imsi\tx", "imsi\t001010000000001\nmsisdn\t12"})
    EXPECT_EQ(parse_osmo_info(bad).error().fault, Fault::conflict) << bad;
}

}  // namespace
}  // namespace signoff
