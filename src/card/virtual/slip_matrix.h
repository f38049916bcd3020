// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/apdu.h"
#include "card/virtual/faulty_channel.h"
#include "card/virtual/pulled_channel.h"
#include "card/virtual/virtual_card.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <iostream>

namespace signoff {

using uicc::FaultyChannel;
using uicc::PulledChannel;
using uicc::Slip;

// Status words of each class of TS 102 221 clause 10.2, TS 51.011 clause 9.4, and some of
// none.
inline constexpr std::uint16_t kOddStatuses[] = {
    0x0000, 0x1234, 0x6110, 0x6c10, 0x6200, 0x6281, 0x6282, 0x6283, 0x6285, 0x62f1, 0x6300,
    0x63c0, 0x63c1, 0x63c3, 0x63f1, 0x6400, 0x6500, 0x6581, 0x6700, 0x6800, 0x6881, 0x6882,
    0x6900, 0x6981, 0x6982, 0x6983, 0x6984, 0x6985, 0x6986, 0x6988, 0x6999, 0x6a80, 0x6a81,
    0x6a82, 0x6a83, 0x6a84, 0x6a85, 0x6a86, 0x6a87, 0x6a88, 0x6b00, 0x6d00, 0x6e00, 0x6f00,
    0x9000, 0x9100, 0x910b, 0x9210, 0x9240, 0x9300, 0x9400, 0x9402, 0x9404, 0x9408, 0x9804,
    0x9808, 0x9840, 0x9850, 0x9862, 0x9f10, 0xffff};

// A card that says that there is nothing is believed where there is no telling: what it
// then looks like is what such a card holds.
inline bool is_plausible_lie(const Slip& slip) {
  for (const auto* word :
       {"9404", "6999", "6a8", "6d00", "6e00", "68", "another function", "an empty list"})
    if (slip.name.starts_with(word)) return true;
  return false;
}

// A bare status word, and no octets in the place of others.
inline bool is_status(const Slip& slip) {
  const auto word = std::string_view{slip.name}.substr(0, slip.name.find(' '));
  return word.size() == 4 && from_hex(word);
}

inline Bytes with_status(Bytes data, int status) {
  data.push_back(static_cast<std::uint8_t>(status >> 8));
  data.push_back(static_cast<std::uint8_t>(status));
  return data;
}

// What is not a whole answer, or not the one to this command, made from the one that is.
inline std::vector<Slip> garbled_slips() {
  const auto data_of = [](const Bytes& real) {
    return Bytes{real.begin(), real.end() - std::min<std::ptrdiff_t>(2, std::ssize(real))};
  };
  const auto fixed = [](std::string name, std::string_view hex) {
    const auto bytes = *from_hex(hex);
    return Slip{std::move(name), [bytes](const Bytes&) -> Result<Bytes> { return bytes; }};
  };
  std::vector<Slip> slips{
      fixed("nothing", ""),
      fixed("one octet", "90"),
      fixed("a length without an end", "6280829000"),
      fixed("a length past the answer", "6284ffffffff82029000"),
      fixed("an infinite length", "bf2d80a0809000"),
      fixed("another function", "bf33038001009000"),
      fixed("a tag without an end", "bfffffffffff009000"),
      fixed("an empty object", "62009000"),
      fixed("an empty list", "bf2d02a0009000"),
  };
  slips.push_back({"300 octets", [](const Bytes&) -> Result<Bytes> {
                     return with_status(Bytes(300, 0x62), 0x9000);
                   }});
  slips.push_back({"256 octets of 62", [](const Bytes&) -> Result<Bytes> {
                     return with_status(Bytes(256, 0x62), 0x9000);
                   }});
  const auto made = [&](std::string name, auto make) {
    slips.push_back(
        {std::move(name),
         [=](const Bytes& real) -> Result<Bytes> { return make(data_of(real)); }, true});
  };
  made("half of it", [](Bytes data) {
    data.resize(data.size() / 2);
    return with_status(std::move(data), 0x9000);
  });
  made("all but its end", [](Bytes data) {
    if (!data.empty()) data.pop_back();
    return with_status(std::move(data), 0x9000);
  });
  made("more behind it", [](Bytes data) {
    data.insert(data.end(), {0x80, 0x01, 0x00});
    return with_status(std::move(data), 0x9000);
  });
  made("another tag", [](Bytes data) {
    if (!data.empty()) data[0] ^= 0x01;
    return with_status(std::move(data), 0x9000);
  });
  made("another length", [](Bytes data) {
    if (data.size() > 2) data[2] ^= 0x55;
    return with_status(std::move(data), 0x9000);
  });
  made("without its status", [](Bytes data) { return data; });
  return slips;
}

// Each of them once and for good, and status words before the card did it and after.
inline std::vector<Slip> all_slips() {
  std::vector<Slip> slips;
  for (const int status : kOddStatuses) {
    for (const bool reaches : {false, true}) {
      slips.push_back(
          {fmt::format("{:04x}{}", status, reaches ? " after it was done" : ""),
           [status](const Bytes&) -> Result<Bytes> { return with_status({}, status); },
           reaches});
    }
  }
  for (auto& slip : garbled_slips()) {
    slip.reaches_card = false;
    slips.push_back(slip);
    slip.reaches_card = true;
    slip.name += " after it was done";
    slips.push_back(slip);
  }
  const auto once = slips.size();
  for (std::size_t i = 0; i < once; ++i) {
    slips.push_back(slips[i]);
    slips.back().lasts = true;
    slips.back().name += " for good";
  }
  return slips;
}

// What an operation told of a run.
struct Told {
  std::vector<Error> errors;  // All of them, in whatever place of the report.
  bool names_change = false;  // It says that something on the card is otherwise.
  bool is_done = false;       // It says that all is as was wished.
};

// Every code that comes out has words, in both languages; whoever uses the matrix knows
// them.
void expect_words(const Error& error, const std::string& where);

// One operation against every slip at every command it sends. `stride` lets each position
// have only some of the slips in turn, so that all slips and all positions come up.
class SlipMatrix {
 public:
  using Run = std::function<Told(CardChannel&)>;
  // Looks at a run that ended: what else must hold.
  using Check = std::function<void(const Told&, const uicc::CardImage& after,
                                   const Slip& slip, const std::string& where)>;

  SlipMatrix(std::string name, const uicc::CardImage& image, Run run)
      : name_{std::move(name)}, image_{image}, run_{std::move(run)} {}

  Check check;
  std::size_t stride = 1;
  // Which of how many parts of the slips; a card is pulled in the first.
  std::pair<std::size_t, std::size_t> part{0, 1};

  void all() {
    const auto slips = all_slips();
    for (std::size_t turn = part.first; turn < slips.size(); turn += part.second)
      walk(slips[turn], turn);
    if (part.first == 0) pulled();
    std::cout << name_ << ": " << runs_ << " runs, " << positions_ << " commands\n";
  }

 private:
  void walk(const Slip& slip, std::size_t turn) {
    for (std::size_t at = turn % stride;; at += stride) {
      const auto card = *uicc::VirtualCard::make(image_);
      FaultyChannel channel{*card, at, slip};
      const auto told = run_(channel);
      if (!channel.slipped()) return;
      const auto where = fmt::format("{}: {} at {}", name_, slip.name, at);
      EXPECT_FALSE(channel.is_endless()) << where;
      judge(told, *card, slip, where);
      positions_ = std::max(positions_, at + 1);
      ++runs_;
      if (testing::Test::HasFailure()) return;
    }
  }

  void pulled() {
    for (const auto when : {PulledChannel::When::before, PulledChannel::When::after}) {
      for (std::size_t at = 0;; ++at) {
        const auto card = *uicc::VirtualCard::make(image_);
        PulledChannel channel{*card, at, when};
        const auto told = run_(channel);
        if (!channel.is_pulled()) break;
        const Slip slip{when == PulledChannel::When::before ? "pulled" : "pulled after",
                        {}};
        judge(told, *card, slip, fmt::format("{}: {} at {}", name_, slip.name, at));
        ++runs_;
        if (testing::Test::HasFailure()) return;
      }
    }
  }

  void judge(const Told& told, const uicc::VirtualCard& card, const Slip& slip,
             const std::string& where) {
    const auto after = card.image();
    const bool may_be = std::ranges::any_of(
        told.errors, [](const Error& error) { return error.fault == Fault::unknown; });
    if (!(after == image_)) {
      EXPECT_TRUE(told.names_change || may_be) << where << ": changed, and nobody says so";
    }
    EXPECT_TRUE(told.is_done || !told.errors.empty()) << where << ": nobody says why not";
    for (const auto& error : told.errors) expect_words(error, where);
    if (check) check(told, after, slip, where);
  }

  std::string name_;
  uicc::CardImage image_;
  Run run_;
  std::size_t runs_ = 0;
  std::size_t positions_ = 0;
};

}  // namespace signoff
