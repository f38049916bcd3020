// SPDX-License-Identifier: Apache-2.0
#include "card/virtual/file_descriptions.h"

#include "card/virtual/sim_fields.h"
#include "rsp/tlv.h"

#include <array>

namespace signoff::uicc {
namespace {

using rsp::TlvWriter;

constexpr std::array<std::uint8_t, 1> kActivated{0x05};  // Life cycle status integer.
// What the card says is free; it has no end in fact.
constexpr std::array<std::uint8_t, 4> kFreeMemory{0x00, 0x02, 0x00, 0x00};

std::uint8_t low(std::size_t value) { return static_cast<std::uint8_t>(value & 0xff); }
std::uint8_t high(std::size_t value) {
  return static_cast<std::uint8_t>(value >> 8 & 0xff);
}

std::array<std::uint8_t, 2> two(std::size_t value) { return {high(value), low(value)}; }

// TS 102 221 clause 11.1.1.4.3.
std::uint8_t descriptor_of(Structure structure) {
  switch (structure) {
    case Structure::transparent: return 0x41;
    case Structure::linear: return 0x42;
    case Structure::cyclic: return 0x46;
  }
  return 0;
}

// Which PINs there are and which are on (clause 11.1.1.4.10).
TlvWriter pin_status(const Sim& sim) {
  const auto on = static_cast<std::uint8_t>((sim.pin1().image().is_enabled ? 0x80 : 0) |
                                            (sim.pin2().image().is_enabled ? 0x40 : 0));
  return TlvWriter{}
      .put(0x90, std::array{on})
      .put(0x83, std::array<std::uint8_t, 1>{0x01})
      .put(0x83, std::array<std::uint8_t, 1>{0x81});
}

Bytes fcp_of_directory(const Sim& sim, std::size_t at) {
  const auto& node = sim.files().node(at);
  TlvWriter out;
  out.put(0x82, std::array<std::uint8_t, 2>{0x78, 0x21});
  if (node.aid.empty()) out.put(0x83, two(node.id));
  if (!node.aid.empty()) out.put(0x84, node.aid);
  TlvWriter proprietary;
  if (at == 0) proprietary.put(0x80, std::array<std::uint8_t, 1>{0x71});
  out.put(0xa5, proprietary.put(0x83, kFreeMemory));
  out.put(0x8a, kActivated);
  out.put(0x8b, std::array<std::uint8_t, 3>{0x2f, 0x06, 0x01});
  out.put(0xc6, pin_status(sim));
  return out.inside(0x62);
}

// TS 51.011 clause 9.3: conditions as CHV levels.
std::uint8_t level_of(Need need) {
  switch (need) {
    case Need::always: return 0x0;
    case Need::pin1: return 0x1;
    case Need::pin2: return 0x2;
    case Need::administrator: return 0x4;
    case Need::never: return 0xf;
  }
  return 0xf;
}

std::uint8_t chv_status(int tries) {
  return static_cast<std::uint8_t>(0x80 | tries);  // Initialised, and how many are left.
}

Bytes gsm_directory(const Sim& sim, std::size_t at) {
  const auto& node = sim.files().node(at);
  const auto& pin1 = sim.pin1().image();
  const auto& pin2 = sim.pin2().image();
  const std::uint8_t kind = at == 0 ? 0x01 : 0x02;
  const std::uint8_t features = pin1.is_enabled ? 0x13 : 0x93;
  return {0,
          0,
          0xff,
          0xff,
          high(node.id),
          low(node.id),
          kind,
          0,
          0,
          0,
          0,
          0,
          10,
          features,
          2,
          10,
          4,
          0,
          chv_status(pin1.tries),
          chv_status(pin1.unblock_tries),
          chv_status(pin2.tries),
          chv_status(pin2.unblock_tries),
          0};
}

}  // namespace

Bytes fcp_of(const Sim& sim, std::size_t at) {
  const auto& node = sim.files().node(at);
  if (node.is_directory()) return fcp_of_directory(sim, at);
  const Body& body = sim.files().body_of(at);
  TlvWriter out;
  Bytes descriptor{descriptor_of(body.structure), 0x21};
  if (body.record_size != 0) {
    const auto size = two(body.record_size);
    descriptor.insert(descriptor.end(), size.begin(), size.end());
    descriptor.push_back(low(body.records()));
  }
  out.put(0x82, descriptor)
      .put(0x83, two(node.id))
      .put(0x8a, kActivated)
      .put(0x8b, std::array<std::uint8_t, 3>{0x2f, 0x06, rule_of(body.read, body.update)})
      .put(0x80, two(body.content.size()));
  if (node.short_id == 0) {
    out.put(0x88, ByteView{});
  } else {
    out.put(0x88, std::array{static_cast<std::uint8_t>(node.short_id << 3)});
  }
  return out.inside(0x62);
}

Bytes gsm_description_of(const Sim& sim, std::size_t at) {
  const auto& node = sim.files().node(at);
  if (node.is_directory()) return gsm_directory(sim, at);
  const Body& body = sim.files().body_of(at);
  const auto access =
      static_cast<std::uint8_t>(level_of(body.read) << 4 | level_of(body.update));
  const std::uint8_t structure = body.structure == Structure::transparent ? 0
                                 : body.structure == Structure::linear    ? 1
                                                                          : 3;
  return {0,
          0,
          high(body.content.size()),
          low(body.content.size()),
          high(node.id),
          low(node.id),
          0x04,
          0,
          access,
          0xff,
          0xff,
          0x01,
          2,
          structure,
          low(body.record_size)};
}

}  // namespace signoff::uicc
