-- SPDX-License-Identifier: Apache-2.0
-- Version 1. Keys are UUIDv7 as text. What belongs to a line starts its key with the line's
-- id, so that the same tables spread over many machines by that column; the other unique
-- rules (case number, voucher number) are kept by the number's own randomness there.
-- Times are milliseconds since 1970 in UTC, days are text, money is minor units beside its
-- currency, states are text that a person can read. Wide rows keep a row number, narrow ones
-- lie in their key. Conditions are chains of comparisons: a list in parentheses would be made
-- anew, as a table, for every row that is written.

CREATE TABLE lines (
  id                TEXT NOT NULL PRIMARY KEY,
  owner_id          TEXT NOT NULL,
  msisdn            TEXT NOT NULL CHECK (length(msisdn) BETWEEN 5 AND 15), -- ITU-T E.164 6
  generation        INTEGER NOT NULL CHECK (generation >= 1),
  imsi              TEXT NOT NULL,  -- 3GPP TS 23.003 2.2
  iccid             TEXT NOT NULL,  -- ITU-T E.118
  eid               TEXT,           -- GSMA SGP.02
  type              TEXT NOT NULL CHECK (type = 'prepaid' OR type = 'postpaid'
                      OR type = 'company' OR type = 'iot'),
  main_line_id      TEXT NOT NULL,
  nickname          TEXT NOT NULL,
  plan              TEXT NOT NULL,
  monthly_fee_minor INTEGER NOT NULL,
  monthly_fee_currency TEXT NOT NULL CHECK (length(monthly_fee_currency) = 3),
  state             TEXT NOT NULL CHECK (state = 'ACTIVE' OR state = 'SUSP_USER'
                      OR state = 'SUSP_DEBT1' OR state = 'SUSP_DEBT2'
                      OR state = 'BARRED_LOST' OR state = 'BARRED_RISK'
                      OR state = 'CANCEL_PENDING' OR state = 'PRE_CANCELLED'
                      OR state = 'PORTING_OUT' OR state = 'TERMINATED'
                      OR state = 'PORTED_OUT' OR state = 'CLOSED'),
  state_before      TEXT,
  card              TEXT NOT NULL,
  opened_on         TEXT,
  barred_at         INTEGER,
  terminated_at     INTEGER,
  sim_swapped_at    INTEGER,
  password_reset_at INTEGER,
  port_code_until   INTEGER,
  transfer_to       TEXT NOT NULL,
  legal_hold        TEXT NOT NULL,
  fraud_flag        INTEGER NOT NULL CHECK (fraud_flag IN (0, 1)),
  premium_number    INTEGER NOT NULL CHECK (premium_number IN (0, 1)),
  ported_in         INTEGER NOT NULL CHECK (ported_in IN (0, 1)),
  is_locked         INTEGER NOT NULL CHECK (is_locked IN (0, 1)),
  is_abroad         INTEGER NOT NULL CHECK (is_abroad IN (0, 1)),
  version           INTEGER NOT NULL CHECK (version >= 1)
);
CREATE INDEX lines_by_owner ON lines (owner_id, id);
CREATE INDEX lines_by_main ON lines (main_line_id, id) WHERE main_line_id <> '';
-- A number is held by one live line.
CREATE UNIQUE INDEX lines_live_number ON lines (msisdn)
  WHERE state <> 'TERMINATED' AND state <> 'PORTED_OUT' AND state <> 'CLOSED';

CREATE TABLE numbers (
  msisdn          TEXT NOT NULL PRIMARY KEY CHECK (length(msisdn) BETWEEN 5 AND 15),
  line_id         TEXT NOT NULL,
  generation      INTEGER NOT NULL CHECK (generation >= 1),
  state           TEXT NOT NULL CHECK (state = 'IN_SERVICE' OR state = 'RESERVED'
                      OR state = 'QUARANTINE' OR state = 'SCRUB' OR state = 'AVAILABLE'
                      OR state = 'ASSIGNED' OR state = 'RETURN_TO_DONOR'
                      OR state = 'WITHHELD'),
  disconnected_on TEXT,
  due_at          INTEGER,
  version         INTEGER NOT NULL CHECK (version >= 1)
) WITHOUT ROWID;
CREATE INDEX numbers_due ON numbers (due_at) WHERE due_at IS NOT NULL;

-- The keys that seal one person's data ("owner:<id>") or one line's ("line:<id>"), wrapped by
-- the master key. Deleting the row erases everything sealed with it.
CREATE TABLE subject_keys (
  subject TEXT NOT NULL PRIMARY KEY,
  wrapped BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE owners (
  id      TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  sealed  BLOB NOT NULL
);

-- The hot row of a case, written with every step. It keeps a row number, so that the indexes
-- that move with it stay small.
CREATE TABLE cases (
  line_id    TEXT NOT NULL,
  id         TEXT NOT NULL,
  number     TEXT NOT NULL,
  type       TEXT NOT NULL,
  state      TEXT NOT NULL CHECK (state = 'DRAFT' OR state = 'SUBMITTED'
                      OR state = 'AUTH_STEPUP' OR state = 'PRECHECK'
                      OR state = 'AWAITING_SUBSCRIBER' OR state = 'UNDER_REVIEW'
                      OR state = 'SECOND_APPROVAL' OR state = 'FRAUD_HOLD'
                      OR state = 'SCHEDULED' OR state = 'EXECUTING' OR state = 'STUCK'
                      OR state = 'COOLING_OFF' OR state = 'FINALISING' OR state = 'CLOSED'
                      OR state = 'REJECTED' OR state = 'WITHDRAWN' OR state = 'EXPIRED'
                      OR state = 'SUPERSEDED' OR state = 'REVERSED'),
  held_from  TEXT,
  step       TEXT NOT NULL,
  undoing    INTEGER NOT NULL,
  undo_to    TEXT NOT NULL,
  attempts   INTEGER NOT NULL CHECK (attempts >= 0),
  due_at     INTEGER,
  opened_at  INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  events     INTEGER NOT NULL CHECK (events >= 0),
  head       TEXT NOT NULL,
  version    INTEGER NOT NULL CHECK (version >= 1),
  fence      INTEGER NOT NULL CHECK (fence >= 0),
  PRIMARY KEY (line_id, id)
);
CREATE INDEX cases_by_id ON cases (id);
CREATE UNIQUE INDEX cases_by_number ON cases (number);
CREATE INDEX cases_by_state ON cases (state, id);
CREATE INDEX cases_due ON cases (due_at) WHERE due_at IS NOT NULL;
-- One open case per line; the states are those that end a case.
CREATE UNIQUE INDEX cases_one_open ON cases (line_id)
  WHERE state <> 'CLOSED' AND state <> 'REJECTED' AND state <> 'WITHDRAWN'
    AND state <> 'EXPIRED' AND state <> 'SUPERSEDED' AND state <> 'REVERSED';

-- What was asked, quoted, proved and found, as JSON; written seldom.
CREATE TABLE case_files (
  line_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  body    TEXT NOT NULL,
  PRIMARY KEY (line_id, case_id),
  FOREIGN KEY (line_id, case_id) REFERENCES cases (line_id, id)
);

-- Hash-chained and only ever added to. Rows lie in the order of time and not under their case:
-- a hundred cases that move at once then share a few pages instead of changing one each.
CREATE TABLE history (
  case_id      TEXT NOT NULL,
  line_id      TEXT NOT NULL,
  seq          INTEGER NOT NULL CHECK (seq >= 1),
  at           INTEGER NOT NULL,
  name         TEXT NOT NULL,
  actor_role   TEXT NOT NULL,
  actor_id     TEXT NOT NULL,
  "from"       TEXT NOT NULL,
  "to"         TEXT NOT NULL,
  line_event   TEXT NOT NULL,
  number_event TEXT NOT NULL,
  detail       TEXT NOT NULL,
  prev         TEXT NOT NULL,
  hash         TEXT NOT NULL,
  PRIMARY KEY (line_id, case_id, seq),
  FOREIGN KEY (line_id, case_id) REFERENCES cases (line_id, id)
);
CREATE TRIGGER history_is_not_changed BEFORE UPDATE ON history
  BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;
CREATE TRIGGER history_is_not_deleted BEFORE DELETE ON history
  BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;

-- The outbox. Addresses are looked up when a message is sent.
CREATE TABLE notices (
  id         TEXT NOT NULL,
  line_id    TEXT NOT NULL,
  case_id    TEXT NOT NULL,
  seq        INTEGER NOT NULL,
  message    TEXT NOT NULL,
  "to"       TEXT NOT NULL,
  params     TEXT NOT NULL,
  state      TEXT NOT NULL CHECK (state = 'queued' OR state = 'sent' OR state = 'failed'
                      OR state = 'suppressed'),
  why        TEXT NOT NULL,
  attempts   INTEGER NOT NULL,
  due_at     INTEGER CHECK (state <> 'queued' OR due_at IS NOT NULL),
  created_at INTEGER NOT NULL,
  give_up_at INTEGER NOT NULL,
  PRIMARY KEY (line_id, id)
);
CREATE INDEX notices_due ON notices (due_at) WHERE state = 'queued';

CREATE TABLE refunds (
  id              TEXT NOT NULL,
  line_id         TEXT NOT NULL,
  case_id         TEXT NOT NULL,
  state           TEXT NOT NULL CHECK (state = 'QUOTED' OR state = 'REQUESTED'
                      OR state = 'NAME_CHECK' OR state = 'APPROVED' OR state = 'SENT'
                      OR state = 'PAID' OR state = 'RETURNED'
                      OR state = 'AWAITING_NEW_ACCOUNT' OR state = 'UNCLAIMED'
                      OR state = 'HELD' OR state = 'ESCHEATED'),
  amount_minor    INTEGER NOT NULL CHECK (amount_minor >= 0),
  amount_currency TEXT NOT NULL CHECK (length(amount_currency) = 3),
  target_kind     TEXT NOT NULL,
  target_account  TEXT NOT NULL,
  due_at          INTEGER,
  version         INTEGER NOT NULL CHECK (version >= 1),
  PRIMARY KEY (line_id, id)
) WITHOUT ROWID;
CREATE INDEX refunds_due ON refunds (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE vouchers (
  number    TEXT NOT NULL,
  line_id   TEXT NOT NULL,
  case_id   TEXT NOT NULL,
  kind      TEXT NOT NULL,
  jws       TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  void_at   INTEGER,
  PRIMARY KEY (line_id, number)
);
CREATE UNIQUE INDEX vouchers_by_number ON vouchers (number);

CREATE TABLE documents (
  line_id    TEXT NOT NULL,
  id         TEXT NOT NULL,
  case_id    TEXT NOT NULL,
  media_type TEXT NOT NULL,
  at         INTEGER NOT NULL,
  subject    TEXT NOT NULL,  -- Whose key seals it.
  sealed     BLOB NOT NULL,
  PRIMARY KEY (line_id, id)
);
CREATE INDEX documents_by_id ON documents (id);

CREATE TABLE codes (
  key           TEXT NOT NULL PRIMARY KEY,
  salt          TEXT NOT NULL,
  hash          TEXT NOT NULL,
  expires_at    INTEGER NOT NULL,
  tries         INTEGER NOT NULL,
  locked_until  INTEGER,
  sent          INTEGER NOT NULL,
  first_sent_at INTEGER NOT NULL,
  version       INTEGER NOT NULL CHECK (version >= 1)
) WITHOUT ROWID;

CREATE TABLE sessions (
  token_hash TEXT NOT NULL PRIMARY KEY,
  actor_role TEXT NOT NULL,
  actor_id   TEXT NOT NULL,
  owner_id   TEXT NOT NULL,
  line_id    TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE staff (
  username      TEXT NOT NULL PRIMARY KEY,
  role          TEXT NOT NULL,
  password_hash TEXT NOT NULL  -- Argon2id, encoded form (RFC 9106).
) WITHOUT ROWID;

CREATE TABLE idempotency (
  key          TEXT NOT NULL PRIMARY KEY,
  request_hash TEXT NOT NULL,
  resource_id  TEXT NOT NULL,
  at           INTEGER NOT NULL
) WITHOUT ROWID;

-- Double entry per line. `seq` counts a line's entries from 1 in the order of posting.
CREATE TABLE ledger_entries (
  line_id  TEXT NOT NULL,
  seq      INTEGER NOT NULL CHECK (seq >= 1),
  key      TEXT NOT NULL,
  at       INTEGER NOT NULL,
  kind     TEXT NOT NULL,
  note     TEXT NOT NULL,
  PRIMARY KEY (line_id, seq)
) WITHOUT ROWID;
CREATE UNIQUE INDEX ledger_entries_by_key ON ledger_entries (line_id, key);

CREATE TABLE ledger_postings (
  line_id TEXT NOT NULL,
  seq     INTEGER NOT NULL,
  place   INTEGER NOT NULL,
  account TEXT NOT NULL,
  minor   INTEGER NOT NULL,
  PRIMARY KEY (line_id, seq, place),
  FOREIGN KEY (line_id, seq) REFERENCES ledger_entries (line_id, seq)
) WITHOUT ROWID;
