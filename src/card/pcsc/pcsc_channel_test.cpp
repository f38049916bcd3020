// SPDX-License-Identifier: Apache-2.0
#include "card/pcsc/pcsc_channel.h"

#include "card/channel_contract.h"
#include "card/pcsc/pcsc_error.h"
#include "card/pcsc/pcsc_readers.h"
#include "card/virtual/pulled_channel.h"
#include "card/virtual/real_pcscd.h"
#include "card/virtual/vpcd_link.h"

#include <gtest/gtest.h>
#include <winscard.h>
#include <thread>

namespace signoff {
namespace {

using namespace std::chrono_literals;

uicc::CardImage some_sim() {
  uicc::SimImage sim;
  sim.iccid = "89860012345678901234";
  return {std::nullopt, sim};
}

// In memory: pulled before the next command.
class InMemory final : public ChannelUnderContract {
 public:
  CardChannel& channel() override { return channel_; }
  void pull() override { channel_.is_out = true; }

 private:
  struct Channel final : CardChannel {
    const Bytes& atr() const override { return card->atr(); }
    Result<Bytes> transmit(ByteView command) override {
      if (is_out) return fail(Fault::unavailable, "card.gone");
      return card->transmit(command);
    }
    Result<void> reset() override {
      if (is_out) return fail(Fault::unavailable, "card.gone");
      return card->reset();
    }
    std::unique_ptr<uicc::VirtualCard> card = *uicc::VirtualCard::make(some_sim());
    bool is_out = false;
  };
  Channel channel_;
};

// A virtual card in the virtual reader, until it is pulled.
class Inserted {
 public:
  explicit Inserted(std::uint16_t port)
      : card_{*uicc::VirtualCard::make(some_sim())},
        link_{std::move(*uicc::VpcdLink::connect("127.0.0.1", port))},
        thread_{[this] { static_cast<void>(link_->serve(*card_)); }} {}
  ~Inserted() { pull(); }
  void pull() {
    if (!thread_.joinable()) return;
    link_->stop();
    thread_.join();
    link_.reset();
  }

 private:
  std::unique_ptr<uicc::VirtualCard> card_;
  std::unique_ptr<uicc::VpcdLink> link_;
  std::thread thread_;
};

// Returns the reader with a card, or without, once pcscd has seen it.
CardReader await_card(PcscReaders& readers, bool is_there) {
  for (int i = 0; i < 100; ++i) {
    const auto list = readers.list();
    ensure(list.has_value(), "test.readers");
    for (const auto& reader : *list)
      if (reader.has_card == is_there && reader.name.ends_with("00 00")) return reader;
    ensure(readers.await_change(*list, 1s).has_value(), "test.change");
  }
  ADD_FAILURE() << "pcscd saw no change";
  return {};
}

class InReader final : public ChannelUnderContract {
 public:
  InReader(PcscReaders& readers, std::uint16_t port)
      : readers_{readers},
        inserted_{port},
        channel_{*readers.connect(await_card(readers, true).name)} {}
  CardChannel& channel() override { return *channel_; }
  void pull() override {
    inserted_.pull();
    await_card(readers_, false);
  }

 private:
  PcscReaders& readers_;
  Inserted inserted_;
  std::unique_ptr<CardChannel> channel_;
};

TEST(CardChannel, a_card_in_memory_keeps_the_contract) {
  InMemory card;
  keeps_the_contract(card);
}

TEST(CardChannel, a_pulled_channel_keeps_it_as_well) {
  const auto card = *uicc::VirtualCard::make(some_sim());
  uicc::PulledChannel pulled{*card, 0, uicc::PulledChannel::When::after};
  EXPECT_EQ(pulled.transmit(*from_hex("00a40004022fe2")).error().fault, Fault::unknown);
  EXPECT_EQ(pulled.transmit(*from_hex("00a40004022fe2")).error().fault, Fault::unavailable);
}

TEST(PcscReaders, a_card_behind_the_real_pcscd_keeps_the_contract) {
  const uicc::RealPcscd pcscd;
  ASSERT_TRUE(pcscd.runs()) << pcscd.said();
  const auto opened = PcscReaders::open();
  ASSERT_TRUE(opened) << opened.error().code << " " << opened.error().detail;
  PcscReaders& readers = **opened;
  const auto empty = await_card(readers, false);
  EXPECT_EQ(readers.connect(empty.name).error().code, "reader.no_card");
  EXPECT_EQ(readers.connect("no such reader").error().code, "reader.absent");
  {
    InReader card{readers, pcscd.port()};
    EXPECT_EQ(readers.connect(empty.name).error().code, "reader.taken");
    keeps_the_contract(card);
  }
  InReader again{readers, pcscd.port()};
  EXPECT_TRUE(again.channel().transmit(*from_hex("00a40004022fe2")))
      << "the next card is another one";
  // Pulled while nobody looks: whether the command went out cannot be known.
  again.pull();
  EXPECT_EQ(again.channel().transmit(*from_hex("00b000000a")).error().code, "card.gone");
}

TEST(PcscErrors, each_has_words_of_its_own) {
  EXPECT_EQ(reader_error(SCARD_E_NO_SERVICE).code, "reader.no_service");
  EXPECT_EQ(reader_error(SCARD_E_SHARING_VIOLATION).code, "reader.taken");
  EXPECT_EQ(reader_error(SCARD_W_UNRESPONSIVE_CARD).code, "reader.mute");
  EXPECT_EQ(reader_error(SCARD_W_SECURITY_VIOLATION).fault, Fault::forbidden);
  EXPECT_EQ(reader_error(SCARD_E_NO_MEMORY).code, "reader.trouble");
  EXPECT_FALSE(reader_error(SCARD_E_NO_MEMORY).detail.empty());
  EXPECT_EQ(transmit_error(SCARD_W_REMOVED_CARD).fault, Fault::unavailable);
  EXPECT_EQ(transmit_error(SCARD_E_NOT_TRANSACTED).fault, Fault::unknown);
}

}  // namespace
}  // namespace signoff
