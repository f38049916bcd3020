// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <gtest/gtest.h>

#include <string_view>

namespace signoff::contract {

inline void expect_fault(const auto& result, Fault fault, std::string_view code) {
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().fault, fault);
  EXPECT_EQ(result.error().code, code);
}

}  // namespace signoff::contract
