// SPDX-License-Identifier: Apache-2.0
#include "base/bytes.h"
#include "base/ensure.h"
#include "connectors/mail/mail_address.h"
#include "connectors/mail/mime.h"

#include <algorithm>

// An address that passes holds nothing that could end a field or a command.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signoff;
  static const auto from = MailAddress::parse("noreply@signoff.test");
  const std::string text{as_text({data, size})};
  if (const auto address = MailAddress::parse(text))
    ensure(
        std::ranges::none_of(text, [](char c) { return c <= ' ' || c == '<' || c == '>'; }),
        "fuzz.mail_address");
  const Mail mail{"a@b.test", text, text, "id", {{text, "text/plain", text}}};
  if (const auto mime = to_mime(mail, *from, Instant{}))
    ensure(mime->find("\nBcc") == mime->npos && mime->find("\n\n") == mime->npos,
           "fuzz.mime");
  return 0;
}
