// SPDX-License-Identifier: Apache-2.0
#include "app/virtual_card_command.h"

#include "app/refusal.h"
#include "app/stop_signal.h"
#include "base/clock.h"
#include "card/virtual/card_file.h"
#include "card/virtual/vpcd_link.h"
#include "cli/settings.h"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>
#include <cstdio>
#include <thread>

namespace signoff {
namespace {

namespace fs = std::filesystem;

// The EIDs that a maker of ours may certify: all that begin as this one.
constexpr std::size_t kIssuerDigits = 8;

// The card as it was left, else as its file describes it.
Result<uicc::CardImage> image_of(const VirtualCardCommand& command) {
  std::error_code error;
  if (!command.state.empty() && fs::exists(command.state, error)) {
    return uicc::read_card_file(command.state);
  }
  auto image = command.profiles.empty() ? Result<uicc::CardImage>{uicc::CardImage{}}
                                        : uicc::read_card_file(command.profiles);
  if (image && !image->sim && !image->euicc) image->euicc.emplace();
  return image;
}

// Papers for an eUICC that has none, and the root they hang from.
Result<void> give_papers(const VirtualCardCommand& command, uicc::EuiccImage& euicc) {
  if (!command.eid.empty() && !euicc.eid.empty() && euicc.eid != command.eid)
    return fail(Fault::bad_input, "card_image.other_eid");
  if (euicc.eid.empty()) euicc.eid = command.eid;
  if (euicc.eid.empty()) return fail(Fault::bad_input, "card_image.no_eid");
  const auto eid = Eid::parse(euicc.eid);
  if (!eid) return pass_on(eid.error());
  if (!euicc.key.empty()) return {};
  const auto now = SystemClock{}.now();
  // A day ago, for whoever's clock is behind.
  const auto from = now - std::chrono::hours{24};
  const auto authority =
      rsp::TestAuthority::make(from, eid->digits().substr(0, kIssuerDigits));
  if (const auto done = uicc::certify(euicc, authority, from); !done) return done;
  if (command.root.empty()) return {};
  // For everybody to read, unlike what a desk keeps.
  if (cli::write_file(command.root, chain_to_pem({authority.root()}), false)) return {};
  return fail(Fault::unavailable, "card_image.unwritten", command.root.string());
}

uicc::VirtualCard::Keep keep_in(const fs::path& file) {
  if (file.empty()) return {};
  return
      [file](const uicc::CardImage& image) { return uicc::write_card_file(file, image); };
}

void say_what(const uicc::CardImage& image, const VirtualCardCommand& command) {
  const bool is_zh = terminal_language() == Language::zh;
  const auto kind = image.euicc
                        ? fmt::format(fmt::runtime(is_zh ? "eUICC {}（{} 个配置文件）"
                                                         : "eUICC {} with {} profiles"),
                                      image.euicc->eid, image.euicc->profiles.size())
                        : fmt::format("SIM {}", image.sim->iccid);
  fmt::print(
      fmt::runtime(is_zh ? "{} 已在读卡器 {}:{} 中\n" : "{} in the reader at {}:{}\n"),
      kind, command.host, command.port);
  std::fflush(stdout);
}

}  // namespace

int run_virtual_card(const VirtualCardCommand& command) {
  auto image = image_of(command);
  if (!image) return say_refusal(image.error());
  if (!image->euicc && !command.eid.empty())
    return say_refusal({Fault::bad_input, "card_image.no_euicc", ""});
  if (image->euicc) {
    if (const auto done = give_papers(command, *image->euicc); !done) {
      return say_refusal(done.error());
    }
  }
  const auto card = uicc::VirtualCard::make(*image, keep_in(command.state));
  if (!card) return say_refusal(card.error());
  if (!command.state.empty()) {
    const auto kept = uicc::write_card_file(command.state, (*card)->image());
    if (!kept) return say_refusal(kept.error());
  }
  const StopSignal stop;
  const auto link = uicc::VpcdLink::connect(command.host, command.port);
  if (!link) return say_refusal(link.error());
  say_what(*image, command);
  Result<void> ended;
  std::thread serving{[&] {
    ended = (*link)->serve(**card);
    ::kill(::getpid(), SIGTERM);  // The reader went away: wakes whoever waits below.
  }};
  stop.wait();
  (*link)->stop();
  serving.join();
  return ended ? 0 : say_refusal(ended.error());
}

}  // namespace signoff
