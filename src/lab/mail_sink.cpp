// SPDX-License-Identifier: Apache-2.0
#include "lab/mail_sink.h"

#include "base/bytes.h"
#include "connectors/mail/mail_address.h"
#include "connectors/mail/mime.h"

#include <fmt/format.h>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <deque>
#include <mutex>
#include <set>
#include <thread>

namespace signoff::lab {
namespace asio = boost::asio;
using asio::ip::tcp;
namespace {

using boost::system::error_code;
constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kLineMax = 1'000;  // RFC 5321 clause 4.5.3.1.6.
constexpr std::size_t kRecipientsMax = 100;
constexpr std::size_t kCommandsMax = 1'000;
constexpr std::size_t kSessionsMax = 64;
constexpr std::size_t kKeptMax = 1'000;
constexpr Duration kSessionMax{60'000};

// "FROM:<a@b> SIZE=1" after "FROM:"; what stands between the angle brackets.
std::optional<std::string_view> path_of(std::string_view text, std::string_view keyword) {
  if (text.size() < keyword.size()) return std::nullopt;
  for (std::size_t i = 0; i < keyword.size(); ++i)
    if (std::toupper(static_cast<unsigned char>(text[i])) != keyword[i])
      return std::nullopt;
  text.remove_prefix(keyword.size());
  while (text.starts_with(' ')) text.remove_prefix(1);
  const auto end = text.find('>');
  if (!text.starts_with('<') || end == text.npos) return std::nullopt;
  return text.substr(1, end - 1);
}

// One connection. Shared with the operations under way, which may outlast it.
struct Session {
  Session(tcp::socket socket, asio::ssl::context& context)
      : stream{std::move(socket), context} {}
  void close() {
    error_code ignored;
    stream.next_layer().close(ignored);
  }
  asio::ssl::stream<tcp::socket> stream;
  bool is_tls = false;
  bool is_known = false;  // AUTH succeeded.
  bool is_over = false;
  std::string in;
  std::string from;
  std::vector<std::string> to;
};
using SessionPtr = std::shared_ptr<Session>;

// The next line, without its end; nothing when the connection ended or it is too long.
asio::awaitable<std::optional<std::string>> read_line(SessionPtr session) {
  std::array<char, 16'384> chunk;
  for (;;) {
    const auto end = session->in.find("\r\n");
    const auto size = end == std::string::npos ? session->in.size() : end;
    if (size > kLineMax) co_return std::nullopt;
    if (end != std::string::npos) {
      std::string line = session->in.substr(0, end);
      session->in.erase(0, end + 2);
      co_return line;
    }
    error_code failed;
    std::size_t got = 0;
    if (session->is_tls)
      std::tie(failed, got) =
          co_await session->stream.async_read_some(asio::buffer(chunk), kAwait);
    else
      std::tie(failed, got) = co_await session->stream.next_layer().async_read_some(
          asio::buffer(chunk), kAwait);
    if (failed) co_return std::nullopt;
    session->in.append(chunk.data(), got);
  }
}

asio::awaitable<void> write_text(SessionPtr session, std::string text) {
  error_code failed;
  std::size_t sent = 0;
  if (session->is_tls)
    std::tie(failed, sent) =
        co_await asio::async_write(session->stream, asio::buffer(text), kAwait);
  else
    std::tie(failed, sent) = co_await asio::async_write(session->stream.next_layer(),
                                                        asio::buffer(text), kAwait);
  if (failed) session->is_over = true;
}

struct Command {
  std::string verb;  // In capitals.
  std::string_view rest;
};

Command command_of(std::string_view line) {
  const auto space = line.find(' ');
  Command command{std::string{line.substr(0, space)}, {}};
  for (char& c : command.verb)
    c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  if (space != line.npos) command.rest = line.substr(space + 1);
  return command;
}

}  // namespace

// Everything but start, stop and kept() happens on thread_.
class MailSink::Impl {
 public:
  Impl(MailSinkSettings settings, const Clock& clock, MessageLog& log)
      : settings_{std::move(settings)}, clock_{clock}, log_{log} {}

  error_code open();
  void run();
  void stop();
  std::uint16_t port() const { return port_; }
  std::vector<KeptMail> kept() const {
    const std::scoped_lock lock{mutex_};
    return {kept_.begin(), kept_.end()};
  }
  void post(std::function<void()> work) { asio::post(io_, std::move(work)); }

  std::map<std::string, int> refusals;
  bool hangs_up = false;

 private:
  bool has_tls() const { return !settings_.certificate_file.empty(); }
  asio::awaitable<void> listen();
  asio::awaitable<void> serve(SessionPtr session);
  asio::awaitable<void> start_tls(SessionPtr session);
  asio::awaitable<void> take_data(SessionPtr session);
  std::string answer(Session& session, const Command& command);
  std::string greet(const Session& session) const;
  std::string authenticate(Session& session, std::string_view rest) const;
  std::string add_recipient(Session& session, std::string_view rest) const;
  void keep(const Session& session, const std::string& raw);

  MailSinkSettings settings_;
  const Clock& clock_;
  MessageLog& log_;
  asio::io_context io_;
  asio::ssl::context tls_{asio::ssl::context::tls_server};
  tcp::acceptor acceptor_{io_};
  std::set<SessionPtr> sessions_;
  std::uint16_t port_ = 0;
  mutable std::mutex mutex_;
  std::deque<KeptMail> kept_;
  std::thread thread_;
};

error_code MailSink::Impl::open() {
  error_code failed;
  if (has_tls()) {
    tls_.use_certificate_chain_file(settings_.certificate_file, failed);
    if (!failed)
      tls_.use_private_key_file(settings_.key_file, asio::ssl::context::pem, failed);
    if (failed) return failed;
  }
  acceptor_.open(tcp::v4(), failed);
  if (!failed) acceptor_.set_option(tcp::acceptor::reuse_address{true}, failed);
  if (!failed) acceptor_.bind({asio::ip::address_v4::loopback(), settings_.port}, failed);
  if (!failed) acceptor_.listen(tcp::acceptor::max_listen_connections, failed);
  if (!failed) port_ = acceptor_.local_endpoint(failed).port();
  return failed;
}

void MailSink::Impl::run() {
  asio::co_spawn(io_, listen(), asio::detached);
  thread_ = std::thread{[this] { io_.run(); }};
}

void MailSink::Impl::stop() {
  asio::post(io_, [this] {
    error_code ignored;
    acceptor_.close(ignored);
    for (const SessionPtr& session : sessions_) session->close();
  });
  thread_.join();
}

asio::awaitable<void> MailSink::Impl::listen() {
  for (;;) {
    auto [failed, socket] = co_await acceptor_.async_accept(kAwait);
    if (!acceptor_.is_open()) co_return;
    if (failed || sessions_.size() >= kSessionsMax) continue;  // Dropped: closes itself.
    const auto session = std::make_shared<Session>(std::move(socket), tls_);
    sessions_.insert(session);
    asio::co_spawn(io_, serve(session), asio::detached);
  }
}

asio::awaitable<void> MailSink::Impl::serve(SessionPtr session) {
  asio::steady_timer too_long{io_, kSessionMax};
  too_long.async_wait([session](error_code stopped) {
    if (!stopped) session->close();
  });
  co_await write_text(session, "220 lab ESMTP\r\n");
  for (std::size_t count = 0; count < kCommandsMax && !session->is_over; ++count) {
    const auto line = co_await read_line(session);
    if (!line) break;
    Command command = command_of(*line);
    std::optional<std::string> response;  // Owns what command.rest may name.
    if (command.verb == "AUTH" && command.rest == "PLAIN") {  // RFC 4954 clause 4.
      co_await write_text(session, "334 \r\n");
      response = co_await read_line(session);
      if (!response) break;
      *response = "PLAIN " + *response;
      command.rest = *response;
    }
    if (command.verb == "STARTTLS" && has_tls() && !session->is_tls) {
      co_await start_tls(session);
    } else if (command.verb == "DATA" && !session->to.empty()) {
      co_await take_data(session);
    } else {
      co_await write_text(session, answer(*session, command));
      if (command.verb == "QUIT") break;
    }
  }
  session->close();
  sessions_.erase(session);
}

asio::awaitable<void> MailSink::Impl::start_tls(SessionPtr session) {
  co_await write_text(session, "220 go ahead\r\n");
  // What came in clear text before the handshake must not count afterwards (RFC 3207
  // clause 6: an attacker could have put it there).
  session->in.clear();
  session->from.clear();
  auto [failed] =
      co_await session->stream.async_handshake(asio::ssl::stream_base::server, kAwait);
  if (failed)
    session->is_over = true;
  else
    session->is_tls = true;
}

asio::awaitable<void> MailSink::Impl::take_data(SessionPtr session) {
  co_await write_text(session, "354 end with a dot\r\n");
  std::string raw;
  bool fits = true;
  for (;;) {
    const auto line = co_await read_line(session);
    if (!line) {
      session->is_over = true;
      co_return;
    }
    if (*line == ".") break;
    const bool is_stuffed = line->starts_with('.');  // RFC 5321 clause 4.5.2.
    fits = fits && raw.size() + line->size() + 2 <= settings_.mail_max;
    if (fits) raw += line->substr(is_stuffed ? 1 : 0) + "\r\n";
  }
  if (fits) keep(*session, raw);
  session->from.clear();
  session->to.clear();
  if (std::exchange(hangs_up, false)) {
    session->is_over = true;
    co_return;
  }
  std::string reply = fits ? "250 kept\r\n" : "552 too long\r\n";
  co_await write_text(session, std::move(reply));
}

std::string MailSink::Impl::answer(Session& session, const Command& command) {
  const auto& verb = command.verb;
  if (verb == "EHLO") return greet(session);
  if (verb == "HELO") return "250 lab\r\n";
  if (verb == "NOOP") return "250 yes\r\n";
  if (verb == "QUIT") return "221 bye\r\n";
  if (verb == "RSET") {
    session.from.clear();
    session.to.clear();
    return "250 done\r\n";
  }
  if (has_tls() && !session.is_tls) return "530 STARTTLS first\r\n";
  if (verb == "AUTH") return authenticate(session, command.rest);
  if (!settings_.user.empty() && !session.is_known) return "530 AUTH first\r\n";
  if (verb == "MAIL") {
    const auto path = path_of(command.rest, "FROM:");
    if (!path || !MailAddress::parse(*path)) return "501 bad sender\r\n";
    session.from = *path;
    session.to.clear();
    return "250 fine\r\n";
  }
  if (verb == "RCPT") return add_recipient(session, command.rest);
  if (verb == "DATA") return "503 no recipient\r\n";
  return "500 unknown\r\n";
}

std::string MailSink::Impl::greet(const Session& session) const {
  std::string lines = fmt::format("250-lab\r\n250-SIZE {}\r\n", settings_.mail_max);
  if (has_tls() && !session.is_tls) lines += "250-STARTTLS\r\n";
  if (!settings_.user.empty() && session.is_tls) lines += "250-AUTH PLAIN\r\n";
  return lines + "250 8BITMIME\r\n";
}

std::string MailSink::Impl::authenticate(Session& session, std::string_view rest) const {
  const std::string right = std::string{'\0'} + settings_.user + '\0' + settings_.password;
  session.is_known = !settings_.user.empty() && session.is_tls &&
                     equal_constant_time(rest, "PLAIN " + to_base64(right));
  return session.is_known ? "235 welcome\r\n" : "535 no\r\n";
}

std::string MailSink::Impl::add_recipient(Session& session, std::string_view rest) const {
  const auto path = path_of(rest, "TO:");
  if (session.from.empty()) return "503 no sender\r\n";
  if (!path || !MailAddress::parse(*path)) return "501 bad recipient\r\n";
  if (session.to.size() == kRecipientsMax) return "452 too many\r\n";
  if (const auto found = refusals.find(std::string{*path}); found != refusals.end())
    return fmt::format("{} refused\r\n", found->second);
  session.to.emplace_back(*path);
  return "250 fine\r\n";
}

void MailSink::Impl::keep(const Session& session, const std::string& raw) {
  KeptMail mail{clock_.now(), session.from, session.to, read_mail(raw)};
  std::string text = mail.mail.text;
  {
    const std::scoped_lock lock{mutex_};
    kept_.push_back(std::move(mail));
    if (kept_.size() > kKeptMax) kept_.pop_front();
  }
  for (const std::string& to : session.to) log_.add({clock_.now(), "mail", to, text, true});
}

Result<std::unique_ptr<MailSink>> MailSink::start(MailSinkSettings settings,
                                                  const Clock& clock, MessageLog& log) {
  auto impl = std::make_unique<Impl>(std::move(settings), clock, log);
  if (const auto failed = impl->open())
    return fail(Fault::unavailable, "lab.mail", failed.message());
  impl->run();
  return std::unique_ptr<MailSink>{new MailSink{std::move(impl)}};
}

MailSink::MailSink(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
MailSink::~MailSink() { impl_->stop(); }
std::uint16_t MailSink::port() const { return impl_->port(); }
std::vector<KeptMail> MailSink::kept() const { return impl_->kept(); }

void MailSink::refuse(const std::string& address, int code) {
  impl_->post([impl = impl_.get(), address, code] { impl->refusals[address] = code; });
}
void MailSink::hang_up_after_data() {
  impl_->post([impl = impl_.get()] { impl->hangs_up = true; });
}

}  // namespace signoff::lab
