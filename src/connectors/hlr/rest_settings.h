// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signoff {

// Named texts: what a template may use, and what `find` has read.
using RestVariables = std::map<std::string, std::string, std::less<>>;

// How one variable is taken from the JSON body of an answer.
struct RestRead {
  enum class Kind {
    text,     // The scalar at the pointer; empty when absent or null.
    equals,   // "true" when the scalar at the pointer is `operand`, else "false".
    present,  // "true" when there is something but null and "" at the pointer.
    constant  // `operand`, whatever the answer says.
  };
  std::string variable;
  Kind kind = Kind::text;
  std::string pointer;  // RFC 6901.
  std::string operand;
  std::string strip;  // Taken off the front of a text: "imsi-".
};

// One HTTP call of a verb.
struct RestCall {
  std::string base_url;   // Empty: that of the register.
  bool is_http2 = false;  // Without TLS and without asking, as 5G functions want it.
  std::string method;
  std::string path;  // Template; values are percent-encoded.
  std::string body;  // Template; values are escaped as inside a JSON string.
  std::vector<int> success;
  std::vector<int> not_found;
  std::string when;  // Left out while this variable is empty.
  std::vector<RestRead> reads;
};

struct RestHeader {
  std::string name;
  std::string value;
  std::filesystem::path secret_file;  // Its first line is the value; read when building.
};

// What makes a REST API a home register. Verbs that are not there are not offered.
struct RestSettings {
  std::string base_url;
  Duration deadline{5000};        // For one verb, all its calls together.
  std::filesystem::path ca_file;  // Empty: the system's authorities.
  std::string exists;  // Variable that is empty when there is no such subscription.
  std::vector<RestHeader> headers;
  RestVariables constants;
  std::map<std::string, std::vector<RestCall>, std::less<>> verbs;
};

// Reads a policies/registers/*.toml. Fault::bad_input "register_config.…" with
// "NAME:LINE: reason" in the detail.
Result<RestSettings> parse_rest_settings(std::string_view text, std::string_view name);
Result<RestSettings> load_rest_settings(const std::filesystem::path& file);

enum class RestEscape { path, json };
// Replaces every {variable}; braces around anything else stay. An unknown variable is
// empty.
std::string expand(std::string_view pattern, const RestVariables& variables,
                   RestEscape escape);
// The variables a pattern names.
std::vector<std::string> variables_of(std::string_view pattern);

}  // namespace signoff
