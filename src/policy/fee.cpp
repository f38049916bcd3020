// SPDX-License-Identifier: Apache-2.0
#include "policy/fee.h"

#include "base/ensure.h"

#include <fmt/format.h>

namespace signoff {
namespace {

// The part of the contract that is left: whole months, then days of one more.
struct Rest {
  int months = 0;
  int days = 0;
  int days_in_month = 1;
};

Rest rest_of(Date ends_on, Date leaves_on) {
  const auto between =
      (ends_on.year() / ends_on.month()) - (leaves_on.year() / leaves_on.month());
  int months = static_cast<int>(between.count());
  if (add_months(ends_on, -months) < leaves_on) --months;
  const Date whole = add_months(ends_on, -months);
  return {months, days_between(leaves_on, whole),
          days_between(add_months(ends_on, -months - 1), whole)};
}

std::string percent_text(int percent) {
  return percent == 100 ? std::string{} : fmt::format(" × {}%", percent);
}

}  // namespace

FeeQuote contract_fee(const ContractFee& formula, Date ends_on, const Money& monthly_fee,
                      Date leaves_on) {
  ensure(monthly_fee.minor() >= 0, "fee.negative");
  FeeQuote quote{.amount = Money{0, monthly_fee.currency()}};
  if (formula.kind == FeeKind::none || leaves_on >= ends_on) return quote;
  const Rest rest = rest_of(ends_on, leaves_on);
  const bool is_by_day = formula.kind == FeeKind::pro_rata_days;
  const int started = rest.months + (rest.days > 0 ? 1 : 0);
  const std::int64_t parts =
      is_by_day ? std::int64_t{rest.months} * rest.days_in_month + rest.days
                : std::int64_t{started} * rest.days_in_month;
  quote.months = started;
  quote.amount = monthly_fee.scaled(
      parts * formula.percent, std::int64_t{rest.days_in_month} * 100, formula.rounding);
  const bool is_capped = formula.at_most && quote.amount > *formula.at_most;
  if (is_capped) quote.amount = *formula.at_most;
  const auto fee = with_sign(monthly_fee);
  const auto months =
      is_by_day && rest.days > 0
          ? fmt::format("({} + {}/{})", rest.months, rest.days, rest.days_in_month)
          : fmt::format("{}", started);
  const auto sum = fmt::format("{} × {}{}", months, fee, percent_text(formula.percent));
  const auto amount = with_sign(quote.amount);
  quote.formula = is_capped ? Bilingual{fmt::format("{}, at most {}", sum, amount),
                                        fmt::format("{}，最高{}", sum, amount)}
                            : Bilingual{fmt::format("{} = {}", sum, amount),
                                        fmt::format("{} = {}", sum, amount)};
  return quote;
}

}  // namespace signoff
