// SPDX-License-Identifier: Apache-2.0
#include "card/virtual/sim.h"

namespace signoff::uicc {
namespace {

// TS 102 221 clause 9.5.1; a SIM of old knows them as CHV 1 and 2.
constexpr std::uint8_t kPin1 = 0x01;
constexpr std::uint8_t kGsmPin2 = 0x02;
constexpr std::uint8_t kPin2 = 0x81;

}  // namespace

Result<Sim> Sim::make(SimImage image) {
  auto files = build_files(image);
  if (!files) return pass_on(files.error());
  return Sim{std::move(image), std::move(*files)};
}

Sim Sim::bare() { return Sim{SimImage{}, build_bare_files()}; }

Pin* Sim::pin(std::uint8_t key_reference) {
  if (key_reference == kPin1) return &pin1_;
  if (key_reference == kPin2 || key_reference == kGsmPin2) return &pin2_;
  return nullptr;
}

bool Sim::allows(Need need) const {
  switch (need) {
    case Need::always: return true;
    case Need::pin1: return pin1_.is_open();
    case Need::pin2: return pin2_.is_open();
    // We have no administrator's key: what it guards cannot be changed by anyone.
    case Need::administrator:
    case Need::never: return false;
  }
  return false;
}

void Sim::power_off() {
  pin1_.forget();
  pin2_.forget();
}

SimImage Sim::image() const {
  auto image = image_;
  image.pin1 = pin1_.image();
  image.pin2 = pin2_.image();
  image.files = changed_files(files_);
  return image;
}

}  // namespace signoff::uicc
