// SPDX-License-Identifier: Apache-2.0
#include "connectors/mail/mime.h"

#include "base/bytes.h"
#include "base/utf8.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <algorithm>

namespace signoff {
namespace {

constexpr std::size_t kSubjectMax = 500;
constexpr std::size_t kNameMax = 120;
constexpr std::size_t kIdMax = 200;
constexpr std::size_t kWordMax = 45;  // Octets in an encoded word: 60 of base64, 75 in all.

bool has_control(std::string_view text) {
  return std::ranges::any_of(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text,
                             [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool starts_character(char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }

// RFC 2047 clause 2: words of whole characters, folded.
std::string encoded_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::size_t size = std::min(text.size(), kWordMax);
    while (size < text.size() && !starts_character(text[size])) --size;
    if (!out.empty()) out += "\r\n ";
    out += "=?UTF-8?B?" + to_base64(text.substr(0, size)) + "?=";
    text.remove_prefix(size);
  }
  return out;
}

Result<std::string> subject_field(std::string_view subject) {
  if (subject.size() > kSubjectMax || has_control(subject))
    return fail(Fault::bad_input, "mail.subject");
  if (const auto text = from_utf8(subject); !text) return pass_on(text.error());
  const bool is_plain = is_ascii(subject) && subject.size() <= 60 &&
                        subject.find("=?") == subject.npos && !subject.starts_with(' ');
  return is_plain ? std::string{subject} : encoded_words(subject);
}

Result<std::string> message_id_field(std::string_view id, const MailAddress& from) {
  if (id.starts_with('<') && id.ends_with('>')) id = id.substr(1, id.size() - 2);
  const auto at = id.find('@');
  const auto right = at == id.npos ? from.domain() : id.substr(at + 1);
  if (id.size() > kIdMax || !is_dot_atom(id.substr(0, at)) || !is_dot_atom(right))
    return fail(Fault::bad_input, "mail.message_id");
  return fmt::format("<{}@{}>", id.substr(0, at), right);
}

// RFC 2231 clause 4: percent-encoded UTF-8.
std::string extended_value(std::string_view text) {
  std::string out = "UTF-8''";
  for (const char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                       (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == '_';
    if (plain)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

bool is_media_type(std::string_view type) {
  const auto slash = type.find('/');
  const auto is_token = [](std::string_view text) {
    return is_dot_atom(text) && text.find_first_of("'*%?=") == text.npos;
  };
  return type.size() <= 100 && slash != type.npos && is_token(type.substr(0, slash)) &&
         is_token(type.substr(slash + 1)) && type.find('/', slash + 1) == type.npos;
}

Result<std::string> attachment_part(const Attachment& attachment) {
  const auto bad = [] { return fail(Fault::bad_input, "mail.attachment"); };
  if (attachment.name.empty() || attachment.name.size() > kNameMax) return bad();
  if (has_control(attachment.name) || !from_utf8(attachment.name)) return bad();
  if (!is_media_type(attachment.media_type)) return bad();
  return fmt::format(
      "Content-Type: {}\r\nContent-Transfer-Encoding: base64\r\n"
      "Content-Disposition: attachment;\r\n filename*={}\r\n\r\n{}",
      attachment.media_type, extended_value(attachment.name),
      to_base64_lines(attachment.content));
}

std::string with_crlf(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) out += '\r';
    out += text[i];
  }
  return out;
}

Result<std::string> body_of(const Mail& mail) {
  if (const auto text = from_utf8(mail.text); !text) return pass_on(text.error());
  const auto text_part =
      "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: "
      "base64\r\n\r\n" +
      to_base64_lines(with_crlf(mail.text));
  if (mail.attachments.empty()) return text_part;
  // "_" and "=" in front do not occur together in base64, so no line can be a boundary.
  const auto boundary =
      "=_" + to_hex(sha256(as_bytes(mail.message_id + mail.text))).substr(0, 32);
  std::string out = fmt::format(
      "Content-Type: multipart/mixed; boundary=\"{}\"\r\n\r\n--{}\r\n", boundary, boundary);
  out += text_part;
  for (const Attachment& attachment : mail.attachments) {
    const auto part = attachment_part(attachment);
    if (!part) return pass_on(part.error());
    out += fmt::format("--{}\r\n{}", boundary, *part);
  }
  return out + fmt::format("--{}--\r\n", boundary);
}

bool is_too_long(const Mail& mail) {
  std::size_t total = 0;
  for (const Attachment& attachment : mail.attachments) total += attachment.content.size();
  return mail.text.size() > kMailTextMax || mail.attachments.size() > kAttachmentsMax ||
         total > kMailMax;
}

}  // namespace

std::string to_base64(std::string_view octets) {
  std::string out(4 * ((octets.size() + 2) / 3) + 1, '\0');
  const auto size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                    reinterpret_cast<const unsigned char*>(octets.data()),
                                    static_cast<int>(octets.size()));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

std::string to_base64_lines(std::string_view octets) {
  std::string out;
  out.reserve(octets.size() / 57 * 78 + 80);
  for (; !octets.empty(); octets.remove_prefix(std::min<std::size_t>(57, octets.size())))
    out += to_base64(octets.substr(0, 57)) + "\r\n";
  return out;
}

std::string mail_date(Instant now) {
  static constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(now);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(now - day)};
  return fmt::format(
      "{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000",
      kDays[std::chrono::weekday{day}.c_encoding()], static_cast<unsigned>(date.day()),
      kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
      time.hours().count(), time.minutes().count(), time.seconds().count());
}

Result<std::string> to_mime(const Mail& mail, const MailAddress& from, Instant now) {
  if (is_too_long(mail)) return fail(Fault::bad_input, "mail.too_long");
  const auto to = MailAddress::parse(mail.to);
  if (!to) return pass_on(to.error());
  const auto subject = subject_field(mail.subject);
  if (!subject) return pass_on(subject.error());
  const auto id = message_id_field(mail.message_id, from);
  if (!id) return pass_on(id.error());
  const auto body = body_of(mail);
  if (!body) return pass_on(body.error());
  return fmt::format(
      "Date: {}\r\nFrom: <{}>\r\nTo: <{}>\r\nMessage-ID: {}\r\nSubject: {}\r\n"
      "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n{}",
      mail_date(now), from.text(), to->text(), *id, *subject, *body);
}

}  // namespace signoff
