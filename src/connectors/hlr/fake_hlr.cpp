// SPDX-License-Identifier: Apache-2.0
#include "connectors/hlr/fake_hlr.h"

#include "base/ensure.h"
#include "connectors/hlr/changed_hands.h"

namespace signoff {

namespace {

constexpr std::string_view kVlr = "MSC-vlr1";
constexpr std::string_view kSgsn = "SGSN-1";

std::unexpected<Error> lost() { return fail(Fault::unknown, "register.answer_lost"); }
std::unexpected<Error> down() { return fail(Fault::unavailable, "register.down"); }
std::unexpected<Error> missing() {
  return fail(Fault::not_found, "register.no_subscription");
}

}  // namespace

Trouble FakeHlr::weather(std::string_view verb, const Imsi& imsi) const {
  return weather_ ? weather_(verb, imsi) : Trouble::none;
}

FakeHlr::Record* FakeHlr::record_of(const Imsi& imsi) {
  const auto found = records_.find(imsi.digits());
  return found == records_.end() ? nullptr : &found->second;
}

const FakeHlr::Record* FakeHlr::record_of(const Imsi& imsi) const {
  const auto found = records_.find(imsi.digits());
  return found == records_.end() ? nullptr : &found->second;
}

void FakeHlr::release_number(const Subscription& subscription) {
  if (!subscription.msisdn) return;
  const auto found = imsi_by_number_.find(subscription.msisdn->digits());
  if (found != imsi_by_number_.end() && found->second == subscription.imsi.digits())
    imsi_by_number_.erase(found);
}

void FakeHlr::put(const Subscription& subscription) {
  const std::lock_guard lock{mutex_};
  Record& record = records_[std::string{subscription.imsi.digits()}];
  if (record.subscription) release_number(*record.subscription);
  record.subscription = subscription;
  if (!subscription.msisdn) return;
  const auto [place, is_new] = imsi_by_number_.try_emplace(
      std::string{subscription.msisdn->digits()}, subscription.imsi.digits());
  ensure(is_new, "fake_hlr.number_taken");
}

AttachAnswer FakeHlr::attach(const Imsi& imsi) {
  const std::lock_guard lock{mutex_};
  Record* record = record_of(imsi);
  if (!record || !record->subscription) return AttachAnswer::unknown_subscription;
  Subscription& subscription = *record->subscription;
  if (subscription.cs_enabled) {
    subscription.vlr = kVlr;
    subscription.purged_cs = false;
    record->is_served_cs = true;
  }
  if (subscription.ps_enabled) {
    subscription.sgsn = kSgsn;
    subscription.purged_ps = false;
    record->is_served_ps = true;
  }
  return subscription.is_barred() ? AttachAnswer::barred : AttachAnswer::accepted;
}

bool FakeHlr::serves(const Imsi& imsi) const {
  const std::lock_guard lock{mutex_};
  const Record* record = record_of(imsi);
  return record && (record->is_served_cs || record->is_served_ps);
}

void FakeHlr::give_to_stranger(const Imsi& imsi, const Msisdn& their_number) {
  const std::lock_guard lock{mutex_};
  Record& record = records_[std::string{imsi.digits()}];
  if (record.subscription) release_number(*record.subscription);
  Subscription theirs{imsi, their_number, true, true, true, {}, {}, false, false};
  record = Record{theirs, false, false, true, record.effects};
  imsi_by_number_.insert_or_assign(std::string{their_number.digits()},
                                   std::string{imsi.digits()});
}

void FakeHlr::reissue(const Msisdn& number, const Imsi& to_stranger) {
  const std::lock_guard lock{mutex_};
  const auto owner = imsi_by_number_.find(number.digits());
  if (owner != imsi_by_number_.end()) {
    const auto old = records_.find(owner->second);
    if (old != records_.end() && old->second.subscription)
      old->second.subscription->msisdn.reset();
  }
  Record& record = records_[std::string{to_stranger.digits()}];
  if (record.subscription) release_number(*record.subscription);
  record.subscription =
      Subscription{to_stranger, number, true, true, true, {}, {}, false, false};
  record.is_strangers = true;
  imsi_by_number_.insert_or_assign(std::string{number.digits()},
                                   std::string{to_stranger.digits()});
}

FakeHlr::Effects FakeHlr::effects(const Imsi& imsi) const {
  const std::lock_guard lock{mutex_};
  const Record* record = record_of(imsi);
  return record ? record->effects : Effects{};
}

int FakeHlr::stranger_effects() const {
  const std::lock_guard lock{mutex_};
  return stranger_effects_;
}

std::size_t FakeHlr::size() const {
  const std::lock_guard lock{mutex_};
  return static_cast<std::size_t>(std::ranges::count_if(
      records_, [](const auto& row) { return row.second.subscription.has_value(); }));
}

Result<Subscription> FakeHlr::find(const Imsi& imsi) {
  const Trouble trouble = weather("find", imsi);
  if (trouble != Trouble::none) return down();  // A read changes nothing either way.
  const std::lock_guard lock{mutex_};
  const Record* record = record_of(imsi);
  if (!record || !record->subscription) return missing();
  return *record->subscription;
}

Result<Subscription> FakeHlr::find(const Msisdn& msisdn) {
  std::string imsi;
  {
    const std::lock_guard lock{mutex_};
    const auto found = imsi_by_number_.find(msisdn.digits());
    if (found == imsi_by_number_.end()) return missing();
    imsi = found->second;
  }
  const auto parsed = Imsi::parse(imsi);
  ensure(parsed.has_value(), "fake_hlr.imsi");
  return find(*parsed);
}

template <class Act>
Result<void> FakeHlr::change(std::string_view verb, const Subscription& seen,
                             const Act& act) {
  const Trouble trouble = weather(verb, seen.imsi);
  if (trouble == Trouble::refuse_before) return down();
  const std::lock_guard lock{mutex_};
  Record* record = record_of(seen.imsi);
  if (!record || !record->subscription) return missing();
  if (has_changed_hands(seen, *record->subscription))
    return fail(Fault::conflict, "register.changed_hands");
  const bool has_changed = act(*record);
  if (has_changed && record->is_strangers) ++stranger_effects_;
  if (trouble == Trouble::lose_answer_after) return lost();
  return {};
}

Result<void> FakeHlr::bar(const Subscription& seen) {
  return change("bar", seen, [](Record& record) {
    Subscription& now = *record.subscription;
    if (now.is_barred()) return false;
    now.cs_enabled = now.ps_enabled = false;
    ++record.effects.bars;
    return true;
  });
}

Result<void> FakeHlr::unbar(const Subscription& seen, bool cs, bool ps) {
  return change("unbar", seen, [&](Record& record) {
    Subscription& now = *record.subscription;
    if (now.cs_enabled == cs && now.ps_enabled == ps) return false;
    now.cs_enabled = cs;
    now.ps_enabled = ps;
    ++record.effects.unbars;
    return true;
  });
}

Result<void> FakeHlr::cancel_location(const Subscription& seen) {
  return change("cancel_location", seen, [&](Record& record) {
    Subscription& now = *record.subscription;
    const bool forgets_cs = !seen.vlr.empty() && record.is_served_cs;
    const bool forgets_ps = !seen.sgsn.empty() && record.is_served_ps;
    if (!seen.vlr.empty() && !now.vlr.empty()) now.purged_cs = true;
    if (!seen.sgsn.empty() && !now.sgsn.empty()) now.purged_ps = true;
    record.is_served_cs &= !forgets_cs;
    record.is_served_ps &= !forgets_ps;
    if (!forgets_cs && !forgets_ps) return false;
    ++record.effects.location_cancels;
    return true;
  });
}

Result<void> FakeHlr::strip_keys(const Subscription& seen) {
  return change("strip_keys", seen, [](Record& record) {
    if (!record.subscription->has_keys) return false;
    record.subscription->has_keys = false;
    ++record.effects.key_strips;
    return true;
  });
}

Result<void> FakeHlr::strip_number(const Subscription& seen) {
  return change("strip_number", seen, [this](Record& record) {
    if (!record.subscription->msisdn) return false;
    release_number(*record.subscription);
    record.subscription->msisdn.reset();
    ++record.effects.number_strips;
    return true;
  });
}

Result<void> FakeHlr::remove(const Subscription& seen) {
  auto removed = change("remove", seen, [this](Record& record) {
    release_number(*record.subscription);
    record.subscription.reset();
    ++record.effects.removals;
    return true;
  });
  if (!removed && removed.error().fault == Fault::not_found) return {};
  return removed;
}

Result<AttachAnswer> FakeHlr::probe_attach(const Imsi& imsi, NetworkDomain domain) {
  const Trouble trouble = weather("probe_attach", imsi);
  if (trouble != Trouble::none) return down();
  const std::lock_guard lock{mutex_};
  const Record* record = record_of(imsi);
  if (!record || !record->subscription) return AttachAnswer::unknown_subscription;
  const Subscription& now = *record->subscription;
  const bool is_enabled = domain == NetworkDomain::cs ? now.cs_enabled : now.ps_enabled;
  return is_enabled ? AttachAnswer::accepted : AttachAnswer::barred;
}

Result<bool> FakeHlr::probe_keys(const Imsi& imsi) {
  const Trouble trouble = weather("probe_keys", imsi);
  if (trouble != Trouble::none) return down();
  const std::lock_guard lock{mutex_};
  const Record* record = record_of(imsi);
  return record && record->subscription && record->subscription->has_keys;
}

Result<std::vector<std::int64_t>> FakeHlr::orphan_keys() {
  return std::vector<std::int64_t>{};  // Keys live in the record here, so none is left.
}

}  // namespace signoff
