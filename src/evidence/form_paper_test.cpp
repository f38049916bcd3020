// SPDX-License-Identifier: Apache-2.0
#include "evidence/form_paper.h"

#include "evidence/outside_tool.h"
#include "evidence/sample_vouchers.h"

#include <cairo.h>
#include <gtest/gtest.h>

namespace signoff {
namespace {

RequestForm form_in(Language language) {
  const bool zh = language == Language::zh;
  RequestForm form;
  form.language = language;
  form.operator_name = zh ? "星联" : "Xinglian";
  form.case_number = "2611-0042317-8";
  form.masked_number = "138****8000";
  form.state = zh ? "请核对费用并提交。" : "Check the quote and submit it.";
  form.choices = {{zh ? "停用时间" : "Service stops", zh ? "尽快" : "As soon as possible"}};
  form.quote = {{zh ? "应付合计" : "To pay", "CN¥0.00"}};
  form.dates = {{zh ? "建立申请" : "Opened", "2026-11-21"}};
  form.hotline = "1000000";
  form.made_at = sample_instant("2026-11-20T07:00:00Z");
  return form;
}

Bytes png(int width, int height) {
  auto* surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
  Bytes out;
  const auto append = [](void* to, const unsigned char* data, unsigned length) {
    auto& bytes = *static_cast<Bytes*>(to);
    bytes.insert(bytes.end(), data, data + length);
    return CAIRO_STATUS_SUCCESS;
  };
  cairo_surface_write_to_png_stream(surface, append, &out);
  cairo_surface_destroy(surface);
  return out;
}

class FormPaperTest : public testing::Test {
 protected:
  std::string text_of(const RequestForm& form) {
    const auto pdf = draw_form(form);
    EXPECT_TRUE(pdf) << pdf.error().code;
    if (!pdf) return {};
    const auto file = directory_.write("form.pdf", std::string{as_text(*pdf)});
    return run_tool(directory_, {"pdftotext", "-layout", file, "-"}).output;
  }
  TestDirectory directory_;
};

TEST_F(FormPaperTest, says_what_is_asked_for_in_either_language) {
  const auto zh = text_of(form_in(Language::zh));
  for (const auto* words : {"号码注销申请单", "2611-0042317-8", "138****8000", "尽快",
                            "应付合计", "签名", "1000000"})
    EXPECT_NE(zh.find(words), std::string::npos) << words << "\n" << zh;
  const auto en = text_of(form_in(Language::en));
  for (const auto* words : {"Request to end a line", "As soon as possible", "Signature"})
    EXPECT_NE(en.find(words), std::string::npos) << words << "\n" << en;
}

TEST_F(FormPaperTest, the_same_form_makes_the_same_octets) {
  auto form = form_in(Language::zh);
  form.signature = png(300, 120);
  EXPECT_EQ(draw_form(form).value(), draw_form(form).value());
}

TEST_F(FormPaperTest, more_rows_than_a_page_holds_are_said_to_be_elsewhere) {
  auto form = form_in(Language::en);
  for (int i = 0; i < 60; ++i) form.quote.push_back({"Row", std::to_string(i)});
  const auto text = text_of(form);
  EXPECT_NE(text.find("The rest is on the screen"), std::string::npos) << text;
  EXPECT_NE(text.find("Signature"), std::string::npos);
}

TEST_F(FormPaperTest, an_image_that_is_no_signature_is_refused_before_it_is_unpacked) {
  auto form = form_in(Language::zh);
  const auto code = [&](Bytes image) {
    form.signature = std::move(image);
    const auto pdf = draw_form(form);
    return pdf ? std::string{} : pdf.error().code;
  };
  EXPECT_EQ(code(png(300, 120)), "");
  EXPECT_EQ(code(Bytes{1, 2, 3}), "form.signature");
  auto cut = png(300, 120);
  cut.resize(cut.size() / 2);
  EXPECT_EQ(code(cut), "form.signature");
  auto bomb = png(300, 120);
  bomb[16] = 0x7f;  // Two thousand million dots wide, by its own word.
  EXPECT_EQ(code(bomb), "form.signature");
}

}  // namespace
}  // namespace signoff
