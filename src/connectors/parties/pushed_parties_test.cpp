// SPDX-License-Identifier: Apache-2.0
#include "connectors/parties/pushed_parties.h"

#include "base/bytes.h"
#include "base/ensure.h"
#include "connectors/parties/contract.h"
#include "connectors/parties/fake_parties.h"
#include "connectors/parties/security_event.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <thread>

namespace signoff {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;
using TlsStream = asio::ssl::stream<tcp::socket>;

// Writes the token without a signature: whether signatures hold is tested elsewhere.
class PlainNotary final : public Notary {
 public:
  Result<std::string> sign(std::string_view typ, std::string_view payload) override {
    const auto header = R"({"alg":"none","typ":")" + std::string{typ} + R"("})";
    return to_base64url(as_bytes(header)) + "." + to_base64url(as_bytes(payload)) + ".";
  }
  std::string new_voucher_number() override { return {}; }
  Result<std::string> sign(const Voucher&) override { return std::string{}; }
  Result<Bytes> print(const Voucher&, const std::string&) override { return Bytes{}; }
  Result<Bytes> print(const RequestForm&) override { return Bytes{}; }
  Result<Voucher> read(std::string_view) const override { return Voucher{}; }
  std::string jwks() const override { return R"({"keys":[]})"; }
};

std::string pem_of(const std::function<int(BIO*)>& write) {
  const std::unique_ptr<BIO, decltype(&BIO_free_all)> bio{BIO_new(BIO_s_mem()),
                                                          BIO_free_all};
  ensure(write(bio.get()) == 1, "test.pem");
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

struct TlsIdentity {
  std::string certificate, key;
};

// A certificate for 127.0.0.1, signed by itself.
TlsIdentity make_identity() {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{EVP_EC_gen("P-256"),
                                                                EVP_PKEY_free};
  const std::unique_ptr<X509, decltype(&X509_free)> certificate{X509_new(), X509_free};
  auto* x509 = certificate.get();
  X509_set_version(x509, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
  X509_gmtime_adj(X509_getm_notBefore(x509), -86'400);
  X509_gmtime_adj(X509_getm_notAfter(x509), 86'400);
  X509_set_pubkey(x509, key.get());
  auto* name = X509_get_subject_name(x509);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("bank"), -1, -1, 0);
  X509_set_issuer_name(x509, name);
  for (const auto& [nid, value] : {std::pair{NID_subject_alt_name, "IP:127.0.0.1"},
                                   {NID_basic_constraints, "critical,CA:TRUE"}}) {
    auto* extension = X509V3_EXT_conf_nid(nullptr, nullptr, nid, value);
    X509_add_ext(x509, extension, -1);
    X509_EXTENSION_free(extension);
  }
  ensure(X509_sign(x509, key.get(), EVP_sha256()) > 0, "test.certificate");
  return {pem_of([&](BIO* bio) { return PEM_write_bio_X509(bio, x509); }),
          pem_of([&](BIO* bio) {
            return PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr,
                                            nullptr);
          })};
}

boost::json::object json_part(std::string_view token, std::size_t index) {
  for (; index > 0; --index) token.remove_prefix(token.find('.') + 1);
  const auto bytes = from_base64url(token.substr(0, token.find('.'))).value();
  return boost::json::parse(as_text(bytes)).as_object();
}

// A relying party's receiver on a free loopback port: takes one request per connection.
class TlsReceiver {
 public:
  using Request = http::request<http::string_body>;

  TlsReceiver() : identity_{make_identity()} {
    tls_.use_certificate(asio::buffer(identity_.certificate), asio::ssl::context::pem);
    tls_.use_private_key(asio::buffer(identity_.key), asio::ssl::context::pem);
    thread_ = std::thread{[this] {
      while (!is_ending_) converse();
    }};
  }
  ~TlsReceiver() {
    is_ending_ = true;
    boost::system::error_code ignored;
    tcp::socket knock{context_};
    knock.connect(acceptor_.local_endpoint(), ignored);
    thread_.join();
  }

  std::string endpoint(std::string_view party) const {
    return fmt::format("https://127.0.0.1:{}/{}", acceptor_.local_endpoint().port(), party);
  }
  const std::string& certificate() const { return identity_.certificate; }
  void play(Trouble trouble) { trouble_ = trouble; }
  void fall_silent() { is_silent_ = true; }

  std::multiset<std::string> taken_by(const std::string& party) const {
    const std::lock_guard guard{mutex_};
    const auto at = taken_.find("/" + party);
    if (at == taken_.end()) return {};
    return {at->second.begin(), at->second.end()};
  }
  Request last() const {
    const std::lock_guard guard{mutex_};
    return last_;
  }

 private:
  void converse() {
    boost::system::error_code error;
    TlsStream stream{acceptor_.accept(context_, error), tls_};
    if (error || is_ending_) return;
    stream.handshake(asio::ssl::stream_base::server, error);
    if (error) return;
    boost::beast::flat_buffer buffer;
    Request request;
    http::read(stream, buffer, request, error);
    if (error) return;
    if (is_silent_) {
      // Until the other side has had enough.
      http::read(stream, buffer, request, error);
      return;
    }
    const Trouble trouble = trouble_;
    auto answer = trouble == Trouble::refuse_before ? bare(503) : take(request);
    if (trouble == Trouble::lose_answer_after) return;
    answer.keep_alive(false);
    answer.prepare_payload();
    http::write(stream, answer, error);
    stream.shutdown(error);
  }

  static http::response<http::string_body> bare(unsigned status, std::string body = {}) {
    http::response<http::string_body> answer;
    answer.result(status);
    answer.set(http::field::content_type, "application/json");
    answer.body() = std::move(body);
    return answer;
  }

  http::response<http::string_body> take(const Request& request) {
    const auto& token = request.body();
    const auto header = json_part(token, 0);
    const auto payload = json_part(token, 1);
    const std::string jti{payload.at("jti").as_string()};
    const std::string path{request.target()};
    const std::lock_guard guard{mutex_};
    last_ = request;
    if (jti.empty() || header.at("typ") != "secevent+jwt")
      return bare(400, R"({"err":"invalid_request","description":"no jti"})");
    if (payload.at("aud").as_string() != "https://" + path.substr(1) + ".example")
      return bare(400, R"({"err":"invalid_audience"})");
    taken_[path].insert(jti);
    return bare(202);
  }

  TlsIdentity identity_;
  asio::io_context context_;
  asio::ssl::context tls_{asio::ssl::context::tls_server};
  tcp::acceptor acceptor_{context_, {asio::ip::address_v4::loopback(), 0}};
  std::atomic<bool> is_ending_{false};
  std::atomic<bool> is_silent_{false};
  std::atomic<Trouble> trouble_{Trouble::none};
  mutable std::mutex mutex_;
  std::map<std::string, std::set<std::string>> taken_;
  Request last_;
  std::thread thread_;
};

RelyingParty party(const TlsReceiver& receiver, const std::string& id) {
  return {id, "https://" + id + ".example", receiver.endpoint(id)};
}

// A pusher and its receiver, the receiver's certificate trusted.
class Pushed final : public PartiesUnderTest {
 public:
  Pushed() {
    std::string name = std::filesystem::temp_directory_path() / "signoff-parties-XXXXXX";
    ensure(::mkdtemp(name.data()) != nullptr, "test.directory");
    directory_ = name;
    std::ofstream{directory_ / "ca.pem"} << receiver_.certificate();
    PartiesSettings settings;
    settings.issuer = "https://op.example";
    settings.ca_file = directory_ / "ca.pem";
    settings.deadline = std::chrono::milliseconds{3000};
    settings.parties = {{party(receiver_, "bank-a"), "Bearer s3cret"},
                        {party(receiver_, "bank-b"), ""}};
    settings_ = settings;
    restart();
  }
  ~Pushed() override {
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
  }

  RelyingParties& parties() override { return *pushed_; }
  void play(Trouble trouble) override { receiver_.play(trouble); }
  std::multiset<std::string> taken_by(const std::string& id) override {
    return receiver_.taken_by(id);
  }

  TlsReceiver& receiver() { return receiver_; }
  PartiesSettings& settings() { return settings_; }
  void restart() { pushed_ = std::make_unique<PushedParties>(settings_, notary_, clock_); }

 private:
  TlsReceiver receiver_;
  std::filesystem::path directory_;
  PlainNotary notary_;
  ManualClock clock_{parse_instant("2026-11-28T02:16:00Z").value()};
  PartiesSettings settings_;
  std::unique_ptr<PushedParties> pushed_;
};

class Faked final : public PartiesUnderTest {
 public:
  RelyingParties& parties() override { return fake_; }
  void play(Trouble trouble) override { trouble_ = trouble; }
  std::multiset<std::string> taken_by(const std::string& id) override {
    std::multiset<std::string> out;
    for (const auto& [jti, news] : fake_.taken_by(id)) out.insert(jti);
    return out;
  }

 private:
  Trouble trouble_ = Trouble::none;
  FakeParties fake_{{{"bank-a", "https://bank-a.example", "https://bank-a.example/e"},
                     {"bank-b", "https://bank-b.example", "https://bank-b.example/e"}},
                    [this](std::string_view) { return trouble_; }};
};

INSTANTIATE_TEST_SUITE_P(Pushed, PartiesContract,
                         testing::Values([] { return std::make_unique<Pushed>(); }));
INSTANTIATE_TEST_SUITE_P(Fake, PartiesContract,
                         testing::Values([] { return std::make_unique<Faked>(); }));

LineNews ended() {
  LineNews news;
  news.kind = NewsKind::terminated;
  news.msisdn = Msisdn::parse("+8613800138000").value();
  news.jti = "jti-1";
  return news;
}

TEST(PushedParties, the_request_is_as_rfc_8935_writes_it) {
  Pushed world;
  ASSERT_TRUE(world.parties().push(world.parties().all()[0], ended()));
  const auto seen = world.receiver().last();
  EXPECT_EQ(seen.method(), http::verb::post);
  EXPECT_EQ(seen[http::field::content_type], "application/secevent+jwt");
  EXPECT_EQ(seen[http::field::accept], "application/json");
  EXPECT_EQ(seen[http::field::authorization], "Bearer s3cret");
  EXPECT_EQ(json_part(seen.body(), 1).at("iss"), "https://op.example");
}

TEST(PushedParties, a_secret_goes_to_its_own_party_only) {
  Pushed world;
  ASSERT_TRUE(world.parties().push(world.parties().all()[1], ended()));
  EXPECT_TRUE(world.receiver().last()[http::field::authorization].empty());
}

TEST(PushedParties, the_receivers_refusal_names_its_reason) {
  Pushed world;
  auto wrong = world.parties().all()[0];
  wrong.audience = "https://somebody.example";
  const auto refused = world.parties().push(wrong, ended());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::bad_input);
  EXPECT_EQ(refused.error().code, "party.invalid_audience");
}

TEST(PushedParties, a_certificate_nobody_vouches_for_is_not_trusted) {
  Pushed world;
  world.settings().ca_file.clear();
  world.restart();
  const auto refused = world.parties().push(world.parties().all()[0], ended());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::unavailable);
  EXPECT_TRUE(world.taken_by("bank-a").empty());
}

TEST(PushedParties, a_certificate_of_another_host_is_not_trusted) {
  Pushed world;
  auto elsewhere = world.parties().all()[0];
  elsewhere.endpoint.replace(elsewhere.endpoint.find("127.0.0.1"), 9, "localhost");
  const auto refused = world.parties().push(elsewhere, ended());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::unavailable);
}

TEST(PushedParties, silence_after_sending_is_unknown_when_the_time_is_up) {
  Pushed world;
  world.settings().deadline = std::chrono::milliseconds{300};
  world.restart();
  world.receiver().fall_silent();
  const auto lost = world.parties().push(world.parties().all()[0], ended());
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().fault, Fault::unknown);
}

TEST(PushedParties, a_closed_port_is_unavailable) {
  Pushed world;
  auto gone = world.parties().all()[0];
  asio::io_context context;
  tcp::acceptor listener{context, {asio::ip::address_v4::loopback(), 0}};
  const auto port = listener.local_endpoint().port();
  listener.close();
  gone.endpoint = fmt::format("https://127.0.0.1:{}/", port);
  const auto refused = world.parties().push(gone, ended());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::unavailable);
}

TEST(PushedParties, many_threads_may_push_at_once) {
  Pushed world;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&, i] {
      auto news = ended();
      for (int j = 0; j < 5; ++j) {
        news.jti = fmt::format("{}-{}", i, j);
        EXPECT_TRUE(world.parties().push(world.parties().all()[0], news));
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(world.taken_by("bank-a").size(), 20U);
}

}  // namespace
}  // namespace signoff
