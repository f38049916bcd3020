// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "ports/request_form.h"

namespace signoff {

// One A4 page (PDF 1.5). The same form makes the same octets. Calls from several threads
// wait for each other, and for vouchers that are drawn. Fault::bad_input "form.signature"
// for an image that is no PNG or larger than a signature may be.
Result<Bytes> draw_form(const RequestForm& form);

}  // namespace signoff
