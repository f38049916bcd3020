// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/id_check.h"

#include <mutex>

namespace signoff {

// Judges pictures by what is written into them (see labelled()) instead of by what they
// show. Any thread may call.
class FakeIdCheck final : public IdImageCheck {
 public:
  // What a picture is to be taken for. Empty texts: it cannot be read.
  struct Label {
    IdImageKind kind = IdImageKind::id_front;
    std::string id_number;
    std::string name;
    std::string expires_on;
    std::string defect;  // "blurred", …: what is wrong with the picture itself.
  };
  // The frame of a JPEG of 800 by 600 points, without the points, and the label in a
  // comment.
  static Bytes labelled(const Label& label);

  Result<IdImageFinding> check(const IdImage& image) override;
  Result<Bytes> bare(const IdImage& image) override;

  // Nobody can look, from now on.
  void set_down(bool is_down);

 private:
  mutable std::mutex mutex_;
  bool is_down_ = false;
};

}  // namespace signoff
