// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/language.h"

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

typedef struct _cairo cairo_t;
typedef struct _cairo_surface cairo_surface_t;
typedef struct _PangoLayout PangoLayout;

namespace signoff {

struct Colour {
  std::uint8_t red, green, blue;
};

// The tokens that web, console and paper share.
inline constexpr Colour kInk{0x16, 0x20, 0x2a};
inline constexpr Colour kQuietInk{0x5b, 0x68, 0x75};
inline constexpr Colour kPaper{0xff, 0xff, 0xff};
inline constexpr Colour kGround{0xf5, 0xf7, 0xf9};
inline constexpr Colour kLine{0xdc, 0xe2, 0xe8};
inline constexpr Colour kBrand{0x0b, 0x5c, 0x6b};
inline constexpr Colour kBrandSoft{0xe3, 0xf1, 0xf3};
inline constexpr Colour kDanger{0xb3, 0x26, 0x1e};
inline constexpr Colour kWarn{0x8a, 0x5a, 0x00};
inline constexpr Colour kGood{0x1b, 0x6b, 0x3a};

enum class Align { left, centre, right };

struct TextStyle {
  double size = 10;  // Points.
  Colour colour = kInk;
  Align align = Align::left;
};

struct Box {
  double x, y, width, height;
};

// One font map serves the process, and pango's maps are not made for two threads: whoever
// draws holds this.
std::mutex& drawing_mutex();

// One A4 page of a PDF to draw on, in points from the top left corner. Not thread-safe:
// paper.cpp draws one page at a time.
class Canvas {
 public:
  static constexpr double kWidth = 595.28;
  static constexpr double kHeight = 841.89;

  // What is drawn keeps to these.
  static constexpr double kMargin = 48;
  static constexpr double kRight = kWidth - kMargin;
  static constexpr double kContent = kRight - kMargin;

  struct About {
    std::string title;
    std::string author;
    Instant made_at;  // Both dates of the file, so that the same voucher prints the same.
  };
  // Fault::unavailable "paper.library" when cairo and pango are not installed, "paper.font"
  // when the Chinese typeface is not.
  static Result<std::unique_ptr<Canvas>> create(const About& about, Language language);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  // Draws wrapped text with its top at y and returns its height.
  double text(double x, double y, double width, std::string_view words, TextStyle style);
  // Width of `words` on one line.
  double width_of(std::string_view words, double size);
  void fill(Box box, Colour colour, double radius = 0);
  void line(double x1, double y1, double x2, double y2, Colour colour, double thickness,
            bool is_dashed = false);
  void ring(double x, double y, double radius, Colour colour, double thickness);
  void disc(double x, double y, double radius, Colour colour);
  // The right half of a disc, in a ring: half way.
  void half_disc(double x, double y, double radius, Colour colour);
  void tick(double x, double y, double size, Colour colour);
  void cross(double x, double y, double size, Colour colour);
  // A swing of the pen from (x, y) to the right: the stroke under the mark.
  void pen_stroke(double x, double y, double width, Colour colour);
  // A square matrix of dark modules (1) and light ones (0), row by row.
  void matrix(double x, double y, double module, ByteView cells, std::size_t side);

  // A PNG of at most 4096 by 2048 dots, as large as fits into the box, keeping its form.
  // Fault::bad_input "form.signature" for anything else.
  Result<void> png(Box box, ByteView image);

  // Ends the page; the canvas is of no use after that.
  Result<Bytes> finish();

 private:
  Canvas() = default;
  double lay_out(double width, std::string_view words, TextStyle style);

  Bytes pdf_;
  cairo_surface_t* surface_ = nullptr;
  cairo_t* cairo_ = nullptr;
  PangoLayout* layout_ = nullptr;
};

}  // namespace signoff
