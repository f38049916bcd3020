// SPDX-License-Identifier: Apache-2.0
#include "api/observers.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <spdlog/logger.h>
#include <mutex>
#include <tuple>

namespace signoff {

void AccessLog::finished(const Finished& what) {
  log_->info("http method={} route={} status={} ms={:.3f} request={}",
             to_string(what.method), what.route, what.status, what.seconds * 1000,
             what.request_id);
}

struct Metrics::State {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& answers =
      prometheus::BuildCounter()
          .Name("signoff_http_requests_total")
          .Help("Answers by method, route and status.")
          .Register(registry);
  prometheus::Family<prometheus::Histogram>& times =
      prometheus::BuildHistogram()
          .Name("signoff_http_request_seconds")
          .Help("Time from the request's last byte to the answer, by route.")
          .Register(registry);

  // Looking a family up by labels costs an allocation and a hash of each label; the
  // pointers it gives stay valid, so they are kept here.
  struct Series {
    prometheus::Counter* answers;
    prometheus::Histogram* times;
  };
  using Key = std::tuple<Method, std::string, unsigned>;
  struct Less {
    using is_transparent = void;
    template <class A, class B>
    bool operator()(const A& a, const B& b) const {
      return std::tuple<Method, std::string_view, unsigned>{a} <
             std::tuple<Method, std::string_view, unsigned>{b};
    }
  };
  std::mutex mutex;
  std::map<Key, Series, Less> series;

  Series& series_of(const Finished& what) {
    const std::lock_guard lock{mutex};
    const auto known = series.find(std::tuple{what.method, what.route, what.status});
    if (known != series.end()) return known->second;
    const std::string method{to_string(what.method)}, route{what.route};
    auto& counter = answers.Add(
        {{"method", method}, {"route", route}, {"status", std::to_string(what.status)}});
    auto& histogram =
        times.Add({{"method", method}, {"route", route}},
                  prometheus::Histogram::BucketBoundaries{
                      0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5});
    return series
        .emplace(Key{what.method, route, what.status}, Series{&counter, &histogram})
        .first->second;
  }
};

Metrics::Metrics() : state_{std::make_unique<State>()} {}
Metrics::~Metrics() = default;

void Metrics::finished(const Finished& what) {
  auto& series = state_->series_of(what);
  series.answers->Increment();
  series.times->Observe(what.seconds);
}

void Metrics::gauge(const std::string& name, const std::string& help, double value,
                    const Labels& labels) {
  prometheus::BuildGauge()
      .Name(name)
      .Help(help)
      .Register(state_->registry)
      .Add(labels)
      .Set(value);
}

prometheus::Counter& Metrics::counter(const std::string& name, const std::string& help,
                                      const Labels& labels) {
  return prometheus::BuildCounter()
      .Name(name)
      .Help(help)
      .Register(state_->registry)
      .Add(labels);
}

std::string Metrics::text() const {
  return prometheus::TextSerializer{}.Serialize(state_->registry.Collect());
}

WorkMetrics::WorkMetrics(Metrics& metrics) {
  for (std::size_t step = 0; step < kSteps; ++step)
    for (std::size_t outcome = 0; outcome < steps_[step].size(); ++outcome)
      steps_[step][outcome] = &metrics.counter(
          "signoff_steps_total",
          "Tries of a step, forwards or undone, by how they went; \"-\" is the "
          "judging before the first.",
          {{"step", std::string{to_string(static_cast<StepId>(step))}},
           {"outcome", std::string{kNames<StepOutcome>[outcome]}}});
  for (std::size_t state = 0; state < notices_.size(); ++state)
    notices_[state] =
        &metrics.counter("signoff_notices_total",
                         "Tries to deliver a notice by its state after; \"queued\" is "
                         "tried again.",
                         {{"state", std::string{kNames<NoticeState>[state]}}});
}

void WorkMetrics::step_tried(StepId step, StepOutcome outcome) {
  const auto at = static_cast<std::size_t>(step);
  if (at < kSteps) steps_[at][static_cast<std::size_t>(outcome)]->Increment();
}

void WorkMetrics::notice_settled(NoticeState state) {
  notices_[static_cast<std::size_t>(state)]->Increment();
}

}  // namespace signoff
