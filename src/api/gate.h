// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/rest_parts.h"

namespace signoff {

// Who may come in: names the caller behind the bearer token or behind the session cookie of
// the page that calls, and turns forged requests away.
//
// A session that nobody has used for the pack's session_idle is ended.
//
// A cookie counts only together with X-Signoff-Face. Browsers send cookies along with
// whatever page makes them ask, but only a page of ours can add that header.
Guard make_gate(RestParts& parts);

// The cookie in which the session of this face lies; "" for none of ours.
std::string_view session_cookie(std::string_view face);

// The answer to a successful sign-in. A page (X-Signoff-Face) gets the session as its
// cookie and never sees the token; a session that it held before ends, so that nobody can
// have it sign in to a session he knows. Fault::forbidden "login.face" where the session is
// not of the kind that the page is for.
Response session_answer(RestParts& parts, const Request& request,
                        const SessionToken& token);

// Adds the cookies of a session to an answer.
void give_session(RestParts& parts, const Request& request, std::string_view face,
                  const SessionToken& token, Response& answer);

// Adds a device cookie where the browser has none yet.
void mark_device(RestParts& parts, const Request& request, Response& answer);

}  // namespace signoff
