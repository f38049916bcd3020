// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "card/virtual/virtual_card.h"

namespace {

using namespace signoff;

std::unique_ptr<uicc::VirtualCard> card() {
  uicc::EuiccImage euicc;
  euicc.eid = "89049032123451234512345678901235";
  uicc::ProfileImage profile;
  profile.info.iccid = profile.sim.iccid = "89860012345678901234";
  profile.info.aid = Bytes(16, 1);
  profile.info.state = rsp::ProfileState::enabled;
  profile.info.targets = {{rsp::event::kAll, "smdp.example"}};
  profile.sim.imsi = "460001234567890";
  profile.sim.contacts_max = profile.sim.messages_max = 3;
  euicc.profiles = {profile};
  static const auto authority = rsp::TestAuthority::make(Instant{}, "89049032");
  static const auto papers = [&] {
    ensure(uicc::certify(euicc, authority, Instant{}).has_value(), "fuzz.card");
    return euicc;
  }();
  euicc.key = papers.key;
  euicc.certificate = papers.certificate;
  euicc.eum_certificate = papers.eum_certificate;
  return *uicc::VirtualCard::make({euicc, std::nullopt});
}

}  // namespace

// Commands one after another, each behind an octet with its length. Every one is answered,
// with what a reader can take, and the card can be kept and made again at the end.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto subject = card();
  ByteView rest{data, size};
  while (!rest.empty()) {
    const auto length = std::min<std::size_t>(rest[0], rest.size() - 1);
    const auto answer = subject->answer(rest.subspan(1, length));
    ensure(answer.size() >= 2 && answer.size() <= 258, "fuzz.virtual_card");
    rest = rest.subspan(1 + length);
  }
  const auto image = subject->image();
  const auto again = uicc::read_card_image(uicc::write_card_image(image));
  ensure(again.has_value() && *again == image, "fuzz.card_image");
  ensure(uicc::VirtualCard::make(*again).has_value(), "fuzz.card_image");
  return 0;
}
