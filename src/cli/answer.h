// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"
#include "base/result.h"

#include <boost/json.hpp>
#include <expected>
#include <string>
#include <vector>

namespace signoff::cli {

// Why a command did not do what was asked.
struct Failure {
  Error error;
  std::string sentence;  // Of the server, in the language asked for; empty: look it up.
  std::vector<std::string> needs;        // Kinds of proof that are missing.
  std::vector<std::string> obligations;  // What stands in the way.
  std::string document;                  // The server's whole answer, for --json.
};

template <class T>
using Done = std::expected<T, Failure>;

inline std::unexpected<Failure> failed(Fault fault, std::string_view code,
                                       std::string detail = {}) {
  return std::unexpected{
      Failure{{fault, std::string{code}, std::move(detail)}, {}, {}, {}, {}}};
}
inline std::unexpected<Failure> failed(Error error) {
  return std::unexpected{Failure{std::move(error), {}, {}, {}, {}}};
}

inline constexpr std::size_t kAnswerMax = 16 * 1024 * 1024;

// A JSON object of bounded size and depth; Fault::unknown "answer.…" for anything else, as
// then nobody can say what the far side did.
Result<boost::json::object> parse_answer(std::string_view body);

// What a refusal says. Never fails: without a readable document the status speaks.
Failure parse_problem(unsigned status, std::string_view body);

// Members of an answer; the empty value where one is missing or of another type.
std::string text_at(const boost::json::object& object, std::string_view name);
const boost::json::object& object_at(const boost::json::object& object,
                                     std::string_view name);
const boost::json::array& list_at(const boost::json::object& object, std::string_view name);
std::vector<const boost::json::object*> objects_at(const boost::json::object& object,
                                                   std::string_view name);
std::vector<std::string> texts_at(const boost::json::object& object, std::string_view name);
// {"en": …, "zh": …} in one language.
std::string text_in(const boost::json::object& object, std::string_view name,
                    Language language);
// {"amount": "38.20", "currency": "CNY"} as "38.20 CNY".
std::string money_at(const boost::json::object& object, std::string_view name);
// Numbers of the contract are whole.
std::string number_at(const boost::json::object& object, std::string_view name);
bool flag_at(const boost::json::object& object, std::string_view name);

}  // namespace signoff::cli
