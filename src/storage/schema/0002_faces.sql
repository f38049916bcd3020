-- SPDX-License-Identifier: Apache-2.0
-- Version 2: what the portal and the consoles need.

-- Lists and figures of the consoles.

-- What lists filter and sort by, beside the case and written with it: narrow and of fixed
-- width, so that a row is overwritten where it lies, and a hundred thousand are read through
-- faster than an index by each order could be kept (docs/adr/0012). States, types, channels
-- and reasons are numbers here, for filters of several at once; case_words has their names.
-- A case that is due never has the last moment of the year 9999, which sorts it last.
CREATE TABLE case_rows (
  case_id    TEXT NOT NULL PRIMARY KEY,
  number     TEXT NOT NULL,
  state      INTEGER NOT NULL,
  type       INTEGER NOT NULL,
  channel    INTEGER NOT NULL,
  hold       INTEGER NOT NULL,
  risk       INTEGER NOT NULL,
  opened_at  INTEGER NOT NULL,
  due_at     INTEGER NOT NULL,  -- As it is shown; cases.due_at is when the engine looks.
  changed_at INTEGER NOT NULL,
  since      INTEGER NOT NULL,  -- When it came into its state.
  review     INTEGER NOT NULL   -- The last review ended 1 in time, 2 late, 0: none did.
) WITHOUT ROWID;
-- Serves the queues by time left, and counts by state as cases_by_state did.
CREATE INDEX case_rows_by_due ON case_rows (state, due_at);
DROP INDEX cases_by_state;

CREATE TABLE case_words (
  kind TEXT NOT NULL,
  code INTEGER NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (kind, code)
) WITHOUT ROWID;
INSERT INTO case_words VALUES
  ('state', 0, 'DRAFT'), ('state', 1, 'SUBMITTED'), ('state', 2, 'AUTH_STEPUP'),
  ('state', 3, 'PRECHECK'), ('state', 4, 'AWAITING_SUBSCRIBER'),
  ('state', 5, 'UNDER_REVIEW'), ('state', 6, 'SECOND_APPROVAL'),
  ('state', 7, 'FRAUD_HOLD'), ('state', 8, 'SCHEDULED'), ('state', 9, 'EXECUTING'),
  ('state', 10, 'STUCK'), ('state', 11, 'COOLING_OFF'), ('state', 12, 'FINALISING'),
  ('state', 13, 'CLOSED'), ('state', 14, 'REJECTED'), ('state', 15, 'WITHDRAWN'),
  ('state', 16, 'EXPIRED'), ('state', 17, 'SUPERSEDED'), ('state', 18, 'REVERSED'),
  ('type', 0, 'STANDARD'), ('type', 1, 'PORT_COMPANION'), ('type', 2, 'LOST_STOLEN'),
  ('type', 3, 'DECEASED'), ('type', 4, 'GUARDIAN'), ('type', 5, 'COMPANY'),
  ('type', 6, 'BULK_IOT'), ('type', 7, 'DISOWN'), ('type', 8, 'SURVIVOR_SEPARATION'),
  ('type', 9, 'ACCOUNT_CLOSE'), ('type', 10, 'COMPANION_ONLY'),
  ('type', 11, 'OPERATOR_INITIATED'), ('channel', 0, 'web'), ('channel', 1, 'app'),
  ('channel', 2, 'hotline'), ('channel', 3, 'shop'), ('channel', 4, 'sms'),
  ('channel', 5, 'api'), ('hold', 0, ''), ('hold', 1, 'objection'), ('hold', 2, 'risk'),
  ('hold', 3, 'legal'), ('hold', 4, 'analyst'), ('hold', 5, 'other');

INSERT INTO case_rows
SELECT c.id, c.number, state.code, type.code, coalesce(channel.code, 0),
  coalesce(hold.code, CASE WHEN coalesce(json_extract(f.body, '$.hold_reason'), '') = ''
                      THEN 0 ELSE 5 END),
  coalesce(json_extract(f.body, '$.risk_score'), 0), c.opened_at,
  coalesce(CASE c.state
             WHEN 'AUTH_STEPUP' THEN json_extract(f.body, '$.answer_until')
             WHEN 'AWAITING_SUBSCRIBER' THEN json_extract(f.body, '$.answer_until')
             WHEN 'UNDER_REVIEW' THEN json_extract(f.body, '$.review_due')
             WHEN 'SECOND_APPROVAL' THEN json_extract(f.body, '$.review_due')
             WHEN 'FRAUD_HOLD' THEN json_extract(f.body, '$.hold_due')
             WHEN 'SCHEDULED' THEN json_extract(f.body, '$.execute_at')
             WHEN 'COOLING_OFF' THEN json_extract(f.body, '$.restore_until')
           END, 253402300799999),
  c.changed_at,
  coalesce((SELECT max(h.at) FROM history h WHERE h.line_id = c.line_id
              AND h.case_id = c.id AND h."from" <> h."to"), c.opened_at),
  coalesce((SELECT CASE WHEN h.at > coalesce(json_extract(f.body, '$.review_due'), h.at)
                   THEN 2 ELSE 1 END
              FROM history h WHERE h.line_id = c.line_id AND h.case_id = c.id
                AND h."from" IN ('UNDER_REVIEW', 'SECOND_APPROVAL')
                AND h."to" NOT IN ('UNDER_REVIEW', 'SECOND_APPROVAL')
              ORDER BY h.seq DESC LIMIT 1), 0)
FROM cases c LEFT JOIN case_files f ON f.line_id = c.line_id AND f.case_id = c.id
  JOIN case_words state ON state.kind = 'state' AND state.word = c.state
  JOIN case_words type ON type.kind = 'type' AND type.word = c.type
  LEFT JOIN case_words channel ON channel.kind = 'channel'
    AND channel.word = json_extract(f.body, '$.channel')
  LEFT JOIN case_words hold ON hold.kind = 'hold'
    AND hold.word = coalesce(json_extract(f.body, '$.hold_reason'), '')
ORDER BY c.id;

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
