// SPDX-License-Identifier: Apache-2.0
#include "service/figures.h"

#include "base/civil_time.h"
#include "domain/case_due.h"
#include "engine/params.h"

#include <algorithm>
#include <array>

namespace signoff {
namespace {

constexpr std::size_t kDays = 30;
constexpr auto kFreshFor = std::chrono::seconds{5};
constexpr std::size_t kStates = kNames<CaseState>.size();
constexpr std::size_t kChannels = kNames<Channel>.size();

std::int64_t seconds(Duration time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time).count();
}

// The value below which that share of all lies (nearest rank). Reorders; not empty.
std::int64_t at_share(std::vector<std::int64_t>& values, std::size_t percent) {
  const auto rank = (values.size() * percent + 99) / 100;
  const auto at =
      values.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1) - 1);
  std::ranges::nth_element(values, at);
  return *at;
}

// Takes the cases one after the other and keeps sums only, and a number for each that has
// not ended.
class Tally {
 public:
  Tally(Instant now, const Zone& zone) : now_{now} {
    auto day = add_days(zone.date_of(now), 1 - static_cast<int>(kDays));
    for (auto& row : days_) {
      row.day = day;
      starts_.push_back(zone.start_of(day));
      day = add_days(day, 1);
    }
    starts_.push_back(zone.start_of(day));
  }

  void take(const CaseRow& row) {
    const auto state = static_cast<std::size_t>(row.state);
    ++counts_[state][static_cast<std::size_t>(row.channel)];
    if (!is_ended(row.state)) waits_[state].push_back(seconds(now_ - row.since));
    auto* opened = day_of(row.opened_at);
    if (opened) ++opened->opened;
    if (opened && row.review == ReviewEnd::in_time) ++reviews_.in_time;
    if (opened && row.review == ReviewEnd::late) ++reviews_.late;
    if (is_in_review(row.state)) ++reviews_.open;
    if (is_in_review(row.state) && row.due_at && *row.due_at < now_) ++reviews_.open_late;
    auto* ended = is_ended(row.state) ? day_of(row.since) : nullptr;
    if (ended) ++ended->ended;
    if (ended && row.state == CaseState::closed) ++ended->closed;
    if (ended && row.state == CaseState::withdrawn) ++ended->withdrawn;
  }

  FigureSheet sheet() {
    FigureSheet sheet;
    sheet.at = now_;
    for (std::size_t state = 0; state < kStates; ++state) {
      for (std::size_t channel = 0; channel < kChannels; ++channel)
        if (const auto count = counts_[state][channel]; count > 0)
          sheet.cases.push_back(
              {static_cast<CaseState>(state), static_cast<Channel>(channel), count});
      auto& waits = waits_[state];
      if (waits.empty()) continue;
      const auto median = at_share(waits, 50);
      sheet.time_in_state.push_back({static_cast<CaseState>(state), median,
                                     at_share(waits, 95),
                                     static_cast<std::int64_t>(waits.size())});
    }
    sheet.reviews = reviews_;
    sheet.days.assign(days_.begin(), days_.end());
    return sheet;
  }

 private:
  // Null for a moment before the first day or after the last.
  DayCounts* day_of(Instant at) {
    const auto next = std::ranges::upper_bound(starts_, at);
    if (next == starts_.begin() || next == starts_.end()) return nullptr;
    return &days_[static_cast<std::size_t>(next - starts_.begin()) - 1];
  }

  Instant now_;
  std::vector<Instant> starts_;  // Of the days, and of the one after.
  std::array<DayCounts, kDays> days_{};
  std::array<std::array<std::int64_t, kChannels>, kStates> counts_{};
  std::array<std::vector<std::int64_t>, kStates> waits_;
  ReviewCounts reviews_;
};

}  // namespace

Result<std::shared_ptr<const FigureSheet>> Figures::show(const Caller& caller) {
  if (!may(caller.actor.role, Verb::view_figures))
    return fail(Fault::forbidden, "rights.missing");
  const std::lock_guard lock{mutex_};
  const auto wall = parts_.wall.now();
  const bool is_fresh = sheet_ && wall >= counted_at_ && wall - counted_at_ < kFreshFor;
  if (is_fresh) return sheet_;
  auto counted = count(parts_.clock.now());
  if (!counted) return pass_on(counted.error());
  sheet_ = std::make_shared<const FigureSheet>(*std::move(counted));
  counted_at_ = wall;
  return sheet_;
}

Result<FigureSheet> Figures::count(Instant now) const {
  Tally tally{now, zone_of(parts_.outside.pack)};
  if (auto read = lists_.each_row([&](const CaseRow& row) { tally.take(row); }); !read)
    return pass_on(read.error());
  auto sheet = tally.sheet();
  auto refunds = lists_.refund_sums();
  if (!refunds) return pass_on(refunds.error());
  sheet.refunds = *std::move(refunds);
  return sheet;
}

}  // namespace signoff
