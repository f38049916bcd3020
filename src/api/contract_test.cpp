// SPDX-License-Identifier: Apache-2.0
#include "api/embedded.h"
#include "rest_world.h"

#include <set>

namespace signoff {
namespace {

namespace json = boost::json;

const json::object& contract() {
  static const auto kDocument = json::parse(kOpenApiJson);
  return kDocument.as_object();
}

std::string lower(std::string_view text) {
  std::string result{text};
  for (char& letter : result)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return result;
}

void check_refs(const json::value& value) {
  if (const auto* list = value.if_array())
    for (const auto& element : *list) check_refs(element);
  const auto* object = value.if_object();
  if (!object) return;
  for (const auto& [key, member] : *object) {
    if (key != "$ref") {
      check_refs(member);
      continue;
    }
    const std::string pointer{std::string_view{member.as_string()}.substr(1)};
    json::error_code missing;
    (void)json::value(contract()).find_pointer(pointer, missing);
    EXPECT_FALSE(missing) << pointer;
  }
}

TEST(Contract, names_every_route_and_nothing_else) {
  RestWorld world;
  std::set<std::string> served, written;
  for (const auto& route : world.router().routes())
    served.insert(lower(to_string(route.method)) + " " + route.pattern + " " +
                  route.operation + (route.access == Access::open ? " open" : ""));
  for (const auto& [path, methods] : contract().at("paths").as_object())
    for (const auto& [method, operation] : methods.as_object()) {
      const auto& about = operation.as_object();
      written.insert(std::string{method} + " " + std::string{path} + " " +
                     std::string{about.at("operationId").as_string()} +
                     (about.contains("security") ? " open" : ""));
    }
  EXPECT_EQ(served, written);
}

TEST(Contract, refers_only_to_what_it_defines) { check_refs(json::value(contract())); }

TEST(Contract, is_served_as_it_is_written) {
  RestWorld world;
  const auto answer = world.get("/api/v1/openapi.json");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, kOpenApiJson);
}

TEST(Contract, lists_every_state_and_kind_that_exists) {
  const auto& schemas = contract().at("components").at("schemas");
  const auto names = [](const json::value& schema) {
    std::vector<std::string> list;
    for (const auto& name : schema.at("enum").as_array())
      list.emplace_back(name.as_string());
    return list;
  };
  const auto all = [](const auto& table) {
    return std::vector<std::string>(table.begin(), table.end());
  };
  const auto& summary = schemas.at("CaseSummary").at("properties");
  EXPECT_EQ(names(summary.at("state")), all(kNames<CaseState>));
  EXPECT_EQ(names(summary.at("type")), all(kNames<CaseType>));
  EXPECT_EQ(names(schemas.at("Line").at("properties").at("state")), all(kNames<LineState>));
}

}  // namespace
}  // namespace signoff
