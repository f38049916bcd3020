// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/workers.h"
#include "service/service.h"

namespace signoff {

// What a running operation stands on. References outlive it.
struct OperationParts {
  Store& store;
  HomeRegister& home;
  Billing& billing;
  SmsGateway& sms;
  MailGateway& mail;
  RelyingParties& parties;
  Notary& notary;
  const Pack& pack;
  const Clock& clock;
  const Clock& wall;  // As in ServiceParts.
  Random& random;
  std::string enquiry_url;
  std::string letter_desk;  // Mail address of whoever prints and posts letters.
  std::function<void(const Error&)> on_trouble;
  WorkObserver* observer = nullptr;
  CardStore* cards = nullptr;  // Null: nobody reports about profiles.
};

// The verbs and the threads that do the work behind them, put together once for whatever
// runs them: a company's server, the demo, tests.
class Operation {
 public:
  explicit Operation(OperationParts parts);

  Service& service() { return service_; }
  Workers& workers() { return workers_; }
  Engine& engine() { return engine_; }

  // A phone wrote to us. "N" objects to the open cases that this phone was told of (K4),
  // and "N 2611-0042317-8" from any phone to that one; all else is left alone.
  // Fault::not_found: there was nothing to object to.
  Result<void> take_sms(const Msisdn& from, std::string_view text);

 private:
  OperationParts parts_;
  Outside outside_;
  Engine engine_;
  Courier courier_;
  Caretaker caretaker_;
  Workers workers_;
  Service service_;
};

}  // namespace signoff
