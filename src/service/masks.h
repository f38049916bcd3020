// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace signoff {

// What staff see of a person before they say why they need more (domain 6.4). Empty text
// stays empty.

// "张**", "L**": the first character; how long the rest is stays hidden.
std::string masked_name(std::string_view name);
// "110**************X"; "E**" of numbers that are too short to hide anything in.
std::string masked_id_number(std::string_view number);
// "a***@example.com".
std::string masked_email(std::string_view email);

// Text that a person typed, with every run of six or more digits hidden, and of nine or
// more written in groups ("138 0013 8000", "１３８-…"): it is kept for years in places that
// hold no numbers of people. A date by itself stays.
std::string without_numbers(std::string_view text);

}  // namespace signoff
