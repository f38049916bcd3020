// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.h"
#include "connectors/smsc/smpp.h"
#include "ports/messages.h"

#include <atomic>
#include <functional>
#include <memory>

namespace signoff {

namespace smpp {
class Link;
}

struct SmppSettings {
  std::string host = "127.0.0.1";
  std::uint16_t port = 2775;
  std::string system_id;
  std::string password;  // At most 8 characters (SMPP 3.4 clause 5.2.2).
  std::string system_type;
  smpp::Address source{0, 1, "10086"};  // What phones see as the sender.
  bool tls = false;
  std::string ca_file;  // PEM; the only roots the centre's certificate may hang from.

  std::size_t window = 16;         // Submits on the way without an answer.
  double parts_per_s = 0;          // Our own throttle; 0 is none.
  std::size_t queue_max = 10'000;  // Parts waiting for the window.
  Duration call_deadline{10'000};  // From send() to its answer.
  Duration enquire_every{30'000};  // Idle time before the centre is asked for a sign.
  Duration backoff_first{200};
  Duration backoff_max{30'000};
};

enum class SmsOutcome { pending, delivered, failed };

// Both are called from one thread of the gateway's own, in order of arrival, and may call
// send(). A phone's message is acknowledged to the centre only after on_message returned,
// so a crash in between brings it again.
struct SmppEvents {
  // For each part of a message; send() answered the id of its first part.
  std::function<void(const std::string& id, SmsOutcome outcome)> on_receipt;
  // A phone wrote to us.
  std::function<void(const Msisdn& from, const std::string& text)> on_message;
};

// A short message centre over SMPP 3.4, bound as transceiver. Keeps one connection, opens
// it again with backoff. Calls may come from any number of threads; while there is no
// connection they answer Fault::unavailable at once. The destructor unbinds; no call may be
// running then.
class SmppGateway final : public SmsGateway {
 public:
  // Starts connecting and returns. Fault::bad_input "sms.settings" or "sms.ca_file".
  static Result<std::unique_ptr<SmppGateway>> start(SmppSettings settings, Random& random,
                                                    SmppEvents events = {});
  ~SmppGateway() override;

  // "sms.refused" is the centre's last word, "sms.busy" its plea to wait, "sms.unreachable"
  // and "sms.bind_refused" say that there is no connection, "sms.answer_lost" that it broke
  // before the answer.
  Result<std::string> send(const Sms& sms) override;
  // Submits a type 0 message (3GPP TS 23.040 clause 9.2.3.9), which a phone acknowledges
  // and never shows.
  Result<bool> probe(const Msisdn& to) override;

  bool is_bound() const;

 private:
  SmppGateway(SmppSettings settings, std::uint8_t first_reference,
              std::unique_ptr<smpp::Link> link);
  smpp::Message message_to(const Msisdn& to) const;

  SmppSettings settings_;
  std::atomic<std::uint8_t> reference_;
  std::unique_ptr<smpp::Link> link_;
};

}  // namespace signoff
