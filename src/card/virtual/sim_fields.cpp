// SPDX-License-Identifier: Apache-2.0
#include "card/virtual/sim_fields.h"

#include "base/ensure.h"
#include "card/text/alpha.h"
#include "rsp/tlv.h"

#include <algorithm>
#include <array>

namespace signoff::uicc {
namespace {

using rsp::TlvWriter;

struct Rule {
  Need read;
  Need update;
};

constexpr Rule kRules[] = {
    {Need::always, Need::administrator}, {Need::pin1, Need::pin1},
    {Need::pin1, Need::administrator},   {Need::pin1, Need::pin2},
    {Need::always, Need::pin1},          {Need::always, Need::never},
};

constexpr std::size_t kRuleSize = 32;
constexpr std::size_t kEntrySize = 38;
constexpr std::size_t kNumberOctets = 10;
constexpr std::size_t kProviderSize = 16;

// TS 102 221 clause 9.5.1: the key that each need is verified with.
std::uint8_t key_of(Need need) {
  return need == Need::pin1 ? 0x01 : need == Need::pin2 ? 0x81 : 0x0a;
}

// An access mode and its condition (ISO 7816-4 clause 5.4.3.2).
void put_condition(std::uint8_t mode, Need need, TlvWriter& out) {
  out.put(0x80, std::array{mode});
  if (need == Need::always) {
    out.put(0x90, ByteView{});
  } else if (need == Need::never) {
    out.put(0x97, ByteView{});
  } else {
    out.put(0xa4, TlvWriter{}
                      .put(0x83, std::array{key_of(need)})
                      .put(0x95, std::array<std::uint8_t, 1>{0x08}));
  }
}

Bytes padded(Bytes bytes, std::size_t size) {
  ensure(bytes.size() <= size, "sim_fields.size");
  bytes.resize(size, 0xff);
  return bytes;
}

// Bits of a service table, the first service lowest in the first octet.
Bytes table_of(std::initializer_list<int> services, std::size_t size) {
  Bytes table(size);
  for (const int service : services) {
    const auto bit = static_cast<std::size_t>(service - 1);
    table[bit / 8] = static_cast<std::uint8_t>(table[bit / 8] | 1u << bit % 8);
  }
  return table;
}

}  // namespace

Bytes usim_aid() {
  return {0xa0, 0x00, 0x00, 0x00, 0x87, 0x10, 0x02, 0xff,
          0x86, 0xff, 0x03, 0x89, 0xff, 0xff, 0xff, 0xff};
}

Bytes directory_entry(ByteView aid, std::string_view label) {
  return padded(TlvWriter{}.put(0x4f, aid).put(0x50, label).inside(0x61), kEntrySize);
}

Body access_rules() {
  Body body{Structure::linear, kRuleSize, Need::always, Need::administrator, {}};
  for (const auto& rule : kRules) {
    TlvWriter out;
    put_condition(0x01, rule.read, out);
    put_condition(0x02, rule.update, out);
    const auto record = padded(out.bytes(), kRuleSize);
    body.content.insert(body.content.end(), record.begin(), record.end());
  }
  return body;
}

std::uint8_t rule_of(Need read, Need update) {
  for (std::size_t i = 0; i < std::size(kRules); ++i) {
    if (kRules[i].read == read && kRules[i].update == update) {
      return static_cast<std::uint8_t>(i + 1);
    }
  }
  ensure(false, "sim_fields.rule");
  return 0;
}

Bytes imsi_octets(std::string_view digits) {
  if (digits.empty()) return Bytes(9, 0xff);
  ensure(digits.size() <= 15, "sim_fields.imsi");
  // Length, then parity and the first digit, then two an octet (TS 24.008 10.5.1.4).
  Bytes octets{static_cast<std::uint8_t>(digits.size() / 2 + 1)};
  const std::uint8_t parity = digits.size() % 2 == 1 ? 0x09 : 0x01;
  const auto value = [&](std::size_t i) {
    return i < digits.size() ? static_cast<unsigned>(digits[i] - '0') : 0xfu;
  };
  octets.push_back(static_cast<std::uint8_t>(value(0) << 4 | parity));
  for (std::size_t i = 1; i < digits.size(); i += 2) {
    octets.push_back(static_cast<std::uint8_t>(value(i + 1) << 4 | value(i)));
  }
  return padded(std::move(octets), 9);
}

Bytes number_record(ByteView name, std::string_view digits, std::size_t name_size) {
  ensure(name.size() <= name_size && digits.size() <= 2 * kNumberOctets,
         "sim_fields.number");
  auto record = padded({name.begin(), name.end()}, name_size);
  record.push_back(static_cast<std::uint8_t>((digits.size() + 1) / 2 + 1));
  record.push_back(0x91);  // International, E.164 (TS 24.008 clause 10.5.4.7).
  Bytes number(kNumberOctets, 0xff);
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const auto digit = static_cast<unsigned>(digits[i] - '0');
    auto& octet = number[i / 2];
    octet = static_cast<std::uint8_t>(i % 2 == 0 ? (octet & 0xf0) | digit
                                                 : (octet & 0x0f) | digit << 4);
  }
  record.insert(record.end(), number.begin(), number.end());
  record.insert(record.end(), {0xff, 0xff});  // No capability, no extension.
  return record;
}

Bytes provider_octets(std::string_view name) {
  Bytes octets{0x01};  // To be shown beside the network's name.
  const auto alpha = encode_alpha(name, kProviderSize);
  octets.insert(octets.end(), alpha.bytes.begin(), alpha.bytes.end());
  return octets;
}

Bytes services(bool has_local_phonebook) {
  // FDN, EXT2, SDN, EXT3, OCI and ICI, SMS, SMSP, GID1, GID2, SPN, PLMNwAcT, MSISDN,
  // OPLMNwAcT, HPLMNwAcT, EXT5, GSM access, EPS mobility, 5GS mobility.
  auto table =
      table_of({2, 3, 4, 5, 8, 9, 10, 12, 17, 18, 19, 20, 21, 42, 43, 44, 27, 85, 122}, 16);
  if (has_local_phonebook) table[0] = static_cast<std::uint8_t>(table[0] | 0x01);
  return table;
}

Bytes gsm_services() {
  // Two bits a service: allocated and active.
  Bytes table(8);
  for (const int service : {1, 2, 3, 4, 7, 9, 10, 12, 13, 17, 18, 19}) {
    const auto bit = static_cast<std::size_t>(service - 1) * 2;
    table[bit / 8] = static_cast<std::uint8_t>(table[bit / 8] | 3u << bit % 8);
  }
  return table;
}

Bytes no_location(std::size_t size) {
  Bytes octets(size, 0xff);
  // The area's code, a deleted one, ends before what follows it in each of the files:
  // TS 31.102 clauses 4.2.17, 4.2.23, 4.2.91 and 4.4.11.2; TS 23.003 clause 4.1.
  const std::size_t area_end = size == 11 ? 8 : size == 14 ? 11 : size == 18 ? 16 : 18;
  octets[area_end] = 0xfe;
  octets.back() = 0x01;
  return octets;
}

Bytes phonebook_reference() {
  struct Place {
    rsp::Tag tag;
    FileId id;
    std::uint8_t short_id;
  };
  const auto list = [](std::initializer_list<Place> places) {
    TlvWriter out;
    for (const auto& place : places) {
      out.put(place.tag,
              std::array{static_cast<std::uint8_t>(place.id >> 8),
                         static_cast<std::uint8_t>(place.id & 0xff), place.short_id});
    }
    return out;
  };
  TlvWriter out;
  out.put(0xa8, list({{0xc0, 0x4f3a, 1},
                      {0xc5, 0x4f09, 2},
                      {0xc9, 0x4f21, 3},
                      {0xc6, 0x4f26, 4},
                      {0xc4, 0x4f11, 5},
                      {0xc3, 0x4f19, 6},
                      {0xc1, 0x4f25, 7}}));
  out.put(0xa9, list({{0xca, 0x4f50, 8}}));
  out.put(0xaa, list({{0xc2, 0x4f4a, 9}, {0xc7, 0x4f4b, 10}, {0xc8, 0x4f4c, 11}}));
  return padded(out.bytes(), 80);
}

}  // namespace signoff::uicc
