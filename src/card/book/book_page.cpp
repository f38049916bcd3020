// SPDX-License-Identifier: Apache-2.0
#include "card/book/book_page.h"

#include <fmt/format.h>
#include <string_view>

namespace signoff {
namespace {

constexpr std::string_view kStyle =
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;"
    "padding:0 1rem;color:#1b1b1b;background:#fff}"
    "h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{text-align:start;vertical-align:top;padding:.35rem .6rem;"
    "border-bottom:1px solid #ccc;overflow-wrap:anywhere}"
    "td.text{white-space:pre-wrap}.note{color:#5a5a5a}"
    "@media print{body{margin:0}tr{break-inside:avoid}}";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default:
        // Control characters have no place in HTML; line ends and tabs do.
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
    }
  }
  return out;
}

// Writes the page piece by piece, in one language.
class Page {
 public:
  explicit Page(Language language) : is_chinese_{language == Language::zh} {}

  std::string_view say(std::string_view en, std::string_view zh) const {
    return is_chinese_ ? zh : en;
  }
  void begin(const CardBook& book) {
    const auto title = say("What was on the SIM card", "SIM 卡内容备份");
    out_ = fmt::format(
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width\">"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
        "style-src 'unsafe-inline'\">"
        "<title>{}</title><style>{}</style></head>\n<body><h1>{}</h1>\n",
        is_chinese_ ? "zh-CN" : "en", title, kStyle, title);
    out_ +=
        fmt::format("<p class=\"note\">{} {}", say("Card", "卡号"), escaped(book.iccid));
    if (!book.network.empty()) out_ += " · " + escaped(book.network);
    out_ +=
        fmt::format(" · {} {}</p>\n", say("read on", "读取时间"), to_string(book.taken_at));
  }
  // False, and a sentence instead, where there is nothing to list.
  bool section(std::string_view heading, std::size_t count,
               std::initializer_list<std::string_view> columns) {
    out_ += fmt::format("<h2>{} ({})</h2>\n", heading, count);
    if (count == 0) {
      out_ += fmt::format("<p class=\"note\">{}</p>\n", say("None.", "无"));
      return false;
    }
    out_ += "<table><thead><tr>";
    for (const auto column : columns)
      out_ += fmt::format("<th scope=\"col\">{}</th>", column);
    out_ += "</tr></thead><tbody>\n";
    return true;
  }
  void row(std::initializer_list<std::string> cells) {
    out_ += "<tr>";
    for (const std::string& cell : cells)
      out_ += fmt::format("<td class=\"text\">{}</td>", escaped(cell));
    out_ += "</tr>\n";
  }
  void end_section() { out_ += "</tbody></table>\n"; }
  std::string end() { return out_ + "</body></html>\n"; }

 private:
  bool is_chinese_;
  std::string out_;
};

std::string number_lines(const std::vector<BookNumber>& numbers) {
  std::string lines;
  for (const BookNumber& number : numbers) {
    if (!lines.empty()) lines += '\n';
    lines += number.number;
    if (!number.label.empty()) lines += fmt::format(" ({})", number.label);
  }
  return lines;
}

void add_contacts(Page& page, const CardBook& book) {
  if (!page.section(page.say("Contacts", "联系人"), book.contacts.size(),
                    {page.say("Name", "姓名"), page.say("Numbers", "号码"),
                     page.say("E-mail", "邮箱"), page.say("Groups", "分组")}))
    return;
  for (const BookContact& contact : book.contacts) {
    std::string name = contact.name;
    if (!contact.second_name.empty()) name += fmt::format(" ({})", contact.second_name);
    page.row({name, number_lines(contact.numbers),
              fmt::format("{}", fmt::join(contact.emails, "\n")),
              fmt::format("{}", fmt::join(contact.groups, "\n"))});
  }
  page.end_section();
}

std::string state_text(const Page& page, const BookMessage& message) {
  if (message.kind == SmsKind::report)
    return std::string{
        message.report && *message.report < 0x20
            ? page.say("delivery report: delivered", "状态报告：已送达")
            : page.say("delivery report: not delivered", "状态报告：未送达")};
  switch (message.status) {
    case SmsStatus::read: return std::string{page.say("received, read", "收到，已读")};
    case SmsStatus::unread: return std::string{page.say("received, unread", "收到，未读")};
    case SmsStatus::sent: return std::string{page.say("sent", "已发送")};
    case SmsStatus::to_send: return std::string{page.say("not sent yet", "待发送")};
  }
  return {};
}

std::string time_text(const std::optional<SmsTime>& time) {
  if (!time) return "—";
  auto text = to_string(*time);
  text[10] = ' ';
  return text;
}

void add_messages(Page& page, const CardBook& book) {
  if (!page.section(page.say("Messages", "短信"), book.messages.size(),
                    {page.say("With", "对方"), page.say("When", "时间"),
                     page.say("State", "状态"), page.say("Text", "内容")}))
    return;
  for (const BookMessage& message : book.messages) {
    std::string text = message.text;
    if (!message.octets.empty())
      text += fmt::format("({} {}) {}", message.octets.size(),
                          page.say("octets of data", "字节数据"), to_hex(message.octets));
    if (!message.missing.empty())
      text += fmt::format("\n({} {})",
                          page.say("missing on the card: part", "卡上缺少的部分："),
                          fmt::join(message.missing, ", "));
    page.row(
        {message.peer.shown(), time_text(message.time), state_text(page, message), text});
  }
  page.end_section();
}

void add_dials(Page& page, std::string_view heading, const std::vector<BookDial>& dials) {
  if (!page.section(heading, dials.size(),
                    {page.say("Name", "姓名"), page.say("Number", "号码")}))
    return;
  for (const BookDial& dial : dials) page.row({dial.name, dial.number.number});
  page.end_section();
}

}  // namespace

std::string to_page(const CardBook& book, Language language) {
  Page page{language};
  page.begin(book);
  add_contacts(page, book);
  add_messages(page, book);
  add_dials(page, page.say("Own numbers", "本机号码"), book.own_numbers);
  add_dials(page, page.say("Last numbers dialled", "最近拨打"), book.dialled);
  add_dials(page, page.say("Fixed numbers", "固定拨号"), book.fixed);
  add_dials(page, page.say("Service numbers", "服务号码"), book.services);
  return page.end();
}

}  // namespace signoff
