// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/console.h"
#include "cli/http_client.h"

#include <optional>
#include <string>

namespace signoff::cli {

// A document and the version that was seen.
struct Resource {
  boost::json::object document;
  std::string etag;
  unsigned status = 200;
};

// One command at work: where it speaks to, and how it speaks to the person.
class Session {
 public:
  Session(Settings settings, Console console, bool has_login);

  const Console& console() const { return console_; }
  const Settings& settings() const { return settings_; }
  HttpClient& http() { return http_; }
  // Goes on as anybody, for acts that need no session.
  void forget_login();

  // A call that must succeed with a 2xx; every other answer is a Failure.
  Done<Answer> call(const Call& call);
  Done<Resource> get(const std::string& path);
  Done<Resource> post(const std::string& path, const boost::json::object& body,
                      const std::string& if_match = {});
  // POST that makes something, with a key so that a repeated one makes it once.
  Done<Resource> create(const std::string& path, const boost::json::object& body);

  // Prints the document: with --json as the server sent it, else as `view` shows it.
  using View = std::string (*)(const boost::json::object&, const Style&);
  void show(const boost::json::object& document, View view) const;
  // The same for a command that only says that it is done.
  void say_done(std::string_view en, std::string_view zh) const;

 private:
  Settings settings_;
  Console console_;
  HttpClient http_;
  std::optional<Failure> no_token_;
};

inline std::string case_path(std::string_view id) {
  return "/api/v1/cases/" + percent_encoded(id);
}

// The id of a line that is named by id or by number ("+86…"; digits without "+" too).
Done<std::string> line_id(Session& session, const std::string& given);

// A number as E.164 with "+".
std::string with_plus(std::string_view number);

// A key or a form boundary that nobody can guess.
std::string fresh_name();

}  // namespace signoff::cli
