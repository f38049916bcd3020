// SPDX-License-Identifier: Apache-2.0
#include "connectors/idcheck/frame.h"
#include "idcheck/confine.h"
#include "idcheck/examiner.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <opencv2/core.hpp>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

// Reads pictures from its standard input and judges them, one after another, until the
// input ends. It takes no arguments: what it is told of people is in nobody's process list.
namespace signoff {
namespace {

constexpr unsigned kSecondsMax = 10;  // Of the processor; a picture takes half of one.

// False at the end of the input; what was begun and breaks off is the end too.
bool read_all(std::uint8_t* to, std::size_t size) {
  while (size > 0) {
    const auto got = ::read(STDIN_FILENO, to, size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    to += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

bool write_all(ByteView bytes) {
  while (!bytes.empty()) {
    const auto put = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
  return true;
}

// One request; false when there is no sense in going on.
bool serve_one(Examiner& examiner) {
  Bytes head(kFrameHead);
  if (!read_all(head.data(), head.size())) return false;
  allow_seconds(kSecondsMax);
  const auto sizes = parse_frame_head(head);
  if (!sizes) return false;
  Bytes body(sizes->text + sizes->picture);
  if (!read_all(body.data(), body.size())) return false;
  const auto whole = ByteView{body};
  const auto image =
      parse_request(as_text(whole.first(sizes->text)), whole.subspan(sizes->text));
  if (!image) return false;
  const bool is_written = write_all(write_answer(examiner.examine(*image)));
  allow_seconds(0);
  return is_written;
}

int refuse(const Error& why) {
  fmt::print(stderr, "signoff-idcheck: {}\n", why.code);
  return EXIT_FAILURE;
}

int run() {
  if (const auto done = bound_this_process(); !done) return refuse(done.error());
  cv::setNumThreads(1);
  const auto reader = TextReader::create();
  if (!reader) return refuse(reader.error());
  const Watermark watermark;
  Examiner examiner{**reader, watermark};
  // The libraries' remarks on pictures are nobody's log.
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere < 0 || ::dup2(nowhere, STDERR_FILENO) < 0) return EXIT_FAILURE;
  ::close(nowhere);
  if (const auto done = confine_this_process(); !done) return refuse(done.error());
  while (serve_one(examiner)) {
  }
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace signoff

int main() { return signoff::run(); }
