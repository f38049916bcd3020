// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/http.h"
#include "engine/work_observer.h"

#include <map>
#include <memory>

namespace spdlog {
class logger;
}
namespace prometheus {
class Counter;
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

  using Labels = std::map<std::string, std::string>;
  // Sets a gauge of the given name and labels, made on first use. The help text of the
  // first call stays.
  void gauge(const std::string& name, const std::string& help, double value,
             const Labels& labels = {});
  // A counter likewise, to be kept and counted up; it lives as long as the metrics.
  prometheus::Counter& counter(const std::string& name, const std::string& help,
                               const Labels& labels);

  // All of it in the text format of Prometheus; serve as kPrometheusText.
  std::string text() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Counts what becomes of steps and notices. Every series is there from the start, at 0.
class WorkMetrics final : public WorkObserver {
 public:
  // `metrics` outlives it.
  explicit WorkMetrics(Metrics& metrics);
  void step_tried(StepId step, StepOutcome outcome) override;
  void notice_settled(NoticeState state) override;

 private:
  static constexpr std::size_t kSteps = static_cast<std::size_t>(StepId::done);
  std::array<std::array<prometheus::Counter*, kNames<StepOutcome>.size()>, kSteps> steps_{};
  std::array<prometheus::Counter*, kNames<NoticeState>.size()> notices_{};
};

inline constexpr std::string_view kPrometheusText = "text/plain; version=0.0.4";

}  // namespace signoff
