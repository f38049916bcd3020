// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/router.h"
#include "api/web_assets.h"
#include "ports/id_check.h"
#include "ports/identity_provider.h"
#include "ports/wipe_check.h"
#include "service/desk_stores.h"
#include "service/service.h"

#include <functional>
#include <memory>
#include <string_view>

namespace signoff {

namespace rsp {
class NotificationVerifier;
}

struct RestParts;

// What an installation decides about its front.
struct FrontSettings {
  std::span<const WebAsset> assets;  // The pages; none in tests of handlers.
  std::string url;                   // Where people reach us: "https://signoff.example".
  IdentityProvider* provider = nullptr;  // Null: the company has none.
  bool has_passwords = true;             // Built-in accounts may sign in.
  bool is_demo = false;
  IdImageCheck* id_check = nullptr;                    // Null: no pictures can be taken.
  rsp::NotificationVerifier* notifications = nullptr;  // Null: no chip can report.
  const WipeCheck* wipes = nullptr;  // Null: no desk's reports of wipes are believed.
  // Told what became of each report: a ReportTaken's name, "no_case" for one that a desk
  // brought, "limited" or an error's code.
  // Calls come from several threads.
  std::function<void(std::string_view outcome)> on_card_report = {};
};

// The product's REST API over the verbs, and the pages that use it. The references and this
// object outlive every router built from it:
//
//   RestApi rest{operation.service(), wall, {store, ledger}};
//   auto routes = rest.routes();  // Others may be added: metrics, health, the lab.
//   const Router router{std::move(routes), rest.guard()};
class RestApi {
 public:
  // `wall` is people's time, for the limits per network address.
  RestApi(Service& service, const Clock& wall, DeskStores stores,
          FrontSettings settings = {});
  ~RestApi();
  RestApi(const RestApi&) = delete;
  RestApi& operator=(const RestApi&) = delete;

  std::vector<Route> routes();
  // Names the caller behind the token or cookie. Routes with Access::session answer 401
  // without one; open ones are called as nobody.
  Guard guard();

 private:
  std::unique_ptr<RestParts> parts_;
};

}  // namespace signoff
