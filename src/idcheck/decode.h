// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "connectors/idcheck/picture_file.h"

#include <opencv2/core.hpp>

namespace signoff {

// The points of a picture, upright as its EXIF says, 8 bits each of blue, green and red.
// Large JPEGs are decoded at a fraction of their size: never more than about 3000 points
// along a side. Fault::bad_input "document.image_damaged" for anything the decoder is not
// entirely content with.
Result<cv::Mat> decode_picture(ByteView file, const PictureFile& what);

// A JPEG without any metadata.
Bytes encode_jpeg(const cv::Mat& picture, int quality);
// A PNG, likewise.
Bytes encode_png(const cv::Mat& picture);

}  // namespace signoff
