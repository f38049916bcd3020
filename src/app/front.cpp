// SPDX-License-Identifier: Apache-2.0
#include "app/front.h"

#include <spdlog/spdlog.h>

#include <boost/json.hpp>
#include <iterator>

namespace signoff {

Front::Front(FrontParts parts)
    : parts_{std::move(parts)},
      rest_{parts_.operation.service(), parts_.wall, parts_.desk, parts_.rest} {}

Result<std::unique_ptr<Front>> Front::start(const ServerConfig& config, FrontParts parts) {
  std::unique_ptr<Front> front{new Front{std::move(parts)}};
  auto routes = front->rest_.routes();
  std::ranges::move(front->watch_routes(), std::back_inserter(routes));
  std::ranges::move(front->parts_.more, std::back_inserter(routes));
  front->router_.emplace(std::move(routes), front->rest_.guard());
  std::vector<RequestObserver*> observers{&front->parts_.metrics};
  if (front->parts_.logs_access)
    observers.push_back(&front->access_log_.emplace(spdlog::default_logger()));
  auto server = Server::start(config, *front->router_, front->parts_.wall,
                              front->parts_.random, observers);
  if (!server) return pass_on(server.error());
  front->server_ = *std::move(server);
  return front;
}

std::vector<Route> Front::watch_routes() {
  return {
      {Method::get, "/healthz", "isAlive",
       [](const Request&) { return json(200, {{"status", "ok"}}); }, Access::open,
       Run::quick},
      {Method::get, "/readyz", "isReady",
       [this](const Request&) {
         const auto due = parts_.store.next_due();
         if (!due) return problem(due.error());
         return json(200, {{"status", "ready"}});
       },
       Access::open},
      {Method::get, "/metrics", "metrics",
       [this](const Request&) { return show_metrics(); }, Access::open},
  };
}

Response Front::show_metrics() {
  if (const auto counts = parts_.store.case_counts())
    // All states each time: one that no case is in any more goes back to 0.
    for (const auto state : kNames<CaseState>) {
      const std::string name{state};
      const auto count = counts->find(name);
      parts_.metrics.gauge("signoff_cases", "Cases by state.",
                           count == counts->end() ? 0 : static_cast<double>(count->second),
                           {{"state", name}});
    }
  return bytes(kPrometheusText, parts_.metrics.text());
}

}  // namespace signoff
