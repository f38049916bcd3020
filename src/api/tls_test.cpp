// SPDX-License-Identifier: Apache-2.0
#include "api/served_fixture.h"
#include "api/tls_files.h"

#include <curl/curl.h>
#include <gtest/gtest.h>
#include <filesystem>

namespace signoff::api_test {
namespace {

class ServedOverTls : public Served {
 protected:
  void SetUp() override {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "signoff-tls-XXXXXX").string();
    ASSERT_TRUE(::mkdtemp(pattern.data()));
    directory_ = pattern;
    auto files = ensure_tls_files(directory_, clock_, random_);
    ASSERT_TRUE(files) << files.error().detail;
    files_ = *files;
    start({.tls = TlsIdentity{files_.certificate_file, files_.key_file}});
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  struct Answer {
    CURLcode result;
    std::string body;
  };

  Answer get(const std::string& host, const std::string& path, bool trusts_ca,
             long tls_max = CURL_SSLVERSION_MAX_DEFAULT) {
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl{curl_easy_init(),
                                                                   curl_easy_cleanup};
    Answer answer{};
    const auto url = fmt::format("https://{}:{}{}", host, server_->port(), path);
    const auto keep = +[](char* data, size_t one, size_t count, void* to) {
      static_cast<std::string*>(to)->append(data, one * count);
      return one * count;
    };
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    if (trusts_ca) curl_easy_setopt(curl.get(), CURLOPT_CAINFO, files_.ca_file.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &answer.body);
    curl_easy_setopt(curl.get(), CURLOPT_HEADER, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_PROXY, "");
    curl_easy_setopt(curl.get(), CURLOPT_SSLVERSION, CURL_SSLVERSION_DEFAULT | tls_max);
    // Lets the client try what its own platform would refuse, so that the server must.
    curl_easy_setopt(curl.get(), CURLOPT_SSL_CIPHER_LIST, "DEFAULT@SECLEVEL=0");
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 10L);
    answer.result = curl_easy_perform(curl.get());
    return answer;
  }

  std::string directory_;
  TlsFiles files_;
};

TEST_F(ServedOverTls, is_believed_by_a_client_that_knows_the_ca) {
  for (const char* host : {"localhost", "127.0.0.1"}) {
    const auto answer = get(host, "/echo/7", true);
    EXPECT_EQ(answer.result, CURLE_OK) << curl_easy_strerror(answer.result);
    EXPECT_TRUE(answer.body.ends_with("7:")) << answer.body;
    EXPECT_NE(answer.body.find("Strict-Transport-Security: "), std::string::npos);
  }
  EXPECT_EQ(get("localhost", "/echo/7", true, CURL_SSLVERSION_MAX_TLSv1_2).result,
            CURLE_OK);
}

TEST_F(ServedOverTls, is_not_believed_without_the_ca_nor_spoken_to_below_tls_1_2) {
  EXPECT_EQ(get("localhost", "/echo/7", false).result, CURLE_PEER_FAILED_VERIFICATION);
  EXPECT_EQ(get("localhost", "/echo/7", true, CURL_SSLVERSION_MAX_TLSv1_1).result,
            CURLE_SSL_CONNECT_ERROR);
}

TEST_F(ServedOverTls, survives_those_who_do_not_speak_tls) {
  EXPECT_EQ(ask("GET /echo/7 HTTP/1.1\r\nHost: x\r\n\r\n").find("HTTP"), std::string::npos);
  EXPECT_EQ(get("localhost", "/echo/7", true).result, CURLE_OK);
}

TEST_F(ServedOverTls, keeps_its_files_and_hides_its_key) {
  const auto before = std::filesystem::last_write_time(files_.key_file);
  ASSERT_TRUE(ensure_tls_files(directory_, clock_, random_));
  EXPECT_EQ(std::filesystem::last_write_time(files_.key_file), before);
  EXPECT_EQ(std::filesystem::status(files_.key_file).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);

  // A certificate that is about to end is made anew.
  const ManualClock later{clock_.now() + std::chrono::days{397}};
  ASSERT_TRUE(ensure_tls_files(directory_, later, random_));
  EXPECT_NE(std::filesystem::last_write_time(files_.key_file), before);
}

TEST_F(ServedOverTls, is_made_anew_where_it_lacks_a_name_that_is_asked_for) {
  const auto at = [&] { return std::filesystem::last_write_time(files_.key_file); };
  const auto before = at();
  ASSERT_TRUE(ensure_tls_files(directory_, clock_, random_, {"smdp.example"}));
  const auto named = at();
  EXPECT_NE(named, before);
  ASSERT_TRUE(ensure_tls_files(directory_, clock_, random_, {"smdp.example"}));
  EXPECT_EQ(at(), named);
  ASSERT_TRUE(ensure_tls_files(directory_, clock_, random_));
  EXPECT_EQ(at(), named) << "a name too many does no harm";
}

}  // namespace
}  // namespace signoff::api_test
