// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/language.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

// Files that say whose card it is and where it was (3GPP TS 31.102 clause 4.2, TS 51.011
// clause 10.3).
namespace signoff {

// EF.ICCID: 18 to 20 digits, some operators' with the letters A to E. Fault::bad_input
// "card.garbled" for anything else.
Result<std::string> decode_iccid(ByteView file);
Bytes encode_iccid(std::string_view digits);
// EF.IMSI: 6 to 15 digits. The same fault.
Result<std::string> decode_imsi(ByteView file);
Bytes encode_imsi(std::string_view digits);

// A network as its digits: "46000", "310260"; nothing for one that is not written.
std::string decode_plmn(ByteView octets);
// EF.FPLMN: three octets a network.
std::vector<std::string> decode_plmn_list(ByteView file);

// EF.SPN: a display condition, then a name.
std::string decode_spn(ByteView file);

// EF.UST (and EF.SST with two bits a service): the numbers of services that are available.
std::vector<int> decode_ust(ByteView file);
std::vector<int> decode_sst(ByteView file);
// "Local phone book", or the number where a service has no short name here.
std::string ust_name(int service, Language language);

// Where the card was last seen.
struct Location {
  std::string network;
  bool is_known = false;  // It was registered there; false once it is wiped.
};
// EF.LOCI (11 octets), EF.PSLOCI and EF.LOCIGPRS (14), EF.EPSLOCI (18),
// EF.5GS3GPPLOCI and EF.5GSN3GPPLOCI (20). The same fault.
Result<Location> decode_location(ByteView file);
// What such a file holds when it tells nothing: identities and area deleted, not updated
// (TS 31.102 annex E). `size` is one of those.
Bytes empty_location(std::size_t size);

}  // namespace signoff
