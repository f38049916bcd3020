// SPDX-License-Identifier: Apache-2.0
// What Signoff calls of cairo, pango and GObject, under their own names: linked in their
// place.
#include "late/drawing.h"

#include "base/ensure.h"
#include "late/library.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

namespace signoff::late {
namespace {

// The one that needs the others, whose functions are found through it.
Library& drawing() {
  static Library loaded{"libpangocairo-1.0.so.0"};
  return loaded;
}

template <class Function>
Function* found(const char* name) {
  Function* function = nullptr;
  drawing().find(function, name);
  ensure(function != nullptr, name);
  return function;
}

}  // namespace

const std::string& trouble_with_drawing() { return drawing().trouble(); }

}  // namespace signoff::late

#define LATE(Answer, name, parameters, arguments)                          \
  Answer(name) parameters {                                                \
    static auto* const late = signoff::late::found<decltype(name)>(#name); \
    return late arguments;                                                 \
  }

extern "C" {

LATE(void, cairo_arc,
     (cairo_t * cr, double xc, double yc, double radius, double angle1, double angle2),
     (cr, xc, yc, radius, angle1, angle2))
LATE(void, cairo_close_path, (cairo_t * cr), (cr))
LATE(cairo_t*, cairo_create, (cairo_surface_t * target), (target))
LATE(void, cairo_curve_to,
     (cairo_t * cr, double x1, double y1, double x2, double y2, double x3, double y3),
     (cr, x1, y1, x2, y2, x3, y3))
LATE(void, cairo_destroy, (cairo_t * cr), (cr))
LATE(void, cairo_fill, (cairo_t * cr), (cr))
LATE(cairo_font_options_t*, cairo_font_options_create, (), ())
LATE(void, cairo_font_options_destroy, (cairo_font_options_t * options), (options))
LATE(void, cairo_font_options_set_hint_metrics,
     (cairo_font_options_t * options, cairo_hint_metrics_t hint_metrics),
     (options, hint_metrics))
LATE(void, cairo_font_options_set_hint_style,
     (cairo_font_options_t * options, cairo_hint_style_t hint_style), (options, hint_style))
LATE(cairo_surface_t*, cairo_image_surface_create,
     (cairo_format_t format, int width, int height), (format, width, height))
LATE(cairo_surface_t*, cairo_image_surface_create_from_png_stream,
     (cairo_read_func_t read_func, void* closure), (read_func, closure))
LATE(int, cairo_image_surface_get_height, (cairo_surface_t * surface), (surface))
LATE(int, cairo_image_surface_get_width, (cairo_surface_t * surface), (surface))
LATE(void, cairo_line_to, (cairo_t * cr, double x, double y), (cr, x, y))
LATE(void, cairo_move_to, (cairo_t * cr, double x, double y), (cr, x, y))
LATE(void, cairo_new_sub_path, (cairo_t * cr), (cr))
LATE(void, cairo_paint, (cairo_t * cr), (cr))
LATE(cairo_surface_t*, cairo_pdf_surface_create_for_stream,
     (cairo_write_func_t write_func, void* closure, double width_in_points,
      double height_in_points),
     (write_func, closure, width_in_points, height_in_points))
LATE(void, cairo_pdf_surface_restrict_to_version,
     (cairo_surface_t * surface, cairo_pdf_version_t version), (surface, version))
LATE(void, cairo_pdf_surface_set_metadata,
     (cairo_surface_t * surface, cairo_pdf_metadata_t metadata, const char* utf8),
     (surface, metadata, utf8))
LATE(void, cairo_rectangle, (cairo_t * cr, double x, double y, double width, double height),
     (cr, x, y, width, height))
LATE(void, cairo_restore, (cairo_t * cr), (cr))
LATE(void, cairo_save, (cairo_t * cr), (cr))
LATE(void, cairo_scale, (cairo_t * cr, double sx, double sy), (cr, sx, sy))
LATE(void, cairo_set_dash,
     (cairo_t * cr, const double* dashes, int num_dashes, double offset),
     (cr, dashes, num_dashes, offset))
LATE(void, cairo_set_line_cap, (cairo_t * cr, cairo_line_cap_t line_cap), (cr, line_cap))
LATE(void, cairo_set_line_width, (cairo_t * cr, double width), (cr, width))
LATE(void, cairo_set_source_rgb, (cairo_t * cr, double red, double green, double blue),
     (cr, red, green, blue))
LATE(void, cairo_set_source_surface,
     (cairo_t * cr, cairo_surface_t* surface, double x, double y), (cr, surface, x, y))
LATE(void, cairo_show_page, (cairo_t * cr), (cr))
LATE(const char*, cairo_status_to_string, (cairo_status_t status), (status))
LATE(void, cairo_stroke, (cairo_t * cr), (cr))
LATE(void, cairo_surface_destroy, (cairo_surface_t * surface), (surface))
LATE(void, cairo_surface_finish, (cairo_surface_t * surface), (surface))
LATE(cairo_status_t, cairo_surface_status, (cairo_surface_t * surface), (surface))
LATE(cairo_status_t, cairo_surface_write_to_png_stream,
     (cairo_surface_t * surface, cairo_write_func_t write_func, void* closure),
     (surface, write_func, closure))
LATE(void, cairo_translate, (cairo_t * cr, double tx, double ty), (cr, tx, ty))
LATE(void, g_object_unref, (gpointer object), (object))
LATE(void, pango_cairo_context_set_font_options,
     (PangoContext * context, const cairo_font_options_t* options), (context, options))
LATE(PangoFontMap*, pango_cairo_font_map_new, (), ())
LATE(void, pango_cairo_font_map_set_resolution, (PangoCairoFontMap * fontmap, double dpi),
     (fontmap, dpi))
LATE(void, pango_cairo_show_layout, (cairo_t * cr, PangoLayout* layout), (cr, layout))
LATE(void, pango_cairo_update_context, (cairo_t * cr, PangoContext* context), (cr, context))
LATE(PangoFont*, pango_context_load_font,
     (PangoContext * context, const PangoFontDescription* desc), (context, desc))
LATE(void, pango_context_set_language, (PangoContext * context, PangoLanguage* language),
     (context, language))
LATE(void, pango_context_set_round_glyph_positions,
     (PangoContext * context, gboolean round_positions), (context, round_positions))
LATE(PangoFontDescription*, pango_font_describe, (PangoFont * font), (font))
LATE(void, pango_font_description_free, (PangoFontDescription * desc), (desc))
LATE(PangoFontDescription*, pango_font_description_from_string, (const char* str), (str))
LATE(const char*, pango_font_description_get_family, (const PangoFontDescription* desc),
     (desc))
LATE(void, pango_font_description_set_size, (PangoFontDescription * desc, gint size),
     (desc, size))
LATE(PangoContext*, pango_font_map_create_context, (PangoFontMap * fontmap), (fontmap))
LATE(PangoLanguage*, pango_language_from_string, (const char* language), (language))
LATE(void, pango_layout_get_size, (PangoLayout * layout, int* width, int* height),
     (layout, width, height))
LATE(PangoLayout*, pango_layout_new, (PangoContext * context), (context))
LATE(void, pango_layout_set_alignment, (PangoLayout * layout, PangoAlignment alignment),
     (layout, alignment))
LATE(void, pango_layout_set_font_description,
     (PangoLayout * layout, const PangoFontDescription* desc), (layout, desc))
LATE(void, pango_layout_set_line_spacing, (PangoLayout * layout, float factor),
     (layout, factor))
LATE(void, pango_layout_set_text, (PangoLayout * layout, const char* text, int length),
     (layout, text, length))
LATE(void, pango_layout_set_width, (PangoLayout * layout, int width), (layout, width))
LATE(void, pango_layout_set_wrap, (PangoLayout * layout, PangoWrapMode wrap),
     (layout, wrap))

}  // extern "C"
