// SPDX-License-Identifier: Apache-2.0
#include "card/pcsc/pcsc_readers.h"

#include "card/pcsc/pcsc_channel.h"
#include "card/pcsc/pcsc_error.h"

#include <winscard.h>
#include <algorithm>

namespace signoff {
namespace {

// pcscd tells of readers that come and go under this name.
constexpr const char* kPlugged = "\\\\?PnP?\\Notification";

// Names that end with a zero each, and all of them with one more.
std::vector<std::string> names_in(const std::string& text) {
  std::vector<std::string> out;
  std::string_view rest{text};
  while (!rest.empty() && rest.front() != '\0') {
    const auto end = std::min(rest.find('\0'), rest.size());
    out.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out;
}

CardReader reader_of(const SCARD_READERSTATE& state) {
  CardReader reader;
  reader.name = state.szReader;
  reader.has_card = (state.dwEventState & SCARD_STATE_PRESENT) != 0;
  reader.is_mute = (state.dwEventState & SCARD_STATE_MUTE) != 0;
  reader.is_taken = (state.dwEventState & SCARD_STATE_EXCLUSIVE) != 0;
  reader.atr.assign(state.rgbAtr,
                    state.rgbAtr + std::min<std::size_t>(state.cbAtr, MAX_ATR_SIZE));
  reader.mark = static_cast<std::uint32_t>(state.dwEventState &
                                           ~static_cast<DWORD>(SCARD_STATE_CHANGED));
  return reader;
}

}  // namespace

Result<std::unique_ptr<PcscReaders>> PcscReaders::open() {
  SCARDCONTEXT context = 0;
  const LONG code = SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context);
  if (code != SCARD_S_SUCCESS) return pass_on(reader_error(code));
  return std::unique_ptr<PcscReaders>{new PcscReaders{context}};
}

PcscReaders::~PcscReaders() { SCardReleaseContext(context_); }

Result<std::vector<CardReader>> PcscReaders::list() {
  DWORD size = 0;
  LONG code = SCardListReaders(context_, nullptr, nullptr, &size);
  std::string text;
  if (code == SCARD_S_SUCCESS) {
    text.resize(size);
    code = SCardListReaders(context_, nullptr, text.data(), &size);
  }
  if (code == SCARD_E_NO_READERS_AVAILABLE) return std::vector<CardReader>{};
  // One came between the two questions: whoever asks again sees it.
  if (code != SCARD_S_SUCCESS) return pass_on(reader_error(code));
  const auto names = names_in(text);
  std::vector<SCARD_READERSTATE> states(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    states[i].szReader = names[i].c_str();
    states[i].dwCurrentState = SCARD_STATE_UNAWARE;
  }
  if (states.empty()) return std::vector<CardReader>{};
  code = SCardGetStatusChange(context_, 0, states.data(), states.size());
  if (code != SCARD_S_SUCCESS && code != SCARD_E_TIMEOUT)
    return pass_on(reader_error(code));
  std::vector<CardReader> out;
  for (const auto& state : states) out.push_back(reader_of(state));
  return out;
}

Result<void> PcscReaders::await_change(const std::vector<CardReader>& seen,
                                       Duration longest) {
  std::vector<SCARD_READERSTATE> states(seen.size() + 1);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    states[i].szReader = seen[i].name.c_str();
    states[i].dwCurrentState = seen[i].mark;
  }
  states.back().szReader = kPlugged;
  // The number of readers stands in the upper half.
  states.back().dwCurrentState = static_cast<DWORD>(seen.size()) << 16;
  const LONG code = SCardGetStatusChange(context_, static_cast<DWORD>(longest.count()),
                                         states.data(), states.size());
  if (code == SCARD_S_SUCCESS || code == SCARD_E_TIMEOUT || code == SCARD_E_UNKNOWN_READER)
    return {};
  return pass_on(reader_error(code));
}

Result<std::unique_ptr<CardChannel>> PcscReaders::connect(const std::string& reader) {
  return PcscChannel::connect(reader);
}

}  // namespace signoff
