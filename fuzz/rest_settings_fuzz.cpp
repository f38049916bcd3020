// SPDX-License-Identifier: Apache-2.0
#include "base/bytes.h"
#include "connectors/hlr/rest_register.h"

// The input is a configuration; what it reads is applied to the input as an answer.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto text = signoff::as_text({data, size});
  signoff::RestVariables variables{{"imsi", "001010000000001"}};
  const auto settings = signoff::parse_rest_settings(text, "fuzz.toml");
  if (settings)
    for (const auto& [verb, calls] : settings->verbs)
      for (const signoff::RestCall& call : calls)
        signoff::read_json(text, call.reads, variables);
  (void)signoff::expand(text, variables, signoff::RestEscape::json);
  (void)signoff::expand(text, variables, signoff::RestEscape::path);
  signoff::RestRead read;
  read.variable = "x";
  read.pointer = "/a/0";
  signoff::read_json(text, {read}, variables);
  return 0;
}
