// SPDX-License-Identifier: Apache-2.0
#include "app/front.h"

#include <spdlog/spdlog.h>

#include <boost/json.hpp>
#include <iterator>

namespace signoff {

Front::Front(FrontParts parts)
    : parts_{std::move(parts)}, rest_{parts_.operation.service(), parts_.wall} {}

Result<std::unique_ptr<Front>> Front::start(const ServerConfig& config, FrontParts parts) {
  std::unique_ptr<Front> front{new Front{std::move(parts)}};
  auto routes = front->rest_.routes();
  std::ranges::move(front->watch_routes(), std::back_inserter(routes));
  std::ranges::move(front->parts_.more, std::back_inserter(routes));
  front->router_.emplace(std::move(routes), front->rest_.guard());
  std::vector<RequestObserver*> observers{&front->metrics_};
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
    for (const auto& [state, count] : *counts)
      metrics_.gauge("signoff_cases_" + state, "Cases in this state.",
                     static_cast<double>(count));
  return bytes(kPrometheusText, metrics_.text());
}

}  // namespace signoff
