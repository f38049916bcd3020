// SPDX-License-Identifier: Apache-2.0
#include "storage/codec.h"

#include "storage/record_shape.h"
#include "tests/store_records.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace signoff {
namespace shape {

// Stands for a value of any type. Optionals are left to their converting constructor, which
// would otherwise be as good a way as the conversion.
struct Anything {
  template <class T>
    requires(!kIsOptional<T>)
  operator T() const;
};

}  // namespace shape

namespace {

CaseFile full_file() {
  CaseFile file;
  file.channel = Channel::hotline;
  file.opened_by = {Role::agent, "agent:a"};
  file.language = Language::en;
  file.effective = "";
  file.settlements = {{"OB-10", "fee", "a \"quoted\" \\ \n \x01 text"}};
  file.acknowledgements = {"OB-31", "终止"};
  file.quote.items = {{"arrears", "Arrears", "欠费", Money{-5, *Currency::parse("JPY")}}};
  file.quote.total = Money{INT64_MIN, {}};
  file.assurance = -3;
  file.wants_second = true;
  file.documents = {{"id", "name", "image/png", 1'000'000'000'000, "00", records::kStart}};
  file.submitted_at = Instant{Duration{-1}};
  file.snapshot = Snapshot{.cs_enabled = false, .card = CardState::revoked};
  file.stuck = StuckReport{.step = StepId::e9_remove, .since = records::kStart};
  file.probes = {{"keys", records::kStart, "refused", true}};
  return file;
}

TEST(Codec, a_file_comes_back_as_it_was) {
  EXPECT_EQ(decode_case_file(encode(full_file())), full_file());
  EXPECT_EQ(decode_case_file(encode(CaseFile{})), CaseFile{});
  const auto owner = records::owner(1);
  EXPECT_EQ(decode_owner(encode(owner)), owner);
}

TEST(Codec, a_row_from_before_a_member_existed_has_its_default) {
  const auto file = decode_case_file(R"({"reason":"old","left_behind":[1,{"x":2}]})");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->reason, "old");
  EXPECT_EQ(file->effective, "now");
}

TEST(Codec, a_member_of_another_type_is_corrupt) {
  for (const auto* text :
       {"", "[]", "{", R"({"reason":1})", R"({"assurance":"1"})", R"({"assurance":1.5})",
        R"({"assurance":4294967296})", R"({"channel":"pigeon"})", R"({"wants_second":1})",
        R"({"probes":{}})", R"({"needs":[1]})", R"({"final_bill":{"minor":1}})",
        R"({"final_bill":{"minor":1,"currency":"€"}})", R"({"snapshot":[]})",
        R"({"submitted_at":"2026-01-01"})", R"({"reason":"a"} x)"}) {
    const auto file = decode_case_file(text);
    ASSERT_FALSE(file) << text;
    EXPECT_EQ(file.error().code, "storage.corrupt") << text;
  }
  EXPECT_FALSE(decode_case_file(std::string(1000, '[')));
  EXPECT_FALSE(decode_owner(R"({"other_msisdn":"12"})"));
}

RC_GTEST_PROP(Codec, any_bytes_in_texts_come_back, (const Params& params)) {
  const auto read = decode_params(encode(params));
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == params);
}

RC_GTEST_PROP(Codec, any_postings_come_back,
              (const std::vector<std::pair<std::string, std::int64_t>>& pairs)) {
  std::vector<Posting> postings;
  for (const auto& [account, minor] : pairs) postings.push_back({account, minor});
  const auto read = decode_postings(encode(postings));
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == postings);
}

template <class T, std::size_t... I>
consteval bool takes_as_many(std::index_sequence<I...>) {
  return requires { T{(void(I), shape::Anything{})...}; };
}
// How many members an aggregate has.
template <class T, std::size_t N = 0>
consteval std::size_t member_count() {
  if constexpr (takes_as_many<T>(std::make_index_sequence<N + 1>{}))
    return member_count<T, N + 1>();
  else
    return N;
}

// A member that is not described would silently not be stored.
template <Described... T>
void expect_none_forgotten_in() {
  (static_cast<void>([] {
     static_assert(boost::mp11::mp_size<Members<T>>::value == member_count<T>(),
                   "a member is missing in storage/record_shape.h");
   }()),
   ...);
}

TEST(RecordShape, every_member_of_every_record_is_stored) {
  expect_none_forgotten_in<Actor, Owner, Line, Number, Case, Settlement, QuoteItem, Quote,
                           Proof, OpenItem, RiskPoints, Document, Snapshot, StuckReport,
                           ProbeResult, DocumentField, CaseFile, HistoryEvent, Notice,
                           Refund, VoucherRecord, CodeRecord, SessionRecord, StaffRecord,
                           IdempotencyRecord, Posting, Pause, LineMarks, Pairing>();
  static_assert(
      boost::mp11::mp_size<Members<CardReport>>::value + 1 == member_count<CardReport>(),
      "all but the EID, which is sealed apart");
}

}  // namespace
}  // namespace signoff
