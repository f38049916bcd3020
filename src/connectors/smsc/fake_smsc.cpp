// SPDX-License-Identifier: Apache-2.0
#include "connectors/smsc/fake_smsc.h"

#include "connectors/smsc/sms_text.h"

namespace signoff {
namespace {

constexpr std::string_view kGone = "sms.unreachable";
constexpr std::string_view kLost = "sms.answer_lost";

}  // namespace

Result<std::string> FakeSmsc::send(const Sms& sms) {
  if (const auto parts = cut_into_parts(sms.text, 0); !parts) return pass_on(parts.error());
  const auto weather = trouble ? trouble("send") : Trouble::none;
  if (weather == Trouble::refuse_before) return fail(Fault::unavailable, kGone);
  const std::scoped_lock lock{mutex_};
  const auto id = std::to_string(++taken_);
  if (!dead_.contains(sms.to)) delivered_.push_back(sms);
  if (weather == Trouble::lose_answer_after) return fail(Fault::unknown, kLost);
  return id;
}

Result<bool> FakeSmsc::probe(const Msisdn& to) {
  const auto weather = trouble ? trouble("probe") : Trouble::none;
  if (weather == Trouble::refuse_before) return fail(Fault::unavailable, kGone);
  if (weather == Trouble::lose_answer_after) return fail(Fault::unknown, kLost);
  const std::scoped_lock lock{mutex_};
  return !dead_.contains(to);
}

void FakeSmsc::set_dead(const Msisdn& number, bool is_dead) {
  const std::scoped_lock lock{mutex_};
  if (is_dead)
    dead_.insert(number);
  else
    dead_.erase(number);
}

std::vector<Sms> FakeSmsc::delivered() const {
  const std::scoped_lock lock{mutex_};
  return delivered_;
}

std::size_t FakeSmsc::taken() const {
  const std::scoped_lock lock{mutex_};
  return taken_;
}

}  // namespace signoff
