// SPDX-License-Identifier: Apache-2.0
#include "benchmarks/reading.h"

namespace signoff::bench {
namespace {

std::string get_case(const SignedIn& who) {
  return fmt::format(
      "GET /api/v1/cases/{} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
      "{}\r\n\r\n",
      who.case_id, who.token);
}

}  // namespace

LoadPlan reading(const Child& child, const People& people, std::size_t connections,
                 double seconds) {
  LoadPlan plan;
  plan.port = child.port();
  plan.ca_file = child.ca_file();
  plan.connections = connections;
  plan.seconds = seconds;
  plan.request = [&people](std::size_t connection, std::size_t n) {
    const auto& all = people.with_case;
    return get_case(all[(connection * 7919 + n * 31) % all.size()]);
  };
  return plan;
}

}  // namespace signoff::bench
