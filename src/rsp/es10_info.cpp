// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "rsp/es10_answers.h"

#include <fmt/format.h>
#include <charconv>

namespace signoff::rsp {
namespace {

constexpr Tag kIdsVerifying = 0xa9;
constexpr Tag kIdsSigning = 0xaa;
constexpr Tag kOctets = 0x04;
constexpr Tag kUtf8 = 0x0c;
constexpr std::size_t kAccreditationMax = 64;
// Extended card resources, ETSI TS 102 226 clause 8.2.1.7.2.
constexpr Tag kApplications = 0x81;
constexpr Tag kFreeLasting = 0x82;
constexpr Tag kFreeVolatile = 0x83;

// VersionType: three octets, one a part.
std::string version_text(ByteView value) {
  if (value.size() != 3) return {};
  return fmt::format("{}.{}.{}", value[0], value[1], value[2]);
}

std::array<std::uint8_t, 3> version_octets(std::string_view text) {
  std::array<std::uint8_t, 3> octets{};
  const char* at = text.data();
  const char* const end = at + text.size();
  for (auto& octet : octets) {
    const auto [next, fault] = std::from_chars(at, end, octet);
    ensure(fault == std::errc{}, "es10.version");
    at = next == end ? end : next + 1;
  }
  return octets;
}

std::string version_in(const TlvList& in, Tag tag) {
  return version_text(in.value(tag).value_or(ByteView{}));
}

void put_ids(Tag tag, const std::vector<Bytes>& ids, TlvWriter& out) {
  TlvWriter list;
  for (const auto& id : ids) list.put(kOctets, id);
  out.put(tag, list);
}

Result<std::vector<Bytes>> read_ids(const TlvList& in, Tag tag) {
  const auto list = TlvList::read(in.value(tag).value_or(ByteView{}));
  if (!list) return pass_on(list.error());
  std::vector<Bytes> ids;
  for (const auto& item : list->items()) {
    ids.emplace_back(item.value.begin(), item.value.end());
  }
  return ids;
}

// Cards write these counts as unsigned octets, not as INTEGER.
std::int64_t count_of(const TlvList& in, Tag tag) {
  const auto value = in.value(tag).value_or(ByteView{});
  if (value.size() > 7) return 0;
  std::int64_t count = 0;
  for (const auto octet : value) count = count << 8 | octet;
  return count;
}

Bytes count_octets(std::int64_t count, int size) {
  Bytes octets;
  for (int i = size - 1; i >= 0; --i) {
    octets.push_back(static_cast<std::uint8_t>(count >> (8 * i)));
  }
  return octets;
}

template <class Info>
Result<void> read_id_lists(const TlvList& in, Info& info) {
  auto verifying = read_ids(in, kIdsVerifying);
  if (!verifying) return pass_on(verifying.error());
  auto signing = read_ids(in, kIdsSigning);
  if (!signing) return pass_on(signing.error());
  info.ci_verifying = std::move(*verifying);
  info.ci_signing = std::move(*signing);
  return {};
}

}  // namespace

Bytes encode(const Info1& info) {
  TlvWriter out;
  out.put(0x82, version_octets(info.specification));
  put_ids(kIdsVerifying, info.ci_verifying, out);
  put_ids(kIdsSigning, info.ci_signing, out);
  return out.inside(function::kInfo1);
}

Result<Info1> read_info1(ByteView answer) {
  const auto message = read_tlv(answer, function::kInfo1);
  if (!message) return pass_on(message.error());
  const auto in = TlvList::read(message->value);
  if (!in) return pass_on(in.error());
  Info1 info;
  info.specification = version_in(*in, 0x82);
  if (const auto read = read_id_lists(*in, info); !read) return pass_on(read.error());
  return info;
}

Bytes encode(const Info2& info) {
  TlvWriter resources;
  resources.put(kApplications, count_octets(info.applications, 1))
      .put(kFreeLasting, count_octets(info.free_memory, 4))
      .put(kFreeVolatile, count_octets(info.free_volatile, 4));
  TlvWriter out;
  out.put(0x81, version_octets(info.profile_version))
      .put(0x82, version_octets(info.specification))
      .put(0x83, version_octets(info.firmware))
      .put(0x84, resources)
      // USIM, ISIM and Java Card (UICCCapability of rsp.asn).
      .put(0x85, std::array<std::uint8_t, 3>{0x01, 0x60, 0x02})
      // additionalProfile alone: what we speak.
      .put_bits(0x88, 0x80);
  put_ids(kIdsVerifying, info.ci_verifying, out);
  put_ids(kIdsSigning, info.ci_signing, out);
  if (info.category) out.put_number(0x8b, *info.category);
  if (info.forbidden_rules != 0) out.put_bits(0x99, info.forbidden_rules);
  out.put(kOctets, version_octets(info.protection_version)).put(kUtf8, info.accreditation);
  return out.inside(function::kInfo2);
}

Result<Info2> read_info2(ByteView answer) {
  const auto message = read_tlv(answer, function::kInfo2);
  if (!message) return pass_on(message.error());
  const auto in = TlvList::read(message->value);
  if (!in) return pass_on(in.error());
  Info2 info;
  info.profile_version = version_in(*in, 0x81);
  info.specification = version_in(*in, 0x82);
  info.firmware = version_in(*in, 0x83);
  const auto resources = TlvList::read(in->value(0x84).value_or(ByteView{}));
  if (!resources) return pass_on(resources.error());
  info.applications = count_of(*resources, kApplications);
  info.free_memory = count_of(*resources, kFreeLasting);
  info.free_volatile = count_of(*resources, kFreeVolatile);
  if (const auto read = read_id_lists(*in, info); !read) return pass_on(read.error());
  if (const auto category = in->value(0x8b)) {
    const auto number = read_number(*category);
    if (!number) return pass_on(number.error());
    info.category = *number;
  }
  if (const auto rules = in->value(0x99)) {
    const auto bits = read_bits(*rules);
    if (!bits) return pass_on(bits.error());
    info.forbidden_rules = *bits;
  }
  info.protection_version = version_in(*in, kOctets);
  info.accreditation = in->text(kUtf8);
  if (info.accreditation.size() > kAccreditationMax) {
    return fail(Fault::bad_input, "es10.field");
  }
  return info;
}

}  // namespace signoff::rsp
