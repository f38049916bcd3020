// SPDX-License-Identifier: Apache-2.0
#include "connectors/smsc/smpp.h"

#include "base/ensure.h"

#include <algorithm>
#include <array>

namespace signoff::smpp {
namespace {

// TLV tags, SMPP 3.4 clause 5.3.2.
constexpr std::uint16_t kTagReceiptedId = 0x001e;
constexpr std::uint16_t kTagInterfaceVersion = 0x0210;
constexpr std::uint16_t kTagPayload = 0x0424;
constexpr std::uint16_t kTagState = 0x0427;

// Sizes of C-octet strings, the ending zero included (clause 4).
constexpr std::size_t kSystemIdMax = 16;
constexpr std::size_t kPasswordMax = 9;
constexpr std::size_t kSystemTypeMax = 13;
constexpr std::size_t kAddressMax = 21;
constexpr std::size_t kRangeMax = 41;
constexpr std::size_t kServiceMax = 6;
constexpr std::size_t kTimeMax = 17;
constexpr std::size_t kMessageIdMax = 65;
constexpr std::size_t kShortMessageMax = 254;

class Writer {
 public:
  void u8(std::uint8_t value) { out_.push_back(value); }
  void u16(std::size_t value) {
    u8(static_cast<std::uint8_t>(value >> 8));
    u8(static_cast<std::uint8_t>(value));
  }
  void u32(std::uint32_t value) {
    u16(value >> 16);
    u16(value & 0xffff);
  }
  void text(std::string_view value, std::size_t max) {
    ensure(value.size() < max && value.find('\0') == value.npos, "smpp.field");
    octets(as_bytes(value));
    u8(0);
  }
  void octets(ByteView value) { out_.insert(out_.end(), value.begin(), value.end()); }
  void address(const Address& value) {
    u8(value.ton);
    u8(value.npi);
    text(value.text, kAddressMax);
  }
  void tlv(std::uint16_t tag, ByteView value) {
    ensure(value.size() <= 0xffff, "smpp.tlv");
    u16(tag);
    u16(value.size());
    octets(value);
  }
  Bytes finish() && {
    ensure(out_.size() >= kHeaderSize && out_.size() <= kPduMax, "smpp.size");
    for (std::size_t i = 0; i < 4; ++i)
      out_[i] = static_cast<std::uint8_t>(out_.size() >> (24 - 8 * i));
    return std::move(out_);
  }

 private:
  Bytes out_;
};

// Reads fields in order; the first one that does not fit makes all later ones empty and
// ok() false, so that a parser checks once at its end.
class Reader {
 public:
  explicit Reader(ByteView in) : in_{in} {}
  bool ok() const { return ok_; }
  bool at_end() const { return in_.empty(); }

  std::uint8_t u8() {
    const auto one = octets(1);
    return one.empty() ? std::uint8_t{0} : one[0];
  }
  std::uint16_t u16() {
    const std::uint32_t high = u8();
    return static_cast<std::uint16_t>(high << 8 | u8());
  }
  std::uint32_t u32() {
    const std::uint32_t high = u16();
    return high << 16 | u16();
  }
  std::string text(std::size_t max) {
    const auto end = std::ranges::find(in_, std::uint8_t{0});
    const auto size = static_cast<std::size_t>(end - in_.begin());
    if (end == in_.end() || size >= max) return refuse(), std::string{};
    const std::string value{as_text(in_.first(size))};
    in_ = in_.subspan(size + 1);
    return value;
  }
  ByteView octets(std::size_t size) {
    if (size > in_.size()) return refuse(), ByteView{};
    const auto value = in_.first(size);
    in_ = in_.subspan(size);
    return value;
  }
  Address address() {
    Address value;
    value.ton = u8();
    value.npi = u8();
    value.text = text(kAddressMax);
    return value;
  }

 private:
  void refuse() {
    ok_ = false;
    in_ = {};
  }
  ByteView in_;
  bool ok_ = true;
};

// An answer with an error has no body (clauses 4.1.4 and 4.4.2), hence no id.
std::string last_text(Reader& in, std::size_t max) {
  return in.at_end() ? std::string{} : in.text(max);
}

CommandId command_of(const Body& body) {
  static constexpr std::array kIds{CommandId::generic_nack,
                                   CommandId::bind_transceiver,
                                   CommandId::bind_transceiver_resp,
                                   CommandId::submit_sm,
                                   CommandId::submit_sm_resp,
                                   CommandId::deliver_sm,
                                   CommandId::deliver_sm_resp,
                                   CommandId::enquire_link,
                                   CommandId::enquire_link_resp,
                                   CommandId::unbind,
                                   CommandId::unbind_resp};
  static_assert(kIds.size() + 1 == std::variant_size_v<Body>);
  ensure(body.index() < kIds.size(), "smpp.unsupported");
  return kIds[body.index()];
}

void write(Writer& out, const Message& m) {
  ensure(m.short_message.size() <= kShortMessageMax, "smpp.short_message");
  out.text(m.service_type, kServiceMax);
  out.address(m.from);
  out.address(m.to);
  out.u8(m.esm_class);
  out.u8(m.protocol_id);
  out.u8(m.priority);
  out.text(m.scheduled_at, kTimeMax);
  out.text(m.valid_until, kTimeMax);
  out.u8(m.registered_delivery);
  out.u8(m.replace_if_present);
  out.u8(m.data_coding);
  out.u8(m.default_message);
  out.u8(static_cast<std::uint8_t>(m.short_message.size()));
  out.octets(m.short_message);
  if (m.payload) out.tlv(kTagPayload, *m.payload);
  if (m.receipted_id) {
    ensure(m.receipted_id->size() < kMessageIdMax, "smpp.field");
    Bytes text{m.receipted_id->begin(), m.receipted_id->end()};
    text.push_back(0);
    out.tlv(kTagReceiptedId, text);
  }
  if (m.state) out.tlv(kTagState, std::array{*m.state});
}

struct BodyWriter {
  Writer& out;
  std::uint32_t status;

  void operator()(const Bind& bind) {
    out.text(bind.system_id, kSystemIdMax);
    out.text(bind.password, kPasswordMax);
    out.text(bind.system_type, kSystemTypeMax);
    out.u8(bind.interface_version);
    out.u8(0);
    out.u8(0);
    out.text("", kRangeMax);
  }
  void operator()(const BindResp& resp) {
    if (status != status::kOk) return;  // No body with an error, clause 4.1.4.
    out.text(resp.system_id, kSystemIdMax);
    out.tlv(kTagInterfaceVersion, std::array<std::uint8_t, 1>{0x34});
  }
  void operator()(const SubmitSm& submit) { write(out, submit.message); }
  void operator()(const DeliverSm& deliver) { write(out, deliver.message); }
  void operator()(const SubmitSmResp& resp) {
    if (status == status::kOk) out.text(resp.message_id, kMessageIdMax);  // Clause 4.4.2.
  }
  void operator()(const DeliverSmResp&) { out.u8(0); }
  void operator()(const Unsupported&) {}
  template <class Empty>
  void operator()(const Empty&) {}
};

bool read_tlv(std::uint16_t tag, ByteView value, Message& into) {
  switch (tag) {
    case kTagPayload: into.payload = Bytes{value.begin(), value.end()}; return true;
    case kTagReceiptedId: {
      auto text = as_text(value);
      if (text.ends_with('\0')) text.remove_suffix(1);
      if (text.size() >= kMessageIdMax || text.find('\0') != text.npos) return false;
      into.receipted_id = std::string{text};
      return true;
    }
    case kTagState:
      if (value.size() != 1) return false;
      into.state = value[0];
      return true;
    default: return true;  // Unknown parameters are skipped, clause 3.3.
  }
}

Result<Message> read_message(Reader& in) {
  Message m;
  m.service_type = in.text(kServiceMax);
  m.from = in.address();
  m.to = in.address();
  m.esm_class = in.u8();
  m.protocol_id = in.u8();
  m.priority = in.u8();
  m.scheduled_at = in.text(kTimeMax);
  m.valid_until = in.text(kTimeMax);
  m.registered_delivery = in.u8();
  m.replace_if_present = in.u8();
  m.data_coding = in.u8();
  m.default_message = in.u8();
  const std::size_t size = in.u8();
  if (size > kShortMessageMax) return fail(Fault::bad_input, "smpp.short_message");
  const auto octets = in.octets(size);
  m.short_message.assign(octets.begin(), octets.end());
  while (in.ok() && !in.at_end()) {
    const auto tag = in.u16();
    const auto value = in.octets(in.u16());
    if (in.ok() && !read_tlv(tag, value, m)) return fail(Fault::bad_input, "smpp.tlv");
  }
  if (!in.ok()) return fail(Fault::bad_input, "smpp.message");
  return m;
}

Bind read_bind(Reader& in) {
  Bind bind;
  bind.system_id = in.text(kSystemIdMax);
  bind.password = in.text(kPasswordMax);
  bind.system_type = in.text(kSystemTypeMax);
  bind.interface_version = in.u8();
  in.octets(2);
  in.text(kRangeMax);
  return bind;
}

Result<Body> read_body(std::uint32_t command, Reader& in) {
  switch (static_cast<CommandId>(command)) {
    case CommandId::generic_nack: return GenericNack{};
    case CommandId::bind_transceiver: return read_bind(in);
    case CommandId::bind_transceiver_resp: return BindResp{last_text(in, kSystemIdMax)};
    case CommandId::submit_sm_resp: return SubmitSmResp{last_text(in, kMessageIdMax)};
    case CommandId::deliver_sm_resp: return DeliverSmResp{};
    case CommandId::enquire_link: return EnquireLink{};
    case CommandId::enquire_link_resp: return EnquireLinkResp{};
    case CommandId::unbind: return Unbind{};
    case CommandId::unbind_resp: return UnbindResp{};
    case CommandId::submit_sm: {
      auto message = read_message(in);
      if (!message) return pass_on(message.error());
      return SubmitSm{std::move(*message)};
    }
    case CommandId::deliver_sm: {
      auto message = read_message(in);
      if (!message) return pass_on(message.error());
      return DeliverSm{std::move(*message)};
    }
  }
  return Unsupported{command};
}

// The value after `key` up to the next space, as receipts write it.
std::string_view word_after(std::string_view text, std::string_view key) {
  const auto at = text.find(key);
  if (at == text.npos) return {};
  text.remove_prefix(at + key.size());
  return text.substr(0, text.find(' '));
}

std::uint8_t state_of(std::string_view word) {
  static constexpr std::array<std::pair<std::string_view, std::uint8_t>, 7> kWords{
      {{"ENROUTE", 1},
       {"DELIVRD", 2},
       {"EXPIRED", 3},
       {"DELETED", 4},
       {"UNDELIV", 5},
       {"ACCEPTD", 6},
       {"REJECTD", 8}}};
  for (const auto& [name, state] : kWords)
    if (word == name) return state;
  return 7;  // UNKNOWN.
}

}  // namespace

Bytes encode(const Pdu& pdu) {
  Writer out;
  out.u32(0);  // The length, known at the end.
  out.u32(static_cast<std::uint32_t>(command_of(pdu.body)));
  out.u32(pdu.status);
  out.u32(pdu.sequence);
  std::visit(BodyWriter{out, pdu.status}, pdu.body);
  return std::move(out).finish();
}

Result<Pdu> decode(ByteView raw) {
  const auto length = pdu_length(raw);
  if (!length) return pass_on(length.error());
  if (*length == 0 || *length != raw.size()) return fail(Fault::bad_input, "smpp.length");
  Reader in{raw.subspan(4)};
  const auto command = in.u32();
  Pdu pdu;
  pdu.status = in.u32();
  pdu.sequence = in.u32();
  auto body = read_body(command, in);
  if (!body) return pass_on(body.error());
  if (!in.ok()) return fail(Fault::bad_input, "smpp.field");
  pdu.body = std::move(*body);
  return pdu;
}

Result<std::size_t> pdu_length(ByteView buffer) {
  if (buffer.size() < 4) return 0;
  Reader in{buffer};
  const std::size_t length = in.u32();
  if (length < kHeaderSize || length > kPduMax)
    return fail(Fault::bad_input, "smpp.length");
  if (buffer.size() < kHeaderSize) return 0;
  return length;
}

std::optional<Receipt> read_receipt(const Message& message) {
  if ((message.esm_class & kTypeMask) != kReceiptType) return std::nullopt;
  const auto text = as_text(message.octets());
  Receipt receipt;
  receipt.message_id =
      message.receipted_id ? *message.receipted_id : std::string{word_after(text, "id:")};
  receipt.state = message.state ? *message.state : state_of(word_after(text, "stat:"));
  if (receipt.message_id.empty() || receipt.message_id.size() >= kMessageIdMax)
    return std::nullopt;
  return receipt;
}

}  // namespace signoff::smpp
