// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/channel.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace signoff {

// How sure we must be of who asks (domain K1), in rising order.
enum class Assurance : std::uint8_t {
  none,   // Anybody, without login: "not me".
  weak,   // Name and identity number; only ever enough to stop a line.
  al1,    // A code to the line, or a password.
  al2,    // Code, identity number, and the card or the app's device key.
  al3,    // In person with the original document, or document and video.
  al4,    // AL3 and a second person.
  never,  // This act is not done on this channel for this subject.
};

// One thing a person can prove. The names are those of the REST contract.
enum class Need : std::uint8_t {
  otp,
  id_number,
  iccid,
  device,
  video,
  in_person,
  second_person,
};

// Who asks, in relation to the line.
enum class Subject : std::uint8_t {
  owner,           // With the SIM in hand.
  owner_sim_lost,  // The owner, who can receive nothing on the line.
  proxy,
  heir,
  company_agent,
  guardian,
};

enum class Act : std::uint8_t {
  enquire,        // See state, bills, voucher.
  terminate,      // Submit a case.
  withdraw,       // Before the line is stopped (domain 4.7).
  restore,        // In the cooling-off (L9, C16).
  finish_now,     // End the cooling-off early (L11).
  object,         // "Not me" (K4): works without a login.
  bar_lost,       // L5.
  lift_lost_bar,  // L6, K8.
  suspend,        // L1.
  resume,         // L2.
  reapply,        // The own number back out of quarantine (L14).
  change_refund,  // A new refund account (K9).
  port_code,      // The code to leave with the number.
};

// One way to reach a level: all of `needs` together. Usable on `channels` (empty: on all).
struct Way {
  std::vector<Need> needs;
  std::vector<Channel> channels;
  friend bool operator==(const Way&, const Way&) = default;
};

inline constexpr Assurance kAssurances[] = {
    Assurance::none, Assurance::weak, Assurance::al1,  Assurance::al2,
    Assurance::al3,  Assurance::al4,  Assurance::never};
inline constexpr Need kNeeds[] = {Need::otp,          Need::id_number, Need::iccid,
                                  Need::device,       Need::video,     Need::in_person,
                                  Need::second_person};
inline constexpr Channel kChannels[] = {Channel::web,  Channel::app, Channel::hotline,
                                        Channel::shop, Channel::sms, Channel::api};
inline constexpr Subject kSubjects[] = {Subject::owner,         Subject::owner_sim_lost,
                                        Subject::proxy,         Subject::heir,
                                        Subject::company_agent, Subject::guardian};
inline constexpr Act kActs[] = {
    Act::enquire, Act::terminate,     Act::withdraw,      Act::restore, Act::finish_now,
    Act::object,  Act::bar_lost,      Act::lift_lost_bar, Act::suspend, Act::resume,
    Act::reapply, Act::change_refund, Act::port_code};

// The names used in packs, in JSON and in storage.
std::string_view to_string(Assurance assurance);
std::string_view to_string(Need need);
std::string_view to_string(Subject subject);
std::string_view to_string(Act act);

}  // namespace signoff
