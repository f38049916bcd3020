// SPDX-License-Identifier: Apache-2.0
#include "rsp/es10_fields.h"

#include "base/ensure.h"

namespace signoff::rsp {

IccidOctets octets_of(std::string_view iccid) {
  const auto octets = iccid_octets(iccid);
  ensure(octets.has_value(), "es10.iccid");
  return *octets;
}

Result<std::string> read_iccid(ByteView value) {
  if (value.size() != IccidOctets{}.size()) return fail(Fault::bad_input, "es10.field");
  auto text = iccid_text(value);
  if (text.empty()) return fail(Fault::bad_input, "es10.field");
  return text;
}

}  // namespace signoff::rsp
