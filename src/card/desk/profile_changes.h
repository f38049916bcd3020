// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/euicc/euicc_session.h"

namespace signoff {

// Changes of an eUICC's profiles in the order that the card wants, with the restart that
// switching one takes. Faults of EuiccSession, and with more than the card says itself:
//
//   forbidden  euicc.no_deletion, euicc.no_disabling: the operator's rule; nothing changed
//   not_found  euicc.not_found
//   unknown    euicc.only_disabled: the profile is disabled and not deleted; why is in the
//              detail. euicc.not_restarted: it is done, and the card does not answer since.
//
// Where a card's answer says neither yes nor no, it is looked at: what is so is a success,
// and what is not is Fault::unavailable. Only what cannot be looked at stays unknown. What
// breaks off in the middle is done again from the beginning: what happened already is no
// failure then.
class ProfileChanges {
 public:
  static Result<ProfileChanges> open(CardChannel& card);

  // Of the moment: switching a profile makes it anew.
  EuiccSession& session() { return session_; }

  // False where it was so already.
  Result<bool> enable(const std::string& iccid);
  Result<bool> disable(const std::string& iccid);
  // Disables it first where it is enabled. A rule against either is found before anything
  // changes.
  Result<void> erase(const std::string& iccid);
  Result<void> rename(const std::string& iccid, const std::string& nickname);
  // All operational and test profiles at once.
  Result<void> reset();
  Result<void> set_default_address(const std::string& address);

  Result<void> close() { return session_.close(); }

 private:
  ProfileChanges(CardChannel& card, EuiccSession session)
      : card_{&card}, session_{session} {}

  Result<rsp::ProfileInfo> find(const std::string& iccid);
  Result<void> restart();
  using Switch = Result<void> (EuiccSession::*)(const std::string&, bool);
  Result<bool> switch_profile(Switch how, const std::string& iccid,
                              rsp::ProfileState wanted);
  // With or without the flag; an answer that says neither yes nor no is looked up.
  Result<void> try_switch(Switch how, const std::string& iccid, rsp::ProfileState wanted,
                          bool refresh);
  Result<void> erase_disabled(const std::string& iccid);
  Result<void> explain(const std::string& iccid, const Error& why);

  CardChannel* card_;
  EuiccSession session_;
  bool is_fresh_ = false;  // The card started anew since it was asked to switch.
};

}  // namespace signoff
