// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/virtual/pin.h"
#include "card/virtual/sim_files.h"

namespace signoff::uicc {

// One SIM at work: its files, its PINs, and what has been shown since power-on.
class Sim {
 public:
  // Fault::bad_input "card_image.…".
  static Result<Sim> make(SimImage image);
  // The card of an eUICC without an enabled profile.
  static Sim bare();

  FileTree& files() { return files_; }
  const FileTree& files() const { return files_; }
  // PIN 1 and 2 by their key references; nothing else is a PIN.
  Pin* pin(std::uint8_t key_reference);
  const Pin& pin1() const { return pin1_; }
  const Pin& pin2() const { return pin2_; }

  bool allows(Need need) const;
  void power_off();

  // What is to be kept, as it is now.
  SimImage image() const;

 private:
  Sim(SimImage image, FileTree files)
      : image_{std::move(image)},
        files_{std::move(files)},
        pin1_{image_.pin1},
        pin2_{image_.pin2} {}

  SimImage image_;
  FileTree files_;
  Pin pin1_;
  Pin pin2_;
};

}  // namespace signoff::uicc
