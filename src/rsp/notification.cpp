// SPDX-License-Identifier: Apache-2.0
#include "rsp/notification.h"

#include "rsp/es10_fields.h"

namespace signoff::rsp {
namespace {

constexpr Tag kSequenceTag = 0x30;
constexpr Tag kUtf8Tag = 0x0c;
constexpr Tag kResultData = 0xbf27;
constexpr Tag kFinalResult = 0xa2;
constexpr Tag kSuccess = 0xa0;
constexpr Tag kFailure = 0xa1;
constexpr std::size_t kChipSignatureSize = 64;
constexpr std::size_t kTransactionMax = 16;

std::unexpected<Error> garbled() { return fail(Fault::bad_input, "notification.garbled"); }

Result<Installation> read_installation(const TlvList& in) {
  Installation installation;
  const auto transaction = in.value(0x80);
  const auto result = in.value(kFinalResult);
  if (!transaction || transaction->size() > kTransactionMax || !result) return garbled();
  installation.transaction_id.assign(transaction->begin(), transaction->end());
  const auto choice = read_tlv(*result);
  if (!choice) return pass_on(choice.error());
  installation.is_installed = choice->tag == kSuccess;
  if (installation.is_installed) return installation;
  if (choice->tag != kFailure) return garbled();
  const auto failure = TlvList::read(choice->value);
  if (!failure) return pass_on(failure.error());
  const auto reason = read_number(failure->value(0x81).value_or(ByteView{}));
  if (!reason) return pass_on(reason.error());
  installation.error_reason = *reason;
  return installation;
}

// profileInstallationResult (clause 2.5.6): the metadata lies inside what is signed.
Result<Notification> read_installation_result(const TlvList& in) {
  const auto* data = in.find(kResultData);
  const auto signature = in.value(kSignatureTag);
  if (data == nullptr || !signature || signature->size() != kChipSignatureSize) {
    return garbled();
  }
  const auto inside = TlvList::read(data->value);
  if (!inside) return pass_on(inside.error());
  const auto* metadata = inside->find(kMetadataTag);
  if (metadata == nullptr) return garbled();
  auto read = read_metadata(metadata->whole);
  if (!read) return pass_on(read.error());
  auto installation = read_installation(*inside);
  if (!installation) return pass_on(installation.error());
  return Notification{
      std::move(*read), std::move(*installation), data->whole, *signature, {}, {}};
}

Result<Notification> read_other(const TlvList& in) {
  const auto& items = in.items();
  if (items.size() != 4 || items[0].tag != kMetadataTag || items[1].tag != kSignatureTag ||
      items[1].value.size() != kChipSignatureSize || items[2].tag != kSequenceTag ||
      items[3].tag != kSequenceTag) {
    return garbled();
  }
  auto metadata = read_metadata(items[0].whole);
  if (!metadata) return pass_on(metadata.error());
  return Notification{std::move(*metadata), std::nullopt,   items[0].whole,
                      items[1].value,       items[2].whole, items[3].whole};
}

}  // namespace

Bytes encode(const NotificationMetadata& metadata) {
  TlvWriter out;
  out.put_number(0x80, metadata.sequence).put_bits(0x81, metadata.events);
  out.put(kUtf8Tag, metadata.address);
  if (!metadata.iccid.empty()) out.put(field::kIccid, octets_of(metadata.iccid));
  return out.inside(kMetadataTag);
}

Result<NotificationMetadata> read_metadata(ByteView whole) {
  const auto object = read_tlv(whole, kMetadataTag);
  if (!object) return pass_on(object.error());
  const auto in = TlvList::read(object->value);
  if (!in) return pass_on(in.error());
  const auto sequence = read_number(in->value(0x80).value_or(ByteView{}));
  const auto events = read_bits(in->value(0x81).value_or(ByteView{}));
  const auto address = in->value(kUtf8Tag);
  if (!sequence || !events || !address || address->size() > field::kAddressMax) {
    return garbled();
  }
  NotificationMetadata metadata{*sequence, *events, std::string{as_text(*address)}, {}};
  if (const auto iccid = in->value(field::kIccid)) {
    auto digits = read_iccid(*iccid);
    if (!digits) return garbled();
    metadata.iccid = std::move(*digits);
  }
  return metadata;
}

Result<Notification> read_notification(ByteView bytes) {
  if (bytes.size() > kNotificationMax) return garbled();
  const auto whole = read_tlv(bytes);
  if (!whole) return pass_on(whole.error());
  const auto in = TlvList::read(whole->value);
  if (!in) return pass_on(in.error());
  if (whole->tag == kInstallationTag) return read_installation_result(*in);
  if (whole->tag == kSequenceTag) return read_other(*in);
  return garbled();
}

Bytes encode_notification(ByteView metadata, ByteView signature, ByteView euicc_certificate,
                          ByteView eum_certificate) {
  return TlvWriter{}
      .append(metadata)
      .put(kSignatureTag, signature)
      .append(euicc_certificate)
      .append(eum_certificate)
      .inside(kSequenceTag);
}

}  // namespace signoff::rsp
