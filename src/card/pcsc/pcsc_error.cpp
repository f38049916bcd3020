// SPDX-License-Identifier: Apache-2.0
#include "card/pcsc/pcsc_error.h"

#include <winscard.h>
#include <algorithm>
#include <iterator>

namespace signoff {
namespace {

struct Meaning {
  LONG code;
  Fault fault;
  std::string_view name;
};
constexpr Meaning kMeanings[] = {
    {SCARD_E_NO_SERVICE, Fault::unavailable, "reader.no_service"},
    {SCARD_E_SERVICE_STOPPED, Fault::unavailable, "reader.no_service"},
    {SCARD_F_COMM_ERROR, Fault::unavailable, "reader.no_service"},
    {SCARD_E_NO_READERS_AVAILABLE, Fault::unavailable, "reader.none"},
    {SCARD_E_UNKNOWN_READER, Fault::unavailable, "reader.absent"},
    {SCARD_E_READER_UNAVAILABLE, Fault::unavailable, "reader.absent"},
    {SCARD_E_NO_SMARTCARD, Fault::unavailable, "reader.no_card"},
    {SCARD_W_REMOVED_CARD, Fault::unavailable, "reader.no_card"},
    {SCARD_E_SHARING_VIOLATION, Fault::unavailable, "reader.taken"},
    {SCARD_W_UNRESPONSIVE_CARD, Fault::unavailable, "reader.mute"},
    {SCARD_W_UNPOWERED_CARD, Fault::unavailable, "reader.mute"},
    {SCARD_W_UNSUPPORTED_CARD, Fault::unavailable, "reader.mute"},
    {SCARD_E_PROTO_MISMATCH, Fault::unavailable, "reader.mute"},
    {SCARD_W_SECURITY_VIOLATION, Fault::forbidden, "reader.not_allowed"},
};

// pcscd says these before it hands a command to the reader.
constexpr LONG kBefore[] = {SCARD_W_REMOVED_CARD,   SCARD_W_RESET_CARD,
                            SCARD_W_UNPOWERED_CARD, SCARD_E_READER_UNAVAILABLE,
                            SCARD_E_INVALID_HANDLE, SCARD_E_INVALID_PARAMETER};

}  // namespace

Error reader_error(long code) {
  const auto* meaning = std::ranges::find(kMeanings, code, &Meaning::code);
  const bool is_known = meaning != std::end(kMeanings);
  return {is_known ? meaning->fault : Fault::unavailable,
          std::string{is_known ? meaning->name : "reader.trouble"},
          pcsc_stringify_error(code)};
}

Error transmit_error(long code) {
  const bool is_before = std::ranges::find(kBefore, code) != std::end(kBefore);
  return {is_before ? Fault::unavailable : Fault::unknown, "card.gone",
          pcsc_stringify_error(code)};
}

}  // namespace signoff
