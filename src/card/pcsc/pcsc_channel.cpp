// SPDX-License-Identifier: Apache-2.0
#include "card/pcsc/pcsc_channel.h"

#include "card/pcsc/pcsc_error.h"

#include <winscard.h>
#include <array>

namespace signoff {
namespace {

constexpr DWORD kProtocols = SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1;
// A short answer has 256 octets and its status word; some readers hand out more.
constexpr std::size_t kAnswerMax = 512;
constexpr DWORD kStatusSize = 2;

}  // namespace

Result<std::unique_ptr<CardChannel>> PcscChannel::connect(const std::string& reader) {
  SCARDCONTEXT context = 0;
  LONG code = SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context);
  if (code != SCARD_S_SUCCESS) return pass_on(reader_error(code));
  SCARDHANDLE card = 0;
  DWORD protocol = 0;
  code = SCardConnect(context, reader.c_str(), SCARD_SHARE_EXCLUSIVE, kProtocols, &card,
                      &protocol);
  if (code != SCARD_S_SUCCESS) {
    SCardReleaseContext(context);
    return pass_on(reader_error(code));
  }
  std::unique_ptr<PcscChannel> channel{new PcscChannel{context, card, protocol}};
  if (const auto read = channel->read_atr(); !read) return pass_on(read.error());
  return Result<std::unique_ptr<CardChannel>>{std::move(channel)};
}

PcscChannel::~PcscChannel() {
  SCardDisconnect(card_, SCARD_RESET_CARD);
  SCardReleaseContext(context_);
}

Result<void> PcscChannel::read_atr() {
  std::array<BYTE, MAX_ATR_SIZE> atr{};
  DWORD size = atr.size();
  DWORD name_size = 0, state = 0, protocol = 0;
  const LONG code =
      SCardStatus(card_, nullptr, &name_size, &state, &protocol, atr.data(), &size);
  if (code != SCARD_S_SUCCESS) return pass_on(reader_error(code));
  atr_.assign(atr.begin(), atr.begin() + static_cast<std::ptrdiff_t>(size));
  return {};
}

Result<Bytes> PcscChannel::transmit(ByteView command) {
  if (is_gone_) return fail(Fault::unavailable, "card.gone");
  Bytes answer(kAnswerMax);
  DWORD size = answer.size();
  const auto* send = protocol_ == SCARD_PROTOCOL_T1 ? SCARD_PCI_T1 : SCARD_PCI_T0;
  const LONG code = SCardTransmit(card_, send, command.data(), command.size(), nullptr,
                                  answer.data(), &size);
  if (code == SCARD_E_INSUFFICIENT_BUFFER)
    return fail(Fault::bad_input, "card.garbled", pcsc_stringify_error(code));
  if (code != SCARD_S_SUCCESS) {
    is_gone_ = true;
    return pass_on(transmit_error(code));
  }
  if (size < kStatusSize) {
    // pcscd says so of a card that went away in the middle: it may have taken the command.
    is_gone_ = true;
    return fail(Fault::unknown, "card.gone", "no status word");
  }
  answer.resize(size);
  return answer;
}

Result<void> PcscChannel::reset() {
  if (is_gone_) return fail(Fault::unavailable, "card.gone");
  DWORD protocol = 0;
  const LONG code =
      SCardReconnect(card_, SCARD_SHARE_EXCLUSIVE, kProtocols, SCARD_RESET_CARD, &protocol);
  if (code == SCARD_S_SUCCESS) {
    protocol_ = protocol;
    if (read_atr()) return {};
  }
  is_gone_ = true;
  return fail(Fault::unavailable, "card.gone", pcsc_stringify_error(code));
}

}  // namespace signoff
