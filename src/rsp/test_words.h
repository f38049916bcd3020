// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <string>
#include <string_view>

// Words of the tests.
namespace signoff::rsp {

inline Bytes hex(std::string_view text) { return from_hex(text).value(); }

// "" where there was no error.
template <class T>
std::string code_of(const Result<T>& result) {
  return result ? "" : result.error().code;
}

}  // namespace signoff::rsp
