// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/message_log.h"
#include "lab/phone_chips.h"
#include "lab/population.h"
#include "lab/visited_network.h"
#include "service/desk_stores.h"
#include "service/operation.h"

#include <filesystem>

namespace signoff::rsp {
class NotificationVerifier;
}

namespace signoff::lab {

struct LabSettings {
  std::filesystem::path data;
  // Of a new lab; one that goes on keeps what it began with.
  std::size_t lines = 2000;
  std::uint64_t seed = 1;
  // Where the operator can be reached, https://host:port; printed on vouchers.
  std::string url;
  // Vouches for that address and the name of the profile server to the parties told of an
  // end and to the phones.
  std::string ca_file;
  std::size_t case_threads = 2;
  // What is being done, how much of it, of how much.
  std::function<void(std::string_view what, std::size_t done, std::size_t total)> progress;
  std::function<void(const Error&)> on_trouble;
  WorkObserver* observer = nullptr;  // Outlives the lab.
};

struct Phone {
  bool attached_cs = false;
  bool attached_ps = false;
  bool hlr_known = false;
  std::string last_sms;             // Empty when it got none.
  std::optional<ChipProfile> esim;  // Nothing where a card is in it.
};

// An operator in a box: a real osmo-hlr with its visited network and phones, some with
// an eUICC, a message centre, a mail sink, a ledger, two relying parties, and the product
// that works on them, all below one directory. Opened again on the same directory it goes
// on where it was; phones then attach while it is open already.
class Lab {
 public:
  static Result<std::unique_ptr<Lab>> open(LabSettings settings);
  // Ends everything it started, the workers first.
  ~Lab();
  Lab(const Lab&) = delete;
  Lab& operator=(const Lab&) = delete;

  Operation& operation();
  Store& store();
  DeskStores desk_stores();
  const Clock& clock() const;
  Random& random();
  const MessageLog& messages() const;
  const Population& population() const;
  std::uint16_t hlr_ctrl_port() const;
  std::uint16_t hlr_gsup_port() const;

  // Moves the clock, stopping wherever something comes due on the way, and returns when
  // all due work has been done. Bounded in time: work that goes on failing stays behind.
  Result<Instant> advance(Duration by);
  // A phone as it is; one without service tries to attach first, as if its user had
  // switched it off and on. Fault::not_found for numbers the lab never had.
  Result<Phone> phone(const Msisdn& number);
  // Somebody writes to the phone. True when it got the message.
  Result<bool> write_to(const Msisdn& number, const std::string& text);
  // A Security Event Token is pushed to a relying party; as PartyInbox::take().
  Result<void> take_event(std::string_view party, std::string_view media_type,
                          std::string_view token);
  // The user deletes the eSIM on the phone, which hands in what its chip signed. As
  // PhoneChips::remove().
  Result<ChipProfile> delete_esim(const Msisdn& number);
  // Who checks what the phones' chips sign.
  rsp::NotificationVerifier& notifications();
  // The phone writes to the operator.
  Result<void> write_from(const Msisdn& number, const std::string& text);

 private:
  class Impl;
  explicit Lab(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace signoff::lab
