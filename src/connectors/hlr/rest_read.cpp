// SPDX-License-Identifier: Apache-2.0
#include "connectors/hlr/rest_register.h"

#include <boost/json.hpp>

namespace signoff {

namespace json = boost::json;

namespace {

constexpr std::size_t kTextMax = 256;

std::string scalar_text(const json::value* value) {
  if (!value) return {};
  switch (value->kind()) {
    case json::kind::string: return value->as_string().subview(0, kTextMax);
    case json::kind::bool_: return value->as_bool() ? "true" : "false";
    case json::kind::int64: return std::to_string(value->as_int64());
    case json::kind::uint64: return std::to_string(value->as_uint64());
    default: return {};
  }
}

std::string read_one(const json::value& root, const RestRead& read) {
  if (read.kind == RestRead::Kind::constant) return read.operand;
  boost::system::error_code error;
  const json::value* const at = root.find_pointer(read.pointer, error);
  std::string text = scalar_text(error ? nullptr : at);
  if (read.kind == RestRead::Kind::equals) return text == read.operand ? "true" : "false";
  if (read.kind == RestRead::Kind::present) {
    const bool is_something =
        at && !error && !at->is_null() && (!at->is_string() || !at->as_string().empty());
    return is_something ? "true" : "false";
  }
  if (text.starts_with(read.strip)) text.erase(0, read.strip.size());
  return text;
}

}  // namespace

void read_json(std::string_view body, const std::vector<RestRead>& reads,
               RestVariables& variables) {
  boost::system::error_code error;
  json::value root = json::parse({body.data(), body.size()}, error);
  if (error) root = nullptr;
  for (const RestRead& read : reads) variables[read.variable] = read_one(root, read);
}

}  // namespace signoff
