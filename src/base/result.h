// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace signoff {

// What the caller should do about a failure.
enum class Fault {
  bad_input,    // The request can never succeed as it stands.
  not_found,    // The thing asked for does not exist.
  forbidden,    // The caller may not do this, or has not proved enough.
  conflict,     // Somebody else was first; reload and decide again.
  unavailable,  // Nothing happened; try later.
  unknown,      // It may have happened; look before acting again.
};

std::string_view to_string(Fault fault);

// A failure as a value. `code` is stable and machine readable ("eid.length"); `detail` is
// for operators and never holds personal data or secrets.
struct Error {
  Fault fault;
  std::string code;
  std::string detail;

  friend bool operator==(const Error&, const Error&) = default;
};

template <class T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(Fault fault, std::string_view code,
                                   std::string detail = {}) {
  return std::unexpected{Error{fault, std::string{code}, std::move(detail)}};
}

// Passes a failure on from a Result of one type to a Result of another.
inline std::unexpected<Error> pass_on(Error error) {
  return std::unexpected{std::move(error)};
}

}  // namespace signoff
