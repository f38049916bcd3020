// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/router.h"
#include "service/service.h"

#include <memory>

namespace signoff {

struct RestParts;

// The product's REST API over the verbs, and the plain page at "/". The references and this
// object outlive every router built from it:
//
//   RestApi rest{operation.service(), wall};
//   auto routes = rest.routes();  // Others may be added: metrics, health, the lab.
//   const Router router{std::move(routes), rest.guard()};
class RestApi {
 public:
  // `wall` is people's time, for the limits per network address.
  RestApi(Service& service, const Clock& wall);
  ~RestApi();
  RestApi(const RestApi&) = delete;
  RestApi& operator=(const RestApi&) = delete;

  std::vector<Route> routes();
  // Names the caller behind the bearer token. Routes with Access::session answer 401
  // without one; open ones are called as nobody.
  Guard guard();

 private:
  std::unique_ptr<RestParts> parts_;
};

}  // namespace signoff
