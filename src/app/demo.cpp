// SPDX-License-Identifier: Apache-2.0
#include "app/demo.h"

#include "api/tls_files.h"
#include "app/front.h"
#include "app/idcheck_program.h"
#include "app/progress_line.h"
#include "app/refusal.h"
#include "app/stop_signal.h"
#include "card/desk/desk_keys.h"
#include "connectors/idcheck/process_id_check.h"
#include "evidence/key_ring.h"
#include "lab/lab_routes.h"
#include "lab/lab_state.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/json.hpp>
#include <cstdio>

namespace signoff {
namespace {

constexpr std::chrono::seconds kGrace{3};
constexpr std::size_t kWorkerThreads = 24;
constexpr std::size_t kQueueMax = 1024;

// A port of loopback that nobody else gets before the server takes it: the address has to
// be known first, and making the lab takes a while. It is bound and does not listen, so
// that Linux lets the server share it (socket(7), SO_REUSEADDR).
class HeldPort {
 public:
  // 0: any. Fault::unavailable "demo.port" when somebody has it.
  static Result<std::unique_ptr<HeldPort>> hold(std::uint16_t port) {
    using boost::asio::ip::tcp;
    auto held = std::make_unique<HeldPort>();
    auto& acceptor = held->acceptor_;
    boost::system::error_code error;
    acceptor.open(tcp::v4(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address{true}, error);
    if (!error) acceptor.bind({boost::asio::ip::address_v4::loopback(), port}, error);
    if (!error) held->port_ = acceptor.local_endpoint(error).port();
    if (error) return fail(Fault::unavailable, "demo.port", error.message());
    return held;
  }
  std::uint16_t port() const { return port_; }

 private:
  boost::asio::io_context io_;
  boost::asio::ip::tcp::acceptor acceptor_{io_};
  std::uint16_t port_ = 0;
};

boost::json::object line_json(const lab::Population& population, std::size_t index) {
  const auto& made = population.lines[index];
  const auto& owner = population.owners[made.owner];
  boost::json::object object{{"msisdn", made.line.msisdn.e164()},
                             {"imsi", made.line.imsi.digits()},
                             {"iccid", made.line.iccid.digits()},
                             {"id_number", owner.id_number},
                             {"email", owner.email}};
  object["other_msisdn"] = owner.other_msisdn ? owner.other_msisdn->e164() : "";
  return object;
}

// The one desk whose signature the demo knows.
Result<std::unique_ptr<DeskKeys>> demo_desk(const std::filesystem::path& desk,
                                            const Clock& wall) {
  const auto ring = KeyRing::open(desk / "keys", "Signoff desk", wall);
  if (!ring) return pass_on(ring.error());
  return std::make_unique<DeskKeys>(*(*ring)->jwks());
}

void welcome(const lab::Lab& lab, const std::string& url, const std::string& ca_file,
             const std::filesystem::path& desk) {
  fmt::print("\nSignoff demo: {}\n  authority {}\n\n", url, ca_file);
  fmt::print("  {:<12} {:<14} {}\n", "staff", "user", "password");
  for (const auto& login : lab.population().staff)
    fmt::print("  {:<12} {:<14} {}\n", to_string(login.role), login.username,
               login.password);
  fmt::print("\n  {:<12} {:<18} {:<20} {}\n", "subscriber", "number", "identity number",
             "card (ICCID)");
  for (const auto& [kind, lines] : lab.population().kinds) {
    const auto& made = lab.population().lines[lines.front()];
    fmt::print("  {:<12} {:<18} {:<20} {}\n", kind, made.line.msisdn.e164(),
               lab.population().owners[made.owner].id_number, made.line.iccid.digits());
  }
  fmt::print(
      "\n  Codes and notices: {0}/lab/messages\n"
      "  What a bank is told: {0}/lab/messages?to=bank (or messenger)\n"
      "  Delete an eSIM on its phone: POST {0}/lab/phones/NUMBER/esim/deletion\n"
      "  Cards into their cases: signoff card retire --server {0} --ca-file {1} --desk "
      "{2}\n"
      "  Ctrl-C ends it.\n\n",
      url, ca_file, desk.string());
  std::fflush(stdout);
}

Result<std::unique_ptr<Front>> open_front(lab::Lab& lab, const Clock& wall,
                                          Metrics& metrics, const TlsFiles& tls,
                                          std::uint16_t port, FrontSettings rest) {
  ServerConfig config;
  config.port = port;
  config.tls = TlsIdentity{tls.certificate_file, tls.key_file};
  config.worker_threads = kWorkerThreads;
  config.queue_max = kQueueMax;
  return Front::start(
      config, {lab.operation(), lab.store(), lab.desk_stores(), wall, lab.random(), metrics,
               lab::lab_routes(lab), false, std::move(rest)});
}

}  // namespace

std::string ready_json(lab::Lab& lab, const std::string& url, const std::string& ca_file,
                       const std::filesystem::path& desk) {
  const auto& population = lab.population();
  boost::json::object lines;
  for (const auto& [kind, indexes] : population.kinds) {
    auto& list = lines[kind].emplace_array();
    for (const auto index : indexes) list.push_back(line_json(population, index));
  }
  boost::json::object staff;
  for (const auto& login : population.staff)
    staff[to_string(login.role)] = {{"username", login.username},
                                    {"password", login.password}};
  const boost::json::object all{
      {"url", url},
      {"ca_file", ca_file},
      {"desk", desk.string()},
      {"pid", ::getpid()},
      {"hlr", {{"ctrl_port", lab.hlr_ctrl_port()}, {"gsup_port", lab.hlr_gsup_port()}}},
      {"lines", std::move(lines)},
      {"staff", std::move(staff)}};
  return boost::json::serialize(all) + "\n";
}

int run_demo(const DemoSettings& settings, std::span<const WebAsset> pages) {
  const StopSignal stop;
  std::error_code error;
  std::filesystem::create_directories(settings.data, error);
  const auto data = std::filesystem::absolute(settings.data, error);
  if (!settings.ready_file.empty()) std::filesystem::remove(settings.ready_file, error);

  const auto held = HeldPort::hold(settings.port);
  if (!held) return say_refusal(held.error());
  const auto port = (*held)->port();
  const auto url = fmt::format("https://127.0.0.1:{}", port);
  ProgressLine progress{terminal_language(), !settings.is_headless};
  lab::LabSettings wanted;
  wanted.data = data;
  wanted.lines = settings.lines;
  wanted.seed = settings.seed;
  const SystemClock wall;
  SystemRandom random;
  // The phones know the operator by the name of its profile server.
  const auto tls = ensure_tls_files((data / "tls").string(), wall, random,
                                    {std::string{lab::kSmdpAddress}});
  if (!tls) return say_refusal(tls.error());
  wanted.url = url;
  wanted.ca_file = tls->ca_file;
  wanted.progress = [&](std::string_view what, std::size_t done, std::size_t total) {
    progress.show(what, static_cast<std::int64_t>(done), static_cast<std::int64_t>(total));
  };
  wanted.on_trouble = [](const Error& why) { spdlog::warn("work failed: {}", why.code); };
  Metrics metrics;
  WorkMetrics work{metrics};
  wanted.observer = &work;
  const auto lab = lab::Lab::open(wanted);
  if (!lab) return say_refusal(lab.error());

  FrontSettings rest;
  rest.assets = pages;
  rest.url = url;
  rest.is_demo = true;
  ProcessIdCheck id_check{{.program = idcheck_program()}};
  rest.id_check = &id_check;
  rest.notifications = &(*lab)->notifications();
  const auto desk = data / "desk";
  const auto desk_keys = demo_desk(desk, wall);
  if (!desk_keys) return say_refusal(desk_keys.error());
  rest.wipes = desk_keys->get();
  const auto front = open_front(**lab, wall, metrics, *tls, port, std::move(rest));
  if (!front) return say_refusal(front.error());
  if (!settings.ready_file.empty())
    if (const auto written = lab::write_whole_file(
            settings.ready_file, ready_json(**lab, url, tls->ca_file, desk));
        !written)
      return say_refusal(written.error());
  if (!settings.is_headless) welcome(**lab, url, tls->ca_file, desk);
  stop.wait();
  (*front)->stop(kGrace);
  return 0;
}

}  // namespace signoff
