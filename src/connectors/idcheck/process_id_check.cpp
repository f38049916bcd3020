// SPDX-License-Identifier: Apache-2.0
#include "connectors/idcheck/process_id_check.h"

#include "connectors/idcheck/picture_file.h"

namespace signoff {
namespace {

// A process that a picture has broken may answer with anything; what is kept is nothing but
// a picture all the same.
bool strip(const IdImage& image, IdImageFinding& finding) {
  const auto wanted =
      image.kind == IdImageKind::signature ? PictureFormat::png : PictureFormat::jpeg;
  const auto file = inspect_picture(finding.picture, 1);
  if (!file || file->format != wanted) return false;
  finding.picture = bare_picture(finding.picture, 1).value();
  return true;
}

}  // namespace

ProcessIdCheck::ProcessIdCheck(IdCheckSettings settings) : settings_{std::move(settings)} {}

Result<std::unique_ptr<CheckProcess>> ProcessIdCheck::borrow(CheckProcess::Deadline until) {
  std::unique_lock lock{mutex_};
  if (busy_ >= settings_.processes_max) {
    if (waiting_ >= settings_.waiting_max) return fail(Fault::unavailable, "id_check.busy");
    ++waiting_;
    const bool is_free =
        freed_.wait_until(lock, until, [&] { return busy_ < settings_.processes_max; });
    --waiting_;
    if (!is_free) return fail(Fault::unavailable, "id_check.busy");
  }
  ++busy_;
  if (idle_.empty()) return nullptr;
  auto process = std::move(idle_.back());
  idle_.pop_back();
  return process;
}

void ProcessIdCheck::give_back(std::unique_ptr<CheckProcess> process) {
  const std::lock_guard lock{mutex_};
  --busy_;
  if (process) idle_.push_back(std::move(process));
  freed_.notify_one();
}

Result<IdImageFinding> ProcessIdCheck::check_with(std::unique_ptr<CheckProcess>& process,
                                                  const IdImage& image,
                                                  CheckProcess::Deadline until) {
  // One that stood ready may have ended meanwhile: then a fresh one gets the picture. A
  // picture that a fresh process does not survive is given to no other.
  for (const bool is_rested : {process != nullptr, false}) {
    if (!process) {
      auto started = CheckProcess::start(settings_.program);
      if (!started) return pass_on(started.error());
      process = *std::move(started);
    }
    auto finding = process->check(image, until);
    if (finding && !strip(image, *finding))
      finding = fail(Fault::unavailable, "id_check.ended");
    if (finding || finding.error().fault == Fault::bad_input) return finding;
    process.reset();
    if (!is_rested || finding.error().code == "id_check.slow") return finding;
  }
  return fail(Fault::unavailable, "id_check.ended");
}

Result<IdImageFinding> ProcessIdCheck::check(const IdImage& image) {
  // What is no picture, or more than one, need not be decoded to be refused.
  if (const auto file = inspect_picture(image.content, side_min_of(image.kind)); !file)
    return pass_on(file.error());
  const auto until = std::chrono::steady_clock::now() + settings_.patience;
  auto process = borrow(until);
  if (!process) return pass_on(process.error());
  auto finding = check_with(*process, image, until);
  // Each sees one picture: what this one may have made of it ends here, and the next stands
  // ready with its models read.
  process->reset();
  if (auto next = CheckProcess::start(settings_.program)) *process = *std::move(next);
  give_back(std::move(*process));
  return finding;
}

Result<Bytes> ProcessIdCheck::bare(const IdImage& image) {
  return bare_picture(image.content, side_min_of(image.kind));
}

std::vector<int> ProcessIdCheck::pids() const {
  const std::lock_guard lock{mutex_};
  std::vector<int> list;
  for (const auto& process : idle_) list.push_back(process->pid());
  return list;
}

}  // namespace signoff
