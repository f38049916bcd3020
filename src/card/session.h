// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/apdu.h"
#include "card/channel.h"
#include "card/files/file_info.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace signoff {

// A file by the folders that lead to it from the master file. On a UICC 0x7fff is the
// application selected last (ETSI TS 102 221 clause 8.4.2).
using CardPath = std::vector<std::uint16_t>;

// Old cards speak the 2G dialect (class A0, one file at a time, short answers).
enum class CardDialect : std::uint8_t { uicc, sim_2g };

// A talk with one card: sends commands, fetches what the card keeps back (61xx, 9Fxx,
// 6Cxx), and turns status words into errors with words of their own:
//
//   not_found    card.no_file, card.no_record
//   forbidden    card.not_allowed, card.pin_wrong, card.pin_blocked
//   conflict     card.full, card.file_closed
//   bad_input    card.not_supported, card.wrong_command, card.garbled
//   unavailable  card.busy, card.trouble, card.gone
//   unknown      card.memory, card.trouble (a write may be half done), card.gone
//
// "card.no_file" comes from selecting alone, so that it always means what it says.
// The detail holds the command's name and the status word, never data.
class CardSession {
 public:
  explicit CardSession(CardChannel& channel) : channel_{channel} {}

  // Finds out which dialect the card speaks and selects its master file. Fault::bad_input
  // "card.no_sim" where it speaks neither.
  Result<FileInfo> begin();
  // The card is as after power-on: no application, no PIN.
  Result<void> reset();
  CardDialect dialect() const { return dialect_; }
  const Bytes& atr() const { return channel_.atr(); }

  // The whole answer, whatever its status word; fails only where there is none.
  Result<CardAnswer> exchange(const CardCommand& command);
  // Fails where the status word is not a success.
  Result<Bytes> send(const CardCommand& command);

  Result<FileInfo> select(const CardPath& path);
  // Bare identifiers may be cut: the first application that begins so answers.
  Result<FileInfo> select_application(ByteView aid);

  // Of the file selected last.
  Result<Bytes> read_binary(std::size_t size);
  Result<Bytes> read_record(std::size_t number, std::size_t size);
  Result<void> write_binary(ByteView bytes);
  Result<void> write_record(std::size_t number, ByteView bytes);
  // Of a cyclic file: overwrites the oldest record, which becomes the first.
  Result<void> write_oldest_record(ByteView bytes);

  // Commands sent so far; every GET RESPONSE counts.
  int commands() const { return commands_; }

  std::uint8_t cla() const { return dialect_ == CardDialect::uicc ? 0x00 : 0xa0; }

 private:
  Result<CardAnswer> transmit(const CardCommand& command);
  Result<FileInfo> select_with_answer(CardCommand select);
  Result<FileInfo> select_2g(const CardPath& path);
  Result<FileInfo> select_one_2g(std::uint16_t id);

  CardChannel& channel_;
  CardDialect dialect_ = CardDialect::uicc;
  CardPath folder_;  // Of a 2G card: where it stands.
  int commands_ = 0;
};

// The error for a status word that is no success.
Error status_error(std::uint16_t status, std::uint8_t instruction);

// The card is out of the reader: nothing that follows can work.
bool is_gone(const Error& error);
// The card said that it has no such file or application.
bool is_missing_file(const Error& error);
// The card said nothing that can be relied on: asking again may tell.
bool is_unclear(const Error& error);
// The answer to SELECT by name of a card that has no such application (ISO 7816-4 clause
// 5.6, GlobalPlatform for 6999); others are unclear.
bool says_no_application(std::uint16_t status);

}  // namespace signoff
