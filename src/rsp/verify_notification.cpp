// SPDX-License-Identifier: Apache-2.0
#include "rsp/verify_notification.h"

#include <algorithm>

namespace signoff::rsp {
namespace {

// Makers are a few dozen in the world; chips of a fleet are forgotten all at once.
constexpr std::size_t kMakersMax = 256;
constexpr std::size_t kChipsMax = 4096;

std::unexpected<Error> refused(std::string_view code) {
  return fail(Fault::bad_input, code);
}

// SGP.22 clause 4.5.2.1.0.2: the chip keeps within what its maker's name constraint
// permits.
bool may_certify(const Certificate& maker, const Certificate& chip) {
  return std::ranges::any_of(maker.ranges(), [&](const EidRange& range) {
    return range.organisation == chip.organisation() && !range.prefix.empty() &&
           chip.serial_number().starts_with(range.prefix);
  });
}

Sha256 digest_of_both(ByteView euicc, ByteView eum) {
  Bytes both{euicc.begin(), euicc.end()};
  both.insert(both.end(), eum.begin(), eum.end());
  return sha256(both);
}

template <class Map>
typename Map::mapped_type found_in(std::mutex& mutex, const Map& map, const Sha256& key) {
  const std::scoped_lock lock{mutex};
  const auto found = map.find(key);
  return found == map.end() ? nullptr : found->second;
}

template <class Map>
void remember(std::mutex& mutex, Map& map, std::size_t max, const Sha256& key,
              const typename Map::mapped_type& value) {
  const std::scoped_lock lock{mutex};
  if (map.size() >= max) map.clear();
  map.emplace(key, value);
}

}  // namespace

Result<std::unique_ptr<NotificationVerifier>> NotificationVerifier::make(
    const std::vector<Bytes>& roots) {
  std::vector<Certificate> parsed;
  for (const auto& der : roots) {
    auto root = Certificate::parse(der, Role::ci);
    if (!root) return pass_on(root.error());
    parsed.push_back(std::move(*root));
  }
  if (parsed.empty()) return refused("certificate.none");
  return std::unique_ptr<NotificationVerifier>{new NotificationVerifier{std::move(parsed)}};
}

Result<NotificationVerifier::MakerPtr> NotificationVerifier::maker_of(ByteView eum) {
  const auto key = sha256(eum);
  if (auto known = found_in(mutex_, makers_, key)) return known;
  auto certificate = Certificate::parse(eum, Role::eum);
  if (!certificate) return pass_on(certificate.error());
  const auto root = std::ranges::find_if(
      roots_, [&](const Certificate& one) { return certificate->is_issued_by(one); });
  if (root == roots_.end()) return refused("notification.issuer_unknown");
  const auto at = static_cast<std::size_t>(root - roots_.begin());
  auto maker = std::make_shared<const Maker>(std::move(*certificate), at);
  remember(mutex_, makers_, kMakersMax, key, maker);
  return maker;
}

Result<NotificationVerifier::ChipPtr> NotificationVerifier::chip_of(ByteView euicc,
                                                                    ByteView eum) {
  const auto key = digest_of_both(euicc, eum);
  if (auto known = found_in(mutex_, chips_, key)) return known;
  auto maker = maker_of(eum);
  if (!maker) return pass_on(maker.error());
  auto certificate = Certificate::parse(euicc, Role::euicc);
  if (!certificate) return pass_on(certificate.error());
  if (!certificate->is_issued_by((*maker)->certificate)) {
    return refused("notification.chain");
  }
  auto eid = Eid::parse(certificate->serial_number());
  if (!eid) return refused("notification.eid");
  if (!may_certify((*maker)->certificate, *certificate)) {
    return refused("notification.eid_range");
  }
  auto chip = std::make_shared<const Chip>(std::move(*certificate), std::move(*maker),
                                           std::move(*eid));
  remember(mutex_, chips_, kChipsMax, key, chip);
  return chip;
}

Result<VerifiedNotification> NotificationVerifier::verify(ByteView bytes, Instant at) {
  auto notification = read_notification(bytes);
  if (!notification) return pass_on(notification.error());
  if (notification->euicc_certificate.empty()) return refused("notification.no_chain");
  const auto chip = chip_of(notification->euicc_certificate, notification->eum_certificate);
  if (!chip) return pass_on(chip.error());
  const Certificate& maker = (*chip)->maker->certificate;
  if (!(*chip)->certificate.is_valid_at(at) || !maker.is_valid_at(at) ||
      !roots_[(*chip)->maker->root].is_valid_at(at)) {
    return refused("notification.not_valid_then");
  }
  if (!(*chip)->certificate.verifies(notification->signed_part, notification->signature)) {
    return refused("notification.signature");
  }
  return VerifiedNotification{std::move(notification->metadata), (*chip)->eid,
                              sha256(bytes)};
}

Result<VerifiedNotification> verify_notification(ByteView bytes,
                                                 const std::vector<Bytes>& roots,
                                                 Instant at) {
  const auto verifier = NotificationVerifier::make(roots);
  if (!verifier) return pass_on(verifier.error());
  return (*verifier)->verify(bytes, at);
}

}  // namespace signoff::rsp
