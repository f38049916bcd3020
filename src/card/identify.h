// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/pin.h"
#include "card/session.h"

#include <optional>
#include <string>
#include <vector>

namespace signoff {

enum class CardApplicationKind : std::uint8_t { usim, isim, csim, other };

struct CardApplication {
  CardApplicationKind kind = CardApplicationKind::other;
  Bytes aid;
  std::string label;
};

// Cards that are none of ours: named, and left alone.
enum class ForeignCard : std::uint8_t { bank, transit, passport, identity, unknown };

struct CardIdentity {
  Bytes atr;
  bool is_sim = false;  // A SIM or USIM answers; else `foreign` says what it may be.
  CardDialect dialect = CardDialect::uicc;
  ForeignCard foreign = ForeignCard::unknown;
  std::vector<CardApplication> applications;
  // The application of an eUICC that manages its profiles; makes differ in its name.
  std::optional<Bytes> isd_r;
  std::string iccid;
  std::string imsi;  // Empty where the PIN is asked for first.
  std::string network_name;
  std::vector<std::string> own_numbers;
  std::vector<int> services;
  PinState pin1;
  PinState pin2;
  std::optional<std::size_t> free_memory;
};

// Opens what a subscription needs: the master file, and on a UICC its USIM. The answer is
// what the card said of that application, whose PINs they are. Fault::bad_input
// "card.no_sim", not_found "card.no_file" on a UICC without a USIM.
Result<FileInfo> open_sim(CardSession& session);
// The applications EF.DIR lists; none where it cannot be read.
Result<std::vector<CardApplication>> list_applications(CardSession& session);

// Looks, and changes nothing: no PIN is presented, no try spent. A card that is no SIM is
// asked which of a few well-known applications it has, and nothing more. Afterwards the
// session stands in the USIM or SIM, if there is one. Fails only where the card is gone.
Result<CardIdentity> identify(CardSession& session);

// What to tell somebody who put such a card in.
std::string_view foreign_name(ForeignCard card);

}  // namespace signoff
