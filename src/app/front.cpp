// SPDX-License-Identifier: Apache-2.0
#include "app/front.h"

#include <prometheus/counter.h>
#include <spdlog/spdlog.h>

#include <boost/json.hpp>
#include <iterator>

namespace signoff {

namespace {

// What became of each report of a chip, in numbers. A refusal is logged with its code and
// nothing of the chip: whoever runs this may have to add a root.
FrontSettings counting(FrontSettings settings, Metrics& metrics) {
  settings.on_card_report = [&metrics](std::string_view outcome) {
    metrics
        .counter("signoff_card_reports_total",
                 "Notifications of eUICCs by what became of them.",
                 {{"outcome", std::string{outcome}}})
        .Increment();
    if (outcome.find('.') != std::string_view::npos)
      spdlog::info("report of a chip refused: {}", outcome);
  };
  return settings;
}

}  // namespace

Front::Front(FrontParts parts)
    : parts_{std::move(parts)},
      rest_{parts_.operation.service(), parts_.wall, parts_.desk,
            counting(parts_.rest, parts_.metrics)} {}

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
