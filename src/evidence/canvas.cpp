// SPDX-License-Identifier: Apache-2.0
#include "evidence/canvas.h"

#include "late/drawing.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <algorithm>
#include <numbers>

namespace signoff {
namespace {

// TrueType: with a CFF typeface cairo embeds far more of it.
constexpr const char* kTypeface = "WenQuanYi Micro Hei";

cairo_status_t append(void* to, const unsigned char* data, unsigned length) {
  auto& bytes = *static_cast<Bytes*>(to);
  bytes.insert(bytes.end(), data, data + length);
  return CAIRO_STATUS_SUCCESS;
}

// One for the process: pango's own default is one per thread and is never given back.
PangoFontMap* font_map() {
  static PangoFontMap* const map = [] {
    auto* made = pango_cairo_font_map_new();
    // PANGO_CAIRO_FONT_MAP would ask GObject whether it is one.
    pango_cairo_font_map_set_resolution(reinterpret_cast<PangoCairoFontMap*>(made), 72);
    return made;
  }();
  return map;
}

bool has_typeface(PangoContext* context) {
  PangoFontDescription* wanted = pango_font_description_from_string(kTypeface);
  PangoFont* font = pango_context_load_font(context, wanted);
  pango_font_description_free(wanted);
  if (!font) return false;
  PangoFontDescription* got = pango_font_describe(font);
  const bool is_same =
      std::string_view{pango_font_description_get_family(got)}.starts_with(kTypeface);
  pango_font_description_free(got);
  g_object_unref(font);
  return is_same;
}

void use(cairo_t* cairo, Colour colour) {
  cairo_set_source_rgb(cairo, colour.red / 255.0, colour.green / 255.0,
                       colour.blue / 255.0);
}

}  // namespace

std::mutex& drawing_mutex() {
  static std::mutex drawing;
  return drawing;
}

Result<std::unique_ptr<Canvas>> Canvas::create(const About& about, Language language) {
  if (const auto& trouble = late::trouble_with_drawing(); !trouble.empty())
    return fail(Fault::unavailable, "paper.library", trouble);
  std::unique_ptr<Canvas> canvas{new Canvas};
  canvas->surface_ =
      cairo_pdf_surface_create_for_stream(append, &canvas->pdf_, kWidth, kHeight);
  auto* surface = canvas->surface_;
  cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, about.title.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, about.author.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Signoff");
  const auto made_at = to_string(std::chrono::floor<std::chrono::seconds>(about.made_at));
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, made_at.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, made_at.c_str());
  canvas->cairo_ = cairo_create(surface);
  PangoContext* context = pango_font_map_create_context(font_map());
  pango_context_set_language(
      context, pango_language_from_string(language == Language::zh ? "zh-cn" : "en"));
  // Where letters stand must not depend on a screen's dots: this is paper.
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context, options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(context, FALSE);
  pango_cairo_update_context(canvas->cairo_, context);
  const bool is_ready = has_typeface(context);
  canvas->layout_ = pango_layout_new(context);
  g_object_unref(context);
  if (!is_ready)
    return fail(Fault::unavailable, "paper.font", "install fonts-wqy-microhei");
  return canvas;
}

Canvas::~Canvas() {
  if (layout_) g_object_unref(layout_);
  if (cairo_) cairo_destroy(cairo_);
  if (surface_) cairo_surface_destroy(surface_);
}

double Canvas::lay_out(double width, std::string_view words, TextStyle style) {
  PangoFontDescription* font = pango_font_description_from_string(kTypeface);
  pango_font_description_set_size(font, static_cast<int>(style.size * PANGO_SCALE));
  pango_layout_set_font_description(layout_, font);
  pango_font_description_free(font);
  pango_layout_set_width(layout_, width < 0 ? -1 : static_cast<int>(width * PANGO_SCALE));
  pango_layout_set_wrap(layout_, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_line_spacing(layout_, 1.2F);
  pango_layout_set_alignment(layout_, style.align == Align::right    ? PANGO_ALIGN_RIGHT
                                      : style.align == Align::centre ? PANGO_ALIGN_CENTER
                                                                     : PANGO_ALIGN_LEFT);
  pango_layout_set_text(layout_, words.data(), static_cast<int>(words.size()));
  int height = 0;
  pango_layout_get_size(layout_, nullptr, &height);
  return static_cast<double>(height) / PANGO_SCALE;
}

double Canvas::text(double x, double y, double width, std::string_view words,
                    TextStyle style) {
  const double height = lay_out(width, words, style);
  use(cairo_, style.colour);
  cairo_move_to(cairo_, x, y);
  pango_cairo_show_layout(cairo_, layout_);
  return height;
}

double Canvas::width_of(std::string_view words, double size) {
  lay_out(-1, words, {.size = size});
  int width = 0;
  pango_layout_get_size(layout_, &width, nullptr);
  return static_cast<double>(width) / PANGO_SCALE;
}

void Canvas::fill(Box box, Colour colour, double radius) {
  constexpr double kQuarter = std::numbers::pi / 2;
  const double right = box.x + box.width;
  const double bottom = box.y + box.height;
  cairo_new_sub_path(cairo_);
  cairo_arc(cairo_, right - radius, box.y + radius, radius, -kQuarter, 0);
  cairo_arc(cairo_, right - radius, bottom - radius, radius, 0, kQuarter);
  cairo_arc(cairo_, box.x + radius, bottom - radius, radius, kQuarter, 2 * kQuarter);
  cairo_arc(cairo_, box.x + radius, box.y + radius, radius, 2 * kQuarter, 3 * kQuarter);
  cairo_close_path(cairo_);
  use(cairo_, colour);
  cairo_fill(cairo_);
}

void Canvas::line(double x1, double y1, double x2, double y2, Colour colour,
                  double thickness, bool is_dashed) {
  const double dash[] = {3, 3};
  use(cairo_, colour);
  cairo_set_line_width(cairo_, thickness);
  cairo_set_dash(cairo_, dash, is_dashed ? 2 : 0, 0);
  cairo_move_to(cairo_, x1, y1);
  cairo_line_to(cairo_, x2, y2);
  cairo_stroke(cairo_);
  cairo_set_dash(cairo_, dash, 0, 0);
}

void Canvas::ring(double x, double y, double radius, Colour colour, double thickness) {
  disc(x, y, radius, kPaper);
  use(cairo_, colour);
  cairo_set_line_width(cairo_, thickness);
  cairo_arc(cairo_, x, y, radius, 0, 2 * std::numbers::pi);
  cairo_stroke(cairo_);
}

void Canvas::disc(double x, double y, double radius, Colour colour) {
  use(cairo_, colour);
  cairo_new_sub_path(cairo_);
  cairo_arc(cairo_, x, y, radius, 0, 2 * std::numbers::pi);
  cairo_fill(cairo_);
}

void Canvas::half_disc(double x, double y, double radius, Colour colour) {
  ring(x, y, radius, colour, 1.2);
  use(cairo_, colour);
  cairo_new_sub_path(cairo_);
  cairo_arc(cairo_, x, y, radius, std::numbers::pi / 2, std::numbers::pi * 3 / 2);
  cairo_fill(cairo_);
}

void Canvas::tick(double x, double y, double size, Colour colour) {
  use(cairo_, colour);
  cairo_set_line_width(cairo_, size / 5);
  cairo_move_to(cairo_, x, y + size * 0.55);
  cairo_line_to(cairo_, x + size * 0.35, y + size * 0.9);
  cairo_line_to(cairo_, x + size, y + size * 0.15);
  cairo_stroke(cairo_);
}

void Canvas::cross(double x, double y, double size, Colour colour) {
  line(x, y, x + size, y + size, colour, size / 5);
  line(x, y + size, x + size, y, colour, size / 5);
}

void Canvas::pen_stroke(double x, double y, double width, Colour colour) {
  use(cairo_, colour);
  cairo_set_line_width(cairo_, 1.4);
  cairo_set_line_cap(cairo_, CAIRO_LINE_CAP_ROUND);
  cairo_move_to(cairo_, x, y);
  cairo_curve_to(cairo_, x + width * 0.35, y + 2.2, x + width * 0.7, y + 0.6, x + width,
                 y - 2.4);
  cairo_stroke(cairo_);
  cairo_set_line_cap(cairo_, CAIRO_LINE_CAP_BUTT);
}

void Canvas::matrix(double x, double y, double module, ByteView cells, std::size_t side) {
  for (std::size_t row = 0; row < side; ++row) {
    const auto line = cells.subspan(row * side, side);
    for (std::size_t from = 0; from < side; ++from) {
      if (line[from] == 0) continue;
      std::size_t to = from;
      while (to < side && line[to] != 0) ++to;
      cairo_rectangle(cairo_, x + static_cast<double>(from) * module,
                      y + static_cast<double>(row) * module,
                      static_cast<double>(to - from) * module, module);
      from = to;
    }
  }
  use(cairo_, {0, 0, 0});
  cairo_fill(cairo_);
}

namespace {

// Width and height as the first chunk names them (PNG, RFC 2083 section 4.1.1); they are
// looked at before anything is unpacked.
bool has_sane_size(ByteView image) {
  constexpr std::string_view kStart{"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16};
  if (image.size() < 33 || as_text(image.first(16)) != kStart) return false;
  const auto number = [&](std::size_t at) {
    return (std::uint32_t{image[at]} << 24U) | (std::uint32_t{image[at + 1]} << 16U) |
           (std::uint32_t{image[at + 2]} << 8U) | std::uint32_t{image[at + 3]};
  };
  const auto width = number(16);
  const auto height = number(20);
  return width > 0 && height > 0 && width <= 4096 && height <= 2048;
}

cairo_status_t feed(void* from, unsigned char* data, unsigned length) {
  auto& left = *static_cast<ByteView*>(from);
  if (left.size() < length) return CAIRO_STATUS_READ_ERROR;
  std::ranges::copy(left.first(length), data);
  left = left.subspan(length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Result<void> Canvas::png(Box box, ByteView image) {
  if (!has_sane_size(image)) return fail(Fault::bad_input, "form.signature");
  auto* picture = cairo_image_surface_create_from_png_stream(feed, &image);
  const bool is_whole = cairo_surface_status(picture) == CAIRO_STATUS_SUCCESS;
  if (is_whole) {
    const double width = cairo_image_surface_get_width(picture);
    const double height = cairo_image_surface_get_height(picture);
    const double scale = std::min(box.width / width, box.height / height);
    cairo_save(cairo_);
    cairo_translate(cairo_, box.x + (box.width - width * scale) / 2,
                    box.y + (box.height - height * scale) / 2);
    cairo_scale(cairo_, scale, scale);
    cairo_set_source_surface(cairo_, picture, 0, 0);
    cairo_paint(cairo_);
    cairo_restore(cairo_);
  }
  cairo_surface_destroy(picture);
  if (!is_whole) return fail(Fault::bad_input, "form.signature");
  return {};
}

Result<Bytes> Canvas::finish() {
  cairo_show_page(cairo_);
  cairo_surface_finish(surface_);
  if (cairo_surface_status(surface_) != CAIRO_STATUS_SUCCESS)
    return fail(Fault::unavailable, "paper.drawing",
                cairo_status_to_string(cairo_surface_status(surface_)));
  return std::move(pdf_);
}

}  // namespace signoff
