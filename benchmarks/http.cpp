// SPDX-License-Identifier: Apache-2.0
#include "benchmarks/child.h"
#include "benchmarks/parts.h"
#include "benchmarks/reading.h"

namespace signoff::bench {
namespace {

constexpr std::size_t kConnections = 32;

std::string post_case(const SignedIn& who) {
  const auto body =
      fmt::format(R"({{"line_id":"{}","reason":"moved","effective":"now","settlements":[],)"
                  R"("acknowledgements":["OB-23","OB-32"]}})",
                  who.line_id);
  return fmt::format(
      "POST /api/v1/cases HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {}\r\n"
      "Idempotency-Key: {}\r\nContent-Type: application/json\r\n"
      "Content-Length: {}\r\n\r\n{}",
      who.token, who.line_id, body.size(), body);
}

struct HttpRuns {
  std::size_t refused = 0;
  std::vector<double> get_rate, get_per_cpu, get_p99, post_rate, post_p99;
};

Result<void> read_once(const Child& child, const People& people, double seconds,
                       HttpRuns& runs) {
  const auto before = use_of(child.pid()).cpu_seconds;
  const auto told = load(reading(child, people, kConnections, seconds));
  if (!told) return pass_on(told.error());
  const auto used = use_of(child.pid()).cpu_seconds - before;
  const auto answers = static_cast<double>(told->answers);
  runs.get_rate.push_back(answers / told->seconds);
  runs.get_per_cpu.push_back(answers / std::max(used, 0.01));
  runs.get_p99.push_back(told->p99_ms);
  return {};
}

// Each person asks once: a second request would find the first one's case.
Result<void> post_once(const Child& child, const People& people, std::size_t from,
                       std::size_t count, HttpRuns& runs) {
  LoadPlan plan;
  plan.port = child.port();
  plan.ca_file = child.ca_file();
  plan.connections = kConnections;
  plan.seconds = 60;
  plan.status = 201;
  plan.tolerated = 409;  // Two cases drew the same number.
  plan.request = [&](std::size_t connection, std::size_t n) {
    const auto at = n * kConnections + connection;
    return at < count ? post_case(people.without[from + at]) : std::string{};
  };
  const auto told = load(plan);
  if (!told) return pass_on(told.error());
  runs.post_rate.push_back(static_cast<double>(told->answers) / told->seconds);
  runs.post_p99.push_back(told->p99_ms);
  runs.refused += told->tolerated;
  return {};
}

}  // namespace

Result<void> measure_http(const Plan& plan, Report& report) {
  const std::size_t cases = plan.is_quick ? 200 : 2000;
  const std::size_t posts = plan.is_quick ? 320 : 2000;
  const Folder folder{plan.base};
  People people;
  {
    auto ground = Ground::open(folder.path());
    if (!ground) return pass_on(ground.error());
    auto made = settle_people(**ground, cases, posts * static_cast<std::size_t>(plan.runs));
    if (!made) return pass_on(made.error());
    people = *std::move(made);
  }
  const auto child = Child::start(folder.path());
  if (!child) return pass_on(child.error());
  HttpRuns runs;
  for (int run = 0; run < plan.runs; ++run) {
    if (auto done = read_once(**child, people, plan.is_quick ? 0.5 : 3, runs); !done)
      return done;
    const auto from = posts * static_cast<std::size_t>(run);
    if (auto done = post_once(**child, people, from, posts, runs); !done) return done;
  }
  report.add("http.get_case_per_s", "requests/s", runs.get_rate);
  auto& per_core = report.add("http.get_case_per_core_s", "requests/s", runs.get_per_cpu);
  per_core.goal = Goal::at_least;
  per_core.target = 24'000;
  auto& p99 = report.add("http.get_case_p99_ms", "ms", runs.get_p99);
  p99.goal = Goal::at_most;
  p99.target = 3;
  report.add("http.post_case_per_s", "requests/s", runs.post_rate);
  auto& post = report.add("http.post_case_p99_ms", "ms", runs.post_p99);
  post.goal = Goal::at_most;
  post.target = 10;
  if (runs.refused > 0)
    report.note(fmt::format("http: {} of {} POST /cases answered 409", runs.refused,
                            posts * static_cast<std::size_t>(plan.runs)));
  report.note(
      "http: one thread serves reads; client and server share the cores, so _per_core_s is "
      "per second of the server's processor time");
  return {};
}

}  // namespace signoff::bench
