// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "card/euicc/euicc_session.h"

namespace {

using namespace signoff;

// A card whose answers are the input, each behind an octet with its length; then silence.
class AnsweringCard final : public CardChannel {
 public:
  explicit AnsweringCard(ByteView script) : rest_{script} {}
  const Bytes& atr() const override { return atr_; }
  Result<Bytes> transmit(ByteView command) override {
    ensure(command.size() >= 4 && command.size() <= 261, "fuzz.command");
    if (rest_.empty()) return fail(Fault::unavailable, "card.gone");
    const auto size = std::min<std::size_t>(rest_[0], rest_.size() - 1);
    const auto answer = rest_.subspan(1, size);
    rest_ = rest_.subspan(1 + size);
    return Bytes{answer.begin(), answer.end()};
  }
  Result<void> reset() override { return {}; }

 private:
  ByteView rest_;
  Bytes atr_;
};

}  // namespace

// Whatever a card answers, the talk with it ends, with values or with an error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  AnsweringCard card{{data, size}};
  auto session = EuiccSession::open(card);
  if (!session) return 0;
  session->eid();
  session->profiles();
  session->erase("8986001234567890123");
  session->notifications();
  session->notification(1);
  session->remove_notification(1);
  session->close();
  return 0;
}
