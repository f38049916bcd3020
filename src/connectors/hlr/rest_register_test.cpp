// SPDX-License-Identifier: Apache-2.0
#include "connectors/hlr/rest_register.h"

#include "connectors/hlr/expect_fault.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/json.hpp>

#include <unistd.h>
#include <fstream>
#include <mutex>
#include <thread>

namespace signoff {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace json = boost::json;
using Tcp = asio::ip::tcp;
using Request = http::request<http::string_body>;

struct Answer {
  unsigned status;
  std::string body = {};
};
using Handler = std::function<Answer(const Request&)>;

// A small HTTP server on a free loopback port; one connection at a time is enough, since
// the connector keeps one.
class Server {
 public:
  explicit Server(Handler handler)
      : handler_{std::move(handler)},
        acceptor_{io_, {asio::ip::address_v4::loopback(), 0}},
        thread_{[this] { accept(); }} {}
  ~Server() {
    is_over_ = true;
    beast::error_code ignored;
    Tcp::socket wake{io_};
    wake.connect(acceptor_.local_endpoint(), ignored);
    wake.close(ignored);
    {
      const std::lock_guard lock{mutex_};
      if (current_) current_->shutdown(Tcp::socket::shutdown_both, ignored);
    }
    thread_.join();
  }
  std::string url() const {
    return fmt::format("http://127.0.0.1:{}", acceptor_.local_endpoint().port());
  }

 private:
  void accept() {
    while (!is_over_) {
      beast::error_code error;
      Tcp::socket socket{io_};
      acceptor_.accept(socket, error);
      if (error || is_over_) return;
      set_current(&socket);
      serve(socket);
      set_current(nullptr);
    }
  }
  void set_current(Tcp::socket* socket) {
    const std::lock_guard lock{mutex_};
    current_ = socket;
  }
  void serve(Tcp::socket& socket) {
    beast::flat_buffer buffer;
    beast::error_code error;
    while (!is_over_) {
      Request request;
      http::read(socket, buffer, request, error);
      if (error) return;
      const Answer answer = handler_(request);
      if (answer.status == 0) return;  // Hangs up without a word.
      http::response<http::string_body> response{http::int_to_status(answer.status), 11};
      response.body() = answer.body;
      response.prepare_payload();
      http::write(socket, response, error);
      if (error) return;
    }
  }

  Handler handler_;
  asio::io_context io_;
  Tcp::acceptor acceptor_;
  std::atomic<bool> is_over_ = false;
  std::mutex mutex_;
  Tcp::socket* current_ = nullptr;
  std::thread thread_;
};

const Imsi kImsi = Imsi::parse("001010000000301").value();
const Msisdn kNumber = Msisdn::parse("8613800000301").value();

RestSettings shipped(std::string_view make, const Server& server) {
  auto settings =
      load_rest_settings(fmt::format("{}/registers/{}.toml", SIGNOFF_POLICIES, make));
  EXPECT_TRUE(settings) << settings.error().detail;
  settings->base_url = server.url();
  for (RestHeader& header : settings->headers)
    if (!header.secret_file.empty()) header = {header.name, "secret", {}};
  return *settings;
}

std::unique_ptr<RestRegister> make(RestSettings settings) {
  return RestRegister::create(std::move(settings)).value();
}

void merge(json::value& document, const std::string& patch) {
  const json::value fields = json::parse(patch);
  for (const auto& field : fields.as_object())
    document.as_object()[field.key()] = field.value();
}

// PyHSS: numbered rows, `null` for what is not there, foreign keys between them.
class PyHss {
 public:
  Answer operator()(const Request& request) {
    const std::string target{request.target()};
    calls += std::string{request.method_string()} + " " + target + "\n";
    if (target == "/subscriber/imsi/001010000000301" ||
        target == "/subscriber/msisdn/8613800000301")
      return {200, subscriber.is_null() ? "null" : json::serialize(subscriber)};
    if (target == "/auc/imsi/001010000000301")
      return {200, has_auc ? R"({"auc_id":9})" : "null"};
    if (target.starts_with("/ims_subscriber/ims_subscriber_imsi/"))
      return has_ims ? Answer{200, R"({"ims_subscriber_id":4})"} : Answer{400, "null"};
    if (target == "/push/clr/001010000000301") {
      clr = request.body();
      return {200, "Successfully queued"};
    }
    if (request.method() == http::verb::patch && target == "/subscriber/7") {
      merge(subscriber, request.body());
      return {200, json::serialize(subscriber)};
    }
    if (request.method() == http::verb::delete_) return drop(target);
    return {404, R"({"Result":"Not Found"})"};
  }

  Answer drop(std::string_view target) {
    if (target == "/auc/9" && !subscriber.is_null()) return {400, "FK"};
    if (target == "/auc/9") has_auc = false;
    if (target == "/ims_subscriber/4") has_ims = false;
    if (target == "/subscriber/7" && !fails_to_delete) subscriber = nullptr;
    return {200, R"({"Result":"OK"})"};
  }

  json::value subscriber = {{"subscriber_id", 7},
                            {"imsi", "001010000000301"},
                            {"msisdn", "8613800000301"},
                            {"enabled", true},
                            {"auc_id", 9},
                            {"serving_mme", "mme1"},
                            {"serving_mme_realm", "epc"},
                            {"serving_vlr", nullptr}};
  bool has_auc = true;
  bool has_ims = true;
  bool fails_to_delete = false;
  std::string clr;
  std::string calls;
};

class PyHssTest : public testing::Test {
 protected:
  PyHss hss_;
  Server server_{[this](const Request& request) { return hss_(request); }};
  std::unique_ptr<RestRegister> register_ = make(shipped("pyhss", server_));
};

TEST_F(PyHssTest, a_line_is_found_barred_detached_and_removed_in_the_order_of_its_keys) {
  const Subscription seen = register_->find(kImsi).value();
  EXPECT_EQ(seen,
            (Subscription{kImsi, kNumber, true, true, true, "", "mme1", false, false}));
  EXPECT_EQ(register_->find(kNumber), seen);
  ASSERT_TRUE(register_->bar(seen));
  EXPECT_TRUE(register_->find(kImsi)->is_barred());
  ASSERT_TRUE(register_->unbar(seen, true, true));
  EXPECT_FALSE(register_->find(kImsi)->is_barred());
  ASSERT_TRUE(register_->cancel_location(seen));
  const auto clr = json::parse(hss_.clr);
  EXPECT_EQ(clr.at("DestinationHost"), "mme1");
  EXPECT_EQ(clr.at("cancellationType"), 2);
  EXPECT_EQ(clr.at("immediateReattach"), false);
  ASSERT_TRUE(register_->strip_number(seen));
  EXPECT_EQ(register_->find(kImsi)->msisdn, std::nullopt);
  EXPECT_EQ(register_->probe_keys(kImsi), true);
  ASSERT_TRUE(register_->remove(seen));
  EXPECT_FALSE(hss_.has_ims || hss_.has_auc);
  EXPECT_EQ(register_->probe_keys(kImsi), false);
  contract::expect_fault(register_->find(kImsi), Fault::not_found,
                         "register.no_subscription");
  EXPECT_TRUE(register_->remove(seen));
}

TEST_F(PyHssTest, keys_left_by_a_torn_removal_are_removed_by_the_next) {
  const Subscription seen = register_->find(kImsi).value();
  hss_.subscriber = nullptr;
  ASSERT_TRUE(register_->remove(seen));
  EXPECT_FALSE(hss_.has_auc);
}

TEST_F(PyHssTest, a_stranger_is_not_touched) {
  const Subscription seen = register_->find(kImsi).value();
  hss_.subscriber.as_object()["msisdn"] = "8613800000999";
  hss_.calls.clear();
  for (const auto& refused :
       {register_->bar(seen), register_->remove(seen), register_->cancel_location(seen)})
    contract::expect_fault(refused, Fault::conflict, "register.changed_hands");
  EXPECT_EQ(hss_.calls.find("PATCH"), std::string::npos);
  EXPECT_EQ(hss_.calls.find("DELETE"), std::string::npos);
}

TEST_F(PyHssTest, a_removal_that_did_nothing_is_noticed) {
  hss_.fails_to_delete = true;
  hss_.has_auc = false;
  contract::expect_fault(register_->remove(register_->find(kImsi).value()),
                         Fault::unavailable, "register.still_there");
}

TEST_F(PyHssTest, a_verb_the_make_does_not_have_is_refused_by_name) {
  const Subscription seen = register_->find(kImsi).value();
  contract::expect_fault(register_->strip_keys(seen), Fault::unavailable,
                         "register.no_such_verb");
  contract::expect_fault(register_->probe_attach(kImsi, NetworkDomain::ps),
                         Fault::unavailable, "register.no_such_verb");
  contract::expect_fault(register_->orphan_keys(), Fault::unavailable,
                         "register.no_orphan_scan");
}

TEST(Free5Gc, deletion_is_verified_because_204_proves_nothing) {
  bool is_there = true;
  bool is_database_down = true;
  const Server server{[&](const Request& request) -> Answer {
    if (request["Token"] != "secret") return {401};
    if (request.target() != "/api/subscriber/imsi-001010000000301/00101") return {404};
    if (!is_there) return {404, R"({"cause":"supi does not exists"})"};
    if (request.method() == http::verb::get)
      return {200, R"({"ueId":"imsi-001010000000301",
        "AuthenticationSubscription":{"authenticationMethod":"5G_AKA"},
        "AccessAndMobilitySubscriptionData":{"gpsis":["msisdn-8613800000301"]}})"};
    is_there = is_database_down;
    return {204};
  }};
  const auto free5gc = make(shipped("free5gc", server));
  const Subscription seen = free5gc->find(kImsi).value();
  EXPECT_EQ(seen.msisdn, kNumber);
  EXPECT_TRUE(seen.has_keys && seen.ps_enabled && !seen.cs_enabled);
  contract::expect_fault(free5gc->bar(seen), Fault::unavailable, "register.no_such_verb");
  contract::expect_fault(free5gc->remove(seen), Fault::unavailable, "register.still_there");
  is_database_down = false;
  EXPECT_TRUE(free5gc->remove(seen));
  EXPECT_TRUE(free5gc->remove(seen));
  EXPECT_EQ(free5gc->probe_keys(kImsi), false);
}

TEST(Open5Gs, the_document_is_patched_and_the_amf_is_told) {
  json::value document = {
      {"_id", "65a"},           {"imsi", "001010000000301"}, {"msisdn", {"8613800000301"}},
      {"subscriber_status", 0}, {"security", {{"k", "00"}}}, {"mme_host", "mme.epc"},
      {"purge_flag", false}};
  std::string told;
  const Server server{[&](const Request& request) -> Answer {
    if (request.target() == "/namf-callback/v1/imsi-001010000000301/dereg-notify") {
      told = request.body();
      return {404};
    }
    if (document.is_null()) return {404};
    if (request.method() == http::verb::delete_) {
      document = nullptr;
      return {204};
    }
    if (request.method() == http::verb::patch) merge(document, request.body());
    return {200, json::serialize(document)};
  }};
  RestSettings settings = shipped("open5gs", server);
  settings.verbs["cancel_location"][0].base_url.clear();  // The test's AMF is this server,
  settings.verbs["cancel_location"][0].is_http2 = false;  // which speaks HTTP/1.1.
  const auto open5gs = make(settings);
  const Subscription seen = open5gs->find(kImsi).value();
  EXPECT_EQ(seen,
            (Subscription{kImsi, kNumber, false, true, true, "", "mme.epc", false, false}));
  ASSERT_TRUE(open5gs->bar(seen));
  EXPECT_TRUE(open5gs->find(kImsi)->is_barred());
  ASSERT_TRUE(open5gs->cancel_location(seen));
  EXPECT_EQ(json::parse(told).at("deregReason"), "SUBSCRIPTION_WITHDRAWN");
  ASSERT_TRUE(open5gs->strip_number(seen));
  ASSERT_TRUE(open5gs->remove(seen));
  contract::expect_fault(open5gs->find(kImsi), Fault::not_found,
                         "register.no_subscription");
}

TEST_F(PyHssTest, failures_over_there_are_told_apart) {
  Answer verdict{200};
  const Server server{[&](const Request& request) -> Answer {
    if (request.method() == http::verb::patch) return verdict;
    return hss_(request);
  }};
  const auto pyhss = make(shipped("pyhss", server));
  const Subscription seen = pyhss->find(kImsi).value();
  verdict = {500};
  contract::expect_fault(pyhss->bar(seen), Fault::unknown, "register.failed");
  verdict = {401};
  contract::expect_fault(pyhss->bar(seen), Fault::unavailable, "register.not_authorised");
  verdict = {422};
  contract::expect_fault(pyhss->bar(seen), Fault::bad_input, "register.refused");
  verdict = {0};
  contract::expect_fault(pyhss->bar(seen), Fault::unknown, "register.no_answer");
}

TEST(RestRegister, a_register_that_is_down_is_unavailable) {
  std::optional<Server> server{std::in_place, [](const Request&) { return Answer{500}; }};
  const auto settings = shipped("pyhss", *server);
  contract::expect_fault(make(settings)->find(kImsi), Fault::unavailable,
                         "register.refused");
  server.reset();
  contract::expect_fault(make(settings)->find(kImsi), Fault::unavailable,
                         "register.unreachable");
}

TEST(RestTemplate, values_are_escaped_and_other_braces_stay) {
  const RestVariables variables{{"imsi", "1/2 3"}, {"name", "a\"b\\\n"}};
  EXPECT_EQ(expand("/x/{imsi}", variables, RestEscape::path), "/x/1%2F2%203");
  EXPECT_EQ(expand(R"({"a":"{name}","b":{},"c":{none}})", variables, RestEscape::json),
            R"({"a":"a\"b\\\u000a","b":{},"c":})");
  EXPECT_EQ(variables_of(R"({"a":"{name}","b":{"c":{imsi}}})"),
            (std::vector<std::string>{"name", "imsi"}));
}

TEST(RestSettings, a_mistake_is_named_with_its_line) {
  const std::string good =
      "[register]\nbase_url='http://x'\nexists='id'\n"
      "[[find_by_imsi]]\nmethod='GET'\npath='/{imsi}'\nsuccess=[200]\n"
      "[find_by_imsi.read]\nid='/id'\n";
  ASSERT_TRUE(parse_rest_settings(good, "t.toml"));
  const std::pair<std::string, std::string> mistakes[] = {
      {good + "[[bar]]\nmethod='GRAB'\npath='/'\nsuccess=[200]\n", "t.toml:10:"},
      {good + "[[bar]]\nmethod='PUT'\npath='/{who}'\nsuccess=[200]\n", "t.toml:10:"},
      {good + "[[bar]]\nmethod='PUT'\npath='/'\nsuccess=[20]\n", "t.toml:13:"},
      {good + "[[explode]]\nmethod='PUT'\n", "t.toml:10:"},
      {good + "[header]\n", "t.toml:10:"},
      {good + "[[header]]\nname='A'\n", "t.toml:10:"},
      {"[register]\nbase_url='ftp://x'\n", "t.toml:2:"},
      {"[register\n", "t.toml:1:"},
      {"[[#", "t.toml:1:"},
      {good + "\xcb\xbf,1", "t.toml:10:"}};
  for (const auto& [text, place] : mistakes) {
    const auto read = parse_rest_settings(text, "t.toml");
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, "register_config.invalid");
    EXPECT_TRUE(read.error().detail.starts_with(place)) << read.error().detail;
  }
}

TEST(RestRegister, a_secret_comes_from_its_file_or_not_at_all) {
  RestSettings settings;
  settings.headers = {{"Token", "", "/nonexistent/secret"}};
  EXPECT_EQ(RestRegister::create(settings).error().code, "register_config.secret_file");
}

}  // namespace
}  // namespace signoff
