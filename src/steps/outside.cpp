// SPDX-License-Identifier: Apache-2.0
#include "steps/outside.h"

#include <fmt/format.h>
#include <boost/json.hpp>

namespace signoff {

std::string effect_key(const Dossier& dossier, std::string_view what) {
  return fmt::format("{}:{}", dossier.head.id, what);
}

Result<Subscription> find_own(HomeRegister& home, const Line& line) {
  auto found = home.find(line.imsi);
  if (found && found->msisdn && *found->msisdn != line.msisdn)
    return fail(Fault::conflict, "register.changed_hands");
  return found;
}

bool is_not_offered(const Error& why) { return why.code == "register.no_such_verb"; }

Result<void> where_offered(Result<void> done) {
  if (!done && is_not_offered(done.error())) return {};
  return done;
}

Result<std::string> ask_register(HomeRegister& home, const Line& line) {
  const auto found = home.find(line.imsi);
  if (!found && found.error().fault != Fault::not_found) return pass_on(found.error());
  if (!found) return "register: " + found.error().code;
  if (found->msisdn && *found->msisdn != line.msisdn)
    return "register: the record carries another number";
  return fmt::format("register: present, {}, {}",
                     found->is_barred() ? "barred" : "in service",
                     found->is_attached() ? "attached" : "not attached");
}

std::string register_truth(HomeRegister& home, const Line& line) {
  const auto answer = ask_register(home, line);
  return answer ? *answer : "register: " + answer.error().code;
}

Outcome failed(HomeRegister& home, const Line& line, const Error& why) {
  if (why.fault == Fault::conflict || why.fault == Fault::bad_input)
    return Stuck{why.code, register_truth(home, line)};
  return Retry{why};
}

std::string facts(
    std::initializer_list<std::pair<std::string_view, std::string_view>> members) {
  boost::json::object object;
  for (const auto& [name, value] : members) object.emplace(name, value);
  return boost::json::serialize(object);
}

}  // namespace signoff
