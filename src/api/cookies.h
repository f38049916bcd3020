// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace signoff {

// Each of our pages has a session of its own. The prefix makes browsers refuse the cookie
// from any other host and without TLS (RFC 6265bis clause 4.1.3.2), so nobody can plant it.
inline constexpr std::string_view kSubscriberCookie = "__Host-signoff-subscriber";
inline constexpr std::string_view kDeskCookie = "__Host-signoff-desk";
// Tells browsers apart, for the links between cases; means nothing else.
inline constexpr std::string_view kDeviceCookie = "__Host-signoff-device";
// Binds a sign-in at the company's provider to the browser that began it.
inline constexpr std::string_view kVisitCookie = "__Host-signoff-visit";

// Strict: sent with requests of our own pages only. Lax: also when another site leads here
// by a link, as a provider does.
enum class SameSite { strict, lax };

// The value of a cookie in a "Cookie" header; nullopt where it is missing or there twice.
std::optional<std::string_view> cookie_value(std::string_view header,
                                             std::string_view name);

// The value of a "Set-Cookie" header: HttpOnly, Secure, for the whole host. `value` is of
// base64url letters and dots.
std::string set_cookie(std::string_view name, std::string_view value, Duration life,
                       SameSite same_site = SameSite::strict);
// The one that makes the browser forget it.
std::string drop_cookie(std::string_view name, SameSite same_site = SameSite::strict);

}  // namespace signoff
