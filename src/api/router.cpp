// SPDX-License-Identifier: Apache-2.0
#include "api/router.h"

#include "base/ensure.h"

#include <new>

namespace signoff {

namespace {

constexpr std::size_t kMethods = static_cast<std::size_t>(Method::other);

std::vector<std::string> split(std::string_view pattern) {
  std::vector<std::string> parts;
  ensure(pattern.starts_with('/'), "router.pattern");
  pattern.remove_prefix(1);
  while (!pattern.empty()) {
    const auto slash = pattern.find('/');
    parts.emplace_back(pattern.substr(0, slash));
    pattern = slash == std::string_view::npos ? "" : pattern.substr(slash + 1);
  }
  return parts;
}

bool is_param(std::string_view part) {
  return part.starts_with('{') && part.ends_with('}');
}
bool is_tail(std::string_view part) { return is_param(part) && part.ends_with("*}"); }

std::vector<std::string> param_names(std::string_view pattern) {
  std::vector<std::string> names;
  for (const auto& part : split(pattern))
    if (is_param(part))
      names.push_back(part.substr(1, part.size() - (is_tail(part) ? 3 : 2)));
  return names;
}

template <class Ask>
auto safely(const Ask& ask) -> decltype(ask()) {
  try {
    return ask();
  } catch (const std::bad_alloc&) {
    throw;  // Memory is gone: stopping is safe, going on is not.
  } catch (const std::exception&) {
    // The text of the exception may quote the input, so it goes nowhere.
    return problem({Fault::unknown, "http.internal", ""});
  }
}

}  // namespace

struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> param;
  std::unique_ptr<Node> tail;
  std::array<const Route*, kMethods> routes{};
  std::array<std::vector<std::string>, kMethods> names;

  bool is_end() const {
    return std::ranges::any_of(routes, [](const Route* route) { return route != nullptr; });
  }

  std::string allowed() const {
    std::string list;
    for (std::size_t method = 0; method < kMethods; ++method)
      if (routes[method])
        list += std::string{to_string(static_cast<Method>(method))} + ", ";
    if (routes[static_cast<std::size_t>(Method::get)] &&
        !routes[static_cast<std::size_t>(Method::head)])
      list += "HEAD, ";
    return list + "OPTIONS";
  }
};

Router::Router(std::vector<Route> routes, Guard guard)
    : routes_{std::move(routes)},
      guard_{std::move(guard)},
      root_{std::make_unique<Node>()} {
  for (std::size_t index = 0; index < routes_.size(); ++index) add(index);
}

Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::add(std::size_t index) {
  const Route& route = routes_[index];
  Node* node = root_.get();
  for (const auto& part : split(route.pattern)) {
    auto& next = is_tail(part)    ? node->tail
                 : is_param(part) ? node->param
                                  : node->literals[part];
    if (!next) next = std::make_unique<Node>();
    node = next.get();
  }
  const auto method = static_cast<std::size_t>(route.method);
  ensure(method < kMethods && route.handler && !node->routes[method], "router.route");
  node->routes[method] = &route;
  node->names[method] = param_names(route.pattern);
}

// A literal beats {name}, which beats {name*}. The depth is bounded by kSegmentsMax and
// each step has at most two ways, both of which must exist as routes.
std::optional<Router::Found> Router::find(const Node& node,
                                          const std::vector<std::string>& segments,
                                          std::size_t at) {
  if (at == segments.size() && node.is_end()) return Found{&node, {}};
  if (at < segments.size()) {
    const auto literal = node.literals.find(segments[at]);
    if (literal != node.literals.end())
      if (auto found = find(*literal->second, segments, at + 1)) return found;
    if (node.param && !segments[at].empty())
      if (auto found = find(*node.param, segments, at + 1)) {
        found->second.insert(found->second.begin(), segments[at]);
        return found;
      }
  }
  if (!node.tail) return std::nullopt;
  std::string rest;
  for (std::size_t each = at; each < segments.size(); ++each)
    rest += (each == at ? "" : "/") + segments[each];
  return Found{node.tail.get(), {std::move(rest)}};
}

Match Router::match(Method method, const std::vector<std::string>& segments) const {
  auto found = find(*root_, segments, 0);
  if (!found) return {.refusal = problem({Fault::not_found, "http.route", ""})};
  const Node& node = *found->first;
  if (method == Method::other)
    return {.refusal = problem({Fault::bad_input, "http.method_unknown", ""})};

  auto index = static_cast<std::size_t>(method);
  if (!node.routes[index] && method == Method::head)
    index = static_cast<std::size_t>(Method::get);
  if (!node.routes[index] && method == Method::options)
    return {.refusal = no_content().with("Allow", node.allowed())};
  if (!node.routes[index])
    return {.refusal = problem({Fault::bad_input, "http.method_not_allowed", ""})
                           .with("Allow", node.allowed())};

  Match match{.route = node.routes[index]};
  for (std::size_t at = 0; at < found->second.size(); ++at)
    match.params.emplace_back(node.names[index][at], std::move(found->second[at]));
  return match;
}

std::optional<Response> Router::turned_away(const Route& route, Request& request) const {
  if (!guard_) return std::nullopt;
  return safely([&] { return guard_(request, route); });
}

Response Router::call(const Route& route, Request& request) const {
  if (auto refusal = turned_away(route, request))
    return finish(*std::move(refusal), request);
  return finish(safely([&] { return route.handler(request); }), request);
}

Response Router::answer(Request request) const {
  auto found = match(request.method, request.segments);
  if (!found.route) return finish(std::move(found.refusal), request);
  request.params = std::move(found.params);
  return call(*found.route, request);
}

}  // namespace signoff
