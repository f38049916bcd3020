// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/virtual/card_image.h"
#include "domain/records.h"
#include "ports/notification_receiver.h"

#include <filesystem>
#include <functional>
#include <mutex>

namespace signoff {
class EuiccSession;
}

namespace signoff::lab {

// The profile server whom the chips report to.
inline constexpr std::string_view kSmdpAddress = "smdp.example";

// The profile of a line on the chip of its phone.
struct ChipProfile {
  bool is_there = false;
  bool is_enabled = false;
  std::size_t undelivered = 0;  // Signed by the chip and not acknowledged yet.
  friend bool operator==(const ChipProfile&, const ChipProfile&) = default;
};

// The eUICCs in the lab's phones: each is a virtual card with the profile of one line, and
// signs what its user does to it under a test root of the lab's own. A chip is made when
// somebody asks for it, and kept in a file from its first change on. Any thread may call.
class PhoneChips {
 public:
  // Goes on with what is in the folder.
  static Result<std::unique_ptr<PhoneChips>> open(std::filesystem::path folder,
                                                  Instant now);

  // The certificate that whoever checks these chips must trust, as DER.
  const Bytes& root() const { return authority_.root(); }
  // The phone of this line has a chip; nothing where the line has none.
  void put(const Line& line);

  // Fault::not_found "phone.no_chip", or the card's own.
  Result<ChipProfile> look(const Msisdn& number);
  // The user deletes the eSIM in the settings: it is switched off where it is at work, then
  // deleted, and the phone hands in what the chip signed, the oldest first. What is not
  // acknowledged stays on the chip and goes with the next call. One call at a time speaks
  // to the receiver.
  Result<ChipProfile> remove(const Msisdn& number, NotificationReceiver& receiver);

 private:
  PhoneChips(std::filesystem::path folder, rsp::TestAuthority authority, Instant now)
      : folder_{std::move(folder)}, authority_{std::move(authority)}, made_{now} {}

  // A phone in somebody's hand.
  using Use = std::function<Result<void>(EuiccSession& chip, const Line& line)>;
  Result<ChipProfile> use(const Msisdn& number, const Use& what);
  std::filesystem::path file_of(const Line& line) const;
  Result<uicc::CardImage> image_of(const Line& line) const;

  std::filesystem::path folder_;
  rsp::TestAuthority authority_;
  Instant made_;  // Certificates are valid from here.
  std::map<Msisdn, Line> lines_;
  std::mutex mutex_;  // One phone at a time; also while it hands in.
};

}  // namespace signoff::lab
