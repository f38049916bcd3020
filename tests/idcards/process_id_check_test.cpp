// SPDX-License-Identifier: Apache-2.0
#include "connectors/idcheck/process_id_check.h"

#include "connectors/idcheck/frame.h"
#include "id_check_contract.h"
#include "idcards/card_drawing.h"
#include "idcards/card_photo.h"
#include "idcards/samples.h"
#include "idcheck/decode.h"

#include <fcntl.h>
#include <png.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include <csignal>
#include <fstream>
#include <numeric>
#include <thread>

namespace signoff {
namespace {

using namespace idcards;
using namespace std::chrono_literals;

constexpr Date kToday{std::chrono::year{2026}, std::chrono::November, std::chrono::day{22}};

IdCheckSettings settings_of(const std::filesystem::path& program,
                            std::chrono::milliseconds patience = 60s) {
  IdCheckSettings settings;
  settings.program = program;
  settings.patience = patience;
  return settings;
}

Bytes photo_of(const cv::Mat& card, Draws& draws) {
  return encode_jpeg(photograph(card, Flaw::none, draws), 90);
}

// The program itself, and drawn cards.
class RealWorld final : public IdCheckWorld {
 public:
  IdImageCheck& check() override { return check_; }
  Bytes front(const std::string& number, const std::string& name) override {
    auto person = draw_person(draws_, kToday);
    person.number = number;
    person.name = name;
    return photo_of(draw_front(person, draws_), draws_);
  }
  Bytes back(Date expires) override {
    auto person = draw_person(draws_, kToday);
    person.is_long_term = false;
    person.expires = expires;
    person.issued =
        Date{expires.year() - std::chrono::years{10}, expires.month(), expires.day()};
    return photo_of(draw_back(person, draws_), draws_);
  }

 private:
  Draws draws_{11};
  ProcessIdCheck check_{settings_of(SIGNOFF_IDCHECK)};
};

INSTANTIATE_TYPED_TEST_SUITE_P(Process, IdCheckContract, RealWorld);

IdImage any_picture(Bytes content) {
  IdImage image;
  image.kind = IdImageKind::other;
  image.content = std::move(content);
  image.today = kToday;
  image.watermark = "仅用于注销138****0000 2026-11-22";
  return image;
}

Bytes grey_jpeg() {
  return encode_jpeg(cv::Mat(600, 800, CV_8UC3, cv::Scalar::all(128)), 80);
}

std::string code_of(IdImageCheck& check, Bytes content) {
  const auto found = check.check(any_picture(std::move(content)));
  return found ? "none" : found.error().code;
}

// A PNG made by hand: `rows` rows of `cols` black points, deflated.
Bytes flat_png(unsigned cols, unsigned rows, std::size_t data_size) {
  Bytes file{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  const auto put32 = [](Bytes& to, std::size_t value) {
    for (const unsigned shift : {24U, 16U, 8U, 0U})
      to.push_back(static_cast<std::uint8_t>(value >> shift));
  };
  const auto chunk = [&](std::string_view name, const Bytes& body) {
    put32(file, body.size());
    Bytes all{name.begin(), name.end()};
    all.insert(all.end(), body.begin(), body.end());
    file.insert(file.end(), all.begin(), all.end());
    put32(file, crc32(0, all.data(), static_cast<unsigned>(all.size())));
  };
  Bytes head;
  put32(head, cols);
  put32(head, rows);
  head.insert(head.end(), {8, 2, 0, 0, 0});
  chunk("IHDR", head);
  const Bytes raw(data_size, 0);
  uLongf size = compressBound(raw.size());
  Bytes packed(size);
  compress2(packed.data(), &size, raw.data(), raw.size(), 9);
  packed.resize(size);
  chunk("IDAT", packed);
  chunk("IEND", {});
  return file;
}

TEST(IdCheckProcess, a_place_in_the_metadata_is_gone_afterwards) {
  ProcessIdCheck check{settings_of(SIGNOFF_IDCHECK)};
  const auto picture = with_place(grey_jpeg());
  ASSERT_NE(as_text(picture).find("Exif"), std::string_view::npos);
  const auto found = check.check(any_picture(picture));
  ASSERT_TRUE(found) << found.error().code;
  EXPECT_EQ(as_text(found->picture).find("Exif"), std::string_view::npos);
  EXPECT_TRUE(inspect_picture(found->picture));
}

TEST(IdCheckProcess, the_watermark_is_everywhere_and_the_number_still_legible) {
  Draws draws{5};
  auto person = draw_person(draws, kToday);
  auto image = any_picture(photo_of(draw_front(person, draws), draws));
  image.kind = IdImageKind::id_front;
  image.id_kind = "resident_id";
  image.id_number = person.number;
  image.name = person.name;
  ProcessIdCheck check{settings_of(SIGNOFF_IDCHECK)};
  const auto marked = check.check(image);
  ASSERT_TRUE(marked && marked->defects.empty());
  image.watermark.clear();
  const auto plain = check.check(image);
  ASSERT_TRUE(plain);
  const auto a = decode_picture(marked->picture, *inspect_picture(marked->picture)).value();
  const auto b = decode_picture(plain->picture, *inspect_picture(plain->picture)).value();
  cv::Mat off;
  cv::absdiff(a, b, off);
  constexpr int kParts = 4;
  for (int i = 0; i < kParts * kParts; ++i) {
    const cv::Rect part{a.cols / kParts * (i % kParts), a.rows / kParts * (i / kParts),
                        a.cols / kParts, a.rows / kParts};
    cv::Mat marks;
    cv::inRange(off(part), cv::Scalar{0, 0, 10}, cv::Scalar::all(255), marks);
    EXPECT_GT(cv::countNonZero(marks), part.area() / 100) << "part " << i;
  }
  image.content = marked->picture;
  const auto again = check.check(image);
  ASSERT_TRUE(again);
  const auto number = std::ranges::find(again->fields, "id_number", &IdImageField::name);
  ASSERT_NE(number, again->fields.end());
  EXPECT_EQ(number->matches, true);
}

TEST(IdCheckProcess, a_signature_stays_a_png_and_may_be_narrow) {
  auto image = any_picture(flat_png(600, 120, (600 * 3 + 1) * 120));
  image.kind = IdImageKind::signature;
  ProcessIdCheck check{settings_of(SIGNOFF_IDCHECK)};
  const auto found = check.check(image);
  ASSERT_TRUE(found) << found.error().code;
  const auto file = inspect_picture(found->picture, 40);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->format, PictureFormat::png);
  EXPECT_EQ(file->width, 600);
}

TEST(IdCheckProcess, large_pictures_are_kept_small_and_upright) {
  auto turned = encode_jpeg(cv::Mat(2400, 3200, CV_8UC3, cv::Scalar::all(90)), 80);
  // Orientation 6: to be turned clockwise.
  static constexpr unsigned char kTurn[] = {
      0xFF, 0xE1, 0, 34,   'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8,
      0,    1,    1, 0x12, 0,   3,   0,   0,   0, 1, 0,   6,   0, 0,  0, 0, 0, 0};
  turned.insert(turned.begin() + 2, std::begin(kTurn), std::end(kTurn));
  ProcessIdCheck check{settings_of(SIGNOFF_IDCHECK)};
  const auto found = check.check(any_picture(turned));
  ASSERT_TRUE(found) << found.error().code;
  const auto file = inspect_picture(found->picture);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->height, 2000);
  EXPECT_EQ(file->width, 1500);
}

TEST(IdCheckProcess, bombs_are_refused) {
  ProcessIdCheck check{settings_of(SIGNOFF_IDCHECK)};
  EXPECT_EQ(code_of(check, flat_png(60'000, 60'000, 1000)), "document.image_large");
  EXPECT_EQ(code_of(check, flat_png(0x7FFFFFFF, 0x7FFFFFFF, 1000)), "document.image_large");
  // Fits into 25 million points, but no photograph packs so well.
  EXPECT_EQ(code_of(check, flat_png(5000, 4900, 5000 * 4900 * 3 + 4900)),
            "document.image_large");
  // Far more data than the picture has points: what is past them is never unpacked.
  EXPECT_EQ(code_of(check, flat_png(600, 600, 200 << 20)), "document.image_damaged");
  EXPECT_EQ(code_of(check, flat_png(600, 600, 600 * 601 * 1)), "document.image_damaged");
  EXPECT_EQ(code_of(check, flat_png(600, 600, 600 * 3 * 600 + 600)), "none");
}

TEST(IdCheckProcess, a_half_picture_is_refused) {
  ProcessIdCheck check{settings_of(SIGNOFF_IDCHECK)};
  Draws draws{9};
  auto whole = encode_jpeg(
      photograph(draw_back(draw_person(draws, kToday), draws), Flaw::none, draws), 80);
  // The frame is closed again, the points in between are missing.
  whole.resize(whole.size() / 2);
  whole.insert(whole.end(), {0xFF, 0xD9});
  EXPECT_EQ(code_of(check, whole), "document.image_damaged");
}

std::string status_of(int pid) {
  std::ifstream status{"/proc/" + std::to_string(pid) + "/status"};
  return {std::istreambuf_iterator<char>{status}, {}};
}

TEST(IdCheckProcess, the_process_is_confined) {
  ProcessIdCheck check{settings_of(SIGNOFF_IDCHECK)};
  ASSERT_TRUE(check.check(any_picture(grey_jpeg())));
  ASSERT_EQ(check.pids().size(), 1U);
  // The one that stands ready confines itself once its models are read.
  const auto until = std::chrono::steady_clock::now() + 60s;
  std::string text;
  do {
    text = status_of(check.pids().front());
  } while (text.find("Seccomp:\t2") == std::string::npos &&
           std::chrono::steady_clock::now() < until);
  EXPECT_NE(text.find("Seccomp:\t2"), std::string::npos) << text;
  EXPECT_NE(text.find("NoNewPrivs:\t1"), std::string::npos);
  EXPECT_NE(text.find("Threads:\t1"), std::string::npos);
}

TEST(IdCheckProcess, each_sees_one_picture) {
  ProcessIdCheck check{settings_of(SIGNOFF_IDCHECK)};
  ASSERT_TRUE(check.check(any_picture(grey_jpeg())));
  const auto first = check.pids().front();
  ASSERT_TRUE(check.check(any_picture(grey_jpeg())));
  EXPECT_EQ(check.pids().size(), 1U);
  EXPECT_NE(check.pids().front(), first);
  EXPECT_EQ(::kill(first, 0), -1) << "what saw a picture is gone";
}

// A program that a picture has made its own answers in the right form, but with a page.
TEST(IdCheckProcess, what_is_no_bare_picture_is_not_kept_whoever_sends_it) {
  const auto folder = std::filesystem::temp_directory_path() /
                      ("signoff-idcheck-" + std::to_string(::getpid()));
  std::filesystem::create_directory(folder);
  const auto image = any_picture(grey_jpeg());
  const auto answers = [&](const Bytes& picture) {
    IdImageFinding finding;
    finding.picture = picture;
    const auto bytes = write_answer(finding);
    std::ofstream{folder / "answer", std::ios::binary} << as_text(bytes);
    std::ofstream{folder / "program"} << "#!/bin/sh\nhead -c "
                                      << write_request(image).size() << " >/dev/null\ncat '"
                                      << (folder / "answer").string() << "'\n";
    std::filesystem::permissions(folder / "program", std::filesystem::perms::owner_all);
    ProcessIdCheck check{settings_of(folder / "program")};
    return check.check(image);
  };
  const std::string_view page{"<html><script>"};
  const auto html = answers({page.begin(), page.end()});
  EXPECT_EQ(html ? "none" : html.error().code, "id_check.ended");
  const auto wrong_form = answers(flat_png(600, 600, 600 * 3 * 600 + 600));
  EXPECT_EQ(wrong_form ? "none" : wrong_form.error().code, "id_check.ended");
  const auto placed = answers(with_place(grey_jpeg()));
  ASSERT_TRUE(placed) << placed.error().code;
  EXPECT_EQ(as_text(placed->picture).find("Exif"), std::string_view::npos);
  std::filesystem::remove_all(folder);
}

TEST(IdCheckProcess, one_that_was_killed_or_hangs_is_replaced) {
  ProcessIdCheck check{settings_of(SIGNOFF_IDCHECK, 5s)};
  ASSERT_TRUE(check.check(any_picture(grey_jpeg())));
  const auto first = check.pids().front();
  ::kill(first, SIGKILL);
  ASSERT_TRUE(check.check(any_picture(grey_jpeg()))) << "a fresh one has to take over";
  const auto second = check.pids().front();
  EXPECT_NE(first, second);
  ::kill(second, SIGSTOP);
  EXPECT_EQ(code_of(check, grey_jpeg()), "id_check.slow");
  EXPECT_NE(check.pids().front(), second);
  EXPECT_TRUE(check.check(any_picture(grey_jpeg())));
}

TEST(IdCheckProcess, programs_that_end_or_talk_nonsense_are_no_help) {
  ProcessIdCheck none{settings_of("/nonexistent/signoff-idcheck")};
  EXPECT_EQ(code_of(none, grey_jpeg()), "id_check.program");
  ProcessIdCheck ends{settings_of("/bin/true")};
  EXPECT_EQ(code_of(ends, grey_jpeg()), "id_check.ended");
  ProcessIdCheck echo{settings_of("/bin/cat")};
  EXPECT_EQ(code_of(echo, grey_jpeg()), "id_check.ended");
  ProcessIdCheck flood{settings_of("/usr/bin/yes")};
  EXPECT_EQ(code_of(flood, grey_jpeg()), "id_check.ended");
  ProcessIdCheck silent{settings_of("/usr/bin/tail", 200ms)};
  EXPECT_EQ(code_of(silent, grey_jpeg()), "id_check.slow");
}

TEST(IdCheckProcess, who_comes_when_too_many_wait_is_told_at_once) {
  auto settings = settings_of(SIGNOFF_IDCHECK);
  settings.processes_max = 1;
  settings.waiting_max = 0;
  ProcessIdCheck check{settings};
  ASSERT_TRUE(check.check(any_picture(grey_jpeg())));
  ::kill(check.pids().front(), SIGSTOP);
  const auto pid = check.pids().front();
  std::thread first{[&] { EXPECT_TRUE(check.check(any_picture(grey_jpeg()))); }};
  while (!check.pids().empty()) std::this_thread::yield();
  EXPECT_EQ(code_of(check, grey_jpeg()), "id_check.busy");
  ::kill(pid, SIGCONT);
  first.join();
}

// What the program makes of bytes that no server of ours sends: it ends, quietly.
TEST(IdCheckProcess, garbage_on_the_pipe_ends_it) {
  const auto says = [](ByteView words) {
    int ends[2];
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, ends[1], 0);
    posix_spawn_file_actions_adddup2(&files, ends[1], 1);
    std::string name{SIGNOFF_IDCHECK}, threads{"OMP_THREAD_LIMIT=1"};
    char* arguments[] = {name.data(), nullptr};
    char* around[] = {threads.data(), nullptr};
    pid_t pid = -1;
    EXPECT_EQ(::posix_spawn(&pid, name.c_str(), &files, nullptr, arguments, around), 0);
    posix_spawn_file_actions_destroy(&files);
    ::close(ends[1]);
    EXPECT_GE(::send(ends[0], words.data(), words.size(), MSG_NOSIGNAL), 0);
    ::shutdown(ends[0], SHUT_WR);
    char answer[16];
    EXPECT_LE(::recv(ends[0], answer, sizeof answer, 0), 0);
    ::close(ends[0]);
    int status = -1;
    ::waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  };
  EXPECT_EQ(says({}), 0);
  EXPECT_EQ(says(as_bytes("GET / HTTP/1.1\r\n\r\n")), 0);
  EXPECT_EQ(says(as_bytes("SID1\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF")), 0);
  EXPECT_EQ(says(frame("{\"kind\":7}", {})), 0);
  EXPECT_EQ(says(frame("no json", as_bytes("no picture"))), 0);
}

}  // namespace
}  // namespace signoff
