// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/home_register.h"
#include "ports/trouble.h"

#include <functional>
#include <mutex>
#include <string_view>
#include <unordered_map>

namespace signoff {

// A home register and its visited network in memory, with the behaviour that matters: a
// removed line is served on until a Location Cancel reaches the visited register. For
// tests and the simulation: fast, deterministic, safe to call from any thread.
class FakeHlr final : public HomeRegister {
 public:
  // Asked at every call; `verb` is the method's name.
  using Weather = std::function<Trouble(std::string_view verb, const Imsi& imsi)>;

  // How often each effect happened to one IMSI; repetitions that changed nothing do not
  // count.
  struct Effects {
    int bars = 0;
    int unbars = 0;
    int location_cancels = 0;  // That made a visited register forget the line.
    int key_strips = 0;
    int number_strips = 0;
    int removals = 0;
    friend bool operator==(const Effects&, const Effects&) = default;
  };

  // Set before any other thread calls.
  void set_weather(Weather weather) { weather_ = std::move(weather); }

  // Puts a record there, in place of any with this IMSI. Its number must be free.
  void put(const Subscription& subscription);
  // A device attaches: what the register answers, and whether it is served from now on.
  AttachAnswer attach(const Imsi& imsi);
  // The visited network still delivers to this subscription.
  bool serves(const Imsi& imsi) const;
  // The card now belongs to somebody else: another number on the same IMSI. Whatever is
  // done to the record from now on is done to a stranger.
  void give_to_stranger(const Imsi& imsi, const Msisdn& their_number);
  // The number now belongs to somebody else, on another IMSI.
  void reissue(const Msisdn& number, const Imsi& to_stranger);

  Effects effects(const Imsi& imsi) const;
  // Effects on records of strangers; anything but zero is the worst possible mistake.
  int stranger_effects() const;
  std::size_t size() const;

  Result<Subscription> find(const Imsi& imsi) override;
  Result<Subscription> find(const Msisdn& msisdn) override;
  Result<void> bar(const Subscription& seen) override;
  Result<void> unbar(const Subscription& seen, bool cs, bool ps) override;
  Result<void> cancel_location(const Subscription& seen) override;
  Result<void> strip_keys(const Subscription& seen) override;
  Result<void> strip_number(const Subscription& seen) override;
  Result<void> remove(const Subscription& seen) override;
  Result<AttachAnswer> probe_attach(const Imsi& imsi, NetworkDomain domain) override;
  Result<bool> probe_keys(const Imsi& imsi) override;
  Result<std::vector<std::int64_t>> orphan_keys() override;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  template <class T>
  using ByDigits = std::unordered_map<std::string, T, Hash, std::equal_to<>>;
  struct Record {
    std::optional<Subscription> subscription;  // Nothing once removed.
    bool is_served_cs = false;
    bool is_served_ps = false;
    bool is_strangers = false;
    Effects effects;
  };

  Trouble weather(std::string_view verb, const Imsi& imsi) const;
  Record* record_of(const Imsi& imsi);
  const Record* record_of(const Imsi& imsi) const;
  void release_number(const Subscription& subscription);
  // One changing verb: trouble, ownership, then `act`, which counts what it changed.
  template <class Act>
  Result<void> change(std::string_view verb, const Subscription& seen, const Act& act);

  Weather weather_;
  mutable std::mutex mutex_;
  ByDigits<Record> records_;
  ByDigits<std::string> imsi_by_number_;
  int stranger_effects_ = 0;
};

}  // namespace signoff
