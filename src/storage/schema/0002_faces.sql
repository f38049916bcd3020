-- SPDX-License-Identifier: Apache-2.0
-- Version 2: what the portal and the consoles need.

-- Lists and figures of the consoles.

-- Who looked at what, links between cases, refunds in finance's hands.

-- Customer screens at the counter, pauses, the one save offer.

-- Sign-in of the staff.

CREATE TABLE staff_totp (
  username  TEXT NOT NULL PRIMARY KEY,
  sealed    BLOB NOT NULL,     -- The secret; empty inside: no code is asked for.
  last_step INTEGER NOT NULL,  -- RFC 6238 time step of the last code taken.
  version   INTEGER NOT NULL CHECK (version >= 1)
) WITHOUT ROWID;
