// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/rest.h"
#include "api/target.h"
#include "connectors/billing/ledger.h"
#include "connectors/hlr/fake_hlr.h"
#include "connectors/idcheck/fake_id_check.h"
#include "connectors/mail/fake_mail.h"
#include "connectors/parties/fake_parties.h"
#include "connectors/smsc/fake_smsc.h"
#include "domain/identity_document.h"
#include "engine/courier.h"
#include "engine/engine.h"
#include "evidence/key_ring.h"
#include "evidence/notary.h"
#include "steps/judge.h"
#include "steps/make_steps.h"
#include "storage/memory/memory_store.h"

#include <gtest/gtest.h>
#include <unistd.h>
#include <boost/json.hpp>
#include <filesystem>

namespace signoff {

// An operator in one thread behind the REST API, for tests: real engine, steps, verbs and
// signatures, fake far sides, a clock that stands still until it is moved.
class RestWorld {
 public:
  struct Person {
    std::string line_id;
    std::string owner_id;
    std::string id_number;
    Imsi imsi;
    Msisdn msisdn;
    Iccid iccid;
  };

  explicit RestWorld(FrontSettings settings = {})
      : clock_{parse_instant("2026-11-21T02:00:00Z").value()},
        wall_{clock_.now()},
        pack_{load_pack(SIGNOFF_POLICIES "/cn.toml").value()},
        billing_{ledger_, clock_},
        parties_{{}},
        notary_{the_ring(), random_},
        outside_{home_,    billing_, smsc_,
                 parties_, notary_,  store_,
                 random_,  pack_,    "https://operator.test/v",
                 &store_},
        engine_{store_, clock_, random_, pack_, make_steps(outside_), make_judge(outside_)},
        courier_{
            {store_, smsc_, mail_, parties_, notary_, clock_, pack_, home_, &billing_}},
        service_{
            {outside_, mail_, clock_, wall_, [this] { work(); }, std::chrono::seconds{0}}},
        rest_{service_, wall_, {store_, ledger_}, with_fakes(std::move(settings))},
        router_{rest_.routes(), rest_.guard()} {
    // A phone that nobody serves gets no messages.
    smsc_.trouble = [this](std::string_view) {
      for (const auto& person : people_)
        smsc_.set_dead(person.msisdn, !home_.serves(person.imsi));
      return Trouble::none;
    };
  }

  // What a line owes and is bound by, where it does.
  struct Books {
    std::int64_t arrears = 0;
    std::string contract_until;
  };
  Person add_person(int index) { return add_person(index, {}); }
  Person add_person(int index, const Books& books) {
    const Money zero{0, pack_.place.currency};
    Person person;
    person.line_id = new_uuid(clock_.now(), random_);
    person.owner_id = new_uuid(clock_.now(), random_);
    const auto body = fmt::format("99999919900101{:03}", index);
    person.id_number = body + gb11643_check(body);
    person.imsi = Imsi::parse(fmt::format("99970{:010}", index)).value();
    person.msisdn = Msisdn::parse(fmt::format("8610000{:06}", index)).value();
    const auto card = fmt::format("898600{:013}", index);
    person.iccid = Iccid::parse(card + luhn_digit(card)).value();
    Change change;
    change.line_id = person.line_id;
    Owner owner;
    owner.id = person.owner_id;
    owner.name = "Test";
    owner.id_kind = "resident_id";
    owner.id_number = person.id_number;
    owner.other_msisdn = Msisdn::parse(fmt::format("8610000{:06}", 900000 + index)).value();
    change.owner = owner;
    Line line;
    line.id = person.line_id;
    line.owner_id = owner.id;
    line.msisdn = person.msisdn;
    line.imsi = person.imsi;
    line.iccid = person.iccid;
    line.monthly_fee = Money{1800, pack_.place.currency};
    line.opened_on = parse_date("2025-03-01").value();
    change.line = line;
    Number number;
    number.msisdn = person.msisdn;
    number.line_id = person.line_id;
    change.number = number;
    EXPECT_TRUE(store_.commit(change));
    LineOpening opening;
    opening.paid_credit = Money{3820, pack_.place.currency};
    opening.gift_credit = opening.arrears = opening.unbilled = opening.deposit = zero;
    opening.arrears = Money{books.arrears, pack_.place.currency};
    if (!books.contract_until.empty())
      opening.contract = Contract{parse_date(books.contract_until).value(),
                                  line.monthly_fee, "clause 7", true};
    opening.monthly_fee = line.monthly_fee;
    opening.billed_until = clock_.now() - std::chrono::days{5};
    EXPECT_TRUE(billing_.open_account(line.id, opening));
    Subscription subscription;
    subscription.imsi = person.imsi;
    subscription.msisdn = person.msisdn;
    subscription.cs_enabled = subscription.ps_enabled = subscription.has_keys = true;
    home_.put(subscription);
    home_.attach(person.imsi);
    people_.push_back(person);
    return person;
  }

  struct Call {
    std::string body;
    std::string token;
    std::string if_match;
    std::string accept;
    std::string language = "en";
    std::string key;
    std::string content_type = "application/json";
    std::string address = "192.0.2.1";
    std::string face;
    std::string cookie;
    std::string host;
    std::string origin;
    std::string fetch_site;
    std::string accept_encoding;
    std::string if_none_match;
  };

  Response call(Method method, const std::string& target, const Call& call) {
    Request request;
    request.method = method;
    auto parsed = parse_target(target);
    EXPECT_TRUE(parsed) << target;
    request.segments = parsed->segments;
    request.query = parsed->query;
    request.body = call.body;
    request.bearer = call.token;
    request.if_match = call.if_match;
    request.accept = call.accept;
    request.accept_language = call.language;
    request.idempotency_key = call.key;
    if (!call.body.empty()) request.content_type = call.content_type;
    request.remote_address = call.address;
    request.face = call.face;
    request.cookie = call.cookie;
    request.host = call.host;
    request.origin = call.origin;
    request.fetch_site = call.fetch_site;
    request.accept_encoding = call.accept_encoding;
    request.if_none_match = call.if_none_match;
    return router_.answer(std::move(request));
  }
  Response get(const std::string& path, const std::string& token = "") {
    return call(Method::get, path, {.token = token});
  }
  Response post(const std::string& path, const std::string& body,
                const std::string& token = "") {
    return call(Method::post, path, {.body = body, .token = token});
  }

  // The last code that reached a phone: six digits by themselves.
  std::string code_at(const Msisdn& number) const {
    std::string code;
    for (const auto& sms : smsc_.delivered()) {
      if (sms.to != number) continue;
      std::string run;
      for (const char c : sms.text + ' ') {
        const bool is_digit = c >= '0' && c <= '9';
        if (is_digit) run += c;
        if (!is_digit && run.size() == 6) code = run;
        if (!is_digit) run.clear();
      }
    }
    return code;
  }

  std::string sign_in(const Person& person) {
    const auto number = person.msisdn.e164();
    EXPECT_EQ(post("/api/v1/login-codes", R"({"msisdn":")" + number + R"("})").status, 202);
    const auto answer =
        post("/api/v1/sessions", R"({"msisdn":")" + number + R"(","code":")" +
                                     code_at(person.msisdn) + R"("})");
    EXPECT_EQ(answer.status, 201) << answer.body;
    return text(answer, "token");
  }

  std::string sign_in(Role role) {
    const std::string name{to_string(role)};
    EXPECT_TRUE(service_.add_staff(name, role, "a good password"));
    const auto answer = post("/api/v1/sessions", R"({"username":")" + name +
                                                     R"(","password":"a good password"})");
    EXPECT_EQ(answer.status, 201) << answer.body;
    return text(answer, "token");
  }

  // The session of a customer's screen that a clerk has paired.
  std::string screen_of(const Person& person, const std::string& clerk) {
    const auto paired =
        post("/api/v1/pairings", R"({"line_id":")" + person.line_id + R"("})", clerk);
    const auto joined =
        post("/api/v1/pairings/join", R"({"code":")" + text(paired, "code") + R"("})");
    EXPECT_EQ(joined.status, 201) << joined.body;
    return text(joined, "token");
  }

  static boost::json::object parse(const Response& response) {
    boost::json::error_code failed;
    auto value = boost::json::parse(response.body, failed);
    EXPECT_FALSE(failed) << response.body;
    return value.is_object() ? value.as_object() : boost::json::object{};
  }
  static std::string text(const Response& response, std::string_view member) {
    const auto object = parse(response);
    const auto* value = object.if_contains(member);
    EXPECT_TRUE(value && value->is_string()) << member << " in " << response.body;
    return value && value->is_string() ? std::string{value->as_string()} : "";
  }

  // What is due now is done.
  void work() {
    for (int round = 0; round < 200; ++round) {
      const auto moved = engine_.run_batch();
      const auto sent = courier_.run_batch();
      EXPECT_TRUE(moved && sent);
      if (!moved || !sent || *moved + *sent == 0) return;
    }
  }
  void pass(Duration time) {
    const auto until = clock_.now() + time;
    while (clock_.now() < until) {
      clock_.advance(std::min<Duration>(std::chrono::hours{1}, until - clock_.now()));
      work();
    }
  }

  void pass_wall(Duration time) { wall_.advance(time); }

  ManualClock& clock() { return clock_; }
  MemoryStore& store() { return store_; }
  FakeHlr& home() { return home_; }
  FakeSmsc& smsc() { return smsc_; }
  FakeIdCheck& id_check() { return id_check_; }
  LedgerBilling& billing() { return billing_; }
  Service& service() { return service_; }
  const Router& router() const { return router_; }
  Guard guard() { return rest_.guard(); }
  Instant wall_now() const { return wall_.now(); }
  const Pack& pack() const { return pack_; }
  Pack& rules() { return pack_; }  // For a test that needs others.

 private:
  FrontSettings with_fakes(FrontSettings settings) {
    if (!settings.id_check) settings.id_check = &id_check_;
    return settings;
  }

  static const KeyRing& the_ring() {
    static const ManualClock clock{parse_instant("2026-11-21T02:00:00Z").value()};
    static const auto ring = [] {
      const auto directory = std::filesystem::temp_directory_path() /
                             fmt::format("signoff-rest-{}", ::getpid());
      auto opened = KeyRing::open(directory, "Test", clock);
      std::filesystem::remove_all(directory);
      return std::move(opened.value());
    }();
    return *ring;
  }

  ManualClock clock_;
  ManualClock wall_;  // Stands still, so that sessions last while the clock is moved.
  SeededRandom random_{7};
  Pack pack_;
  MemoryStore store_;
  MemoryLedgerStore ledger_;
  FakeHlr home_;
  LedgerBilling billing_;
  FakeSmsc smsc_;
  FakeMail mail_;
  FakeParties parties_;
  OperatorNotary notary_;
  Outside outside_;
  Engine engine_;
  Courier courier_;
  Service service_;
  FakeIdCheck id_check_;
  RestApi rest_;
  Router router_;
  std::vector<Person> people_;
};

}  // namespace signoff
