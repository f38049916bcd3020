// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

// The wire of SMPP 3.4: the twelve messages we speak, as values. Pure functions over bytes;
// both sides of the wire use them.
namespace signoff::smpp {

enum class CommandId : std::uint32_t {  // SMPP 3.4 clause 5.1.2.1.
  generic_nack = 0x80000000,
  submit_sm = 0x00000004,
  submit_sm_resp = 0x80000004,
  deliver_sm = 0x00000005,
  deliver_sm_resp = 0x80000005,
  unbind = 0x00000006,
  unbind_resp = 0x80000006,
  bind_transceiver = 0x00000009,
  bind_transceiver_resp = 0x80000009,
  enquire_link = 0x00000015,
  enquire_link_resp = 0x80000015,
};

// command_status, SMPP 3.4 clause 5.1.3: the values we send or tell apart.
namespace status {
inline constexpr std::uint32_t kOk = 0x00;
inline constexpr std::uint32_t kInvalidLength = 0x02;
inline constexpr std::uint32_t kInvalidCommand = 0x03;
inline constexpr std::uint32_t kNotBound = 0x04;
inline constexpr std::uint32_t kAlreadyBound = 0x05;
inline constexpr std::uint32_t kSystemError = 0x08;
inline constexpr std::uint32_t kInvalidDestination = 0x0b;
inline constexpr std::uint32_t kBindFailed = 0x0d;
inline constexpr std::uint32_t kInvalidPassword = 0x0e;
inline constexpr std::uint32_t kQueueFull = 0x14;
inline constexpr std::uint32_t kSubmitFailed = 0x45;
inline constexpr std::uint32_t kThrottled = 0x58;
inline constexpr std::uint32_t kTemporaryAppError = 0x64;
inline constexpr std::uint32_t kUnknownError = 0xff;
}  // namespace status

// esm_class, clause 5.2.12.
inline constexpr std::uint8_t kTransactionMode = 0x02;
inline constexpr std::uint8_t kStoreAndForward = 0x03;
inline constexpr std::uint8_t kModeMask = 0x03;
inline constexpr std::uint8_t kReceiptType = 0x04;
inline constexpr std::uint8_t kTypeMask = 0x3c;
inline constexpr std::uint8_t kUserDataHeader = 0x40;

// message_state, clause 5.2.28.
inline constexpr std::uint8_t kStateDelivered = 2;
inline constexpr std::uint8_t kStateUndeliverable = 5;

// A sequence number is 1 to 0x7fffffff (clause 3.2).
inline constexpr std::uint32_t kSequenceMax = 0x7fffffff;
inline constexpr std::size_t kHeaderSize = 16;
// A message_payload of 64 KiB and the mandatory fields around it; longer is an attack.
inline constexpr std::size_t kPduMax = 66'000;

struct Address {
  std::uint8_t ton = 0;  // Type of number, clause 5.2.5; 1 is international.
  std::uint8_t npi = 0;  // Numbering plan, clause 5.2.6; 1 is E.164.
  std::string text;      // At most 20 characters.
  friend bool operator==(const Address&, const Address&) = default;
};

struct Bind {
  std::string system_id;  // At most 15 characters.
  std::string password;   // At most 8 characters.
  std::string system_type;
  std::uint8_t interface_version = 0x34;
  friend bool operator==(const Bind&, const Bind&) = default;
};

struct BindResp {
  std::string system_id;
  friend bool operator==(const BindResp&, const BindResp&) = default;
};

// What submit_sm and deliver_sm carry alike (clauses 4.4.1 and 4.6.1).
struct Message {
  std::string service_type;
  Address from;
  Address to;
  std::uint8_t esm_class = 0;
  std::uint8_t protocol_id = 0;  // 3GPP TS 23.040 clause 9.2.3.9.
  std::uint8_t priority = 0;
  std::string scheduled_at;
  std::string valid_until;
  std::uint8_t registered_delivery = 0;
  std::uint8_t replace_if_present = 0;
  std::uint8_t data_coding = 0;
  std::uint8_t default_message = 0;
  Bytes short_message;  // At most 254 octets.
  std::optional<Bytes> payload;
  std::optional<std::string> receipted_id;
  std::optional<std::uint8_t> state;

  ByteView octets() const { return payload ? ByteView{*payload} : ByteView{short_message}; }
  friend bool operator==(const Message&, const Message&) = default;
};

struct SubmitSm {
  Message message;
  friend bool operator==(const SubmitSm&, const SubmitSm&) = default;
};
struct DeliverSm {
  Message message;
  friend bool operator==(const DeliverSm&, const DeliverSm&) = default;
};
struct SubmitSmResp {
  std::string message_id;
  friend bool operator==(const SubmitSmResp&, const SubmitSmResp&) = default;
};
struct DeliverSmResp {
  friend bool operator==(const DeliverSmResp&, const DeliverSmResp&) = default;
};
struct EnquireLink {
  friend bool operator==(const EnquireLink&, const EnquireLink&) = default;
};
struct EnquireLinkResp {
  friend bool operator==(const EnquireLinkResp&, const EnquireLinkResp&) = default;
};
struct Unbind {
  friend bool operator==(const Unbind&, const Unbind&) = default;
};
struct UnbindResp {
  friend bool operator==(const UnbindResp&, const UnbindResp&) = default;
};
struct GenericNack {
  friend bool operator==(const GenericNack&, const GenericNack&) = default;
};
// Well framed, but not a message we speak; the right answer to a request is generic_nack.
struct Unsupported {
  std::uint32_t command_id = 0;
  friend bool operator==(const Unsupported&, const Unsupported&) = default;
};

using Body = std::variant<GenericNack, Bind, BindResp, SubmitSm, SubmitSmResp, DeliverSm,
                          DeliverSmResp, EnquireLink, EnquireLinkResp, Unbind, UnbindResp,
                          Unsupported>;

struct Pdu {
  std::uint32_t status = status::kOk;
  std::uint32_t sequence = 1;
  Body body;
  friend bool operator==(const Pdu&, const Pdu&) = default;
};

// Text longer than its field is a broken invariant: parse or bound it before.
Bytes encode(const Pdu& pdu);

// Exactly one PDU. Faults are bad_input "smpp.…".
Result<Pdu> decode(ByteView pdu);

// How long the PDU at the start of `buffer` is; 0 while its header is incomplete.
// Fault::bad_input: no PDU of ours can have this length, the stream is beyond repair.
Result<std::size_t> pdu_length(ByteView buffer);

// The body of a delivery receipt (clause appendix B): which message, and where it ended.
struct Receipt {
  std::string message_id;
  std::uint8_t state = 0;
};
// From the TLVs, else from the text "id:… stat:…". Nothing when it is not a receipt.
std::optional<Receipt> read_receipt(const Message& message);

}  // namespace signoff::smpp
