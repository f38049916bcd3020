// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/channel.h"
#include "card/virtual/euicc.h"
#include "card/virtual/file_session.h"

#include <array>
#include <functional>

namespace signoff::uicc {

// A whole card in memory: to programs of ours a channel like that of a real one, and
// through a VpcdLink a card in a reader for everybody's. Commands are answered as a card of
// protocol T=0 answers them, with 61xx and GET RESPONSE. For one thread at a time.
class VirtualCard final : public CardChannel {
 public:
  // Called with what is to be kept after a command changed it, before its answer goes out;
  // a failure is answered 6581, and the command counts as not done by whoever asked.
  using Keep = std::function<Result<void>(const CardImage&)>;

  // Fault::bad_input "card_image.…".
  static Result<std::unique_ptr<VirtualCard>> make(CardImage image, Keep keep = {});

  const Bytes& atr() const override { return atr_; }
  Result<Bytes> transmit(ByteView command) override;
  Result<void> reset() override;

  // Any octets, any answer; what is no command is answered with a status word.
  Bytes answer(ByteView command);
  void power_on();
  // What the card keeps, as it is now.
  CardImage image() const;
  std::size_t commands() const { return commands_; }

 private:
  // One logical channel (ETSI TS 102 221 clause 8.7).
  struct Channel {
    FileSession files;
    bool is_isdr = false;
    Bytes collected;  // The blocks of STORE DATA so far.
    std::uint8_t next_block = 0;
  };
  static constexpr std::size_t kChannels = 4;

  VirtualCard(std::optional<Euicc> euicc, Sim sim, Keep keep);

  CardAnswer run(const CardCommand& command);
  CardAnswer run_gsm(const CardCommand& command);
  CardAnswer run_on(std::size_t number, const CardCommand& command);
  CardAnswer manage_channel(const CardCommand& command);
  CardAnswer get_response(const CardCommand& command, std::uint16_t more);
  CardAnswer hand_out(CardAnswer answer, const CardCommand& command, std::uint16_t more);
  CardAnswer select_isdr(Channel& channel);
  CardAnswer store_data(Channel& channel, const CardCommand& command);
  CardAnswer toolkit(const CardCommand& command);
  bool is_isdr_select(const CardCommand& command) const;
  Result<void> settle();
  void switch_sim();

  Bytes atr_;
  std::optional<Euicc> euicc_;
  Sim sim_;
  std::string at_work_;  // ICCID of the profile whose files sim_ has; empty is none.
  Keep keep_;
  std::array<std::optional<Channel>, kChannels> channels_;
  Bytes response_;               // Waits for GET RESPONSE.
  Bytes proactive_;              // Waits for FETCH.
  bool has_profile_ = false;     // TERMINAL PROFILE came since power-on.
  bool awaits_refresh_ = false;  // The device was told, its answer is to come.
  bool changed_ = false;
  std::size_t commands_ = 0;
};

}  // namespace signoff::uicc
