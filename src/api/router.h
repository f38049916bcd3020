// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/http.h"

#include <functional>
#include <map>
#include <memory>

namespace signoff {

using Handler = std::function<Response(const Request&)>;

// Where a handler runs: point reads on the thread of the socket, the rest on the workers.
enum class Run { quick, worker };

// Who may call: anybody, or only callers whom the guard could name.
enum class Access { open, session };

inline constexpr std::size_t kBodyMax = 1 << 20;
inline constexpr std::size_t kUploadMax = 12 << 20;

// One row of the API: `{Method::post, "/api/v1/cases", "openCase", handler}`. In a pattern
// {name} takes one segment and a final {name*} takes all that is left, "/" included.
struct Route {
  Method method;
  std::string pattern;
  std::string operation;  // The operationId in the OpenAPI document.
  Handler handler;
  Access access = Access::session;
  Run run = Run::worker;
  std::size_t body_max = kBodyMax;
};

// What a request leads to: a route with its params, or the refusal to send.
struct Match {
  const Route* route = nullptr;
  std::vector<NamedText> params;
  Response refusal;
};

// Runs before a handler and may name the caller (request.caller), or answer in its place.
using Guard = std::function<std::optional<Response>(Request&, const Route&)>;

// Finds the route of a request. Built once, then read by all threads.
class Router {
 public:
  // Stops the process where two routes are the same or a pattern is malformed.
  explicit Router(std::vector<Route> routes, Guard guard = {});
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  // All routes, to compare with the OpenAPI document.
  const std::vector<Route>& routes() const { return routes_; }

  Match match(Method method, const std::vector<std::string>& segments) const;

  // What the guard says to a request of which perhaps only the header has come; nothing
  // where the handler may run.
  std::optional<Response> turned_away(const Route& route, Request& request) const;

  // The guard, then the handler, then the language of a refusal. A handler that throws
  // becomes 500 http.internal.
  Response call(const Route& route, Request& request) const;

  // match() and call() at once: what tests of handlers need.
  Response answer(Request request) const;

 private:
  struct Node;
  using Found = std::pair<const Node*, std::vector<std::string>>;

  void add(std::size_t index);
  static std::optional<Found> find(const Node& node,
                                   const std::vector<std::string>& segments,
                                   std::size_t at);

  std::vector<Route> routes_;
  Guard guard_;
  std::unique_ptr<Node> root_;
};

}  // namespace signoff
