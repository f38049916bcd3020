// SPDX-License-Identifier: Apache-2.0
#include "connectors/idcheck/frame.h"

#include <boost/json.hpp>

#include <algorithm>

namespace signoff {
namespace {

namespace json = boost::json;

constexpr std::string_view kMark = "SID1";
constexpr std::string_view kKinds[] = {"id_front", "id_back", "passport", "signature",
                                       "other"};
constexpr std::size_t kListMax = 16;
constexpr std::size_t kWordMax = 400;

std::unexpected<Error> broken() { return fail(Fault::bad_input, "id_check.frame"); }

void put32(Bytes& bytes, std::size_t value) {
  for (const unsigned shift : {24U, 16U, 8U, 0U})
    bytes.push_back(static_cast<std::uint8_t>(value >> shift & 0xFFU));
}
std::size_t take32(ByteView at) {
  std::size_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8U | at[i];
  return value;
}

Result<json::object> parse_object(std::string_view text) {
  if (text.size() > kFrameTextMax) return broken();
  json::parse_options options;
  options.max_depth = 4;
  boost::system::error_code error;
  auto value = json::parse({text.data(), text.size()}, error, {}, options);
  if (error || !value.is_object()) return broken();
  return std::move(value.as_object());
}

// The member as text; empty where it is absent. False when it is something else or longer
// than any word of ours.
bool take_text(const json::object& object, std::string_view name, std::string& to) {
  const auto* value = object.if_contains({name.data(), name.size()});
  if (!value) return true;
  if (!value->is_string() || value->as_string().size() > kWordMax) return false;
  to = std::string_view{value->as_string()};
  return true;
}

bool take_list(const json::object& object, std::string_view name,
               std::vector<std::string>& to) {
  const auto* value = object.if_contains({name.data(), name.size()});
  if (!value || !value->is_array() || value->as_array().size() > kListMax) return false;
  for (const auto& one : value->as_array()) {
    if (!one.is_string() || one.as_string().size() > kWordMax) return false;
    to.emplace_back(std::string_view{one.as_string()});
  }
  return true;
}

bool take_field(const json::value& value, IdImageField& field) {
  const auto* object = value.if_object();
  if (!object || !take_text(*object, "name", field.name) || field.name.empty() ||
      !take_text(*object, "text", field.text))
    return false;
  const auto* matches = object->if_contains("matches");
  if (matches && matches->is_bool()) field.matches = matches->as_bool();
  return true;
}

bool take_fields(const json::object& object, std::vector<IdImageField>& to) {
  const auto* value = object.if_contains("fields");
  if (!value || !value->is_array() || value->as_array().size() > kListMax) return false;
  return std::ranges::all_of(value->as_array(), [&](const json::value& one) {
    return take_field(one, to.emplace_back());
  });
}

json::array list_of(const std::vector<std::string>& texts) {
  json::array list;
  for (const auto& text : texts) list.emplace_back(text);
  return list;
}

constexpr Fault kFaults[] = {Fault::bad_input, Fault::unavailable};

}  // namespace

std::string_view to_string(IdImageKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

Result<IdImageKind> parse_image_kind(std::string_view text) {
  const auto found = std::ranges::find(kKinds, text);
  if (found == std::end(kKinds)) return broken();
  return static_cast<IdImageKind>(found - std::begin(kKinds));
}

Result<FrameHead> parse_frame_head(ByteView head) {
  if (head.size() != kFrameHead || !as_text(head).starts_with(kMark)) return broken();
  const FrameHead found{take32(head.subspan(4)), take32(head.subspan(8))};
  if (found.text > kFrameTextMax || found.picture > kFramePictureMax) return broken();
  return found;
}

Bytes frame(std::string_view text, ByteView picture) {
  Bytes bytes;
  bytes.reserve(kFrameHead + text.size() + picture.size());
  const auto mark = as_bytes(kMark);
  bytes.assign(mark.begin(), mark.end());
  put32(bytes, text.size());
  put32(bytes, picture.size());
  const auto words = as_bytes(text);
  bytes.insert(bytes.end(), words.begin(), words.end());
  bytes.insert(bytes.end(), picture.begin(), picture.end());
  return bytes;
}

Bytes write_request(const IdImage& image) {
  const json::object object{
      {"kind", to_string(image.kind)}, {"today", to_string(image.today)},
      {"watermark", image.watermark},  {"id_kind", image.id_kind},
      {"id_number", image.id_number},  {"name", image.name}};
  return frame(json::serialize(object), image.content);
}

Result<IdImage> parse_request(std::string_view text, ByteView picture) {
  const auto object = parse_object(text);
  if (!object) return pass_on(object.error());
  IdImage image;
  std::string kind, today;
  if (!take_text(*object, "kind", kind) || !take_text(*object, "today", today) ||
      !take_text(*object, "watermark", image.watermark) ||
      !take_text(*object, "id_kind", image.id_kind) ||
      !take_text(*object, "id_number", image.id_number) ||
      !take_text(*object, "name", image.name))
    return broken();
  const auto parsed_kind = parse_image_kind(kind);
  const auto parsed_today = parse_date(today);
  if (!parsed_kind || !parsed_today || picture.size() > kFramePictureMax) return broken();
  image.kind = *parsed_kind;
  image.today = *parsed_today;
  image.content.assign(picture.begin(), picture.end());
  return image;
}

Bytes write_answer(const Result<IdImageFinding>& answer) {
  if (!answer) {
    const auto& error = answer.error();
    const json::object object{{"fault", to_string(error.fault)}, {"code", error.code}};
    return frame(json::serialize(object), {});
  }
  json::array fields;
  for (const auto& field : answer->fields) {
    json::object one{{"name", field.name}, {"text", field.text}};
    if (field.matches) one["matches"] = *field.matches;
    fields.push_back(std::move(one));
  }
  const json::object object{{"defects", list_of(answer->defects)},
                            {"notes", list_of(answer->notes)},
                            {"fields", std::move(fields)}};
  return frame(json::serialize(object), answer->picture);
}

Result<IdImageFinding> parse_answer(std::string_view text, ByteView picture) {
  const auto object = parse_object(text);
  if (!object) return pass_on(object.error());
  std::string fault, code;
  if (!take_text(*object, "fault", fault) || !take_text(*object, "code", code))
    return broken();
  for (const auto known : kFaults)
    if (!code.empty() && fault == to_string(known)) return fail(known, code);
  IdImageFinding finding;
  if (!fault.empty() || !take_list(*object, "defects", finding.defects) ||
      !take_list(*object, "notes", finding.notes) || !take_fields(*object, finding.fields))
    return broken();
  finding.picture.assign(picture.begin(), picture.end());
  return finding;
}

}  // namespace signoff
