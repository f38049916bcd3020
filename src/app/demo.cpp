// SPDX-License-Identifier: Apache-2.0
#include "app/demo.h"

#include "api/tls_files.h"
#include "app/front.h"
#include "app/idcheck_program.h"
#include "app/progress_line.h"
#include "app/refusal.h"
#include "app/stop_signal.h"
#include "connectors/idcheck/process_id_check.h"
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

// A free port now; the address has to be known before the server is.
Result<std::uint16_t> free_port() {
  boost::asio::io_context io;
  boost::asio::ip::tcp::acceptor acceptor{io};
  boost::system::error_code error;
  acceptor.open(boost::asio::ip::tcp::v4(), error);
  if (!error) acceptor.bind({boost::asio::ip::address_v4::loopback(), 0}, error);
  const auto port = error ? std::uint16_t{0} : acceptor.local_endpoint(error).port();
  if (error) return fail(Fault::unavailable, "demo.port", error.message());
  return port;
}

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

void welcome(const lab::Lab& lab, const std::string& url, const std::string& ca_file) {
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
      "  Ctrl-C ends it.\n\n",
      url);
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

std::string ready_json(lab::Lab& lab, const std::string& url, const std::string& ca_file) {
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

  const auto free = settings.port == 0 ? free_port() : Result<std::uint16_t>{settings.port};
  if (!free) return say_refusal(free.error());
  const auto url = fmt::format("https://127.0.0.1:{}", *free);
  ProgressLine progress{terminal_language(), !settings.is_headless};
  lab::LabSettings wanted;
  wanted.data = data;
  wanted.lines = settings.lines;
  wanted.seed = settings.seed;
  const SystemClock wall;
  SystemRandom random;
  const auto tls = ensure_tls_files((data / "tls").string(), wall, random);
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
  const auto front = open_front(**lab, wall, metrics, *tls, *free, std::move(rest));
  if (!front) return say_refusal(front.error());
  if (!settings.ready_file.empty())
    if (const auto written = lab::write_whole_file(settings.ready_file,
                                                   ready_json(**lab, url, tls->ca_file));
        !written)
      return say_refusal(written.error());
  if (!settings.is_headless) welcome(**lab, url, tls->ca_file);
  stop.wait();
  (*front)->stop(kGrace);
  return 0;
}

}  // namespace signoff
