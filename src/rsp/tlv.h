// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"

#include <optional>
#include <vector>

// BER-TLV (ITU-T X.690 clause 8, ETSI TS 101 220 clause 7.1.1) as eUICCs and profile
// servers write it. Values are views into the bytes read, so that what somebody signed is
// handed on exactly as it was signed. Reading never recurses: each message asks for the
// levels it knows.
namespace signoff::rsp {

// A tag as its octets read: 0x5a, 0x9f70, 0xbf2d.
using Tag = std::uint32_t;

// More than a hundred profiles with icons, or notifications, take.
inline constexpr std::size_t kMessageMax = 1024 * 1024;
// More data objects side by side than any message of ours holds.
inline constexpr std::size_t kSiblingsMax = 4096;

struct Tlv {
  Tag tag = 0;
  ByteView value;
  ByteView whole;  // With tag and length.
};

// Reads data objects one after another.
class TlvReader {
 public:
  explicit TlvReader(ByteView in) : rest_{in} {}
  bool at_end() const { return rest_.empty(); }
  // Fault::bad_input "tlv.tag", "tlv.length" or "tlv.cut". Tags have at most 3 octets and
  // lengths at most 3 after the first; the indefinite form, which DER forbids, is refused.
  Result<Tlv> next();

 private:
  ByteView rest_;
};

// Exactly one data object, with nothing after it ("tlv.trailing").
Result<Tlv> read_tlv(ByteView bytes);
// The same, and its tag must be this ("tlv.unexpected").
Result<Tlv> read_tlv(ByteView bytes, Tag tag);

// The data objects inside one that is constructed. Objects nobody asks for are skipped, as
// later versions of a specification add some.
class TlvList {
 public:
  // "tlv.siblings" where there are too many.
  static Result<TlvList> read(ByteView bytes);

  const std::vector<Tlv>& items() const { return items_; }
  // The first with this tag.
  const Tlv* find(Tag tag) const;
  // Its value; nothing where it is absent.
  std::optional<ByteView> value(Tag tag) const;
  // Its value as text; empty where it is absent.
  std::string text(Tag tag) const;

 private:
  std::vector<Tlv> items_;
};

// A non-negative INTEGER of at most 63 bits: "tlv.number".
Result<std::int64_t> read_number(ByteView value);
// The first octet of a BIT STRING, its first bit highest (X.690 clause 8.6): "tlv.bits".
// Bits after the eighth are of no meaning to us.
Result<std::uint8_t> read_bits(ByteView value);

// Writes data objects one after another.
class TlvWriter {
 public:
  TlvWriter& put(Tag tag, ByteView value);
  TlvWriter& put(Tag tag, std::string_view text) { return put(tag, as_bytes(text)); }
  // In as few octets as two's complement allows.
  TlvWriter& put_number(Tag tag, std::int64_t value);
  // Up to eight named bits; those at the end that are zero are left out, as DER has it.
  TlvWriter& put_bits(Tag tag, std::uint8_t bits);
  TlvWriter& put(Tag tag, const TlvWriter& inside) { return put(tag, inside.out_); }
  // What is a data object, or several, already.
  TlvWriter& append(ByteView whole);

  const Bytes& bytes() const { return out_; }
  // What was written, inside one more object.
  Bytes inside(Tag tag) const;

 private:
  Bytes out_;
};

}  // namespace signoff::rsp
