// SPDX-License-Identifier: Apache-2.0
#include "api/target.h"

#include "base/utf8.h"

namespace signoff {

namespace {

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

// "https://host/path" and "/path" both name "/path".
std::string_view origin_form(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!target.starts_with(scheme)) continue;
    const auto slash = target.find('/', scheme.size());
    return slash == std::string_view::npos ? "/" : target.substr(slash);
  }
  return target;
}

}  // namespace

bool is_utf8(std::string_view text) { return from_utf8(text).has_value(); }

Result<std::string> percent_decode(std::string_view text, std::string_view code) {
  std::string decoded;
  decoded.reserve(text.size());
  bool is_ascii = true;
  for (std::size_t at = 0; at < text.size(); ++at) {
    int byte = static_cast<unsigned char>(text[at]);
    if (byte == '%') {
      if (at + 2 >= text.size()) return fail(Fault::bad_input, code);
      const int high = hex_value(text[at + 1]), low = hex_value(text[at + 2]);
      if (high < 0 || low < 0) return fail(Fault::bad_input, code);
      byte = high * 16 + low;
      at += 2;
    }
    if (byte < 0x20 || byte == 0x7F) return fail(Fault::bad_input, code);
    is_ascii &= byte < 0x80;
    decoded += static_cast<char>(byte);
  }
  if (!is_ascii && !is_utf8(decoded)) return fail(Fault::bad_input, code);
  return decoded;
}

Result<std::vector<std::string>> parse_path(std::string_view path) {
  if (!path.starts_with('/')) return fail(Fault::bad_input, "http.path");
  std::vector<std::string> segments;
  path.remove_prefix(1);
  if (path.empty()) return segments;
  segments.reserve(6);
  for (bool more = true; more;) {
    const auto slash = path.find('/');
    more = slash != std::string_view::npos;
    auto segment = percent_decode(path.substr(0, slash), "http.path");
    if (!segment) return pass_on(segment.error());
    if (segment->empty() && more) return fail(Fault::bad_input, "http.path");
    if (*segment == "." || *segment == "..") return fail(Fault::bad_input, "http.path");
    if (segment->find('/') != std::string::npos) return fail(Fault::bad_input, "http.path");
    if (segments.size() == kSegmentsMax) return fail(Fault::bad_input, "http.path");
    segments.push_back(std::move(*segment));
    if (more) path.remove_prefix(slash + 1);
  }
  return segments;
}

Result<std::vector<NamedText>> parse_query(std::string_view text) {
  std::vector<NamedText> query;
  while (!text.empty()) {
    const auto end = text.find('&');
    const auto pair = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    if (pair.empty()) continue;
    if (query.size() == kQueryMax) return fail(Fault::bad_input, "query.too_many");
    std::string plain{pair};
    for (char& letter : plain)
      if (letter == '+') letter = ' ';
    const auto equals = plain.find('=');
    auto name = percent_decode(std::string_view{plain}.substr(0, equals), "query.encoding");
    if (!name) return pass_on(name.error());
    if (name->empty()) return fail(Fault::bad_input, "query.name");
    if (equals == std::string::npos) {
      query.emplace_back(std::move(*name), "");
      continue;
    }
    auto value =
        percent_decode(std::string_view{plain}.substr(equals + 1), "query.encoding");
    if (!value) return pass_on(value.error());
    query.emplace_back(std::move(*name), std::move(*value));
  }
  return query;
}

Result<Target> parse_target(std::string_view target) {
  if (target.size() > kTargetMax) return fail(Fault::bad_input, "http.target_too_long");
  target = origin_form(target);
  const auto mark = target.find('?');
  auto segments = parse_path(target.substr(0, mark));
  if (!segments) return pass_on(segments.error());
  if (mark == std::string_view::npos) return Target{std::move(*segments), {}};
  auto query = parse_query(target.substr(mark + 1));
  if (!query) return pass_on(query.error());
  return Target{std::move(*segments), std::move(*query)};
}

}  // namespace signoff
