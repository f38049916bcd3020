// SPDX-License-Identifier: Apache-2.0
#include "steps/make_steps.h"

#include <fmt/format.h>
#include <algorithm>

namespace signoff {
namespace {

// E14: dead means dead. The register, both halves of the network, the key centre and the
// message centre are each asked several times over a day; a single sign of life starts the
// count again.
class ProveStep final : public Step {
 public:
  explicit ProveStep(const Outside& outside) : outside_{outside} {}

  bool acts_outside() const override { return false; }

  Outcome run(Entry& entry) override {
    auto& file = entry.dossier().file;
    const auto& plan = outside_.pack.probes;
    if (const auto wait = until_next(file, entry.now())) return Later{*wait, {}};

    const auto sample = take(entry);
    if (!sample) return Retry{sample.error()};
    const auto alive =
        std::ranges::find_if(*sample, [](const ProbeResult& probe) { return !probe.dead; });
    if (alive != sample->end()) {
      file.probes.clear();
      entry.touch_file();
      return Retry{{Fault::unavailable, "probe.alive." + alive->name, {}}};
    }
    file.probes.insert(file.probes.end(), sample->begin(), sample->end());
    entry.touch_file();
    const auto taken = samples(file);
    const auto detail = facts({{"sample", fmt::format("{}/{}", taken, plan.samples)},
                               {"answer", "not reachable"}});
    if (taken >= plan.samples) return Done{detail};
    return Later{entry.now() + gap(), detail};
  }

  Result<std::string> ask(const Dossier& dossier) override {
    return ask_register(outside_.home, dossier.line);
  }

 private:
  // Every sample asks the register exactly once.
  static int samples(const CaseFile& file) {
    return static_cast<int>(
        std::ranges::count(file.probes, "home_register", &ProbeResult::name));
  }

  Duration gap() const {
    return outside_.pack.probes.over / std::max(1, outside_.pack.probes.samples - 1);
  }

  std::optional<Instant> until_next(const CaseFile& file, Instant now) const {
    if (file.probes.empty()) return std::nullopt;
    const auto next = file.probes.back().at + gap();
    if (now >= next) return std::nullopt;
    return next;
  }

  Result<std::vector<ProbeResult>> take(Entry& entry) {
    const auto& line = entry.dossier().line;
    std::vector<ProbeResult> sample;
    const auto add = [&](std::string name, std::string answer, bool dead) {
      sample.push_back({std::move(name), entry.now(), std::move(answer), dead});
    };
    const auto found = outside_.home.find(line.imsi);
    if (!found && found.error().fault != Fault::not_found) return pass_on(found.error());
    add("home_register", found ? "present" : "unknown", !found);
    for (const auto domain : {NetworkDomain::cs, NetworkDomain::ps}) {
      const auto answer = outside_.home.probe_attach(line.imsi, domain);
      if (!answer && is_not_offered(answer.error())) continue;
      if (!answer) return pass_on(answer.error());
      add(domain == NetworkDomain::cs ? "attach_cs" : "attach_ps",
          *answer == AttachAnswer::unknown_subscription ? "refused: unknown"
                                                        : "not refused",
          *answer == AttachAnswer::unknown_subscription);
    }
    const auto keys = outside_.home.probe_keys(line.imsi);
    if (!keys && !is_not_offered(keys.error())) return pass_on(keys.error());
    if (keys) add("keys", *keys ? "handed out" : "none", !*keys);
    const auto reachable = outside_.sms.probe(line.msisdn);
    if (!reachable) return pass_on(reachable.error());
    add("sms", *reachable ? "delivered" : "refused", !*reachable);
    return sample;
  }

  Outside outside_;
};

}  // namespace

std::unique_ptr<Step> make_e14_prove(const Outside& outside) {
  return std::make_unique<ProveStep>(outside);
}

}  // namespace signoff
