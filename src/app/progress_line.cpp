// SPDX-License-Identifier: Apache-2.0
#include "app/progress_line.h"

#include "cli/plain_text.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace signoff {
namespace {

struct Word {
  std::string_view what;
  std::string_view en;
  std::string_view zh;
};
constexpr Word kProgressWords[] = {
    {"schema", "schema steps", "结构升级"},
    {"file", "file checks", "文件检查"},
    {"ledger", "ledger checks", "账本检查"},
    {"events", "events read", "历史事件"},
    {"cases", "cases checked", "个案检查"},
    {"rows", "rows checked", "列表检查"},
    {"pages", "pages copied", "复制页"},
    {"lines", "lines", "线路"},
    {"phones", "phones", "手机"},
    {"checked", "bytes checked", "已检查字节"},
    {"loaded", "bytes loaded", "已装载字节"},
    {"contacts", "contacts", "联系人"},
    {"messages", "messages", "短信"},
    {"ADN", "contacts wiped", "擦除联系人"},
    {"SMS", "messages wiped", "擦除短信"},
    {"profiles", "profiles", "配置文件"},
    {"notifications", "notifications", "通知"},
};
constexpr std::size_t kWordColumns = 14;
constexpr std::int64_t kBarColumns = 24;

std::string_view word(std::string_view what, Language language) {
  const auto* row = std::ranges::find(kProgressWords, what, &Word::what);
  if (row == std::end(kProgressWords)) return what;
  return language == Language::zh ? row->zh : row->en;
}

}  // namespace

std::string progress_text(std::string_view what, std::int64_t done, std::int64_t total,
                          Language language) {
  const auto name = word(what, language);
  const auto columns = cli::columns_of(name);
  const std::string gap(columns < kWordColumns ? kWordColumns - columns : 0, ' ');
  const auto share = [&](std::int64_t of) {
    return static_cast<std::int64_t>(static_cast<double>(of) * static_cast<double>(done) /
                                     static_cast<double>(total));
  };
  const auto filled = static_cast<std::size_t>(share(kBarColumns));
  const std::string bar = std::string(filled, '#') + std::string(kBarColumns - filled, '.');
  return fmt::format("  {}{} [{}] {:>10} {} {:<10} {:>3} %", name, gap, bar, done,
                     language == Language::zh ? "/" : "of", total, share(100));
}

ProgressLine::ProgressLine(Language language, bool is_on)
    : language_{language}, is_on_{is_on && ::isatty(STDERR_FILENO) == 1} {}

ProgressLine::~ProgressLine() {
  if (!shown_.empty()) fmt::print(stderr, "\n");
}

void ProgressLine::show(std::string_view what, std::int64_t done, std::int64_t total) {
  if (!is_on_ || total <= 0) return;
  done = std::clamp<std::int64_t>(done, 0, total);
  auto text = progress_text(what, done, total, language_);
  if (text == shown_) return;
  // A kind of work that ended before its total leaves its line as it was.
  const bool goes_on = what == what_;
  fmt::print(stderr, "{}{}{}", goes_on || shown_.empty() ? "\r" : "\n", text,
             done == total ? "\n" : "");
  std::fflush(stderr);
  what_ = done == total ? "" : what;
  shown_ = done == total ? "" : std::move(text);
}

}  // namespace signoff
