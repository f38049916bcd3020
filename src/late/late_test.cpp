// SPDX-License-Identifier: Apache-2.0
#include "late/drawing.h"
#include "late/library.h"

#include <cairo.h>
#include <curl/curl.h>
#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <sstream>

namespace signoff::late {
namespace {

// Whether this process has the library mapped.
bool has(const std::string& name) {
  std::ostringstream maps;
  maps << std::ifstream{"/proc/self/maps"}.rdbuf();
  return maps.str().find("/" + name + ".so") != std::string::npos;
}

// What passes through a variadic function of the other side comes back as it went in.
void expect_that_curl_works() {
  ASSERT_EQ(curl_global_init(CURL_GLOBAL_DEFAULT), CURLE_OK);
  EXPECT_EQ(std::string{curl_easy_strerror(CURLE_OK)}, "No error");
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl{curl_easy_init(),
                                                                 curl_easy_cleanup};
  ASSERT_TRUE(curl);
  int mine = 0;
  EXPECT_EQ(curl_easy_setopt(curl.get(), CURLOPT_PRIVATE, &mine), CURLE_OK);
  void* got = nullptr;
  EXPECT_EQ(curl_easy_getinfo(curl.get(), CURLINFO_PRIVATE, &got), CURLE_OK);
  EXPECT_EQ(got, &mine);
  EXPECT_EQ(curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, -1L),
            CURLE_BAD_FUNCTION_ARGUMENT);
  EXPECT_EQ(curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t{-2}),
            CURLE_BAD_FUNCTION_ARGUMENT);
  EXPECT_EQ(curl_easy_setopt(curl.get(), CURLOPT_URL, "http://127.0.0.1:1/"), CURLE_OK);
  EXPECT_EQ(curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "https"), CURLE_OK);
  EXPECT_EQ(curl_easy_perform(curl.get()), CURLE_UNSUPPORTED_PROTOCOL);
  curl_easy_reset(curl.get());
  EXPECT_EQ(curl_easy_perform(curl.get()), CURLE_URL_MALFORMAT);
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> list{
      curl_slist_append(curl_slist_append(nullptr, "a: b"), "c: d"), curl_slist_free_all};
  ASSERT_TRUE(list && list->next);
  EXPECT_EQ(std::string{list->next->data}, "c: d");
  curl_global_cleanup();
}

void expect_that_drawing_works() {
  ASSERT_EQ(trouble_with_drawing(), "");
  auto* surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 7, 5);
  EXPECT_EQ(cairo_image_surface_get_width(surface), 7);
  EXPECT_EQ(cairo_image_surface_get_height(surface), 5);
  cairo_surface_destroy(surface);
}

// One test, since a process loads a library once.
TEST(Late, a_library_is_loaded_by_the_first_call_and_not_before) {
  EXPECT_FALSE(has("libcurl"));
  expect_that_curl_works();
  EXPECT_TRUE(has("libcurl"));
  EXPECT_FALSE(has("libcairo"));
  expect_that_drawing_works();
  EXPECT_TRUE(has("libcairo"));
}

TEST(Late, a_library_that_is_not_there_is_named) {
  Library none{"libsignoff-none.so.1"};
  EXPECT_NE(none.trouble().find("libsignoff-none.so.1"), std::string::npos)
      << none.trouble();
  int (*function)() = nullptr;
  none.find(function, "any");
  EXPECT_EQ(function, nullptr);
}

TEST(Late, a_function_that_a_library_lacks_is_named) {
  Library c{"libc.so.6"};
  EXPECT_EQ(c.trouble(), "");
  int (*function)(const char*) = nullptr;
  c.find(function, "atoi");
  ASSERT_NE(function, nullptr);
  EXPECT_EQ(function("12"), 12);
  c.find(function, "signoff_none");
  EXPECT_EQ(function, nullptr);
  EXPECT_NE(c.trouble().find("signoff_none"), std::string::npos) << c.trouble();
}

}  // namespace
}  // namespace signoff::late
