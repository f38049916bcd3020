// SPDX-License-Identifier: Apache-2.0
#include "connectors/smsc/smpp_client.h"

#include "connectors/smsc/smpp_inbox.h"
#include "connectors/smsc/smpp_link.h"
#include "connectors/smsc/sms_text.h"

#include <fmt/format.h>

namespace signoff {
namespace {

constexpr std::uint8_t kSilentMessage = 0x40;  // TS 23.040 clause 9.2.3.9, type 0.

bool fits(std::string_view text, std::size_t max) {
  return text.size() <= max && text.find('\0') == text.npos;
}

bool is_sound(const SmppSettings& s) {
  return fits(s.system_id, 15) && fits(s.password, 8) && fits(s.system_type, 12) &&
         fits(s.source.text, 20) && !s.host.empty() && s.port != 0 && s.window > 0 &&
         s.window <= 1000 && s.queue_max > 0 && s.parts_per_s >= 0 &&
         s.call_deadline.count() > 0 && s.enquire_every.count() > 0 &&
         s.backoff_first.count() > 0 && s.backoff_max >= s.backoff_first;
}

// What a status other than zero means to the caller. Only what says "not now" is worth
// another try; the rest stays as it is (SMPP 3.4 clause 5.1.3).
Error error_of(std::uint32_t status) {
  const auto detail = fmt::format("command_status {:#04x}", status);
  switch (status) {
    case smpp::status::kThrottled:
    case smpp::status::kQueueFull:
    case smpp::status::kSystemError:
    case smpp::status::kSubmitFailed:
    case smpp::status::kNotBound:
    case smpp::status::kTemporaryAppError:
    case smpp::status::kUnknownError: return {Fault::unavailable, "sms.busy", detail};
    default: return {Fault::bad_input, "sms.refused", detail};
  }
}

Result<std::string> id_of(const Result<smpp::Pdu>& answer) {
  if (!answer) return pass_on(answer.error());
  if (answer->status != smpp::status::kOk) return pass_on(error_of(answer->status));
  const auto* resp = std::get_if<smpp::SubmitSmResp>(&answer->body);
  if (resp == nullptr) return pass_on(error_of(smpp::status::kInvalidCommand));
  return resp->message_id;
}

// One answer for all parts. A refusal outweighs the rest, because repeating cannot help;
// then doubt, because repeating may double.
Result<std::string> one_answer(const std::vector<Result<std::string>>& parts) {
  const auto first_with = [&](Fault fault) -> const Error* {
    for (const auto& part : parts)
      if (!part && part.error().fault == fault) return &part.error();
    return nullptr;
  };
  for (const Fault fault : {Fault::bad_input, Fault::unknown, Fault::unavailable})
    if (const Error* error = first_with(fault)) return pass_on(*error);
  return parts.front();
}

}  // namespace

Result<std::unique_ptr<SmppGateway>> SmppGateway::start(SmppSettings settings,
                                                        Random& random, SmppEvents events) {
  if (!is_sound(settings)) return fail(Fault::bad_input, "sms.settings");
  auto link = smpp::Link::start(settings, smpp::Inbox{std::move(events)});
  if (!link) return pass_on(link.error());
  const auto reference = static_cast<std::uint8_t>(random.below(256));
  return std::unique_ptr<SmppGateway>{
      new SmppGateway{std::move(settings), reference, std::move(*link)}};
}

SmppGateway::SmppGateway(SmppSettings settings, std::uint8_t first_reference,
                         std::unique_ptr<smpp::Link> link)
    : settings_{std::move(settings)}, reference_{first_reference}, link_{std::move(link)} {}

SmppGateway::~SmppGateway() = default;

bool SmppGateway::is_bound() const { return link_->is_bound(); }

smpp::Message SmppGateway::message_to(const Msisdn& to) const {
  smpp::Message message;
  message.from = settings_.source;
  message.to = {1, 1, std::string{to.digits()}};
  return message;
}

Result<std::string> SmppGateway::send(const Sms& sms) {
  auto parts = cut_into_parts(sms.text, reference_++);
  if (!parts) return pass_on(parts.error());
  std::vector<std::future<Result<smpp::Pdu>>> answers;
  for (SmsPart& part : *parts) {
    auto message = message_to(sms.to);
    message.esm_class = smpp::kStoreAndForward;
    if (part.has_header) message.esm_class |= smpp::kUserDataHeader;
    message.registered_delivery = 1;
    message.data_coding = part.data_coding;
    message.short_message = std::move(part.octets);
    answers.push_back(link_->submit(std::move(message)));
  }
  std::vector<Result<std::string>> ids;
  for (auto& answer : answers) ids.push_back(id_of(answer.get()));
  return one_answer(ids);
}

Result<bool> SmppGateway::probe(const Msisdn& to) {
  auto message = message_to(to);
  message.esm_class = smpp::kTransactionMode;
  message.protocol_id = kSilentMessage;
  message.short_message = {' '};
  const auto answer = link_->submit(std::move(message)).get();
  if (answer && answer->status == smpp::status::kInvalidDestination) return false;
  if (const auto id = id_of(answer); !id) return pass_on(id.error());
  return true;
}

}  // namespace signoff
