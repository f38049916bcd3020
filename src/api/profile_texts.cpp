// SPDX-License-Identifier: Apache-2.0
#include "api/profile_texts.h"

namespace signoff {
namespace {

const Bilingual kInUse{"The eSIM is on the device and in use.",
                       "eSIM 在设备中，正在使用。"};
const Bilingual kKeep{
    "The eSIM is still on the device, without service. Keep it there while you may still "
    "take the request back: a deleted eSIM cannot be used again.",
    "eSIM 仍在您的设备中，已停止服务。可撤回期内请先保留：eSIM 删除后无法恢复。"};
const Bilingual kHarmless{
    "The eSIM is still on the device. It is harmless: it does nothing any more and costs "
    "nothing. To delete it, open the device's settings, choose the mobile network and this "
    "eSIM, delete it, and stay online for a minute.",
    "eSIM 仍在您的设备中，已无法使用，也不会产生费用。如需删除：打开设备“设置”，进入“移动"
    "网络”，选择该 eSIM 并删除，随后请保持联网一分钟。"};
const Bilingual kDeleted{"The eSIM is deleted; the chip in the device has signed that.",
                         "eSIM 已删除，设备芯片已签名证实。"};
const Bilingual kLeft{
    "The eSIM stays on a device that cannot be reached any more. It is harmless: it does "
    "nothing any more and costs nothing.",
    "eSIM 留在已无法联系的设备中，已无法使用，也不会产生费用。"};

}  // namespace

const Bilingual& profile_text(const Line& line) {
  const bool is_gone = line.terminated_at || line.state == LineState::ported_out ||
                       line.state == LineState::closed;
  switch (line.card) {
    case CardState::in_use:
    case CardState::enabled: return kInUse;
    case CardState::deleted_local:
    case CardState::delete_notified:
    case CardState::retired: return kDeleted;
    case CardState::delete_waived: return kLeft;
    default: return is_gone ? kHarmless : kKeep;
  }
}

}  // namespace signoff
