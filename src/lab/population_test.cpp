// SPDX-License-Identifier: Apache-2.0
#include "lab/population.h"

#include "domain/identity_document.h"
#include "lab/identities.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>

namespace signoff::lab {
namespace {

constexpr Instant kNow{std::chrono::milliseconds{1'796'000'000'000}};
constexpr const char* kPromised[] = {"plain",  "contract", "sub_cards", "arrears",
                                     "credit", "lost",     "esim"};

Population people(std::uint64_t seed, std::size_t lines = 2000) {
  return make_population({lines, seed, kNow});
}

// Everything of a population that the demo stores, as one text.
std::string text_of(const Population& population) {
  std::string text;
  for (const auto& owner : population.owners)
    text += owner.id + owner.name + owner.id_number + owner.email + "\n";
  for (const auto& made : population.lines)
    text += fmt::format("{}{}{}{}{}{}\n", made.line.id, made.line.msisdn.digits(),
                        made.line.iccid.digits(), to_hex(made.subscriber.ki),
                        made.opening.paid_credit.minor(), made.line.plan);
  for (const auto& login : population.staff) text += login.password;
  return text;
}

TEST(Population, a_plan_bears_a_name_and_not_a_price_alone) {
  const auto population = people(7, 300);
  for (const auto& made : population.lines) {
    EXPECT_FALSE(made.line.plan.starts_with("¥"));
    EXPECT_TRUE(
        made.line.plan.ends_with(fmt::format(" {}", made.line.monthly_fee.minor() / 100)))
        << made.line.plan;
  }
}

RC_GTEST_PROP(Population, the_same_seed_makes_the_same_people, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(0, 1'000'000);
  RC_ASSERT(text_of(people(seed, 300)) == text_of(people(seed, 300)));
  RC_ASSERT(text_of(people(seed, 300)) != text_of(people(seed + 1, 300)));
}

RC_GTEST_PROP(Population, every_number_is_well_formed_and_nobodys, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(0, 1'000'000);
  const auto population = people(seed, 400);
  const auto today = Date{std::chrono::floor<std::chrono::days>(kNow)};
  std::set<std::string> seen;
  for (const auto& owner : population.owners) {
    RC_ASSERT(IdDocument::parse(IdKind::resident_id, owner.id_number, today).has_value());
    RC_ASSERT(owner.id_number.starts_with("999999"));
    RC_ASSERT(owner.email.empty() || owner.email.find("@example.") != std::string::npos);
  }
  for (const auto& made : population.lines) {
    RC_ASSERT(luhn_holds(made.line.iccid.digits()));
    RC_ASSERT(made.line.msisdn.digits().starts_with("86100"));
    RC_ASSERT(made.line.imsi.digits().starts_with("99970"));
    RC_ASSERT(seen.insert(std::string{made.line.msisdn.digits()}).second);
    RC_ASSERT(made.opening.paid_credit.minor() >= 0);
    RC_ASSERT(made.opening.arrears.minor() >= 0);
  }
}

TEST(Population, has_twenty_lines_of_each_kind_and_every_line_asked_for) {
  for (const std::size_t lines : {2000u, 2001u, 5000u}) {
    const auto population = people(7, lines);
    EXPECT_EQ(population.lines.size(), lines);
    for (const char* kind : kPromised) {
      ASSERT_TRUE(population.kinds.contains(kind)) << kind;
      EXPECT_GE(population.kinds.find(kind)->second.size(), 20u) << kind;
    }
  }
}

TEST(Population, its_kinds_are_disjoint_and_what_their_names_say) {
  const auto population = people(7);
  std::set<std::size_t> seen;
  const auto each = [&](const char* kind, const auto& holds) {
    for (const auto index : population.kinds.find(kind)->second) {
      EXPECT_TRUE(seen.insert(index).second) << kind;
      EXPECT_TRUE(holds(population.lines[index])) << kind << " " << index;
      EXPECT_FALSE(population.owners[population.lines[index].owner].email.empty());
    }
  };
  each("plain", [](const NewLine& made) {
    return made.line.state == LineState::active && !made.line.eid &&
           !made.opening.contract && made.opening.arrears.is_zero() &&
           made.opening.unbilled.is_zero() && made.opening.paid_credit.minor() > 0;
  });
  each("contract", [](const NewLine& made) { return made.opening.contract.has_value(); });
  each("arrears", [](const NewLine& made) {
    return made.opening.arrears.minor() > 0 && made.opening.means == Means::card;
  });
  each("lost", [](const NewLine& made) {
    return made.line.state == LineState::barred_lost && made.subscriber.is_barred;
  });
  each("esim", [](const NewLine& made) {
    return made.line.eid && made.line.card == CardState::enabled;
  });
  for (const auto index : population.kinds.find("sub_cards")->second)
    for (const auto sub : {index + 1, index + 2})
      EXPECT_EQ(population.lines[sub].line.main_line_id, population.lines[index].line.id);
}

TEST(Population, a_small_one_is_possible_too) {
  EXPECT_EQ(people(3, 20).lines.size(), 20u);
  EXPECT_TRUE(people(3, 20).kinds.contains("plain"));
}

RC_GTEST_PROP(Identities, never_repeat_and_always_parse, ()) {
  const Identities identities{*rc::gen::inRange<std::uint64_t>(0, 1'000'000)};
  const auto a = *rc::gen::inRange<std::uint64_t>(0, 99'999'999);
  const auto b = *rc::gen::inRange<std::uint64_t>(0, 99'999'999);
  RC_ASSERT((identities.msisdn(a) == identities.msisdn(b)) == (a == b));
  RC_ASSERT(Eid::parse(identities.eid(a).digits()).has_value());
  RC_ASSERT(Iccid::parse(identities.iccid(a).digits()).has_value());
}

}  // namespace
}  // namespace signoff::lab
