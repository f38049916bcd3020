// SPDX-License-Identifier: Apache-2.0
#include "policy/risk.h"

namespace signoff {
namespace {

struct FactorRow {
  RiskFactor factor;
  bool RiskFacts::* fact;
  const char* en;
  const char* zh;
};

constexpr FactorRow kFactors[] = {
    {RiskFactor::sim_swapped, &RiskFacts::sim_swapped, "The SIM was changed recently.",
     "近期换过卡。"},
    {RiskFactor::contacts_changed, &RiskFacts::contacts_changed,
     "A contact on file was changed recently.", "近期更改过联系方式。"},
    {RiskFactor::password_reset, &RiskFacts::password_reset,
     "The password was reset shortly before.", "刚重置过服务密码。"},
    {RiskFactor::new_device, &RiskFacts::new_device, "The device was not seen before.",
     "使用了新设备。"},
    {RiskFactor::country_mismatch, &RiskFacts::country_mismatch,
     "The request comes from another country than the line is in.",
     "申请来源地与号码所在地不一致。"},
    {RiskFactor::lost_barred, &RiskFacts::lost_barred, "The line is reported lost.",
     "号码已挂失。"},
    {RiskFactor::proxy, &RiskFacts::proxy, "Somebody else asks for the owner.",
     "由他人代办。"},
    {RiskFactor::premium_number, &RiskFacts::premium_number, "A special number.", "靓号。"},
    {RiskFactor::bank_bindings, &RiskFacts::bank_bindings,
     "Bank accounts still use the number.", "仍绑定银行类账号。"},
    {RiskFactor::new_refund_account, &RiskFacts::new_refund_account,
     "The refund account is new.", "退款账户为新登记。"},
    {RiskFactor::high_balance, &RiskFacts::high_balance, "The credit is high.",
     "余额较高。"},
    {RiskFactor::failed_proofs, &RiskFacts::failed_proofs,
     "Proofs of identity failed several times.", "身份验证多次失败。"},
    {RiskFactor::long_tenure_active, &RiskFacts::long_tenure_active,
     "A line of many years that was used today.", "多年老用户且今日仍在使用。"},
    {RiskFactor::watch_listed, &RiskFacts::watch_listed, "On a watch-list.",
     "命中风险名单。"},
};
static_assert(std::size(kFactors) == kRiskFactors);

RiskBand band_of(const Risk& risk, int points) {
  if (points >= risk.analyst_at) return RiskBand::analyst;
  if (points >= risk.raise_at) return RiskBand::raised;
  if (points >= risk.review_at) return RiskBand::review;
  return RiskBand::automatic;
}

bool only_protects(Act act) {
  return act == Act::bar_lost || act == Act::object || act == Act::enquire ||
         act == Act::withdraw || act == Act::suspend;
}

std::vector<Need> missing_from(const Way& way, std::span<const Need> proved) {
  std::vector<Need> missing;
  for (const auto need : way.needs)
    if (std::ranges::find(proved, need) == proved.end()) missing.push_back(need);
  return missing;
}

// The ways of exactly this level that can be used on the channel.
std::vector<Way> open_ways(const Pack& pack, Assurance level, Channel channel) {
  std::vector<Way> ways;
  for (const auto& way : pack.ways[static_cast<std::size_t>(level)])
    if (way.channels.empty() ||
        std::ranges::find(way.channels, channel) != way.channels.end())
      ways.push_back(way);
  return ways;
}

}  // namespace

std::vector<RiskText> risk_texts() {
  std::vector<RiskText> texts;
  for (const auto& row : kFactors) texts.push_back({row.factor, row.en, row.zh});
  return texts;
}

std::string_view to_string(RiskBand band) {
  constexpr std::string_view kNames[] = {"automatic", "review", "raised", "analyst"};
  return kNames[static_cast<std::size_t>(band)];
}

RiskScore risk_score(const Pack& pack, const RiskFacts& facts) {
  RiskScore score;
  for (const auto& row : kFactors) {
    const int points = pack.risk.points[static_cast<std::size_t>(row.factor)];
    if (!(facts.*row.fact) || points == 0) continue;
    score.points += points;
    score.reasons.push_back({row.factor, points, {row.en, row.zh}});
  }
  score.band = band_of(pack.risk, score.points);
  return score;
}

bool needs_objection_window(const Pack& pack, Assurance proved, const RiskScore& risk) {
  if (pack.times.objection_window == Duration{}) return false;
  return proved <= Assurance::al2 || risk.points >= pack.times.objection_window_risk;
}

Assurance assurance_needed(const Pack& pack, Act act, Channel channel, Subject subject,
                           const RiskScore& risk, bool is_freshly_swapped) {
  auto level = pack.assurance_for(act, channel, subject);
  if (level == Assurance::never || only_protects(act)) return level;
  if (risk.band >= RiskBand::raised) level = std::max(level, Assurance::al3);
  if (risk.band == RiskBand::analyst) level = std::max(level, Assurance::al4);
  if (is_freshly_swapped) level = std::max(level, pack.risk.fresh_swap_raises_to);
  return level;
}

Assurance raised_by_lock(const Pack& pack, Act act, Channel channel, Assurance level) {
  if (act != Act::terminate && act != Act::finish_now) return level;
  const auto& open = pack.lock.channels;
  if (std::ranges::find(open, channel) == open.end()) return Assurance::never;
  return std::max(level, pack.lock.raises_to);
}

std::vector<Way> ways_to(const Pack& pack, Assurance level, Channel channel) {
  std::vector<Way> ways;
  if (level == Assurance::never) return ways;
  for (auto i = static_cast<std::size_t>(level); i < pack.ways.size(); ++i)
    for (auto& way : open_ways(pack, kAssurances[i], channel))
      ways.push_back(std::move(way));
  return ways;
}

bool is_proved(const Pack& pack, Assurance level, Channel channel,
               std::span<const Need> proved) {
  if (level == Assurance::none) return true;
  const auto ways = ways_to(pack, level, channel);
  return std::ranges::any_of(
      ways, [&](const Way& way) { return missing_from(way, proved).empty(); });
}

std::vector<Need> needs_left(const Pack& pack, Assurance level, Channel channel,
                             std::span<const Need> proved) {
  std::vector<Need> least;
  if (level == Assurance::never || is_proved(pack, level, channel, proved)) return least;
  auto ways = open_ways(pack, level, channel);
  if (ways.empty()) ways = ways_to(pack, level, channel);
  for (const auto& way : ways) {
    auto missing = missing_from(way, proved);
    if (least.empty() || missing.size() < least.size()) least = std::move(missing);
  }
  return least;
}

}  // namespace signoff
