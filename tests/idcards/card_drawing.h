// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "idcards/draws.h"

#include "base/clock.h"

#include <opencv2/core.hpp>

#include <string>

namespace signoff::idcards {

// Somebody who cannot exist: the area of the number is given to nobody, the state that
// issues the passport is the ICAO's Utopia.
struct Person {
  std::string name;     // 王小明
  std::string surname;  // WANG
  std::string given;    // XIAO MING
  std::string sex;      // 男, 女
  std::string number;   // 18 characters.
  std::string passport;
  std::string
      permit;  // "H…", "M…" and 8 digits of Hong Kong and Macau, 8 digits of Taiwan.
  std::string address;
  Date birth;
  Date issued;
  Date expires;
  bool is_long_term = false;  // The card never expires.
};

Person draw_person(Draws& draws, Date today);
// Another number with the right check digit: of somebody born the same day, or of anybody.
std::string other_number(Draws& draws, const std::string& number);

inline constexpr int kCardWidth = 1000;
inline constexpr int kCardHeight = 631;
inline constexpr int kPassportWidth = 1250;
inline constexpr int kPassportHeight = 880;

// Drawn by us: labels where such documents have them, a shape for a portrait, a plain disc
// for an emblem. 8 bits each of blue, green, red.
cv::Mat draw_front(const Person& person, Draws& draws);
cv::Mat draw_back(const Person& person, Draws& draws);
cv::Mat draw_passport(const Person& person, Draws& draws);
// The sides of a permit for travelling to the mainland, with the number at one of the
// places where such cards have it.
cv::Mat draw_permit_front(const Person& person, Draws& draws);
cv::Mat draw_permit_back(const Person& person, Draws& draws);

}  // namespace signoff::idcards
