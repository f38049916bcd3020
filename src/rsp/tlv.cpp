// SPDX-License-Identifier: Apache-2.0
#include "rsp/tlv.h"

#include "base/ensure.h"

#include <algorithm>
#include <bit>

namespace signoff::rsp {
namespace {

constexpr std::uint8_t kMoreTag = 0x1f;
constexpr std::uint8_t kMoreFollows = 0x80;
constexpr std::size_t kTagOctetsMax = 3;
constexpr std::size_t kLengthOctetsMax = 3;

// The tag at the front; its octets are taken off.
Result<Tag> take_tag(ByteView& in) {
  if (in.empty()) return fail(Fault::bad_input, "tlv.tag");
  Tag tag = in[0];
  std::size_t size = 1;
  if ((in[0] & kMoreTag) == kMoreTag) {
    bool more = true;
    while (more) {
      if (size == in.size() || size == kTagOctetsMax) {
        return fail(Fault::bad_input, "tlv.tag");
      }
      // X.690 clause 8.1.2.4.2 c: the first of the further octets is never 0x80.
      if (size == 1 && in[size] == kMoreFollows) return fail(Fault::bad_input, "tlv.tag");
      more = (in[size] & kMoreFollows) != 0;
      tag = tag << 8 | in[size];
      ++size;
    }
  }
  in = in.subspan(size);
  return tag;
}

Result<std::size_t> take_length(ByteView& in) {
  if (in.empty()) return fail(Fault::bad_input, "tlv.length");
  const std::uint8_t first = in[0];
  in = in.subspan(1);
  if (first < kMoreFollows) return first;
  const std::size_t octets = first & 0x7f;
  if (octets == 0 || octets > kLengthOctetsMax || octets > in.size()) {
    return fail(Fault::bad_input, "tlv.length");
  }
  std::size_t length = 0;
  for (const auto octet : in.first(octets)) length = length << 8 | octet;
  in = in.subspan(octets);
  return length;
}

void write_length(std::size_t length, Bytes& out) {
  ensure(length <= kMessageMax, "tlv.size");
  if (length >= kMoreFollows) {
    const std::size_t octets = length > 0xffff ? 3 : length > 0xff ? 2 : 1;
    out.push_back(static_cast<std::uint8_t>(kMoreFollows | octets));
    for (std::size_t i = octets - 1; i > 0; --i) {
      out.push_back(static_cast<std::uint8_t>(length >> (8 * i)));
    }
  }
  out.push_back(static_cast<std::uint8_t>(length));
}

void write_tlv(Tag tag, ByteView value, Bytes& out) {
  for (int shift = 16; shift > 0; shift -= 8) {
    if (tag >> shift != 0) out.push_back(static_cast<std::uint8_t>(tag >> shift));
  }
  out.push_back(static_cast<std::uint8_t>(tag));
  write_length(value.size(), out);
  out.insert(out.end(), value.begin(), value.end());
}

}  // namespace

Result<Tlv> TlvReader::next() {
  const ByteView start = rest_;
  ByteView in = rest_;
  const auto tag = take_tag(in);
  if (!tag) return pass_on(tag.error());
  const auto length = take_length(in);
  if (!length) return pass_on(length.error());
  if (*length > in.size()) return fail(Fault::bad_input, "tlv.cut");
  rest_ = in.subspan(*length);
  return Tlv{*tag, in.first(*length), start.first(start.size() - rest_.size())};
}

Result<Tlv> read_tlv(ByteView bytes) {
  if (bytes.size() > kMessageMax) return fail(Fault::bad_input, "tlv.size");
  TlvReader reader{bytes};
  auto object = reader.next();
  if (object && !reader.at_end()) return fail(Fault::bad_input, "tlv.trailing");
  return object;
}

Result<Tlv> read_tlv(ByteView bytes, Tag tag) {
  auto object = read_tlv(bytes);
  if (object && object->tag != tag) return fail(Fault::bad_input, "tlv.unexpected");
  return object;
}

Result<TlvList> TlvList::read(ByteView bytes) {
  TlvList list;
  TlvReader reader{bytes};
  while (!reader.at_end()) {
    const auto object = reader.next();
    if (!object) return pass_on(object.error());
    if (list.items_.size() == kSiblingsMax) return fail(Fault::bad_input, "tlv.siblings");
    list.items_.push_back(*object);
  }
  return list;
}

const Tlv* TlvList::find(Tag tag) const {
  const auto found = std::ranges::find(items_, tag, &Tlv::tag);
  return found == items_.end() ? nullptr : &*found;
}

std::optional<ByteView> TlvList::value(Tag tag) const {
  const Tlv* found = find(tag);
  if (found == nullptr) return std::nullopt;
  return found->value;
}

std::string TlvList::text(Tag tag) const {
  const Tlv* found = find(tag);
  return found == nullptr ? std::string{} : std::string{as_text(found->value)};
}

Result<std::int64_t> read_number(ByteView value) {
  if (value.empty() || value.size() > 8 || (value[0] & 0x80) != 0) {
    return fail(Fault::bad_input, "tlv.number");
  }
  std::int64_t number = 0;
  for (const auto octet : value) number = number << 8 | octet;
  return number;
}

Result<std::uint8_t> read_bits(ByteView value) {
  if (value.empty() || value[0] > 7) return fail(Fault::bad_input, "tlv.bits");
  if (value.size() == 1) return std::uint8_t{0};
  return value[1];
}

TlvWriter& TlvWriter::put(Tag tag, ByteView value) {
  write_tlv(tag, value, out_);
  return *this;
}

TlvWriter& TlvWriter::put_number(Tag tag, std::int64_t value) {
  Bytes octets;
  int size = 1;
  while (size < 8 && (value >> (8 * size - 1)) != 0 && (value >> (8 * size - 1)) != -1) {
    ++size;
  }
  for (int i = size - 1; i >= 0; --i) {
    octets.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
  }
  return put(tag, octets);
}

TlvWriter& TlvWriter::put_bits(Tag tag, std::uint8_t bits) {
  if (bits == 0) return put(tag, std::array<std::uint8_t, 1>{0});
  const auto unused = static_cast<std::uint8_t>(std::countr_zero(bits));
  return put(tag, std::array<std::uint8_t, 2>{unused, bits});
}

TlvWriter& TlvWriter::append(ByteView whole) {
  out_.insert(out_.end(), whole.begin(), whole.end());
  return *this;
}

Bytes TlvWriter::inside(Tag tag) const {
  Bytes out;
  write_tlv(tag, out_, out);
  return out;
}

}  // namespace signoff::rsp
