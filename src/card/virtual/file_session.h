// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/apdu.h"
#include "card/virtual/sim.h"

namespace signoff::uicc {

// What one logical channel has selected on a SIM, and the commands on its files and PINs
// (ETSI TS 102 221 clause 11.1). Answers are whole: how they reach the reader in pieces is
// for the card to say. The SIM must outlive it.
class FileSession {
 public:
  explicit FileSession(Sim& sim) : sim_{&sim} {}

  // A command of class 00 or 80.
  CardAnswer answer(const CardCommand& command);
  // One of class A0, as the SIM of old has them (3GPP TS 51.011 clause 8).
  CardAnswer answer_gsm(const CardCommand& command);

  // Whether the last command may have changed what the card keeps.
  bool changed() const { return changed_; }
  bool is_in_application() const { return application_.has_value(); }

 private:
  using Place = std::optional<std::size_t>;

  CardAnswer dispatch(const CardCommand& command);
  CardAnswer select(const CardCommand& command);
  Place find_by_id(FileId id) const;
  Place find_by_path(ByteView path, std::size_t from) const;
  Place find(const CardCommand& command) const;
  void enter(std::size_t at);
  CardAnswer describe(std::size_t at) const;
  CardAnswer status(const CardCommand& command) const;
  CardAnswer read_binary(const CardCommand& command);
  CardAnswer update_binary(const CardCommand& command);
  CardAnswer read_record(const CardCommand& command);
  CardAnswer update_record(const CardCommand& command);
  CardAnswer search_record(const CardCommand& command);
  CardAnswer pin_command(const CardCommand& command);

  // The file a command means, selecting it by its short identifier where it names one.
  Place target(bool has_short_id, std::uint8_t short_id);
  // Which record a command means, from 1; 0 where there is none such.
  std::size_t record_of(const Body& body, std::uint8_t p1, std::uint8_t mode);
  CardAnswer gsm_description(std::size_t at) const;

  Sim* sim_;
  std::size_t directory_ = 0;
  Place file_;
  Place application_;
  std::size_t record_ = 0;  // The current one, from 1; 0 before the first.
  bool changed_ = false;
};

}  // namespace signoff::uicc
