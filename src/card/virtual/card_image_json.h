// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"

#include <boost/json/object.hpp>
#include <vector>

namespace signoff::uicc {

// Reads the members of one object; the first that is wrong is remembered, and the rest then
// read as if they were absent, so that a reader checks once at its end.
class Members {
 public:
  explicit Members(const boost::json::value& value);

  std::string text(std::string_view name, std::string_view otherwise, std::size_t max);
  // Decimal digits alone.
  std::string digits(std::string_view name, std::size_t max);
  int number(std::string_view name, int otherwise, int min, int max);
  std::int64_t counter(std::string_view name);
  bool flag(std::string_view name, bool otherwise);
  Bytes hex(std::string_view name, std::size_t max);
  Bytes base64url(std::string_view name, std::size_t max);
  std::vector<std::string> words(std::string_view name, std::size_t max);
  // Nothing where it is absent.
  const boost::json::value* find(std::string_view name);
  const boost::json::array& list(std::string_view name, std::size_t max);
  const boost::json::object& object(std::string_view name, std::size_t max);
  // Names that nobody asked for are mistakes of the hand that wrote them.
  Result<void> finish();

  void refuse(std::string_view name);

 private:
  const boost::json::object* members_ = nullptr;
  std::vector<std::string_view> asked_;
  std::string wrong_;
};

}  // namespace signoff::uicc
