// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/hlr/pool.h"
#include "connectors/hlr/rest_http.h"
#include "connectors/hlr/rest_settings.h"
#include "ports/home_register.h"

namespace signoff {

// A home register behind a REST API, described by configuration. A verb the make does not
// offer answers Fault::unavailable "register.no_such_verb". Calls may come from any
// thread.
class RestRegister final : public HomeRegister {
 public:
  // Reads the headers' secrets from their files.
  static Result<std::unique_ptr<RestRegister>> create(RestSettings settings);

  Result<Subscription> find(const Imsi& imsi) override;
  Result<Subscription> find(const Msisdn& msisdn) override;
  Result<void> bar(const Subscription& seen) override;
  Result<void> unbar(const Subscription& seen, bool cs, bool ps) override;
  Result<void> cancel_location(const Subscription& seen) override;
  Result<void> strip_keys(const Subscription& seen) override;
  Result<void> strip_number(const Subscription& seen) override;
  Result<void> remove(const Subscription& seen) override;
  Result<AttachAnswer> probe_attach(const Imsi& imsi, NetworkDomain domain) override;
  Result<bool> probe_keys(const Imsi& imsi) override;
  Result<std::vector<std::int64_t>> orphan_keys() override;

 private:
  using Deadline = std::chrono::steady_clock::time_point;
  // What a verb's calls read; `is_missing` when one of them said "not found".
  struct Heard {
    RestVariables variables;
    bool is_missing = false;
  };

  RestRegister(RestSettings settings, std::vector<std::string> headers);
  Deadline deadline() const;
  const std::vector<RestCall>* calls_of(std::string_view verb) const;
  // Makes a verb's calls one after another; what one reads, the next may use.
  Result<Heard> run(std::string_view verb, RestVariables variables, Deadline deadline);
  Result<void> one_call(const RestCall& call, Heard& heard, Deadline deadline);
  Result<Heard> look(const Imsi& imsi, Deadline deadline);
  Result<Subscription> found(const Heard& heard) const;
  Result<void> change(std::string_view verb, const Subscription& seen, RestVariables extra);

  RestSettings settings_;
  std::vector<std::string> headers_;
  Pool<RestHttp> http_;
};

// Takes what the reads name out of a JSON body. A body that is no JSON counts as null.
void read_json(std::string_view body, const std::vector<RestRead>& reads,
               RestVariables& variables);

}  // namespace signoff
