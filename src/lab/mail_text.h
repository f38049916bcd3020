// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/messages.h"

#include <string>
#include <string_view>
#include <vector>

namespace signoff::lab {

// A mail as its reader sees it.
struct ReadMail {
  std::string subject;
  std::string message_id;
  std::string text;  // The first text/plain part.
  std::vector<Attachment> attachments;
};

// Reads a message as it came over the wire. Anything is a mail to some degree: what cannot
// be decoded stays as it is, and nesting and parts are bounded, so this never fails.
ReadMail read_mail(std::string_view raw);

}  // namespace signoff::lab
