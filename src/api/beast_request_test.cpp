// SPDX-License-Identifier: Apache-2.0
#include "api/beast_request.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

// Feeds `text` piece by piece, the way a socket would: what was not used is shown again.
std::string body_in_pieces(std::string_view text, std::size_t piece) {
  RequestReader reader{ReadLimits{}};
  std::string waiting;
  bool has_header = false;
  for (std::size_t at = 0; at < text.size() || !waiting.empty();) {
    const auto before = waiting.size();
    waiting += text.substr(std::min(at, text.size()), piece);
    at += piece;
    const auto used = reader.feed(waiting);
    if (!used) return used.error().code;
    waiting.erase(0, *used);
    if (!has_header && reader.has_header()) {
      has_header = true;
      const auto header = reader.header();
      if (!header) return header.error().code;
      reader.read_body();
    } else if (*used == 0 && waiting.size() == before) {
      return "incomplete";
    }
  }
  return reader.is_complete() ? reader.take_body() : "incomplete";
}

// Beast 1.81 asserts where "0\r\n" came alone and a single byte followed.
TEST(RequestReader, takes_chunks_in_pieces_of_any_size) {
  const std::string head =
      "POST /size HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const std::string body :
       {"0\r\n\r\n", "2\r\nab\r\n1;x=y\r\nc\r\n000\r\nT: 1\r\n\r\n"})
    for (std::size_t piece = 1; piece <= head.size() + body.size(); ++piece)
      EXPECT_EQ(body_in_pieces(head + body, piece), body[0] == '0' ? "" : "abc") << piece;
}

TEST(RequestReader, keeps_the_token_and_nothing_else_of_authorization) {
  const auto token_of = [](std::string_view authorization) {
    RequestReader reader{ReadLimits{}};
    const auto fed = reader.feed(fmt::format(
        "GET / HTTP/1.1\r\nHost: x\r\nAuthorization: {}\r\n\r\n", authorization));
    return fed ? reader.header()->bearer : fed.error().code;
  };
  EXPECT_EQ(token_of("Bearer abc.def"), "abc.def");
  EXPECT_EQ(token_of("bearer   abc"), "abc");
  EXPECT_EQ(token_of("Basic abc"), "");
  EXPECT_EQ(token_of("Bearer"), "");
}

}  // namespace
}  // namespace signoff
