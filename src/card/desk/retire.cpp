// SPDX-License-Identifier: Apache-2.0
#include "card/desk/retire.h"

#include "card/contents/backup.h"
#include "card/contents/wipe.h"

#include <algorithm>

namespace signoff {
namespace {

class Retiring {
 public:
  Retiring(CardChannel& card, const RetireTools& tools) : card_{card}, tools_{tools} {}

  RetireReport run() {
    if (const auto done = all(); !done) {
      out_.stopped = done.error();
      // "Nothing happened" is said of the last command; of all together it is not true.
      if (out_.wiped || !out_.profiles.empty()) out_.stopped->fault = Fault::unknown;
    }
    return std::move(out_);
  }

 private:
  Result<void> all() {
    if (const auto done = look(); !done) return done;
    if (!out_.card.is_sim && !out_.card.isd_r) return {};
    if (const auto done = contents(); !done) return done;
    // Without what people kept being safe, what holds it is not deleted.
    if (out_.contents_left && !out_.has_no_contents()) return {};
    return out_.card.isd_r ? profiles() : Result<void>{};
  }

  Result<void> look() {
    CardSession session{card_};
    auto identity = identify(session);
    if (!identity) return pass_on(identity.error());
    out_.card = std::move(*identity);
    return {};
  }

  // A failure is for this card's contents alone, unless the card is gone.
  Result<void> contents() {
    const auto done = save_and_wipe();
    if (done) return {};
    if (is_gone(done.error())) return done;
    out_.contents_left = done.error();
    return {};
  }

  Result<void> save_and_wipe() {
    // Somebody before us may have left an application or a PIN open.
    if (const auto reset = card_.reset(); !reset) return reset;
    CardSession session{card_};
    const auto opened = open_with_pin(session, tools_.ask_pin);
    if (!opened) return pass_on(opened.error());
    std::optional<CardBackup> saved;
    std::string backup_text;
    if (tools_.backups != nullptr) {
      auto read = back_up(session, tools_.clock.now(), tools_.progress);
      if (!read) return pass_on(read.error());
      auto kept = tools_.backups->keep(read->book);
      if (!kept) return pass_on(kept.error());
      out_.backup = std::move(kept->file);
      out_.not_saved = read->notes;
      backup_text = std::move(kept->text);
      saved = std::move(*read);
    }
    WipePermit permit;
    permit.backup = saved ? &saved->book : nullptr;
    permit.no_backup = !saved;
    auto wiped = wipe(session, permit, tools_.progress);
    if (!wiped) return pass_on(wiped.error());
    out_.wiped = std::move(*wiped);
    if (out_.wiped->stopped) return pass_on(*out_.wiped->stopped);
    const auto proof = make_proof(*out_.wiped, backup_text, tools_.clock.now());
    auto signed_in = tools_.sign(proof);
    if (!signed_in) return pass_on(signed_in.error());
    out_.proof = std::move(*signed_in);
    return {};
  }

  Result<void> profiles() {
    auto opened = ProfileChanges::open(card_);
    if (!opened) return pass_on(opened.error());
    const auto eid = opened->session().eid();
    if (!eid) return pass_on(eid.error());
    out_.eid = eid->digits();
    const auto list = opened->session().profiles();
    if (!list) return pass_on(list.error());
    out_.has_enabled_profile = std::ranges::any_of(*list, [](const rsp::ProfileInfo& one) {
      return one.state == rsp::ProfileState::enabled;
    });
    if (out_.contents_left && !out_.has_no_contents()) return opened->close();
    std::size_t done = 0;
    for (const auto& profile : *list) {
      if (tools_.progress) tools_.progress("profiles", ++done, list->size());
      ErasedProfile item{profile.iccid, false, {}};
      const auto erased = opened->erase(profile.iccid);
      item.is_erased = erased.has_value();
      if (!erased) item.why_not = erased.error();
      out_.profiles.push_back(item);
      if (!erased && is_gone(erased.error())) return erased;
    }
    auto delivered = deliver(opened->session(), tools_.receiver, tools_.journal,
                             tools_.clock, tools_.delivery, tools_.progress);
    if (!delivered) return pass_on(delivered.error());
    out_.notifications = std::move(*delivered);
    if (out_.notifications.stopped) return pass_on(*out_.notifications.stopped);
    return opened->close();
  }

  CardChannel& card_;
  const RetireTools& tools_;
  RetireReport out_;
};

}  // namespace

bool RetireReport::has_no_contents() const {
  return card.isd_r && contents_left && !has_enabled_profile &&
         (contents_left->code == "card.no_file" || contents_left->code == "card.no_sim");
}

bool RetireReport::is_done() const {
  const bool is_ours = card.is_sim || card.isd_r;
  const bool is_clean = contents_left ? has_no_contents() : wiped && wiped->is_proved();
  return is_ours && !stopped && is_clean &&
         std::ranges::all_of(profiles, &ErasedProfile::is_erased) &&
         notifications.is_done();
}

RetireReport retire(CardChannel& card, const RetireTools& tools) {
  return Retiring{card, tools}.run();
}

}  // namespace signoff
