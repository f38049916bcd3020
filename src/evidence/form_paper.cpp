// SPDX-License-Identifier: Apache-2.0
#include "evidence/form_paper.h"

#include "evidence/canvas.h"

#include <fmt/format.h>
#include <algorithm>

namespace signoff {
namespace {

constexpr double kFormRow = 18;
constexpr double kSignTop = 664;
constexpr double kSignWidth = 250;
constexpr double kSignHeight = 76;
// Above the place to sign; what does not fit is said to be on the screen.
constexpr double kRowsEnd = kSignTop - 26;

class FormPage {
 public:
  FormPage(Canvas& canvas, const RequestForm& form) : canvas_{canvas}, form_{form} {}

  Result<void> draw() {
    head();
    rows(pick("What was chosen", "办理选择"), form_.choices);
    rows(pick("What it costs", "费用"), form_.quote);
    rows(pick("Dates", "时间"), form_.dates);
    if (is_cut_)
      canvas_.text(Canvas::kMargin, y_, Canvas::kContent,
                   pick("The rest is on the screen, under the case number.",
                        "其余内容请凭编号在屏幕上查看。"),
                   {9.5, kWarn});
    return sign();
  }

 private:
  std::string pick(std::string_view en, std::string_view zh) const {
    return std::string{form_.language == Language::zh ? zh : en};
  }
  double fitting(std::string_view words, double size, double width) {
    return size * std::min(1.0, (width - 4) / canvas_.width_of(words, size));
  }

  void head() {
    constexpr double kSize = 21;
    canvas_.text(Canvas::kMargin, 36, 200, "Signoff", {kSize, kBrand});
    const double start = canvas_.width_of("Signof", kSize);
    canvas_.pen_stroke(Canvas::kMargin + start - 2, 60.5, canvas_.width_of("f", kSize) + 8,
                       kBrand);
    canvas_.text(
        Canvas::kMargin + 150, 37, Canvas::kContent - 150, form_.operator_name,
        {fitting(form_.operator_name, 11, Canvas::kContent - 150), kInk, Align::right});
    canvas_.text(Canvas::kMargin + 150, 53, Canvas::kContent - 150,
                 pick("Case ", "编号 ") + form_.case_number,
                 {9.5, kQuietInk, Align::right});
    canvas_.line(Canvas::kMargin, 78, Canvas::kRight, 78, kLine, 0.8);
    y_ = 96;
    y_ += canvas_.text(Canvas::kMargin, y_, Canvas::kContent,
                       pick("Request to end a line", "号码注销申请单"), {15, kQuietInk}) +
          4;
    y_ += canvas_.text(Canvas::kMargin - 2, y_, Canvas::kContent, form_.masked_number,
                       {fitting(form_.masked_number, 36, Canvas::kContent), kInk});
    y_ += canvas_.text(Canvas::kMargin, y_ + 2, Canvas::kContent, form_.state, {11, kInk}) +
          18;
  }

  void rows(std::string_view title, const std::vector<FormRow>& all) {
    if (all.empty() || y_ + 2 * kFormRow > kRowsEnd) {
      is_cut_ = is_cut_ || !all.empty();
      return;
    }
    y_ += canvas_.text(Canvas::kMargin, y_, Canvas::kContent, title, {11, kBrand}) + 3;
    for (const auto& row : all) {
      if (y_ + kFormRow > kRowsEnd) {
        is_cut_ = true;
        return;
      }
      canvas_.line(Canvas::kMargin, y_, Canvas::kRight, y_, kLine, 0.6);
      const double left = canvas_.text(Canvas::kMargin, y_ + 3, Canvas::kContent * 0.52,
                                       row.label, {10, kQuietInk});
      const double right =
          canvas_.text(Canvas::kMargin + Canvas::kContent * 0.54, y_ + 3,
                       Canvas::kContent * 0.46, row.value, {10, kInk, Align::right});
      y_ += std::max(kFormRow, std::max(left, right) + 6);
    }
    y_ += 12;
  }

  Result<void> sign() {
    canvas_.text(Canvas::kMargin, kSignTop - 18, Canvas::kContent,
                 pick("I have read this and ask for the line to be ended.",
                      "本人已阅读以上内容，申请注销该号码。"),
                 {11, kInk});
    canvas_.fill({Canvas::kMargin, kSignTop, kSignWidth, kSignHeight}, kGround, 6);
    if (!form_.signature.empty())
      if (auto drawn = canvas_.png(
              {Canvas::kMargin + 8, kSignTop + 6, kSignWidth - 16, kSignHeight - 12},
              form_.signature);
          !drawn)
        return drawn;
    canvas_.text(Canvas::kMargin, kSignTop + kSignHeight + 5, kSignWidth,
                 pick("Signature", "签名"), {9.5, kQuietInk});
    const double day = Canvas::kMargin + kSignWidth + 30;
    canvas_.line(day, kSignTop + kSignHeight, Canvas::kRight, kSignTop + kSignHeight,
                 kQuietInk, 0.8);
    if (!form_.signed_on.empty())
      canvas_.text(day, kSignTop + kSignHeight - 18, Canvas::kRight - day, form_.signed_on,
                   {10.5, kInk});
    canvas_.text(day, kSignTop + kSignHeight + 5, Canvas::kRight - day, pick("Day", "日期"),
                 {9.5, kQuietInk});
    canvas_.text(
        Canvas::kMargin, 790, Canvas::kContent,
        form_.language == Language::zh
            ? fmt::format("非本人办理？请拨打{}按8并报编号。我们不会索取验证码。",
                          form_.hotline)
            : fmt::format("Not you? Call {}, press 8, and name the case. We never ask for "
                          "a code.",
                          form_.hotline),
        {9, kQuietInk});
    return {};
  }

  Canvas& canvas_;
  const RequestForm& form_;
  double y_ = 0;
  bool is_cut_ = false;
};

}  // namespace

Result<Bytes> draw_form(const RequestForm& form) {
  const std::lock_guard guard{drawing_mutex()};
  const Canvas::About about{form.case_number, form.operator_name, form.made_at};
  auto canvas = Canvas::create(about, form.language);
  if (!canvas) return pass_on(canvas.error());
  if (auto drawn = FormPage{**canvas, form}.draw(); !drawn) return pass_on(drawn.error());
  return (*canvas)->finish();
}

}  // namespace signoff
