// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "connectors/idcheck/picture_file.h"

// What is let through stays what it is without its metadata, and has none left to lose.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace signoff;
  const ByteView file{data, size};
  const auto found = inspect_picture(file);
  const auto bare = bare_picture(file);
  ensure(found.has_value() == bare.has_value(), "fuzz.picture_verdict");
  if (!found) return 0;
  ensure(bare->size() <= size, "fuzz.picture_grew");
  const auto again = inspect_picture(*bare);
  ensure(again.has_value(), "fuzz.picture_bare");
  ensure(again->width == found->width && again->height == found->height,
         "fuzz.picture_size");
  ensure(bare_picture(*bare).value() == *bare, "fuzz.picture_twice");
  return 0;
}
