// SPDX-License-Identifier: Apache-2.0
#include "connectors/mail/mail_address.h"

#include <algorithm>

namespace signoff {
namespace {

// RFC 5321 clause 4.5.3.1: 64 for the local part; RFC 1035: 63 for a label, 253 in all.
constexpr std::size_t kLocalMax = 64;
constexpr std::size_t kLabelMax = 63;
constexpr std::size_t kDomainMax = 253;

bool is_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_atom(std::string_view text) {
  constexpr std::string_view kOthers = "!#$%&'*+-/=?^_`{|}~";
  return !text.empty() && std::ranges::all_of(text, [&](char c) {
    return is_alnum(c) || kOthers.find(c) != kOthers.npos;
  });
}

bool is_label(std::string_view text) {
  return !text.empty() && text.size() <= kLabelMax && text.front() != '-' &&
         text.back() != '-' &&
         std::ranges::all_of(text, [](char c) { return is_alnum(c) || c == '-'; });
}

template <class Check>
bool each_between_dots(std::string_view text, Check check) {
  for (;;) {
    const auto dot = text.find('.');
    if (!check(text.substr(0, dot))) return false;
    if (dot == text.npos) return true;
    text.remove_prefix(dot + 1);
  }
}

}  // namespace

bool is_dot_atom(std::string_view text) { return each_between_dots(text, is_atom); }

Result<MailAddress> MailAddress::parse(std::string_view text) {
  const auto at = text.find('@');
  if (at == text.npos) return fail(Fault::bad_input, "mail.address");
  const auto local = text.substr(0, at);
  const auto domain = text.substr(at + 1);
  if (local.size() > kLocalMax || domain.size() > kDomainMax || !is_dot_atom(local) ||
      !each_between_dots(domain, is_label))
    return fail(Fault::bad_input, "mail.address");
  return MailAddress{std::string{text}};
}

}  // namespace signoff
