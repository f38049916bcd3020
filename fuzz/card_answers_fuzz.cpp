// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "card/contents/backup.h"
#include "card/contents/restore.h"
#include "card/contents/wipe.h"
#include "card/identify.h"

namespace {

using namespace signoff;

// A card that answers whatever it likes: each answer behind its length, until none is left
// and it is pulled.
class AnyCard final : public CardChannel {
 public:
  explicit AnyCard(ByteView answers) : rest_{answers} {}
  const Bytes& atr() const override { return atr_; }
  Result<void> reset() override { return {}; }
  Result<Bytes> transmit(ByteView command) override {
    ensure(decode_command(command).has_value(), "fuzz.command");
    if (rest_.empty()) return fail(Fault::unknown, "card.gone");
    const std::size_t size = std::min<std::size_t>(rest_[0], rest_.size() - 1);
    const auto answer = rest_.subspan(1, size);
    rest_ = rest_.subspan(1 + size);
    return Bytes{answer.begin(), answer.end()};
  }

 private:
  ByteView rest_;
  Bytes atr_{0x3b, 0x00};
};

}  // namespace

// First octet: what is done with the card.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  AnyCard card{{data + 1, size - 1}};
  CardSession session{card};
  if (data[0] % 4 == 0) {
    static_cast<void>(identify(session));
    return 0;
  }
  const auto application = open_sim(session);
  if (!application) return 0;
  if (data[0] % 8 > 3)
    static_cast<void>(verify_pin(session, *application, PinName::pin1, "1234"));
  if (data[0] % 4 == 1) static_cast<void>(back_up(session, Instant{}));
  if (data[0] % 4 == 2) static_cast<void>(wipe(session, {nullptr, true}));
  if (data[0] % 4 == 3) {
    CardBook book;
    book.contacts = {{"A",
                      "B",
                      {{"+123456789012345678901", 0x91, ""}, {"2", 0x81, "L"}},
                      {"a@b"},
                      {"G"}}};
    book.messages.resize(1);
    restore(session, book);
  }
  return 0;
}
