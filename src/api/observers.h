// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/http.h"

#include <memory>

namespace spdlog {
class logger;
}

namespace signoff {

// Writes one line per answer: method, route, status, milliseconds, request id.
class AccessLog final : public RequestObserver {
 public:
  // shared_ptr because spdlog's registry owns loggers so.
  explicit AccessLog(std::shared_ptr<spdlog::logger> log) : log_{std::move(log)} {}
  void finished(const Finished& what) override;

 private:
  std::shared_ptr<spdlog::logger> log_;
};

// Counts answers by method, route and status and keeps a histogram of their times. Other
// modules add their own gauges and counters through gauge() and counter().
class Metrics final : public RequestObserver {
 public:
  Metrics();
  ~Metrics() override;
  void finished(const Finished& what) override;

  // Sets a gauge, or adds to a counter, of the given name; both are made on first use. The
  // help text of the first call stays.
  void gauge(std::string_view name, std::string_view help, double value);
  void count(std::string_view name, std::string_view help, double by = 1);

  // All of it in the text format of Prometheus; serve as kPrometheusText.
  std::string text() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

inline constexpr std::string_view kPrometheusText = "text/plain; version=0.0.4";

}  // namespace signoff
