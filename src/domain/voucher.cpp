// SPDX-License-Identifier: Apache-2.0
#include "domain/voucher.h"

namespace signoff {

std::string_view to_string(VoucherKind kind) {
  switch (kind) {
    case VoucherKind::receipt: return "receipt";
    case VoucherKind::pre_cancellation: return "pre_cancellation";
    case VoucherKind::final: return "final";
  }
  return "";
}

}  // namespace signoff
