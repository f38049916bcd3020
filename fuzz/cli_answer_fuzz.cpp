// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "cli/plain_text.h"
#include "cli/table.h"
#include "cli/views.h"

// Whatever a server answers, a terminal gets lines of 80 columns without control
// characters.
namespace {

using namespace signoff;

void must_be_harmless(std::string_view text) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    ensure(cli::plain(line) == line, "fuzz.control");
    ensure(cli::columns_of(line) <= cli::kScreenColumns, "fuzz.columns");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto failure = cli::parse_problem(403, text);
  auto sentence = cli::failure_text(failure, {});
  sentence.pop_back();
  ensure(cli::plain(sentence) == sentence, "fuzz.problem");
  const auto answer = cli::parse_answer(text);
  if (!answer) return 0;
  for (const auto language : {Language::en, Language::zh}) {
    const cli::Style style{language, false};
    for (auto* view : {cli::lines_view, cli::line_view, cli::precheck_view, cli::cases_view,
                       cli::case_view, cli::voucher_view, cli::session_view})
      must_be_harmless(view(*answer, style));
  }
  return 0;
}
