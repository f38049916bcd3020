// SPDX-License-Identifier: Apache-2.0
#include "base/clock.h"

#include <fmt/format.h>
#include <charconv>
#include <optional>

namespace signoff {
namespace {

using std::chrono::days;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

// Digits at a fixed place; no sign, no blanks.
std::optional<int> number_at(std::string_view text, std::size_t at, std::size_t length) {
  if (at + length > text.size()) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(at, length)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

Instant SystemClock::now() const {
  return std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
}

Instant ShiftedClock::now() const { return SystemClock{}.now() + offset(); }

std::string to_string(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string to_string(Instant instant) {
  const auto day = std::chrono::floor<days>(instant);
  const auto ms = (instant - day).count();
  const auto seconds = ms / 1000;
  auto text = fmt::format("{}T{:02}:{:02}:{:02}", to_string(Date{day}), seconds / 3600,
                          seconds / 60 % 60, seconds % 60);
  if (ms % 1000 != 0) text += fmt::format(".{:03}", ms % 1000);
  return text + "Z";
}

Result<Date> parse_date(std::string_view text) {
  const auto year = number_at(text, 0, 4);
  const auto month = number_at(text, 5, 2);
  const auto day = number_at(text, 8, 2);
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !year || !month || !day)
    return fail(Fault::bad_input, "date.format");
  const Date date{std::chrono::year{*year},
                  std::chrono::month{static_cast<unsigned>(*month)},
                  std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return fail(Fault::bad_input, "date.no_such_day");
  return date;
}

Result<Instant> parse_instant(std::string_view text) {
  if (text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
      text.back() != 'Z')
    return fail(Fault::bad_input, "instant.format");
  const auto date = parse_date(text.substr(0, 10));
  if (!date) return pass_on(date.error());
  const auto hour = number_at(text, 11, 2);
  const auto minute = number_at(text, 14, 2);
  const auto second = number_at(text, 17, 2);
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59)
    return fail(Fault::bad_input, "instant.format");
  int ms = 0;
  if (text.size() != 20) {
    const auto fraction = number_at(text, 20, 3);
    if (text.size() != 24 || text[19] != '.' || !fraction)
      return fail(Fault::bad_input, "instant.format");
    ms = *fraction;
  }
  return Instant{std::chrono::sys_days{*date}} + std::chrono::hours{*hour} +
         std::chrono::minutes{*minute} + std::chrono::seconds{*second} + milliseconds{ms};
}

Result<Duration> parse_duration(std::string_view text) {
  constexpr std::string_view kUnits = "WDHMS";
  constexpr std::int64_t kSeconds[] = {7 * 86400, 86400, 3600, 60, 1};
  if (text.size() < 3 || text[0] != 'P') return fail(Fault::bad_input, "duration.format");
  text.remove_prefix(1);
  std::int64_t total = 0;
  bool in_time = false;
  std::size_t last_unit = 0;
  while (!text.empty()) {
    if (text[0] == 'T' && !in_time && text.size() > 1) {
      in_time = true;
      text.remove_prefix(1);
    }
    std::int64_t value = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || value < 0 || value > 3'155'760'000 ||
        end == text.data() + text.size())
      return fail(Fault::bad_input, "duration.format");
    const auto unit = kUnits.find(*end);
    if (unit == std::string_view::npos || (unit >= 2) != in_time || unit + 1 <= last_unit)
      return fail(Fault::bad_input, "duration.format");
    last_unit = unit + 1;
    total += value * kSeconds[unit];
    text = std::string_view{end + 1,
                            static_cast<std::size_t>(text.data() + text.size() - end - 1)};
  }
  if (total > 3'155'760'000) return fail(Fault::bad_input, "duration.too_long");
  return Duration{total * 1000};
}

}  // namespace signoff
