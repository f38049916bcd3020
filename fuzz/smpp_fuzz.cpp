// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "connectors/smsc/smpp.h"

// Whatever is read can be written and reads the same again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signoff;
  const auto pdu = smpp::decode({data, size});
  if (!pdu || std::holds_alternative<smpp::Unsupported>(pdu->body)) return 0;
  if (const auto* deliver = std::get_if<smpp::DeliverSm>(&pdu->body))
    smpp::read_receipt(deliver->message);
  const bool is_empty_answer = pdu->status != smpp::status::kOk;
  const auto again = smpp::decode(smpp::encode(*pdu));
  ensure(again.has_value() && (is_empty_answer || *again == *pdu), "fuzz.smpp");
  return 0;
}
