// SPDX-License-Identifier: Apache-2.0
#include "app/loaded_lines.h"

#include "base/bytes.h"
#include "storage/codec.h"

namespace signoff {
namespace {

// At most 17 digits and how many they are, as one number: exact, so nothing collides.
std::uint64_t packed(std::string_view digits) {
  constexpr std::uint64_t kPerLength = 100'000'000'000'000'000U;  // 10^17
  std::uint64_t value = 0;
  for (const char digit : digits) value = value * 10 + static_cast<unsigned>(digit - '0');
  return value + kPerLength * digits.size();
}

std::uint64_t hashed(std::string_view text) {
  const auto hash = sha256(as_bytes(text));
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < sizeof value; ++i) value = value << 8 | hash[i];
  return value;
}

}  // namespace

void LoadedLines::add(std::size_t line, const LineRecord& record) {
  const auto at = static_cast<std::uint32_t>(line);
  // Each mark is its own value, so that no two lines agree.
  numbers_.push_back({packed(record.line.msisdn.digits()), at, line});
  subscriptions_.push_back({packed(record.line.imsi.digits()), at, line});
  // Between the 89 that all begin with and the check digit.
  const auto card = record.line.iccid.digits();
  cards_.push_back({packed(card.substr(2, card.size() - 3)), at, line});
  owners_.push_back({hashed(record.owner.id), at, hashed(encode(record.owner))});
  if (record.main_msisdn) mains_.push_back({line, *record.main_msisdn});
  const auto& currency = record.opening.monthly_fee.currency();
  if (!currency_) currency_ = currency;
  if (*currency_ != currency)
    found_.push_back({line, {"account.currency", "currency.differs"}});
}

std::vector<LoadFinding> LoadedLines::contradictions() {
  const auto compare = [&](std::vector<Mark>& marks, const RecordDefect& defect) {
    std::ranges::sort(marks, [](const Mark& a, const Mark& b) {
      return std::pair{a.key, a.line} < std::pair{b.key, b.line};
    });
    for (std::size_t i = 1; i < marks.size(); ++i)
      if (marks[i].key == marks[i - 1].key && marks[i].value != marks[i - 1].value)
        found_.push_back({marks[i].line, defect});
  };
  compare(numbers_, {"line.msisdn", "number.twice"});
  compare(subscriptions_, {"line.imsi", "imsi.twice"});
  compare(cards_, {"line.iccid", "iccid.twice"});
  compare(owners_, {"owner", "owner.differs"});
  return std::move(found_);
}

std::vector<LoadedLines::Main> LoadedLines::mains_elsewhere() const {
  std::vector<Main> elsewhere;
  for (const auto& main : mains_) {
    const auto key = packed(main.msisdn.digits());
    const auto found = std::ranges::lower_bound(numbers_, key, {}, &Mark::key);
    const bool is_before =
        found != numbers_.end() && found->key == key && found->line < main.line;
    if (!is_before) elsewhere.push_back(main);
  }
  return elsewhere;
}

}  // namespace signoff
