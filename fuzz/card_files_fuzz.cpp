// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "base/utf8.h"
#include "card/files/dial_record.h"
#include "card/files/file_info.h"
#include "card/files/phonebook_files.h"
#include "card/files/subscription.h"

// What a card may say about a file, or have in one: read as everything it could be.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signoff;
  const ByteView octets{data, size};
  for (const auto& info : {decode_fcp(octets), decode_2g_answer(octets)})
    if (info && info->kind == FileKind::linear)
      ensure(info->record_size > 0 && info->record_size <= 255 && info->record_count <= 254,
             "fuzz.file_info");
  if (const auto set = decode_pbr_record(octets); set && *set)
    ensure((*set)->find(BookFileKind::names) != nullptr, "fuzz.book");

  if (const auto record = decode_dial(octets); record && *record) {
    ensure(from_utf8((*record)->name).has_value(), "fuzz.dial_name");
    const auto again = decode_dial(encode_dial(**record, 255).bytes);
    ensure(again && (!*again || (*again)->digits == (*record)->digits), "fuzz.dial");
  }
  if (const auto record = decode_extension(octets);
      record && record->kind == ExtensionRecord::Kind::digits)
    ensure(decode_extension(encode_extension(record->digits, record->next, 13)) == record,
           "fuzz.extension");
  for (const auto link : {BookFileLink::by_number, BookFileLink::by_link}) {
    decode_linked_text(octets, link);
    if (const auto number = decode_linked_number(octets, link))
      encode_linked_number(*number, link, 17);
  }
  if (const auto iccid = decode_iccid(octets))
    ensure(decode_iccid(encode_iccid(*iccid)) == iccid, "fuzz.iccid");
  if (const auto imsi = decode_imsi(octets))
    ensure(decode_imsi(encode_imsi(*imsi)) == imsi, "fuzz.imsi");
  static_cast<void>(decode_location(octets));
  decode_plmn_list(octets);
  decode_ust(octets);
  decode_spn(octets);
  return 0;
}
