// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "card/desk/case_outbox.h"
#include "card/desk/delivery_journal.h"
#include "card/desk/wipe_proof.h"
#include "connectors/smdp/host_name.h"

// A file somebody brings as a proof, what waits at a desk to be sent, and the address that
// a card names: what is read is written and reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signoff;
  const auto text = as_text({data, size});
  if (const auto entry = parse_delivery(text))
    ensure(parse_delivery(to_json(*entry)).has_value(), "fuzz.delivery");
  if (const auto proof = parse_wipe_proof(text)) {
    const auto again = parse_wipe_proof(to_json(*proof));
    ensure(again && to_json(*again) == to_json(*proof), "fuzz.proof");
  }
  if (const auto entry = parse_outbox_entry(text))
    ensure(parse_outbox_entry(to_json(*entry)) == *entry, "fuzz.outbox");
  if (const auto host = parse_smdp_host(text))
    ensure(parse_smdp_host(*host) == *host, "fuzz.host");
  return 0;
}
