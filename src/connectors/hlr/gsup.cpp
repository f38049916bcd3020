// SPDX-License-Identifier: Apache-2.0
#include "connectors/hlr/gsup.h"

#include "base/ensure.h"

namespace signoff {

namespace {

enum Element : std::uint8_t {
  kImsi = 0x01,
  kCause = 0x02,
  kAuthTuple = 0x03,
  kCancellation = 0x06,
  kMsisdn = 0x08,
  kMessageClass = 0x0a,
  kDomain = 0x28,
  kSource = 0x60,
  kDestination = 0x61,
};

constexpr std::size_t kDigitsMax = 16;

void append_element(Bytes& out, std::uint8_t tag, ByteView content) {
  ensure(content.size() <= 0xff, "gsup.element_size");
  out.push_back(tag);
  out.push_back(static_cast<std::uint8_t>(content.size()));
  out.insert(out.end(), content.begin(), content.end());
}

void append_byte(Bytes& out, std::uint8_t tag, std::uint8_t content) {
  append_element(out, tag, ByteView{&content, 1});
}

// Two digits a byte, low half first, 0xf fills an odd end (3GPP TS 29.002, TBCD-STRING).
Bytes to_tbcd(std::string_view digits) {
  Bytes out;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    const unsigned low = static_cast<unsigned>(digits[i] - '0');
    const unsigned high =
        i + 1 < digits.size() ? static_cast<unsigned>(digits[i + 1] - '0') : 0xfU;
    out.push_back(static_cast<std::uint8_t>(high << 4 | low));
  }
  return out;
}

Result<std::string> from_tbcd(ByteView bytes) {
  std::string digits;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const unsigned low = bytes[i] & 0xfU;
    const unsigned high = bytes[i] >> 4;
    const bool is_last = i + 1 == bytes.size();
    if (low > 9 || (high > 9 && !(is_last && high == 0xf)))
      return fail(Fault::bad_input, "gsup.digits");
    digits += static_cast<char>('0' + low);
    if (high <= 9) digits += static_cast<char>('0' + high);
  }
  if (digits.empty() || digits.size() > kDigitsMax)
    return fail(Fault::bad_input, "gsup.digits");
  return digits;
}

void append_name(Bytes& out, std::uint8_t tag, std::string_view name) {
  Bytes content{name.begin(), name.end()};
  content.push_back(0);
  append_element(out, tag, content);
}

Result<std::string> read_name(ByteView content) {
  if (!content.empty() && content.back() == 0) content = content.first(content.size() - 1);
  if (content.empty() || content.size() > kGsupNameMax)
    return fail(Fault::bad_input, "gsup.name");
  for (const std::uint8_t byte : content)
    if (byte < 0x20 || byte > 0x7e) return fail(Fault::bad_input, "gsup.name");
  return std::string{as_text(content)};
}

Result<std::uint8_t> read_byte(ByteView content) {
  if (content.size() != 1) return fail(Fault::bad_input, "gsup.element_size");
  return content[0];
}

template <class To, class From>
Result<void> assign(To& to, Result<From> from) {
  if (!from) return pass_on(std::move(from.error()));
  to = *std::move(from);
  return {};
}

Result<void> read_domain(GsupMessage& out, ByteView content) {
  const auto domain = read_byte(content);
  if (!domain) return pass_on(domain.error());
  if (*domain != 1 && *domain != 2) return fail(Fault::bad_input, "gsup.domain");
  out.domain = static_cast<GsupDomain>(*domain);
  return {};
}

// The number is TBCD behind one byte that counts the bytes to follow.
Result<void> read_msisdn(GsupMessage& out, ByteView content) {
  if (content.size() < 2 || content[0] != content.size() - 1)
    return fail(Fault::bad_input, "gsup.msisdn");
  return assign(out.msisdn, from_tbcd(content.subspan(1)));
}

Result<void> read_element(GsupMessage& out, std::uint8_t tag, ByteView content) {
  switch (tag) {
    case kImsi: return assign(out.imsi, from_tbcd(content));
    case kCause: return assign(out.cause, read_byte(content));
    case kAuthTuple: ++out.auth_tuples; return {};
    case kCancellation: return assign(out.cancellation, read_byte(content));
    case kMsisdn: return read_msisdn(out, content);
    case kMessageClass: return assign(out.message_class, read_byte(content));
    case kDomain: return read_domain(out, content);
    case kSource: return assign(out.source, read_name(content));
    case kDestination: return assign(out.destination, read_name(content));
    default: return {};
  }
}

}  // namespace

Bytes encode(const GsupMessage& message) {
  ensure(!message.imsi.empty() && message.imsi.size() <= kDigitsMax, "gsup.imsi");
  Bytes out{static_cast<std::uint8_t>(message.type)};
  append_element(out, kImsi, to_tbcd(message.imsi));
  if (message.cause) append_byte(out, kCause, *message.cause);
  if (message.cancellation) append_byte(out, kCancellation, *message.cancellation);
  if (!message.msisdn.empty()) {
    Bytes number = to_tbcd(message.msisdn);
    number.insert(number.begin(), static_cast<std::uint8_t>(number.size()));
    append_element(out, kMsisdn, number);
  }
  if (message.domain) append_byte(out, kDomain, static_cast<std::uint8_t>(*message.domain));
  if (message.message_class) append_byte(out, kMessageClass, *message.message_class);
  if (!message.source.empty()) append_name(out, kSource, message.source);
  if (!message.destination.empty()) append_name(out, kDestination, message.destination);
  return out;
}

Result<GsupMessage> decode_gsup(ByteView payload) {
  if (payload.empty()) return fail(Fault::bad_input, "gsup.empty");
  GsupMessage out;
  out.type = static_cast<GsupType>(payload[0]);
  ByteView rest = payload.subspan(1);
  while (!rest.empty()) {
    if (rest.size() < 2 || rest.size() - 2 < rest[1])
      return fail(Fault::bad_input, "gsup.truncated");
    const ByteView content = rest.subspan(2, rest[1]);
    if (auto read = read_element(out, rest[0], content); !read)
      return pass_on(std::move(read.error()));
    rest = rest.subspan(2 + content.size());
  }
  if (out.imsi.empty()) return fail(Fault::bad_input, "gsup.no_imsi");
  return out;
}

}  // namespace signoff
