-- SPDX-License-Identifier: Apache-2.0
-- Version 2: what the portal and the consoles need.

-- Lists and figures of the consoles.

-- Who looked at what, links between cases, refunds in finance's hands.

-- Customer screens at the counter, pauses, the one save offer.

-- Sign-in of the staff.
