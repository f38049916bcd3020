// SPDX-License-Identifier: Apache-2.0
#include "evidence/paper.h"

#include "evidence/canvas.h"
#include "evidence/paper_text.h"

#include <qrencode.h>
#include <cmath>
#include <mutex>

namespace signoff {
namespace {

constexpr double kGap = 24;  // Between the two columns.
constexpr double kColumn = (Canvas::kContent - kGap) / 2;
constexpr double kPaperRow = 16.5;
constexpr double kCheckTop = 582;
constexpr double kCheckHeight = 214;
constexpr double kCodeMax = 204;  // With its quiet zone.

constexpr std::size_t kProbesShown = 9;  // All of them are in the code.
constexpr double kQuiet = 4;             // Light modules around a code (ISO/IEC 18004).

struct Code {
  Bytes cells;
  std::size_t side = 0;
};

Result<Code> encode(std::string_view text) {
  // Level L: the paper is fresh, the signature says whether it was read right, and larger
  // modules help a camera more than redundancy does.
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code{
      QRcode_encodeData(static_cast<int>(text.size()),
                        reinterpret_cast<const unsigned char*>(text.data()), 0,
                        QR_ECLEVEL_L),
      QRcode_free};
  if (!code) return fail(Fault::bad_input, "paper.qr_size");
  Code out;
  out.side = static_cast<std::size_t>(code->width);
  out.cells.assign(code->data, code->data + out.side * out.side);
  for (auto& cell : out.cells) cell &= 1;
  return out;
}

// A module is a whole number of dots at 200 dpi, the resolution of an office scanner.
double module_size(const Code& code) {
  constexpr double kDot = 72.0 / 200;
  const double modules = static_cast<double>(code.side) + 2 * kQuiet;
  return std::max(2.0, std::floor(kCodeMax / modules / kDot)) * kDot;
}

Colour status_colour(VoucherKind kind) {
  switch (kind) {
    case VoucherKind::receipt: return kBrand;
    case VoucherKind::pre_cancellation: return kWarn;
    case VoucherKind::final: return kGood;
  }
  return kInk;
}

// Fills the page from top to bottom.
class Page {
 public:
  Page(Canvas& canvas, const PaperText& text) : canvas_{canvas}, text_{text} {}

  void draw(const Code& code) {
    head();
    statement();
    line_of_life();
    columns();
    check(code);
    foot();
  }

 private:
  // `size`, or less where the words would need a second line.
  double fitting(std::string_view words, double size, double width) {
    return size * std::min(1.0, (width - 4) / canvas_.width_of(words, size));
  }
  void head();
  void statement();
  void status_shape(double x, double y);
  void line_of_life();
  void stop(const PaperStop& stop, double x, bool is_last);
  void columns();
  double rows(double x, double y, double width, std::string_view title,
              const std::vector<PaperRow>& rows);
  void probes(double x, double y, double width);
  void check(const Code& code);
  void foot();

  Canvas& canvas_;
  const PaperText& text_;
  double y_ = 0;
};

void Page::head() {
  constexpr double kSize = 21;
  canvas_.text(Canvas::kMargin, 36, 200, "Signoff", {kSize, kBrand});
  // Under the last f, as a signature ends.
  const double start = canvas_.width_of("Signof", kSize);
  const double width = canvas_.width_of("f", kSize);
  canvas_.pen_stroke(Canvas::kMargin + start - 2, 60.5, width + 8, kBrand);
  canvas_.text(
      Canvas::kMargin + 150, 37, Canvas::kContent - 150, text_.operator_name,
      {fitting(text_.operator_name, 11, Canvas::kContent - 150), kInk, Align::right});
  canvas_.text(Canvas::kMargin + 150, 53, Canvas::kContent - 150, text_.number_label,
               {9.5, kQuietInk, Align::right});
  canvas_.line(Canvas::kMargin, 78, Canvas::kRight, 78, kLine, 0.8);
}

void Page::status_shape(double x, double y) {
  const auto colour = status_colour(text_.kind);
  if (text_.kind == VoucherKind::receipt) canvas_.ring(x, y, 4.4, colour, 1.2);
  if (text_.kind == VoucherKind::pre_cancellation) canvas_.half_disc(x, y, 4.4, colour);
  if (text_.kind == VoucherKind::final) canvas_.disc(x, y, 5, colour);
}

void Page::statement() {
  y_ = 96;
  const double title =
      canvas_.text(Canvas::kMargin, y_, Canvas::kContent, text_.title, {15, kQuietInk});
  const double words = canvas_.width_of(text_.status, 11);
  const double pill = words + 34;
  canvas_.fill({Canvas::kRight - pill, y_ - 1, pill, 23}, kGround, 8);
  status_shape(Canvas::kRight - pill + 13, y_ + 10.5);
  canvas_.text(Canvas::kRight - words - 11, y_ + 2.5, words + 2, text_.status,
               {11, status_colour(text_.kind)});
  y_ += title + 4;
  y_ += canvas_.text(Canvas::kMargin - 2, y_, Canvas::kContent, text_.masked_number,
                     {fitting(text_.masked_number, 44, Canvas::kContent), kInk});
  y_ +=
      canvas_.text(Canvas::kMargin, y_ + 2, Canvas::kContent, text_.proves, {13, kInk}) + 4;
  if (!text_.void_note.empty())
    y_ += canvas_.text(Canvas::kMargin, y_ + 3, Canvas::kContent, text_.void_note,
                       {11.5, kWarn}) +
          3;
}

void Page::stop(const PaperStop& stop, double x, bool is_last) {
  constexpr double kLabel = 150;
  const bool is_first = x <= Canvas::kMargin + 10;
  const Align align = is_first ? Align::left : is_last ? Align::right : Align::centre;
  const double left = is_first  ? Canvas::kMargin
                      : is_last ? Canvas::kRight - kLabel
                                : x - kLabel / 2;
  const auto colour = stop.is_reached ? kInk : kQuietInk;
  canvas_.text(left, y_ + 14, kLabel, stop.label, {10.5, colour, align});
  canvas_.text(left, y_ + 29, kLabel, stop.day.empty() ? "–" : stop.day,
               {9.5, kQuietInk, align});
  canvas_.text(left, y_ + 43, kLabel, stop.time, {9.5, kQuietInk, align});
}

// From asked on the left to gone on the right; solid as far as it has come.
void Page::line_of_life() {
  y_ += 42;
  constexpr double kInset = 6;
  const double step = (Canvas::kContent - 2 * kInset) / 3;
  for (std::size_t i = 0; i + 1 < text_.stops.size(); ++i) {
    const double x = Canvas::kMargin + kInset + step * static_cast<double>(i);
    const bool is_done = text_.stops[i + 1].is_reached;
    canvas_.line(x, y_, x + step, y_, is_done ? kBrand : kQuietInk, is_done ? 2.4 : 1.2,
                 !is_done);
  }
  for (std::size_t i = 0; i < text_.stops.size(); ++i) {
    const auto& at = text_.stops[i];
    const double x = Canvas::kMargin + kInset + step * static_cast<double>(i);
    const bool is_last = i + 1 == text_.stops.size();
    if (i == 2) {
      // The point of no return is a gate across the line, not one more stop on it.
      canvas_.line(x, y_ - 14, x, y_ + 10, at.is_reached ? kBrand : kQuietInk, 2.4);
      canvas_.text(x - 75, y_ - 30, 150, text_.no_return, {9, kQuietInk, Align::centre});
    } else if (at.is_reached) {
      canvas_.disc(x, y_, is_last ? 6.5 : 5, kBrand);
    } else {
      canvas_.ring(x, y_, is_last ? 6 : 4.4, kQuietInk, 1.2);
    }
    stop(at, x, is_last);
  }
  y_ += 74;
}

double Page::rows(double x, double y, double width, std::string_view title,
                  const std::vector<PaperRow>& rows) {
  y += canvas_.text(x, y, width, title, {10.5, kBrand}) + 3;
  for (const auto& row : rows) {
    canvas_.line(x, y, x + width, y, kLine, 0.6);
    canvas_.text(x, y + 2, width, row.label, {9.5, kQuietInk});
    const double height = canvas_.text(x + width * 0.4, y + 2, width * 0.6, row.value,
                                       {9.5, kInk, Align::right});
    y += std::max(kPaperRow, height + 4);
  }
  return y;
}

void Page::probes(double x, double y, double width) {
  canvas_.text(x, y, width, text_.probes_title, {10.5, kBrand});
  y += 17;
  for (const auto& probe :
       std::span{text_.probes}.first(std::min(kProbesShown, text_.probes.size()))) {
    canvas_.line(x, y, x + width, y, kLine, 0.6);
    if (probe.dead)
      canvas_.tick(x + 1, y + 5, 7, kGood);
    else
      canvas_.cross(x + 1, y + 5, 7, kDanger);
    canvas_.text(x + 14, y + 2, width * 0.42, probe.what, {9.5, kQuietInk});
    canvas_.text(x + width * 0.45, y + 2, width * 0.32, probe.answer, {9.5, kInk});
    canvas_.text(x + width * 0.75, y + 2, width * 0.25, probe.count,
                 {9.5, kQuietInk, Align::right});
    y += kPaperRow;
  }
}

void Page::columns() {
  const double right = Canvas::kMargin + kColumn + kGap;
  if (text_.money.empty()) {
    rows(Canvas::kMargin, y_, Canvas::kContent, text_.facts_title, text_.facts);
    return;
  }
  const double y = rows(Canvas::kMargin, y_, kColumn, text_.money_title, text_.money);
  rows(right, y_, kColumn, text_.facts_title, text_.facts);
  if (!text_.probes.empty()) probes(Canvas::kMargin, y + 12, kColumn);
}

void Page::check(const Code& code) {
  const double module = module_size(code);
  const double quiet = kQuiet * module;
  const double side = static_cast<double>(code.side) * module + 2 * quiet;
  canvas_.fill({Canvas::kMargin, kCheckTop, Canvas::kContent, kCheckHeight}, kGround, 8);
  const double code_x = Canvas::kRight - side - 5;
  const double code_y = kCheckTop + (kCheckHeight - side) / 2;
  canvas_.fill({code_x, code_y, side, side}, kPaper, 4);
  canvas_.matrix(code_x + quiet, code_y + quiet, module, code.cells, code.side);
  const double width = code_x - Canvas::kMargin - 32;
  double y = kCheckTop + 14;
  y += canvas_.text(Canvas::kMargin + 16, y, width, text_.check_title, {12, kBrand}) + 9;
  for (std::size_t i = 0; i < text_.checks.size(); ++i) {
    canvas_.text(Canvas::kMargin + 16, y, 14, std::to_string(i + 1), {10, kBrand});
    y += canvas_.text(Canvas::kMargin + 30, y, width - 14, text_.checks[i], {10, kInk}) + 8;
  }
}

void Page::foot() {
  canvas_.text(Canvas::kMargin, 805, Canvas::kContent, text_.footer, {7, kQuietInk});
}

}  // namespace

Result<Bytes> draw_paper(const Voucher& voucher, std::string_view jws,
                         std::string_view kid) {
  const auto text = paper_text(voucher, kid);
  if (!text) return pass_on(text.error());
  const auto code = encode(jws);
  if (!code) return pass_on(code.error());
  const std::lock_guard guard{drawing_mutex()};
  const Canvas::About about{text->title + " " + voucher.number, voucher.operator_name,
                            voucher.issued_at};
  auto canvas = Canvas::create(about, text->language);
  if (!canvas) return pass_on(canvas.error());
  Page{**canvas, *text}.draw(*code);
  return (*canvas)->finish();
}

}  // namespace signoff
