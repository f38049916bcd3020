// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/virtual/card_image.h"
#include "evidence/signing_key.h"
#include "rsp/es10_answers.h"

namespace signoff::uicc {

// What an ES10 function did to the rest of the card.
struct EuiccEffect {
  bool changed = false;       // Something that lasts.
  bool switches_sim = false;  // Another profile is enabled than before, or none.
  bool asks_refresh = false;  // The switch waits until the device has started anew.
};

// The ISD-R of an eUICC (GSMA SGP.22 v2 clause 5.7): its profiles, their rules, and its
// notifications, signed with its own key.
class Euicc {
 public:
  // Fault::bad_input "card_image.…" or "signing_key.…".
  static Result<Euicc> make(EuiccImage image);

  const EuiccImage& image() const { return image_; }
  // The profile at work; nothing where all are disabled.
  ProfileImage* enabled();

  // Puts back the files of a profile that was at work, if it still exists.
  void keep_sim(const std::string& iccid, SimImage sim);

  // The answer to one function; empty where the request is none, which a card answers with
  // a status word.
  Bytes answer(ByteView request, EuiccEffect& effect);

 private:
  Euicc(EuiccImage image, SigningKey key)
      : image_{std::move(image)}, key_{std::move(key)} {}

  struct Performer;

  ProfileImage* find(const rsp::ProfileRef& which);
  rsp::Outcome enable(const rsp::EnableProfile& request, EuiccEffect& effect);
  rsp::Outcome disable(const rsp::DisableProfile& request, EuiccEffect& effect);
  rsp::Outcome remove(const rsp::DeleteProfile& request, EuiccEffect& effect);
  rsp::Outcome reset(const rsp::ResetMemory& request, EuiccEffect& effect);
  rsp::Outcome forget(std::int64_t sequence, EuiccEffect& effect);
  void notify(const rsp::ProfileInfo& profile, std::uint8_t event);
  Bytes profiles(const rsp::ListProfiles& request);
  Bytes info2() const;

  EuiccImage image_;
  SigningKey key_;
};

}  // namespace signoff::uicc
