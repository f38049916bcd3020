// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace signoff {

// How many entries one reading of a list gives, at most and unless asked.
inline constexpr std::size_t kPageMax = 200;
inline constexpr std::size_t kPage = 50;

// Answers to choices that one request may carry.
inline constexpr std::size_t kChoicesMax = 40;

// Why somebody looks at what is masked, and why he acts. The edge counts characters; the
// verbs count bytes, four to the longest character.
inline constexpr std::size_t kLookReasonMin = 5;
inline constexpr std::size_t kLookReasonMax = 300;
inline constexpr std::size_t kLookReasonBytesMax = 4 * kLookReasonMax;
inline constexpr std::size_t kActReasonMax = 500;
inline constexpr std::size_t kActReasonBytesMax = 4 * kActReasonMax;

}  // namespace signoff
