// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "base/utf8.h"
#include "card/text/sms_join.h"
#include "card/text/sms_write.h"

// Records of EF.SMS one after another, each behind its length; then the same octets as the
// text of a message to write.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signoff;
  const ByteView octets{data, size};
  std::vector<StoredSms> records;
  for (auto rest = octets; !rest.empty();) {
    const std::size_t length = std::min<std::size_t>(rest[0], rest.size() - 1);
    const auto message = decode_sms_record(rest.subspan(1, length));
    if (message && *message) records.push_back(**message);
    rest = rest.subspan(1 + length);
  }
  std::size_t placed = 0;
  for (const JoinedSms& message : join_sms(records)) {
    ensure(from_utf8(message.text).has_value(), "fuzz.sms_utf8");
    placed += message.records.size();
  }
  ensure(placed == records.size(), "fuzz.sms_placed");
  for (const StoredSms& record : records) {
    if (record.time)
      ensure(parse_sms_time(to_string(*record.time)) == *record.time, "fuzz.time");
  }

  SmsDraft draft;
  draft.text = as_text(octets);
  const auto written = encode_sms_records(draft, 1);
  if (!written) return 0;
  std::vector<StoredSms> back;
  for (const Bytes& record : *written) back.push_back(**decode_sms_record(record));
  const auto joined = join_sms(back);
  ensure(joined.size() == 1 && joined[0].text == draft.text, "fuzz.sms_back");
  return 0;
}
