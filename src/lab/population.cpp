// SPDX-License-Identifier: Apache-2.0
#include "lab/population.h"

#include "base/civil_time.h"
#include "lab/identities.h"

#include <algorithm>
#include <cmath>

namespace signoff::lab {
namespace {

constexpr std::size_t kEachKind = 20;
// Kinds besides "plain", in the order they are made.
constexpr const char* kKinds[] = {"contract",   "sub_cards", "arrears", "credit",
                                  "lost",       "esim",      "review",  "swapped",
                                  "two_people", "porting",   "gift"};
constexpr Role kStaff[] = {Role::reviewer, Role::supervisor, Role::clerk,
                           Role::agent,    Role::fraud,      Role::finance,
                           Role::engineer, Role::auditor,    Role::manager};
constexpr const char* kDomains[] = {"example.com", "example.net", "example.org"};
constexpr const char* kBanks[] = {"bank:ICBC", "bank:CCB", "bank:ABC", "bank:BOC"};
constexpr const char* kServices[] = {"WeChat", "Alipay", "Taobao", "12306", "Mail"};

Money yuan(std::int64_t fen) { return {fen, Currency{}}; }

struct PlanName {
  std::int64_t yuan_max;
  const char* name;
};
constexpr PlanName kPlans[] = {{8, "Keep 保号"},
                               {19, "Lite 轻享"},
                               {39, "Smart 畅享"},
                               {99, "Plus 尊享"},
                               {129, "Family 全家"}};

// As people of either language call it: "Plus 尊享 59".
std::string plan_name(Money monthly_fee) {
  const auto yuan_a_month = monthly_fee.minor() / 100;
  const auto plan = std::ranges::lower_bound(kPlans, yuan_a_month, {}, &PlanName::yuan_max);
  return fmt::format("{} {}", plan == std::end(kPlans) ? "Max 无忧" : plan->name,
                     yuan_a_month);
}

// Makes one person after another, each with his lines.
class Maker {
 public:
  explicit Maker(const PopulationSettings& settings)
      : settings_{settings},
        day_{std::chrono::floor<std::chrono::days>(settings.now)},
        random_{settings.seed},
        identities_{settings.seed} {}

  Population make() {
    const std::size_t each = std::max<std::size_t>(settings_.lines / 80,
                                                   settings_.lines >= 2000 ? kEachKind : 1);
    for (std::size_t i = 0; i < each; ++i)
      for (const char* kind : kKinds) special(kind);
    const auto plain = settings_.lines * 3 / 5;
    for (std::size_t i = 0; i < plain && room() > 0; ++i) special("plain");
    while (room() > 0) anybody();
    for (const Role role : kStaff) {
      const std::string name{to_string(role)};
      population_.staff.push_back({role, name, name + "-" + random_.digits(6)});
    }
    return std::move(population_);
  }

 private:
  std::size_t room() const { return settings_.lines - population_.lines.size(); }
  std::uint64_t between(std::uint64_t low, std::uint64_t high) {
    return low + random_.below(high - low + 1);
  }
  bool chance(unsigned percent) { return random_.below(100) < percent; }
  // In (0, 1].
  double fraction() {
    return (static_cast<double>(random_.below(1U << 30)) + 1) / (1U << 30);
  }
  // Box and Muller's way from two even numbers to a normal one.
  double normal() {
    const double radius = std::sqrt(-2 * std::log(fraction()));
    return radius * std::cos(2 * 3.14159265358979323846 * fraction());
  }
  Instant days_ago(std::int64_t days) const { return day_ - std::chrono::days{days}; }
  Date date_ago(std::int64_t days) const {
    return Date{std::chrono::floor<std::chrono::days>(days_ago(days))};
  }

  std::size_t new_owner() {
    const auto index = population_.owners.size();
    const auto name = draw_name(random_);
    Owner owner;
    owner.id = new_uuid(day_, random_);
    owner.name = name.text;
    owner.id_kind = "resident_id";
    const auto birth = date_ago(static_cast<std::int64_t>(365 * age() + between(0, 364)));
    owner.id_number = draw_id_number(birth, random_);
    owner.birth = to_string(birth);
    owner.email = fmt::format("{}.{}@{}", name.latin, index,
                              kDomains[random_.below(std::size(kDomains))]);
    owner.other_msisdn = identities_.other_msisdn(index);
    owner.postal_address = fmt::format("示例市样本区测试路{}号", between(1, 400));
    owner.language = chance(85) ? Language::zh : Language::en;
    population_.owners.push_back(std::move(owner));
    return index;
  }

  // 10 to 90; 15 % from 60 on, 3 % below 18.
  std::uint64_t age() {
    if (chance(15)) return between(60, 90);
    return chance(3) ? between(10, 17) : between(18, 59);
  }

  std::int64_t monthly_fee() {
    const auto draw = random_.below(100);
    if (draw < 18) return 800;
    if (draw < 42) return chance(50) ? 1800 : 1900;
    if (draw < 68) return chance(50) ? 2900 : 3900;
    if (draw < 90) return chance(50) ? 5900 : 9900;
    return 12900;
  }

  NewLine& new_line(std::size_t owner) {
    const auto index = population_.lines.size();
    NewLine made;
    made.owner = owner;
    auto& line = made.line;
    line.id = new_uuid(day_, random_);
    line.owner_id = population_.owners[owner].id;
    line.msisdn = identities_.msisdn(index);
    line.imsi = identities_.imsi(index);
    line.iccid = identities_.iccid(index);
    line.type = chance(60) ? LineType::prepaid : LineType::postpaid;
    line.monthly_fee = yuan(monthly_fee());
    line.plan = plan_name(line.monthly_fee);
    line.opened_on = date_ago(static_cast<std::int64_t>(between(200, 1400)));
    made.number.msisdn = line.msisdn;
    made.number.line_id = line.id;
    made.subscriber.imsi = line.imsi;
    made.subscriber.msisdn = line.msisdn;
    random_.fill(made.subscriber.ki);
    made.opening = opening(line);
    return population_.lines.emplace_back(std::move(made));
  }

  // Everything billed up to today, a little credit, a card that pays.
  LineOpening opening(const Line& line) {
    LineOpening opening;
    const double credit = 100 * std::exp(std::log(28.0) + 1.1 * normal());
    opening.paid_credit = yuan(std::clamp(static_cast<std::int64_t>(credit),
                                          std::int64_t{100}, std::int64_t{30'000}));
    opening.gift_credit = yuan(0);
    opening.arrears = yuan(0);
    opening.unbilled = yuan(0);
    opening.deposit = yuan(0);
    opening.monthly_fee = line.monthly_fee;
    opening.billed_until = day_;
    opening.means = Means::card;
    return opening;
  }

  void special(const std::string& kind) {
    const std::size_t lines = kind == "sub_cards" ? 3 : 1;
    if (room() < lines) return;
    const auto index = population_.lines.size();
    const auto owner = new_owner();
    auto& made = new_line(owner);
    if (kind == "contract") contract(made, 4, 18);
    if (kind == "arrears") {
      made.opening.paid_credit = yuan(0);
      made.opening.arrears = yuan(static_cast<std::int64_t>(between(500, 12'000)));
    }
    if (kind == "credit")
      made.opening.paid_credit = yuan(static_cast<std::int64_t>(between(5'000, 30'000)));
    // Some of it is left for a refund even when weeks went by before the line is ended.
    if (kind == "sub_cards")
      made.opening.paid_credit =
          yuan(std::min<std::int64_t>(4 * made.line.monthly_fee.minor(), 50'000));
    if (kind == "lost") lose(made);
    if (kind == "esim") embed(made, index);
    if (kind == "review") burden(made);
    if (kind == "swapped") made.line.sim_swapped_at = days_ago(3);
    if (kind == "two_people") made.line.premium_number = true;
    if (kind == "porting") made.line.port_code_until = days_ago(-30);
    if (kind == "gift")
      made.opening.gift_credit = yuan(static_cast<std::int64_t>(between(500, 5'000)));
    population_.kinds[kind].push_back(index);
    for (std::size_t i = 1; i < lines; ++i) add_sub_line(index);
  }

  void contract(NewLine& made, std::uint64_t from_months, std::uint64_t to_months) {
    const auto today = date_ago(0);
    Contract term;
    term.ends_on = add_months(today, static_cast<int>(between(from_months, to_months)));
    term.monthly_fee = made.line.monthly_fee;
    term.clause = "§3.2";
    made.opening.contract = term;
  }

  void lose(NewLine& made) {
    made.line.state = LineState::barred_lost;
    made.line.barred_at = days_ago(2);
    made.subscriber.is_barred = true;
  }

  void embed(NewLine& made, std::uint64_t index) {
    made.line.eid = identities_.eid(index);
    made.line.card = CardState::enabled;
  }

  // Each fact is harmless; together they reach the score at which a person looks.
  void burden(NewLine& made) {
    made.line.opened_on = date_ago(365 * 7);
    made.opening.paid_credit = yuan(static_cast<std::int64_t>(between(60'000, 90'000)));
    population_.owners[made.owner].bindings = {kBanks[0], kBanks[1], kServices[0]};
  }

  void add_sub_line(std::size_t main) {
    const auto main_id = population_.lines[main].line.id;
    auto& sub = new_line(population_.lines[main].owner);
    sub.line.main_line_id = main_id;
    sub.line.nickname = "sub";
    sub.line.monthly_fee = yuan(1000);
    sub.line.plan = "Sub 副卡 10";
    sub.opening.monthly_fee = sub.line.monthly_fee;
    sub.opening.paid_credit = yuan(0);
  }

  // A person as the statistics have it, with one to five lines.
  void anybody() {
    const auto owner = new_owner();
    const auto draw = random_.below(100);
    auto count = draw < 62 ? 1 : draw < 86 ? 2 : draw < 95 ? 3 : between(4, 5);
    bind_services(population_.owners[owner]);
    const auto first = population_.lines.size();
    for (; count > 0 && room() > 0; --count) usual_line(owner);
    if (population_.lines.size() - first > 1 && chance(14))
      for (auto i = first + 1; i < population_.lines.size(); ++i)
        population_.lines[i].line.main_line_id = population_.lines[first].line.id;
  }

  void bind_services(Owner& owner) {
    if (chance(71)) owner.bindings.emplace_back(kBanks[random_.below(std::size(kBanks))]);
    if (chance(88)) owner.bindings.emplace_back(kServices[0]);
    if (chance(80)) owner.bindings.emplace_back(kServices[1]);
    for (std::size_t i = 2; i < std::size(kServices); ++i)
      if (chance(40)) owner.bindings.emplace_back(kServices[i]);
    if (chance(8)) owner.email.clear();
    if (chance(35)) owner.other_msisdn.reset();
  }

  void usual_line(std::size_t owner) {
    const auto index = population_.lines.size();
    auto& made = new_line(owner);
    auto& line = made.line;
    const auto draw = random_.below(100);
    line.type = draw < 55   ? LineType::prepaid
                : draw < 90 ? LineType::postpaid
                : draw < 97 ? LineType::company
                            : LineType::iot;
    line.opened_on = date_ago(tenure_days());
    line.is_abroad = chance(2);
    line.premium_number = random_.below(1000) < 15;
    made.opening.unbilled = yuan(static_cast<std::int64_t>(random_.below(600)));
    if (chance(8)) made.opening.paid_credit = yuan(0);
    if (chance(6)) {
      made.opening.paid_credit = yuan(0);
      made.opening.arrears = yuan(static_cast<std::int64_t>(-3'500 * std::log(fraction())));
    }
    if (chance(22))
      made.opening.gift_credit = yuan(static_cast<std::int64_t>(between(100, 5'000)));
    if (chance(37)) contract(made, 1, 24);
    if (chance(9)) embed(made, index);
    if (chance(10)) made.opening.means = Means::none;
  }

  // 0.35 geometric with mean 9, 0.65 Weibull (1.4, 68), in months, at most 300.
  std::int64_t tenure_days() {
    const double months = chance(35) ? std::log(fraction()) / std::log(1 - 1.0 / 9)
                                     : 68 * std::pow(-std::log(fraction()), 1 / 1.4);
    return static_cast<std::int64_t>(std::clamp(months, 0.1, 300.0) * 30.4);
  }

  PopulationSettings settings_;
  Instant day_;
  SeededRandom random_;
  Identities identities_;
  Population population_;
};

}  // namespace

Population make_population(const PopulationSettings& settings) {
  return Maker{settings}.make();
}

}  // namespace signoff::lab
