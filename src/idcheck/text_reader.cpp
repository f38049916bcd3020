// SPDX-License-Identifier: Apache-2.0
#include "idcheck/text_reader.h"

#include <tesseract/baseapi.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cstdlib>

namespace signoff {
namespace {

constexpr int kAssumedDpi = 300;

const char* allowed(TextReader::Letters letters) {
  switch (letters) {
    case TextReader::Letters::digits: return "0123456789X";
    case TextReader::Letters::dates: return "0123456789.-";
    case TextReader::Letters::zone: return "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<";
    case TextReader::Letters::numbers: return "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    case TextReader::Letters::chinese: break;
  }
  return "";
}

tesseract::PageSegMode mode_of(TextReader::Layout layout) {
  switch (layout) {
    case TextReader::Layout::line: return tesseract::PSM_SINGLE_LINE;
    case TextReader::Layout::block: return tesseract::PSM_SINGLE_BLOCK;
    case TextReader::Layout::scattered: break;
  }
  return tesseract::PSM_SPARSE_TEXT;
}

}  // namespace

TextReader::TextReader()
    : latin_{std::make_unique<tesseract::TessBaseAPI>()},
      chinese_{std::make_unique<tesseract::TessBaseAPI>()} {}

TextReader::~TextReader() {
  latin_->End();
  chinese_->End();
}

Result<std::unique_ptr<TextReader>> TextReader::create() {
  std::unique_ptr<TextReader> reader{new TextReader};
  const auto missing = [&](tesseract::TessBaseAPI& api, const char* model) {
    return api.Init(nullptr, model, tesseract::OEM_LSTM_ONLY) != 0;
  };
  if (missing(*reader->latin_, "eng") || missing(*reader->chinese_, "chi_sim"))
    return fail(Fault::unavailable, "id_check.models");
  // A document number is no word of any language.
  for (const char* dictionary : {"load_system_dawg", "load_freq_dawg"})
    reader->latin_->SetVariable(dictionary, "0");
  return reader;
}

std::string TextReader::read(const cv::Mat& piece, Letters letters, Layout layout) {
  cv::Mat grey;
  if (piece.channels() == 3)
    cv::cvtColor(piece, grey, cv::COLOR_BGR2GRAY);
  else
    grey = piece;
  if (!grey.isContinuous()) grey = grey.clone();
  auto& api = letters == Letters::chinese ? *chinese_ : *latin_;
  api.SetPageSegMode(mode_of(layout));
  api.SetVariable("tessedit_char_whitelist", allowed(letters));
  api.SetImage(grey.data, grey.cols, grey.rows, 1, static_cast<int>(grey.step));
  api.SetSourceResolution(kAssumedDpi);
  char* found = api.GetUTF8Text();
  std::string text = found ? found : "";
  delete[] found;
  api.Clear();
  std::erase(text, ' ');
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace signoff
