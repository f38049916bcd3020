// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/observers.h"
#include "api/rest.h"
#include "api/server.h"
#include "service/operation.h"

namespace signoff {

// What a front needs besides the verbs.
struct FrontParts {
  Operation& operation;
  Store& store;
  DeskStores desk;
  const Clock& wall;  // People's time.
  Random& random;
  Metrics& metrics;
  std::vector<Route> more;  // Routes that only this front has.
  bool logs_access = false;
  FrontSettings rest;
};

// The HTTP side of a running operation: the API, the probes of whoever watches over the
// process, and the metrics.
class Front {
 public:
  static Result<std::unique_ptr<Front>> start(const ServerConfig& config, FrontParts parts);

  std::uint16_t port() const { return server_->port(); }
  void stop(std::chrono::milliseconds grace) { server_->stop(grace); }

 private:
  explicit Front(FrontParts parts);
  std::vector<Route> watch_routes();
  Response show_metrics();

  FrontParts parts_;
  RestApi rest_;
  std::optional<AccessLog> access_log_;
  std::optional<Router> router_;
  std::unique_ptr<Server> server_;
};

}  // namespace signoff
