// SPDX-License-Identifier: Apache-2.0
#include "policy/obligations.h"

#include "base/civil_time.h"
#include "base/ensure.h"
#include "policy/binding_texts.h"
#include "policy/fee.h"

#include <fmt/format.h>
#include <algorithm>

namespace signoff {
namespace {

// Values for the texts of one obligation, per language where they differ.
class Values {
 public:
  Values& both(std::string_view name, const std::string& value) {
    return each(name, value, value);
  }
  Values& each(std::string_view name, std::string en, std::string zh) {
    en_.push_back({name, std::move(en)});
    zh_.push_back({name, std::move(zh)});
    return *this;
  }
  const std::vector<Param>& en() const { return en_; }
  const std::vector<Param>& zh() const { return zh_; }

 private:
  std::vector<Param> en_;
  std::vector<Param> zh_;
};

// Collects the obligations of one line.
class Collector {
 public:
  Collector(const CaseFacts& facts, const Pack& pack)
      : facts_{facts}, pack_{pack}, zone_{*Zone::find(pack.place.zone)} {}

  std::vector<Obligation> all() {
    law();
    money();
    structure();
    people();
    std::ranges::sort(found_, {}, &Obligation::id);
    return std::move(found_);
  }

 private:
  Obligation& add(std::string_view id, const Values& values = {},
                  std::string_view default_option = {}) {
    const auto* text = find_obligation(id);
    ensure(text != nullptr, "obligation.unknown");
    Obligation obligation;
    obligation.id = id;
    obligation.kind = text->kind;
    obligation.text = render_obligation(*text, values.en(), values.zh());
    obligation.default_option = default_option;
    for (const auto& option : text->options)
      obligation.options.push_back({std::string{option.id},
                                    render_option(option, values.en(), values.zh()),
                                    {},
                                    {}});
    return found_.emplace_back(std::move(obligation));
  }

  static void drop(Obligation& obligation, std::string_view option) {
    std::erase_if(obligation.options, [&](const auto& one) { return one.id == option; });
  }
  static void price(Obligation& obligation, std::string_view option, const Money& cost) {
    for (auto& one : obligation.options)
      if (one.id == option) one.cost = cost;
  }
  static void choices(Obligation& obligation, std::string_view option,
                      const std::vector<std::string>& ids) {
    for (auto& one : obligation.options)
      if (one.id == option) one.choices = ids;
  }

  std::string day(Date date, Language language) const { return day_text(date, language); }
  Values& on_day(Values& values, std::string_view name, Date date) const {
    return values.each(name, day(date, Language::en), day(date, Language::zh));
  }

  void law() {
    const auto& line = facts_.line;
    Values values;
    if (!facts_.open_case_number.empty()) {
      on_day(values, "date", zone_.date_of(facts_.open_case_since.value_or(facts_.now)));
      add("OB-06", values.both("case", facts_.open_case_number), "join");
    }
    if (line.state == LineState::porting_out ||
        (line.port_code_until && *line.port_code_until > facts_.now))
      add("OB-07");
    if (!line.transfer_to.empty()) add("OB-08");
    if (is_fresh(line.sim_swapped_at) || is_fresh(facts_.owner.contacts_changed_at))
      add("OB-10", Values{}.both("days", std::to_string(pack_.risk.fresh_swap_days)),
          "video");
    if (line.fraud_flag) fraud();
    if (!line.legal_hold.empty()) add("OB-12", Values{}.both("reference", line.legal_hold));
    if (facts_.state_before == LineState::barred_lost) add("OB-13");
    if (line.is_locked) {
      const auto hours = std::chrono::duration_cast<std::chrono::hours>(pack_.lock.wait);
      add("OB-51", Values{}.both("hours", std::to_string(hours.count())));
    }
  }

  // A flag never stops the owner from asking; an analyst looks before anything happens.
  void fraud() {
    const auto by = facts_.now + pack_.times.fraud_contact;
    Values values;
    values.both("hotline", pack_.place.hotline)
        .each("by", moment(by, Language::en), moment(by, Language::zh));
    add("OB-11", values).kind = ObligationClass::info;
  }

  std::string moment(Instant at, Language language) const {
    return short_deadline_text(at, zone_, language);
  }
  bool is_fresh(const std::optional<Instant>& at) const {
    return at && facts_.now < *at + std::chrono::days{pack_.risk.fresh_swap_days};
  }

  void money() {
    if (facts_.arrears.minor() > 0) arrears();
    if (facts_.unbilled.minor() > 0) {
      const auto due = zone_.date_of(facts_.now + std::chrono::days{31});
      Values values;
      on_day(values, "by", due);
      auto& added = add("OB-15", values.both("amount", with_sign(facts_.unbilled)),
                        "accept_estimate");
      price(added, "pay_estimate", facts_.unbilled);
    }
    if (facts_.line.is_abroad)
      add("OB-16", Values{}
                       .both("days", std::to_string(pack_.refunds.late_usage_days))
                       .both("amount", with_sign(pack_.refunds.late_usage_hold_max)));
    if (facts_.contract) contract(*facts_.contract);
    const auto mine = facts_.paid_credit + facts_.deposit - facts_.unbilled;
    if (mine.minor() > 0) credit(mine);
    if (facts_.gift_credit.minor() > 0) {
      const auto amount = with_sign(facts_.gift_credit);
      Values values;
      values.each("lost", amount + " gift credit", "赠费" + amount);
      add("OB-32", values);
    }
  }

  void arrears() {
    auto& added = add("OB-14", Values{}.both("amount", with_sign(facts_.arrears)));
    price(added, "pay_now", facts_.arrears);
    price(added, "deduct_credit", facts_.arrears);
    if (facts_.paid_credit < facts_.arrears) drop(added, "deduct_credit");
  }

  void contract(const ContractFacts& contract) {
    if (!contract.is_proven) {
      add("OB-18");
      return;
    }
    const auto today = zone_.date_of(facts_.now);
    const auto fee =
        contract_fee(pack_.contract_fee, contract.ends_on, contract.monthly_fee, today);
    if (fee.amount.is_zero()) return;
    Values values;
    on_day(values, "date", contract.ends_on);
    values.each("formula", fee.formula.en, fee.formula.zh)
        .both("clause", contract.clause)
        .both("amount", with_sign(fee.amount));
    auto& added = add("OB-17", values);
    price(added, "pay_fee", fee.amount);
    if (days_between(today, contract.ends_on) > pack_.times.chosen_date_max_days)
      drop(added, "wait_until_end");
  }

  void credit(const Money& mine) {
    auto& added = add("OB-31", Values{}.both("amount", with_sign(mine)), "refund_source");
    drop(added, "use_up");
    if (facts_.other_lines.empty()) drop(added, "transfer_line");
    choices(added, "transfer_line", facts_.other_lines);
  }

  void structure() {
    if (!facts_.sub_lines.empty()) {
      auto& added =
          add("OB-21", Values{}.both("count", std::to_string(facts_.sub_lines.size())));
      std::vector<std::string> ids;
      for (const auto& sub : facts_.sub_lines) ids.push_back(sub.id);
      choices(added, "promote_sub_line", ids);
    }
    if (!facts_.line.main_line_id.empty()) {
      Values values;
      on_day(values, "date", zone_.date_of(facts_.now));
      add("OB-22", values, "leave");
    }
    if (facts_.line.eid) add("OB-36");
  }

  void bindings() {
    const auto& moved = facts_.bindings_moved;
    std::string en, zh;
    int count = 0;
    for (const auto& id : facts_.owner.bindings) {
      if (std::ranges::find(moved, id) != moved.end()) continue;
      const auto name = binding_text(id).name;
      en += (count == 0 ? "" : ", ") + name.en;
      zh += (count == 0 ? "" : "、") + name.zh;
      ++count;
    }
    if (count > 0)
      add("OB-23", Values{}.both("count", std::to_string(count)).each("services", en, zh));
  }

  void people() {
    bindings();
    if (facts_.owner.email.empty() && !facts_.owner.other_msisdn)
      add("OB-25", {}, facts_.owner.postal_address.empty() ? "" : "post");
    const auto minutes = zone_.time_of_day(facts_.now);
    // Night and month end change nothing for the owner; he is told which moment counts.
    if (minutes < std::chrono::hours{7} || minutes >= std::chrono::hours{22})
      add("OB-39", Values{}.each("date", moment(facts_.now, Language::en),
                                 moment(facts_.now, Language::zh)));
    const auto text = [&](Language language) {
      return moment_text(facts_.now, zone_, pack_.place.zone_name, language);
    };
    add("OB-44", Values{}.each("until", text(Language::en), text(Language::zh)));
  }

  const CaseFacts& facts_;
  const Pack& pack_;
  Zone zone_;
  std::vector<Obligation> found_;
};

const Obligation* find(const std::vector<Obligation>& all, std::string_view id) {
  const auto at = std::ranges::find(all, id, &Obligation::id);
  return at == all.end() ? nullptr : &*at;
}

const ObligationOption* find_choice(const Obligation& obligation, std::string_view option) {
  const auto at = std::ranges::find(obligation.options, option, &ObligationOption::id);
  return at == obligation.options.end() ? nullptr : &*at;
}

}  // namespace

std::vector<Obligation> obligations(const CaseFacts& facts, const Pack& pack) {
  return Collector{facts, pack}.all();
}

std::string choice_for(std::string_view obligation, const std::vector<Obligation>& all,
                       const std::vector<Settlement>& settlements) {
  const auto* known = find(all, obligation);
  if (known == nullptr) return {};
  for (const auto& settlement : settlements)
    if (settlement.obligation == obligation) return settlement.option;
  return known->default_option;
}

Result<void> check_settlements(const std::vector<Obligation>& all,
                               const std::vector<Settlement>& settlements) {
  for (const auto& settlement : settlements) {
    if (find_obligation(settlement.obligation) == nullptr)
      return fail(Fault::bad_input, "settlement.obligation_unknown", settlement.obligation);
    // What no longer applies needs no settling: the owner saw an older page.
    const auto* obligation = find(all, settlement.obligation);
    if (obligation == nullptr) continue;
    const auto* option = find_choice(*obligation, settlement.option);
    if (option == nullptr)
      return fail(Fault::bad_input, "settlement.option_unknown", settlement.obligation);
    // Which sub-line is promoted may be left to us; where money goes may not.
    const bool may_be_silent = option->choices.empty() || settlement.obligation != "OB-31";
    const bool names_one =
        option->choices.empty() || (settlement.detail.empty() && may_be_silent) ||
        std::ranges::find(option->choices, settlement.detail) != option->choices.end();
    if (!names_one)
      return fail(Fault::bad_input, "settlement.detail_unknown", settlement.obligation);
  }
  return {};
}

std::vector<Obligation> still_open(const std::vector<Obligation>& all,
                                   const std::vector<Settlement>& settlements,
                                   const std::vector<std::string>& acknowledgements) {
  std::vector<Obligation> open;
  for (const auto& obligation : all) {
    bool is_open = false;
    switch (obligation.kind) {
      case ObligationClass::blocker:
      case ObligationClass::settle:
        is_open = choice_for(obligation.id, all, settlements).empty();
        break;
      case ObligationClass::warning:
        is_open =
            std::ranges::find(acknowledgements, obligation.id) == acknowledgements.end();
        break;
      case ObligationClass::info: break;
    }
    // A move to another operator goes on unless the owner gives it up.
    if (obligation.id == "OB-07")
      is_open = choice_for("OB-07", all, settlements) != "revoke_code";
    if (obligation.id == "OB-08")
      is_open = choice_for("OB-08", all, settlements) != "stop_transfer";
    if (is_open) open.push_back(obligation);
  }
  return open;
}

}  // namespace signoff
