// SPDX-License-Identifier: Apache-2.0
#include "policy/assurance.h"

#include <cstddef>

namespace signoff {
namespace {

constexpr std::string_view kAssuranceNames[] = {"none", "weak", "al1",  "al2",
                                                "al3",  "al4",  "never"};
constexpr std::string_view kNeedNames[] = {"otp",   "id_number", "iccid",        "device",
                                           "video", "in_person", "second_person"};
constexpr std::string_view kChannelNames[] = {"web",  "app", "hotline",
                                              "shop", "sms", "api"};
constexpr std::string_view kSubjectNames[] = {"owner", "owner_sim_lost", "proxy",
                                              "heir",  "company_agent",  "guardian"};
constexpr std::string_view kActNames[] = {
    "enquire", "terminate",     "withdraw",      "restore", "finish_now",
    "object",  "bar_lost",      "lift_lost_bar", "suspend", "resume",
    "reapply", "change_refund", "port_code"};

static_assert(std::size(kAssuranceNames) == std::size(kAssurances));
static_assert(std::size(kNeedNames) == std::size(kNeeds));
static_assert(std::size(kChannelNames) == std::size(kChannels));
static_assert(std::size(kSubjectNames) == std::size(kSubjects));
static_assert(std::size(kActNames) == std::size(kActs));

}  // namespace

std::string_view to_string(Assurance assurance) {
  return kAssuranceNames[static_cast<std::size_t>(assurance)];
}
std::string_view to_string(Need need) { return kNeedNames[static_cast<std::size_t>(need)]; }
std::string_view to_string(Channel channel) {
  return kChannelNames[static_cast<std::size_t>(channel)];
}
std::string_view to_string(Subject subject) {
  return kSubjectNames[static_cast<std::size_t>(subject)];
}
std::string_view to_string(Act act) { return kActNames[static_cast<std::size_t>(act)]; }

}  // namespace signoff
