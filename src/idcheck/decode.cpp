// SPDX-License-Identifier: Apache-2.0
#include "idcheck/decode.h"

#include <jpeglib.h>
#include <png.h>

#include <opencv2/imgproc.hpp>

#include <csetjmp>
#include <cstdlib>
#include <cstring>

namespace signoff {
namespace {

constexpr unsigned kSideMax = 3000;

std::unexpected<Error> damaged() {
  return fail(Fault::bad_input, "document.image_damaged");
}

// libjpeg leaves by longjmp, so nothing between has a destructor that matters.
struct JpegTrouble {
  jpeg_error_mgr base;
  std::jmp_buf back;
};

[[noreturn]] void leave_jpeg(j_common_ptr info) {
  std::longjmp(reinterpret_cast<JpegTrouble*>(info->err)->back, 1);
}
void say_nothing(j_common_ptr) {}
// A warning means that data is missing or wrong; a grey half is no photograph.
void leave_at_warning(j_common_ptr info, int level) {
  if (level < 0) leave_jpeg(info);
}

unsigned eighths_for(unsigned longer) {
  unsigned eighths = 8;
  while (eighths > 1 && longer * (eighths / 2) / 8 >= kSideMax * 2 / 3) eighths /= 2;
  return eighths;
}

bool read_jpeg(ByteView file, cv::Mat& picture) {
  jpeg_decompress_struct info{};
  JpegTrouble trouble{};
  info.err = jpeg_std_error(&trouble.base);
  trouble.base.error_exit = leave_jpeg;
  trouble.base.output_message = say_nothing;
  trouble.base.emit_message = leave_at_warning;
  if (setjmp(trouble.back) != 0) {
    jpeg_destroy_decompress(&info);
    return false;
  }
  jpeg_create_decompress(&info);
  jpeg_mem_src(&info, file.data(), file.size());
  jpeg_read_header(&info, TRUE);
  const auto longer = std::max(info.image_width, info.image_height);
  info.scale_num = longer > kSideMax ? eighths_for(longer) : 8;
  info.scale_denom = 8;
  info.out_color_space = JCS_EXT_BGR;
  if (info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK)
    leave_jpeg(reinterpret_cast<j_common_ptr>(&info));
  jpeg_start_decompress(&info);
  picture.create(static_cast<int>(info.output_height), static_cast<int>(info.output_width),
                 CV_8UC3);
  while (info.output_scanline < info.output_height) {
    JSAMPROW row = picture.ptr(static_cast<int>(info.output_scanline));
    jpeg_read_scanlines(&info, &row, 1);
  }
  jpeg_finish_decompress(&info);
  jpeg_destroy_decompress(&info);
  return true;
}

bool read_png(ByteView file, cv::Mat& picture) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&image, file.data(), file.size()) == 0) return false;
  image.format = PNG_FORMAT_BGR;
  picture.create(static_cast<int>(image.height), static_cast<int>(image.width), CV_8UC3);
  const png_color paper{0xFF, 0xFF, 0xFF};  // Behind what is transparent.
  const auto done = png_image_finish_read(&image, &paper, picture.data,
                                          static_cast<png_int_32>(picture.step), nullptr);
  const bool is_whole = done != 0 && image.warning_or_error == 0;
  png_image_free(&image);
  return is_whole;
}

cv::Mat upright(const cv::Mat& picture, int orientation) {
  cv::Mat turned = picture;
  const bool is_mirrored =
      orientation == 2 || orientation == 4 || orientation == 5 || orientation == 7;
  if (orientation == 3 || orientation == 4) cv::rotate(picture, turned, cv::ROTATE_180);
  if (orientation == 5 || orientation == 6)
    cv::rotate(picture, turned, cv::ROTATE_90_CLOCKWISE);
  if (orientation == 7 || orientation == 8)
    cv::rotate(picture, turned, cv::ROTATE_90_COUNTERCLOCKWISE);
  if (!is_mirrored) return turned;
  cv::Mat mirrored;
  cv::flip(turned, mirrored, 1);
  return mirrored;
}

}  // namespace

Result<cv::Mat> decode_picture(ByteView file, const PictureFile& what) {
  // Without its metadata the decoders see less of what a stranger wrote.
  const auto bare = bare_picture(file, 1);
  if (!bare) return pass_on(bare.error());
  cv::Mat picture;
  const bool is_read = what.format == PictureFormat::jpeg ? read_jpeg(*bare, picture)
                                                          : read_png(*bare, picture);
  if (!is_read) return damaged();
  const auto longer = std::max(picture.cols, picture.rows);
  if (longer > static_cast<int>(kSideMax)) {
    cv::Mat smaller;
    const auto factor = static_cast<double>(kSideMax) / longer;
    cv::resize(picture, smaller, {}, factor, factor, cv::INTER_AREA);
    picture = smaller;
  }
  return upright(picture, what.orientation);
}

Bytes encode_jpeg(const cv::Mat& picture, int quality) {
  jpeg_compress_struct info{};
  jpeg_error_mgr trouble{};
  info.err = jpeg_std_error(&trouble);
  jpeg_create_compress(&info);
  unsigned char* memory = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&info, &memory, &size);
  info.image_width = static_cast<JDIMENSION>(picture.cols);
  info.image_height = static_cast<JDIMENSION>(picture.rows);
  info.input_components = 3;
  info.in_color_space = JCS_EXT_BGR;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, quality, TRUE);
  jpeg_start_compress(&info, TRUE);
  while (info.next_scanline < info.image_height) {
    auto* row = const_cast<JSAMPROW>(picture.ptr(static_cast<int>(info.next_scanline)));
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  Bytes bytes{memory, memory + size};
  jpeg_destroy_compress(&info);
  std::free(memory);
  return bytes;
}

Bytes encode_png(const cv::Mat& picture) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(picture.cols);
  image.height = static_cast<png_uint_32>(picture.rows);
  image.format = PNG_FORMAT_BGR;
  Bytes bytes(PNG_IMAGE_PNG_SIZE_MAX(image));
  png_alloc_size_t size = bytes.size();
  const auto done =
      png_image_write_to_memory(&image, bytes.data(), &size, 0, picture.data,
                                static_cast<png_int_32>(picture.step), nullptr);
  bytes.resize(done != 0 ? size : 0);
  return bytes;
}

}  // namespace signoff
