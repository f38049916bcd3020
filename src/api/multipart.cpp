// SPDX-License-Identifier: Apache-2.0
#include "api/multipart.h"

#include "api/target.h"
#include "base/text.h"

namespace signoff {

namespace {

constexpr std::string_view kCode = "multipart.syntax";
constexpr std::string_view kLineEnd = "\r\n";

bool same_letters(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) {
    const auto lower = [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    };
    return lower(x) == lower(y);
  });
}

// Takes one value off the front of `rest`, quoted or bare, up to the next ';'.
Result<std::string> take_value(std::string_view& rest) {
  if (!rest.starts_with('"')) {
    const auto end = rest.find(';');
    const auto value = trimmed(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end);
    return std::string{value};
  }
  std::string value;
  for (std::size_t at = 1; at < rest.size(); ++at) {
    if (rest[at] == '"') {
      rest = rest.substr(at + 1);
      return value;
    }
    if (rest[at] == '\\' && at + 1 < rest.size()) ++at;
    value += rest[at];
  }
  return fail(Fault::bad_input, kCode);
}

// The parameters of "form-data; name=\"a\"; filename=\"b\"", in order, names as written.
Result<std::vector<NamedText>> parameters(std::string_view value) {
  std::vector<NamedText> list;
  auto rest = value.substr(std::min(value.find(';'), value.size()));
  while (!rest.empty()) {
    if (rest.front() != ';' || list.size() == 8) return fail(Fault::bad_input, kCode);
    rest = trimmed(rest.substr(1));
    if (rest.empty()) break;
    const auto equals = rest.find('=');
    if (equals == std::string_view::npos || equals == 0)
      return fail(Fault::bad_input, kCode);
    std::string name{trimmed(rest.substr(0, equals))};
    rest.remove_prefix(equals + 1);
    auto text = take_value(rest);
    if (!text) return pass_on(text.error());
    rest = trimmed(rest);
    list.emplace_back(std::move(name), std::move(*text));
  }
  return list;
}

std::optional<std::string> parameter(const std::vector<NamedText>& list,
                                     std::string_view name) {
  for (const auto& [key, value] : list)
    if (same_letters(key, name)) return value;
  return std::nullopt;
}

Result<std::string> boundary_of(std::string_view content_type) {
  if (media_type(content_type) != "multipart/form-data")
    return fail(Fault::bad_input, "http.content_type");
  const auto list = parameters(content_type);
  if (!list) return pass_on(list.error());
  auto boundary = parameter(*list, "boundary");
  // RFC 2046 clause 5.1.1: 1 to 70 characters of a small set, no space at the end.
  if (!boundary || boundary->empty() || boundary->size() > 70 || boundary->back() == ' ')
    return fail(Fault::bad_input, "multipart.boundary");
  constexpr std::string_view kOthers = "'()+_,-./:=? ";
  for (const char letter : *boundary) {
    const bool is_alnum = (letter >= '0' && letter <= '9') ||
                          (letter >= 'a' && letter <= 'z') ||
                          (letter >= 'A' && letter <= 'Z');
    if (!is_alnum && !kOthers.contains(letter))
      return fail(Fault::bad_input, "multipart.boundary");
  }
  return std::move(*boundary);
}

bool is_printable(std::string_view text) {
  return is_utf8(text) && std::ranges::none_of(text, [](char letter) {
           const auto byte = static_cast<unsigned char>(letter);
           return byte < 0x20 || byte == 0x7F;
         });
}

Result<void> read_disposition(std::string_view value, FormPart& part) {
  if (!same_letters(trimmed(value.substr(0, value.find(';'))), "form-data"))
    return fail(Fault::bad_input, kCode);
  const auto list = parameters(value);
  if (!list) return pass_on(list.error());
  part.name = parameter(*list, "name").value_or("");
  part.filename = parameter(*list, "filename").value_or("");
  const auto slash = part.filename.find_last_of("/\\");
  if (slash != std::string::npos) part.filename.erase(0, slash + 1);
  const bool is_named = !part.name.empty() && part.name.size() <= 64;
  if (!is_named || part.filename.size() > 255 || !is_printable(part.name) ||
      !is_printable(part.filename))
    return fail(Fault::bad_input, "multipart.name");
  return {};
}

Result<void> read_headers(std::string_view block, FormPart& part) {
  part.content_type = "text/plain";
  while (!block.empty()) {
    const auto end = block.find(kLineEnd);
    const auto line = block.substr(0, end);
    block = end == std::string_view::npos ? std::string_view{} : block.substr(end + 2);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return fail(Fault::bad_input, kCode);
    const auto name = line.substr(0, colon);
    const auto value = trimmed(line.substr(colon + 1));
    if (same_letters(name, "content-type")) part.content_type = media_type(value);
    if (!same_letters(name, "content-disposition")) continue;
    if (auto read = read_disposition(value, part); !read) return read;
  }
  if (part.name.empty()) return fail(Fault::bad_input, "multipart.name");
  return {};
}

// `text` is one part from after its boundary line to before the next delimiter.
Result<FormPart> read_part(std::string_view text) {
  const auto end = text.find("\r\n\r\n");
  if (end == std::string_view::npos || end > kPartHeaderMax)
    return fail(Fault::bad_input, kCode);
  FormPart part;
  part.content = text.substr(end + 4);
  if (auto read = read_headers(text.substr(0, end), part); !read)
    return pass_on(read.error());
  return part;
}

}  // namespace

Result<std::vector<FormPart>> parse_multipart(std::string_view content_type,
                                              std::string_view body) {
  const auto boundary = boundary_of(content_type);
  if (!boundary) return pass_on(boundary.error());
  const std::string delimiter = "\r\n--" + *boundary;
  const std::string_view opening = std::string_view{delimiter}.substr(2);
  if (!body.starts_with(opening)) return fail(Fault::bad_input, kCode);
  body.remove_prefix(opening.size());

  std::vector<FormPart> parts;
  while (!body.starts_with("--")) {
    if (!body.starts_with(kLineEnd)) return fail(Fault::bad_input, kCode);
    body.remove_prefix(kLineEnd.size());
    const auto end = body.find(delimiter);
    if (end == std::string_view::npos) return fail(Fault::bad_input, kCode);
    if (parts.size() == kPartsMax) return fail(Fault::bad_input, "multipart.too_many");
    auto part = read_part(body.substr(0, end));
    if (!part) return pass_on(part.error());
    parts.push_back(std::move(*part));
    body.remove_prefix(end + delimiter.size());
  }
  return parts;
}

}  // namespace signoff
