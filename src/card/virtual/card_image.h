// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/virtual/file_tree.h"
#include "domain/identifiers.h"
#include "rsp/es10_answers.h"
#include "rsp/test_authority.h"

#include <map>

namespace signoff::uicc {

struct PinImage {
  std::string digits;  // 4 to 8.
  bool is_enabled = true;
  int tries = 3;
  std::string unblock = "12345678";  // 8 digits.
  int unblock_tries = 10;
  friend bool operator==(const PinImage&, const PinImage&) = default;
};

// One SIM as it is kept: what it was made from, and the files that are otherwise.
struct SimImage {
  std::string iccid;   // As rsp::iccid_text().
  std::string imsi;    // Digits; empty is a card without a subscription.
  std::string msisdn;  // Digits; may be empty.
  std::string provider;
  PinImage pin1{"1234", false};
  PinImage pin2{"0000", true};
  int contacts_max = 250;            // 1 to 254 records.
  int messages_max = 50;             // 1 to 254.
  bool has_local_phonebook = false;  // In the USIM's directory, else in DF.TELECOM.
  // By path ("3f00/7fff/6f07"); one item where the file is transparent, else its records.
  std::map<std::string, std::vector<Bytes>> files;
  friend bool operator==(const SimImage&, const SimImage&) = default;
};

struct ProfileImage {
  rsp::ProfileInfo info;
  SimImage sim;
  friend bool operator==(const ProfileImage&, const ProfileImage&) = default;
};

struct EuiccImage {
  std::string eid;  // 32 digits.
  std::string key;  // PEM.
  Bytes certificate;
  Bytes eum_certificate;
  Bytes root_key_id;
  std::string default_smdp;
  std::string root_smds = "lpa.ds.gsma.com";
  std::int64_t last_sequence = 0;
  std::vector<ProfileImage> profiles;
  std::map<std::int64_t, Bytes> notifications;  // Not yet removed, by sequence number.
  friend bool operator==(const EuiccImage&, const EuiccImage&) = default;
};

// All that a card keeps without power: an eUICC with its profiles, or one plain SIM.
struct CardImage {
  std::optional<EuiccImage> euicc;
  std::optional<SimImage> sim;
  friend bool operator==(const CardImage&, const CardImage&) = default;
};

// The file of `signoff card virtual` (docs/virtual-card.md), which is also how a card is
// kept. What is absent has its usual value; keys are only read where they are given. Faults
// are bad_input "card_image.…" with the member in the detail.
Result<CardImage> read_card_image(std::string_view json);
std::string write_card_image(const CardImage& image);

// Gives an eUICC a key and a certificate from this authority.
Result<void> certify(EuiccImage& euicc, const rsp::TestAuthority& authority, Instant now);

}  // namespace signoff::uicc
