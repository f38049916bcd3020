// SPDX-License-Identifier: Apache-2.0
// What Signoff calls of libcurl, under the names of <curl/curl.h>: linked in its place.
// Where it is missing, curl_global_init refuses and curl_easy_init gives nothing, which
// every caller looks at before it calls the others.
#include "late/library.h"

#include <curl/curl.h>

namespace signoff::late {
namespace {

struct Curl {
  Library library{"libcurl.so.4"};
  decltype(::curl_global_init)* global_init;
  decltype(::curl_global_cleanup)* global_cleanup;
  decltype(::curl_easy_init)* easy_init;
  decltype(::curl_easy_reset)* easy_reset;
  decltype(::curl_easy_setopt)* easy_setopt;
  decltype(::curl_easy_perform)* easy_perform;
  decltype(::curl_easy_getinfo)* easy_getinfo;
  decltype(::curl_easy_cleanup)* easy_cleanup;
  decltype(::curl_easy_strerror)* easy_strerror;
  decltype(::curl_slist_append)* slist_append;
  decltype(::curl_slist_free_all)* slist_free_all;

  Curl() {
    library.find(global_init, "curl_global_init");
    library.find(global_cleanup, "curl_global_cleanup");
    library.find(easy_init, "curl_easy_init");
    library.find(easy_reset, "curl_easy_reset");
    library.find(easy_setopt, "curl_easy_setopt");
    library.find(easy_perform, "curl_easy_perform");
    library.find(easy_getinfo, "curl_easy_getinfo");
    library.find(easy_cleanup, "curl_easy_cleanup");
    library.find(easy_strerror, "curl_easy_strerror");
    library.find(slist_append, "curl_slist_append");
    library.find(slist_free_all, "curl_slist_free_all");
  }
  bool is_there() const { return library.trouble().empty(); }
};

const Curl& curl() {
  static const Curl loaded;
  return loaded;
}

}  // namespace
}  // namespace signoff::late

// The names in brackets: the header has macros for some of them.
extern "C" {

CURLcode(curl_global_init)(long flags) {
  const auto& late = signoff::late::curl();
  return late.is_there() ? late.global_init(flags) : CURLE_FAILED_INIT;
}

void(curl_global_cleanup)() {
  if (signoff::late::curl().is_there()) signoff::late::curl().global_cleanup();
}

CURL*(curl_easy_init)() {
  const auto& late = signoff::late::curl();
  return late.is_there() ? late.easy_init() : nullptr;
}

void(curl_easy_reset)(CURL* handle) { signoff::late::curl().easy_reset(handle); }

// The next two stand for functions that take whatever comes as their last argument. All
// that comes is one word wide, a long, a pointer or a curl_off_t, and lies where a third
// argument lies (System V ABI for x86-64, clause 3.2.3; AAPCS64, clause 6.8.2).
static_assert(sizeof(long) == sizeof(void*) && sizeof(curl_off_t) == sizeof(void*));

CURLcode late_setopt(CURL* handle, CURLoption option, void* value) asm("curl_easy_setopt");
CURLcode late_setopt(CURL* handle, CURLoption option, void* value) {
  return signoff::late::curl().easy_setopt(handle, option, value);
}

CURLcode late_getinfo(CURL* handle, CURLINFO info, void* place) asm("curl_easy_getinfo");
CURLcode late_getinfo(CURL* handle, CURLINFO info, void* place) {
  return signoff::late::curl().easy_getinfo(handle, info, place);
}

CURLcode(curl_easy_perform)(CURL* handle) {
  return signoff::late::curl().easy_perform(handle);
}

void(curl_easy_cleanup)(CURL* handle) {
  if (handle) signoff::late::curl().easy_cleanup(handle);
}

const char*(curl_easy_strerror)(CURLcode code) {
  const auto& late = signoff::late::curl();
  return late.is_there() ? late.easy_strerror(code) : late.library.trouble().c_str();
}

curl_slist*(curl_slist_append)(curl_slist* list, const char* text) {
  const auto& late = signoff::late::curl();
  return late.is_there() ? late.slist_append(list, text) : nullptr;
}

void(curl_slist_free_all)(curl_slist* list) {
  if (list) signoff::late::curl().slist_free_all(list);
}

}  // extern "C"
