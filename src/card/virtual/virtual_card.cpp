// SPDX-License-Identifier: Apache-2.0
#include "card/virtual/virtual_card.h"

#include "base/ensure.h"
#include "card/virtual/instructions.h"
#include "card/virtual/status_words.h"
#include "rsp/isdr.h"

#include <algorithm>

namespace signoff::uicc {
namespace {

// T=0 alone, three voltages, four logical channels (ISO 7816-3 clause 8, TS 102 221 6.3).
constexpr std::uint8_t kAtr[] = {0x3b, 0x9f, 0x96, 0x80, 0x1f, 0xc7, 0x80, 0x31,
                                 0xe0, 0x73, 0xfe, 0x21, 0x13, 0x67, 'S',  'i',
                                 'g',  'n',  'o',  'f',  'f',  0x84};

constexpr std::size_t kRequestMax = 64 * 1024;  // A STORE DATA chain.
constexpr std::uint8_t kGsmClass = 0xa0;
constexpr std::uint8_t kLastBlock = 0x80;  // In P1 of STORE DATA.
constexpr std::uint8_t kSelectByAid = 0x04;
constexpr std::size_t kAnswerMax = 256;

// REFRESH, UICC reset, to the terminal (ETSI TS 102 223 clause 6.6.13).
constexpr std::uint8_t kRefresh[] = {0xd0, 0x09, 0x81, 0x03, 0x01, 0x01,
                                     0x04, 0x82, 0x02, 0x81, 0x82};

CardAnswer bare(std::uint16_t status) { return {{}, status}; }

std::uint16_t with_count(std::uint16_t word, std::size_t count) {
  return static_cast<std::uint16_t>(word | (count >= kAnswerMax ? 0 : count));
}

Bytes wire(const CardAnswer& answer) {
  Bytes bytes = answer.data;
  bytes.push_back(static_cast<std::uint8_t>(answer.status >> 8));
  bytes.push_back(static_cast<std::uint8_t>(answer.status));
  return bytes;
}

}  // namespace

VirtualCard::VirtualCard(std::optional<Euicc> euicc, Sim sim, Keep keep)
    : atr_{std::begin(kAtr), std::end(kAtr)},
      euicc_{std::move(euicc)},
      sim_{std::move(sim)},
      keep_{std::move(keep)} {
  if (const auto* profile = euicc_ ? euicc_->enabled() : nullptr) {
    at_work_ = profile->info.iccid;
  }
  power_on();
}

Result<std::unique_ptr<VirtualCard>> VirtualCard::make(CardImage image, Keep keep) {
  if (image.euicc.has_value() == image.sim.has_value()) {
    return fail(Fault::bad_input, "card_image.kind", "an eUICC or a SIM, one of the two");
  }
  if (image.sim) {
    auto sim = Sim::make(std::move(*image.sim));
    if (!sim) return pass_on(sim.error());
    return std::unique_ptr<VirtualCard>{
        new VirtualCard{std::nullopt, std::move(*sim), std::move(keep)}};
  }
  // A profile that could not work is found now and not when it is enabled.
  for (const auto& profile : image.euicc->profiles) {
    if (const auto sim = Sim::make(profile.sim); !sim) return pass_on(sim.error());
  }
  auto euicc = Euicc::make(std::move(*image.euicc));
  if (!euicc) return pass_on(euicc.error());
  const auto* at_work = euicc->enabled();
  auto sim = at_work == nullptr ? Sim::bare() : Sim::make(at_work->sim);
  if (!sim) return pass_on(sim.error());
  return std::unique_ptr<VirtualCard>{
      new VirtualCard{std::move(*euicc), std::move(*sim), std::move(keep)}};
}

void VirtualCard::power_on() {
  sim_.power_off();
  if (euicc_) switch_sim();
  for (auto& channel : channels_) channel.reset();
  channels_[0] = Channel{FileSession{sim_}, false, {}, 0};
  response_.clear();
  proactive_.clear();
  has_profile_ = false;
  awaits_refresh_ = false;
}

Result<void> VirtualCard::reset() {
  power_on();
  return {};
}

Result<Bytes> VirtualCard::transmit(ByteView command) { return answer(command); }

CardImage VirtualCard::image() const {
  CardImage image;
  if (!euicc_) {
    image.sim = sim_.image();
    return image;
  }
  image.euicc = euicc_->image();
  for (auto& profile : image.euicc->profiles) {
    if (profile.info.iccid == at_work_) profile.sim = sim_.image();
  }
  return image;
}

// Puts the files of the profile that is enabled now in the place of those at work.
void VirtualCard::switch_sim() {
  const auto* profile = euicc_->enabled();
  const std::string wanted = profile == nullptr ? std::string{} : profile->info.iccid;
  if (wanted == at_work_) return;
  euicc_->keep_sim(at_work_, sim_.image());
  auto sim = profile == nullptr ? Sim::bare() : Sim::make(profile->sim);
  ensure(sim.has_value(), "virtual_card.profile");  // Looked at when the card was made.
  sim_ = std::move(*sim);
  at_work_ = wanted;
  for (auto& channel : channels_) {
    if (channel) channel->files = FileSession{sim_};
  }
}

Bytes VirtualCard::answer(ByteView bytes) {
  ++commands_;
  const auto command = decode_command(bytes);
  if (!command) return wire(bare(status::kWrongLength));
  changed_ = false;
  auto answer = command->cla == kGsmClass ? run_gsm(*command) : run(*command);
  if (const auto kept = settle(); !kept) answer = bare(status::kMemoryFailure);
  if (!proactive_.empty() && answer.status == status::kOk) {
    answer.status = with_count(status::kProactive, proactive_.size());
  }
  return wire(answer);
}

Result<void> VirtualCard::settle() {
  if (!changed_ || !keep_) return {};
  return keep_(image());
}

CardAnswer VirtualCard::run_gsm(const CardCommand& command) {
  if (command.ins == ins::kGetResponse) return get_response(command, status::kGsmMore);
  response_.clear();
  if (command.ins == ins::kTerminalProfile || command.ins == ins::kFetch ||
      command.ins == ins::kTerminalResponse) {
    return toolkit(command);
  }
  auto& files = channels_[0]->files;
  channels_[0]->is_isdr = false;
  auto answer = files.answer_gsm(command);
  changed_ = changed_ || files.changed();
  return hand_out(std::move(answer), command, status::kGsmMore);
}

CardAnswer VirtualCard::run(const CardCommand& command) {
  // Classes 0x, 8x and their channels in the low two bits (TS 102 221 clause 10.1.1).
  const auto kind = command.cla & 0xf0;
  if ((kind != 0x00 && kind != 0x80) || (command.cla & 0x0c) != 0) {
    return bare(status::kUnknownClass);
  }
  const std::size_t number = command.cla & 0x03;
  if (!channels_[number]) return bare(status::kNoSuchChannel);
  if (command.ins == ins::kGetResponse) return get_response(command, status::kMore);
  response_.clear();
  if (command.ins == ins::kManageChannel) return manage_channel(command);
  return hand_out(run_on(number, command), command, status::kMore);
}

bool VirtualCard::is_isdr_select(const CardCommand& command) const {
  const ByteView aid{rsp::kIsdrAid};
  return euicc_ && command.ins == ins::kSelect && command.p1 == kSelectByAid &&
         command.data.size() >= 5 && command.data.size() <= aid.size() &&
         std::ranges::equal(command.data, aid.first(command.data.size()));
}

CardAnswer VirtualCard::run_on(std::size_t number, const CardCommand& command) {
  Channel& channel = *channels_[number];
  if (is_isdr_select(command)) return select_isdr(channel);
  switch (command.ins) {
    case ins::kStoreData: return store_data(channel, command);
    case ins::kTerminalProfile:
    case ins::kFetch:
    case ins::kTerminalResponse: return toolkit(command);
    default: break;
  }
  if (channel.is_isdr && command.ins != ins::kSelect && command.ins != ins::kStatus) {
    return bare(status::kUnknownInstruction);
  }
  auto answer = channel.files.answer(command);
  changed_ = changed_ || channel.files.changed();
  if (command.ins == ins::kSelect && answer.ok()) channel.is_isdr = false;
  return answer;
}

CardAnswer VirtualCard::manage_channel(const CardCommand& command) {
  if (command.p1 == 0x00 && command.p2 == 0x00) {
    for (std::size_t number = 1; number < kChannels; ++number) {
      if (channels_[number]) continue;
      channels_[number] = Channel{FileSession{sim_}, false, {}, 0};
      return {{static_cast<std::uint8_t>(number)}, status::kOk};
    }
    return bare(status::kNotSupported);
  }
  if (command.p1 != 0x80) return bare(status::kWrongParameters);
  const std::size_t number = command.p2;
  if (number == 0 || number >= kChannels || !channels_[number]) {
    return bare(status::kNoSuchChannel);
  }
  channels_[number].reset();
  return bare(status::kOk);
}

// What a command with data gives is fetched by a second one; what one without data gives
// comes at once (ISO 7816-3 clause 12.2, protocol T=0).
CardAnswer VirtualCard::hand_out(CardAnswer answer, const CardCommand& command,
                                 std::uint16_t more) {
  if (answer.data.empty() || !answer.ok()) return answer;
  const auto wanted = static_cast<std::size_t>(command.le.value_or(kAnswerMax));
  const bool fits = answer.data.size() <= wanted && answer.data.size() <= kAnswerMax;
  if (command.data.empty() && fits) return answer;
  if (command.data.empty() && answer.data.size() <= kAnswerMax) {
    return bare(with_count(status::kLengthIs, answer.data.size()));
  }
  response_ = std::move(answer.data);
  return bare(with_count(more, response_.size()));
}

CardAnswer VirtualCard::get_response(const CardCommand& command, std::uint16_t more) {
  if (response_.empty()) return bare(status::kConditions);
  const auto wanted = static_cast<std::size_t>(command.le.value_or(kAnswerMax));
  if (wanted > response_.size() && wanted != kAnswerMax) {
    return bare(with_count(status::kLengthIs, response_.size()));
  }
  const auto size = static_cast<std::ptrdiff_t>(std::min(wanted, response_.size()));
  CardAnswer answer{{response_.begin(), response_.begin() + size}, status::kOk};
  response_.erase(response_.begin(), response_.begin() + size);
  // The SIM of old lets its reader leave the rest.
  if (!response_.empty() && more == status::kMore) {
    answer.status = with_count(more, response_.size());
  }
  return answer;
}

CardAnswer VirtualCard::select_isdr(Channel& channel) {
  channel.is_isdr = true;
  channel.collected.clear();
  channel.next_block = 0;
  // ISDRProprietaryApplicationTemplate with its version (SGP.22 clause 5.7.1).
  rsp::TlvWriter inside;
  inside.put(0x84, rsp::kIsdrAid)
      .put(0xa5, rsp::TlvWriter{}.put(0x9f6e, Bytes{0x00, 0x00}))
      .put(0xe0, rsp::TlvWriter{}.put(0x82, Bytes{0x02, 0x02, 0x00}));
  return {inside.inside(0x6f), status::kOk};
}

CardAnswer VirtualCard::store_data(Channel& channel, const CardCommand& command) {
  if (!channel.is_isdr) return bare(status::kUnknownInstruction);
  if (command.data.empty()) return bare(status::kWrongLength);
  if (command.p2 == 0) {
    channel.collected.clear();
    channel.next_block = 0;
  }
  const bool is_next = command.p2 == channel.next_block &&
                       channel.collected.size() + command.data.size() <= kRequestMax;
  if ((command.p1 & 0x7f) != 0x11 || !is_next) {
    channel.collected.clear();
    channel.next_block = 0;
    return bare(is_next ? status::kWrongParameters : status::kConditions);
  }
  ++channel.next_block;
  channel.collected.insert(channel.collected.end(), command.data.begin(),
                           command.data.end());
  if ((command.p1 & kLastBlock) == 0) return bare(status::kOk);
  const auto request = std::exchange(channel.collected, {});
  channel.next_block = 0;
  EuiccEffect effect;
  auto data = euicc_->answer(request, effect);
  if (data.empty()) return bare(status::kWrongData);
  changed_ = changed_ || effect.changed;
  if (effect.switches_sim && !effect.asks_refresh) switch_sim();
  if (effect.asks_refresh && has_profile_) {
    proactive_.assign(std::begin(kRefresh), std::end(kRefresh));
  }
  return {std::move(data), status::kOk};
}

// As much of ETSI TS 102 223 as REFRESH takes.
CardAnswer VirtualCard::toolkit(const CardCommand& command) {
  if (command.ins == ins::kTerminalProfile) {
    has_profile_ = true;
    return bare(status::kOk);
  }
  if (command.ins == ins::kFetch) {
    if (proactive_.empty()) return bare(status::kConditions);
    awaits_refresh_ = true;
    return {std::exchange(proactive_, {}), status::kOk};
  }
  if (!awaits_refresh_) return bare(status::kConditions);
  awaits_refresh_ = false;
  if (euicc_) switch_sim();
  return bare(status::kOk);
}

}  // namespace signoff::uicc
