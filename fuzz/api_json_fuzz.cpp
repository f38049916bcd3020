// SPDX-License-Identifier: Apache-2.0
// A JSON body read the way handlers read it.
#include "api/fields.h"
#include "base/clock.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signoff;
  Request request;
  request.content_type = "application/json";
  request.body.assign(reinterpret_cast<const char*>(data), size);
  const auto body = json_body(request);
  if (!body) return 0;

  Fields fields{*body};
  const auto text = fields.optional_string("s", 1, 8);
  const auto number = fields.optional_int("n", -5, 5);
  fields.optional_choice("c", {"now", "later"});
  fields.optional("d", parse_date);
  fields.optional_bool("b", false);
  const auto words = fields.string_list("l", 3, 4);
  const auto items = fields.list("a", 3, [](Fields& item) {
    item.object("o", [](Fields& inner) { inner.required_bool("x"); });
    return item.required_int("id", 1, 9);
  });
  const auto done = fields.finish();
  if (!done && !done.error().detail.starts_with('/')) std::abort();
  if (text && (text->empty() || text->size() > 32)) std::abort();
  if (number && (*number < -5 || *number > 5)) std::abort();
  if (words.size() > 3 || items.size() > 3) std::abort();
  return 0;
}
