-- SPDX-License-Identifier: Apache-2.0
-- Version 2: what the portal and the consoles need.

-- Lists and figures of the consoles.

-- Who looked at what, links between cases, refunds in finance's hands.

-- Names of fields, never what stood in them. Only ever added to.
CREATE TABLE access_log (
  id          TEXT NOT NULL,
  at          INTEGER NOT NULL,
  actor_role  TEXT NOT NULL,
  actor_id    TEXT NOT NULL,
  act         TEXT NOT NULL CHECK (act = 'unmask' OR act = 'view_document'),
  line_id     TEXT NOT NULL,
  case_id     TEXT NOT NULL,
  document_id TEXT NOT NULL,
  fields      TEXT NOT NULL,
  reason      TEXT NOT NULL,
  PRIMARY KEY (line_id, id)
);
CREATE INDEX access_log_by_id ON access_log (id);
CREATE INDEX access_log_by_actor ON access_log (actor_id, id);
CREATE TRIGGER access_log_is_not_changed BEFORE UPDATE ON access_log
  BEGIN SELECT RAISE(ABORT, 'the access log is only added to'); END;
CREATE TRIGGER access_log_is_not_deleted BEFORE DELETE ON access_log
  BEGIN SELECT RAISE(ABORT, 'the access log is only added to'); END;

-- Where cases came from, as keyed hashes (HMAC-SHA-256, RFC 2104, half of it) under the
-- subject key "marks": equal for equal values, and useless without the master key.
CREATE TABLE case_marks (
  line_id   TEXT NOT NULL,
  case_id   TEXT NOT NULL,
  kind      TEXT NOT NULL,
  mark      BLOB NOT NULL CHECK (length(mark) = 16),
  forget_at INTEGER,
  PRIMARY KEY (line_id, case_id, kind, mark),
  FOREIGN KEY (line_id, case_id) REFERENCES cases (line_id, id)
) WITHOUT ROWID;
CREATE INDEX case_marks_by_mark ON case_marks (mark, kind, case_id);
CREATE INDEX case_marks_over ON case_marks (forget_at) WHERE forget_at IS NOT NULL;

-- Customer screens at the counter, pauses, the one save offer.

-- One row per line that its owner ever paused. `due_at` is when the timer looks again.
CREATE TABLE pauses (
  line_id      TEXT NOT NULL PRIMARY KEY,
  since        INTEGER NOT NULL,
  until        TEXT,
  reminders    INTEGER NOT NULL,
  announced    INTEGER NOT NULL,
  announced_at INTEGER,
  cs_enabled   INTEGER NOT NULL CHECK (cs_enabled IN (0, 1)),
  ps_enabled   INTEGER NOT NULL CHECK (ps_enabled IN (0, 1)),
  due_at       INTEGER,
  version      INTEGER NOT NULL CHECK (version >= 1)
) WITHOUT ROWID;
CREATE INDEX pauses_due ON pauses (due_at) WHERE due_at IS NOT NULL;

-- What the owner has ticked off: services that know another number by now, as JSON.
CREATE TABLE line_marks (
  line_id TEXT NOT NULL PRIMARY KEY,
  moved   TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1)
) WITHOUT ROWID;

CREATE TABLE pairings (
  id           TEXT NOT NULL PRIMARY KEY,
  line_id      TEXT NOT NULL,
  clerk        TEXT NOT NULL,
  salt         TEXT NOT NULL,
  code_hash    TEXT NOT NULL,
  state        TEXT NOT NULL CHECK (state = 'waiting' OR state = 'joined'
                 OR state = 'ended'),
  expires_at   INTEGER NOT NULL,
  session_hash TEXT NOT NULL,
  version      INTEGER NOT NULL CHECK (version >= 1)
) WITHOUT ROWID;
CREATE INDEX pairings_waiting ON pairings (id) WHERE state = 'waiting';

-- The clerk at whose counter a customer's own screen is.
ALTER TABLE sessions ADD COLUMN attended_by TEXT NOT NULL DEFAULT '';

-- Sign-in of the staff.

CREATE TABLE staff_totp (
  username  TEXT NOT NULL PRIMARY KEY,
  sealed    BLOB NOT NULL,     -- The secret; empty inside: no code is asked for.
  last_step INTEGER NOT NULL,  -- RFC 6238 time step of the last code taken.
  version   INTEGER NOT NULL CHECK (version >= 1)
) WITHOUT ROWID;
