// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "card/channel.h"

#include <cstdint>
#include <vector>

namespace signoff {

// A reader as it was when it was looked at.
struct CardReader {
  std::string name;
  bool has_card = false;
  bool is_mute = false;   // There is a card, and it does not answer.
  bool is_taken = false;  // Another program holds it for itself.
  Bytes atr;
  std::uint32_t mark = 0;  // pcscd's own note of this state, by which it tells a later one.
};

// The readers of this machine, by pcscd's grace. Not for two threads at once. Faults:
//
//   unavailable  reader.no_service, reader.none, reader.absent, reader.no_card,
//                reader.taken, reader.mute, reader.trouble
//   forbidden    reader.not_allowed
//
// The detail holds PC/SC's own words.
class PcscReaders {
 public:
  static Result<std::unique_ptr<PcscReaders>> open();
  ~PcscReaders();
  PcscReaders(const PcscReaders&) = delete;
  PcscReaders& operator=(const PcscReaders&) = delete;

  // None is no failure.
  Result<std::vector<CardReader>> list();
  // Returns once a reader or a card came or went since `seen`, at the latest after
  // `longest`.
  Result<void> await_change(const std::vector<CardReader>& seen, Duration longest);
  // The card in that reader, for nobody but us until the channel ends; it is then reset, so
  // that no PIN stays open. The channel may outlive this.
  Result<std::unique_ptr<CardChannel>> connect(const std::string& reader);

 private:
  explicit PcscReaders(long context) : context_{context} {}
  const long context_;  // SCARDCONTEXT.
};

}  // namespace signoff
