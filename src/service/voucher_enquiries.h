// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/service.h"

namespace signoff {

struct VoucherPaper {
  VoucherStatus status;
  std::string jws;
  Bytes pdf;
};

// A former owner asks for his voucher without the old number (6.1, 6.13): voucher number,
// last six of the identity number, and a code to his other contact. Nothing tells unknown
// from wrong.
class VoucherEnquiries {
 public:
  VoucherEnquiries(Service& service, const ServiceParts& parts)
      : service_{service}, parts_{parts} {}

  // Sends the code where both match, and says nothing either way.
  Result<void> ask(std::string_view voucher, std::string_view last_six);
  // Forbidden "enquiry.wrong" for everything that is wrong, locked or too late.
  Result<VoucherPaper> answer(const Caller& caller, std::string_view voucher,
                              std::string_view last_six, std::string_view code);

 private:
  struct Match {
    VoucherRecord record;
    Line line;
    Owner owner;
  };
  Result<Match> match(std::string_view voucher, std::string_view last_six);

  Service& service_;
  const ServiceParts& parts_;
};

}  // namespace signoff
