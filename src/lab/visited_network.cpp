// SPDX-License-Identifier: Apache-2.0
#include "lab/visited_network.h"

#include "base/ensure.h"
#include "lab/gsup_peer.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace signoff::lab {

namespace asio = boost::asio;
using std::chrono::steady_clock;

namespace {

constexpr std::size_t kInFlightMax = 128;  // Location updates per side.
constexpr std::chrono::milliseconds kTick{100};
constexpr std::chrono::seconds kAnswerWithin{5};
constexpr std::chrono::seconds kRestBeforeRetry{1};

using ByImsi = std::unordered_map<std::string, steady_clock::time_point>;

// One domain of one phone.
struct Half {
  bool is_attached = false;
  bool is_asking = false;   // A location update is queued or under way.
  bool has_answer = false;  // To the last time it was switched on.
};

struct Handset {
  std::array<Half, 2> halves;
  std::optional<int> reject_cause;
  bool is_lost = false;  // Waits in line for a background retry.

  bool is_answered() const { return halves[0].has_answer && halves[1].has_answer; }
  bool is_whole() const { return halves[0].is_attached && halves[1].is_attached; }
  bool is_served() const { return halves[0].is_attached || halves[1].is_attached; }
};

GsupMessage message(GsupType type, const std::string& imsi, GsupDomain domain) {
  GsupMessage out;
  out.type = type;
  out.imsi = imsi;
  out.domain = domain;
  return out;
}

}  // namespace

// Everything but the map of phones belongs to the io thread.
class VisitedNetwork::Core {
 public:
  explicit Core(const VisitedNetworkSettings& settings)
      : tick_{io_},
        sides_{{Side{GsupDomain::cs, {}, {}, {}, nullptr},
                Side{GsupDomain::ps, {}, {}, {}, nullptr}}},
        retries_per_second_{settings.retries_per_second} {
    for (std::size_t i = 0; i < sides_.size(); ++i)
      sides_[i].peer = std::make_unique<GsupPeer>(
          io_, settings.host, settings.gsup_port,
          i == 0 ? settings.vlr_name : settings.sgsn_name,
          GsupPeer::Listener{[this, i] { resume(i); }, [this, i] { suspend(i); },
                             [this, i](const GsupMessage& got) { take(i, got); }});
    asio::post(io_, [this] {
      for (Side& side : sides_) side.peer->start();
      tick();
    });
    thread_ = std::thread{[this] { io_.run(); }};
  }

  ~Core() {
    io_.stop();
    thread_.join();
  }

  void switch_on(std::span<const Imsi> phones) {
    std::vector<std::string> imsis;
    imsis.reserve(phones.size());
    {
      const std::lock_guard lock{mutex_};
      for (const Imsi& imsi : phones) {
        imsis.emplace_back(imsi.digits());
        for (Half& half : phones_[imsis.back()].halves) half.has_answer = false;
      }
    }
    asio::post(io_, [this, list = std::move(imsis)] {
      for (std::size_t i = 0; i < sides_.size(); ++i) {
        for (const std::string& imsi : list) ask(i, imsi);
        pump(i);
      }
    });
  }

  // True when all are answered in time.
  bool await_answers(std::span<const Imsi> phones, steady_clock::time_point deadline,
                     const std::function<void(std::size_t)>& progress) {
    std::size_t answered = 0;
    std::unique_lock lock{mutex_};
    while (answered < phones.size() && steady_clock::now() < deadline) {
      answered_.wait_until(lock, std::min(deadline, steady_clock::now() + kTick), [&] {
        while (answered < phones.size() && is_answered(phones[answered])) ++answered;
        return answered == phones.size();
      });
      if (!progress) continue;
      lock.unlock();
      progress(answered);
      lock.lock();
    }
    return answered == phones.size();
  }

  // The same for one phone, which passes all that wait in line.
  bool await_answer(const Imsi& imsi, steady_clock::time_point deadline) {
    {
      const std::lock_guard lock{mutex_};
      if (is_answered(imsi)) return true;
    }
    asio::post(io_, [this, digits = std::string{imsi.digits()}] {
      for (Side& side : sides_) {
        const auto at = std::ranges::find(side.queue, digits);
        if (at != side.queue.end()) std::rotate(side.queue.begin(), at, at + 1);
      }
    });
    return await_answers({&imsi, 1}, deadline, {});
  }

  void forget(const Imsi& imsi) {
    const std::lock_guard lock{mutex_};
    phones_.erase(std::string{imsi.digits()});
    answered_.notify_all();
  }

  PhoneState state(const Imsi& imsi) const {
    const std::lock_guard lock{mutex_};
    const auto phone = phones_.find(std::string{imsi.digits()});
    if (phone == phones_.end()) return {};
    return {phone->second.halves[0].is_attached, phone->second.halves[1].is_attached,
            phone->second.reject_cause};
  }

  std::size_t attached_count() const {
    const std::lock_guard lock{mutex_};
    return static_cast<std::size_t>(std::ranges::count_if(
        phones_, [](const auto& phone) { return phone.second.is_served(); }));
  }

  bool is_connected() const {
    return std::ranges::all_of(sides_,
                               [](const Side& side) { return side.peer->is_connected(); });
  }

 private:
  struct Side {
    GsupDomain domain;
    std::deque<std::string> queue;  // Phones that want a location update.
    ByImsi in_flight;               // Location updates without an answer yet.
    ByImsi purging;                 // The home register has yet to hear of the purge.
    std::unique_ptr<GsupPeer> peer;
  };

  bool is_answered(const Imsi& imsi) const {
    const auto phone = phones_.find(std::string{imsi.digits()});
    return phone == phones_.end() || phone->second.is_answered();
  }

  // Queues a location update unless one is under way.
  void ask(std::size_t index, const std::string& imsi) {
    {
      const std::lock_guard lock{mutex_};
      const auto phone = phones_.find(imsi);
      if (phone == phones_.end()) return;
      Half& half = phone->second.halves[index];
      if (std::exchange(half.is_asking, true)) return;
    }
    sides_[index].queue.push_back(imsi);
  }

  void pump(std::size_t index) {
    Side& side = sides_[index];
    if (!side.peer->is_connected()) return;
    while (!side.queue.empty() && side.in_flight.size() < kInFlightMax) {
      const std::string imsi = std::move(side.queue.front());
      side.queue.pop_front();
      side.in_flight[imsi] = steady_clock::now();
      side.peer->send(message(GsupType::update_location, imsi, side.domain));
    }
  }

  void resume(std::size_t index) {
    for (auto& [imsi, since] : sides_[index].purging) send_purge(index, imsi);
    pump(index);
  }

  void suspend(std::size_t index) {
    Side& side = sides_[index];
    for (const auto& [imsi, since] : side.in_flight) side.queue.push_back(imsi);
    side.in_flight.clear();
  }

  void take(std::size_t index, const GsupMessage& got) {
    Side& side = sides_[index];
    switch (got.type) {
      case GsupType::insert_data:
        return side.peer->send(
            message(GsupType::insert_data_result, got.imsi, side.domain));
      case GsupType::update_location_result: return attached(index, got.imsi);
      case GsupType::update_location_error:
        return refused(index, got.imsi, got.cause.value_or(0));
      case GsupType::location_cancel: return withdrawn(index, got.imsi);
      case GsupType::purge_ms_result: side.purging.erase(got.imsi); return;
      case GsupType::purge_ms_error:
        // Anything but "unknown" is a bad moment of the register; the tick sends it again.
        if (got.cause == kCauseImsiUnknown) side.purging.erase(got.imsi);
        return;
      default: return;
    }
  }

  void attached(std::size_t index, const std::string& imsi) {
    sides_[index].purging.erase(imsi);
    answer(index, imsi, [&](Handset& phone) {
      phone.halves[index].is_attached = true;
      phone.reject_cause.reset();
    });
  }

  void refused(std::size_t index, const std::string& imsi, int cause) {
    answer(index, imsi, [&](Handset& phone) {
      phone.halves[index].is_attached = false;
      phone.reject_cause = cause;
      try_again_later(imsi, phone);
    });
  }

  template <class Change>
  void answer(std::size_t index, const std::string& imsi, const Change& change) {
    Side& side = sides_[index];
    if (side.in_flight.erase(imsi) == 0) return;
    {
      const std::lock_guard lock{mutex_};
      const auto phone = phones_.find(imsi);
      if (phone != phones_.end()) {
        Half& half = phone->second.halves[index];
        half.is_asking = false;
        half.has_answer = true;
        change(phone->second);
      }
    }
    answered_.notify_all();
    pump(index);
  }

  // 3GPP TS 23.012 clause 4.1.2: forget the phone, say so, and let the register know that
  // it is purged. A phone nobody knows here is answered alike.
  void withdrawn(std::size_t index, const std::string& imsi) {
    Side& side = sides_[index];
    {
      const std::lock_guard lock{mutex_};
      const auto phone = phones_.find(imsi);
      if (phone != phones_.end()) {
        phone->second.halves[index].is_attached = false;
        try_again_later(imsi, phone->second);
      }
    }
    side.peer->send(message(GsupType::location_cancel_result, imsi, side.domain));
    side.purging[imsi] = steady_clock::now();
    send_purge(index, imsi);
  }

  void send_purge(std::size_t index, const std::string& imsi) {
    sides_[index].peer->send(message(GsupType::purge_ms, imsi, sides_[index].domain));
  }

  void try_again_later(const std::string& imsi, Handset& phone) {
    if (std::exchange(phone.is_lost, true)) return;
    lost_.emplace_back(imsi, steady_clock::now() + kRestBeforeRetry);
  }

  void tick() {
    const auto now = steady_clock::now();
    for (std::size_t i = 0; i < sides_.size(); ++i) resend(i, now);
    retry_some(now);
    for (std::size_t i = 0; i < sides_.size(); ++i) pump(i);
    tick_.expires_after(kTick);
    tick_.async_wait([this](boost::system::error_code error) {
      if (!error) tick();
    });
  }

  void resend(std::size_t index, steady_clock::time_point now) {
    Side& side = sides_[index];
    for (auto& [imsi, since] : side.purging) {
      if (now - since < kTick) continue;
      since = now;
      send_purge(index, imsi);
    }
    for (auto late = side.in_flight.begin(); late != side.in_flight.end();) {
      if (now - late->second < kAnswerWithin) {
        ++late;
        continue;
      }
      side.queue.push_back(late->first);
      late = side.in_flight.erase(late);
    }
  }

  void retry_some(steady_clock::time_point now) {
    budget_ = std::min(budget_ + retries_per_second_, retries_per_second_ * 10);
    for (; budget_ >= 10 && !lost_.empty() && lost_.front().second <= now; budget_ -= 10) {
      const std::string imsi = std::move(lost_.front().first);
      lost_.pop_front();
      std::array<bool, 2> wants{};
      {
        const std::lock_guard lock{mutex_};
        const auto phone = phones_.find(imsi);
        if (phone == phones_.end()) continue;
        phone->second.is_lost = false;
        for (std::size_t i = 0; i < wants.size(); ++i)
          wants[i] = !phone->second.halves[i].is_attached;
      }
      for (std::size_t i = 0; i < wants.size(); ++i)
        if (wants[i]) ask(i, imsi);
    }
  }

  asio::io_context io_;
  asio::steady_timer tick_;
  std::array<Side, 2> sides_;
  std::deque<std::pair<std::string, steady_clock::time_point>> lost_;
  std::size_t retries_per_second_;
  std::size_t budget_ = 0;  // Of background retries, in tenths: ten ticks make a second.

  mutable std::mutex mutex_;
  std::condition_variable answered_;
  std::unordered_map<std::string, Handset> phones_;
  std::thread thread_;
};

VisitedNetwork::VisitedNetwork(VisitedNetworkSettings settings)
    : core_{std::make_unique<Core>(settings)} {}

VisitedNetwork::~VisitedNetwork() = default;

Result<void> VisitedNetwork::attach_all(std::span<const Imsi> phones, Duration timeout,
                                        const std::function<void(std::size_t)>& progress) {
  core_->switch_on(phones);
  if (core_->await_answers(phones, steady_clock::now() + timeout, progress)) return {};
  return fail(Fault::unavailable, "lab.attach_timeout");
}

void VisitedNetwork::switch_on(std::span<const Imsi> phones) { core_->switch_on(phones); }

bool VisitedNetwork::await_answer(const Imsi& phone, Duration timeout) const {
  return core_->await_answer(phone, steady_clock::now() + timeout);
}

PhoneState VisitedNetwork::retry(const Imsi& phone, Duration timeout) {
  const std::span one{&phone, 1};
  core_->switch_on(one);
  core_->await_answers(one, steady_clock::now() + timeout, {});
  return core_->state(phone);
}

void VisitedNetwork::forget(const Imsi& phone) { core_->forget(phone); }

PhoneState VisitedNetwork::state(const Imsi& phone) const { return core_->state(phone); }

bool VisitedNetwork::serves(const Imsi& phone) const {
  const PhoneState now = core_->state(phone);
  return now.attached_cs || now.attached_ps;
}

std::size_t VisitedNetwork::attached_count() const { return core_->attached_count(); }

bool VisitedNetwork::is_connected() const { return core_->is_connected(); }

}  // namespace signoff::lab
