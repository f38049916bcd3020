// SPDX-License-Identifier: Apache-2.0
#include "policy/pack.h"

#include "policy/pack_fields.h"
#include "policy/pack_reader.h"

#include <fmt/format.h>
#include <fstream>
#include <set>

namespace signoff {
namespace {

constexpr std::size_t kTextMax = 256 * 1024;

// The keys of the file that no field claims, as "the first unknown one".
std::optional<PackReader::Node> first_unknown(const std::vector<PackReader::Node>& found,
                                              const std::vector<Field>& fields) {
  std::set<std::string, std::less<>> known;
  std::set<std::string, std::less<>> tables;
  for (const auto& field : fields) {
    known.insert(field.key);
    for (auto dot = field.key.find('.'); dot != std::string::npos;
         dot = field.key.find('.', dot + 1))
      tables.insert(field.key.substr(0, dot));
  }
  for (const auto& node : found) {
    if (known.contains(node.name)) continue;
    if (node.is_table && tables.contains(node.name)) continue;
    // Below a field (one element of its value) the field itself looks.
    bool is_inside = false;
    for (auto dot = node.name.rfind('.'); dot != std::string::npos && !is_inside;
         dot = dot == 0 ? std::string::npos : node.name.rfind('.', dot - 1))
      is_inside = known.contains(node.name.substr(0, dot));
    if (!is_inside) return node;
  }
  return std::nullopt;
}

}  // namespace

Assurance Pack::assurance_for(Act act, Channel channel, Subject subject) const {
  for (const auto& row : assurance)
    if (row.act == act && row.channel == channel)
      return row.by_subject[static_cast<std::size_t>(subject)];
  return Assurance::never;
}

Result<Pack> parse_pack(std::string_view text, std::string_view name) {
  if (text.size() > kTextMax)
    return fail(Fault::bad_input, "pack.too_large",
                fmt::format("{}:1: a pack has at most {} bytes", name, kTextMax));
  const auto reader = PackReader::open(text, name);
  if (!reader) return pass_on(reader.error());
  Pack pack;
  const auto fields = fields_of(pack);
  if (const auto unknown = first_unknown(reader->keys(), fields))
    return reader->refuse("pack.unknown_key", unknown->name,
                          fmt::format("there is no key {}", unknown->name));
  for (const auto& field : fields)
    if (auto taken = reader->read(field, pack.place.currency); !taken)
      return pass_on(taken.error());
  if (const auto wrong = first_contradiction(pack))
    return reader->refuse("pack.contradiction", wrong->key,
                          fmt::format("{}: {}", wrong->key, wrong->reason));
  return pack;
}

Result<Pack> load_pack(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  const auto name = path.filename().string();
  if (!file)
    return fail(Fault::not_found, "pack.unreadable", fmt::format("{}: cannot open", name));
  std::string text(kTextMax + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad())
    return fail(Fault::unavailable, "pack.unreadable",
                fmt::format("{}: cannot read", name));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return parse_pack(text, name);
}

}  // namespace signoff
