-- SPDX-License-Identifier: Apache-2.0
-- Version 4: what chips report of their profiles, and desks of the cards they wiped.

-- A report names the profile, so that lines are found by it.
CREATE INDEX lines_by_iccid ON lines (iccid, id);
-- Profiles that a device still has after the end of their line.
CREATE INDEX lines_profile_left ON lines (card, terminated_at)
  WHERE card = 'DISABLE_REQ' OR card = 'DISABLED' OR card = 'DELETE_REQ'
    OR card = 'DELETE_PENDING_OFFLINE';

-- Each notification once, whatever the number of times it was sent (GSMA SGP.22 v2 clause
-- 5.7.10). What the chip signed names the profile and the chip, and a chip tells whose device
-- it is in: both are sealed under the key of the line's owner, as documents are.
CREATE TABLE card_reports (
  line_id  TEXT NOT NULL,
  digest   TEXT NOT NULL CHECK (length(digest) = 64), -- Hex SHA-256 of the bytes.
  case_id  TEXT NOT NULL,  -- Whose history tells of it; empty: none yet.
  change   TEXT NOT NULL CHECK (change = 'installed' OR change = 'enabled'
             OR change = 'disabled' OR change = 'deleted'),
  sequence INTEGER NOT NULL CHECK (sequence >= 0),
  chip     BLOB NOT NULL,  -- Its EID, sealed.
  address  TEXT NOT NULL,
  at       INTEGER NOT NULL,
  times    INTEGER NOT NULL CHECK (times >= 1),
  subject  TEXT NOT NULL,
  sealed   BLOB NOT NULL,
  PRIMARY KEY (line_id, digest)
);
CREATE TRIGGER card_reports_stay_as_signed
  BEFORE UPDATE OF digest, change, sequence, chip, address, at, sealed ON card_reports
  BEGIN SELECT RAISE(ABORT, 'a report stays as it was signed'); END;

-- Each report of a wipe once, whatever the number of times a desk sends it. What the desk
-- signed names the card: sealed as above.
CREATE TABLE card_wipes (
  line_id   TEXT NOT NULL,
  digest    TEXT NOT NULL CHECK (length(digest) = 64), -- Hex SHA-256 of the text.
  case_id   TEXT NOT NULL,  -- Whose history tells of it; empty: none yet.
  key_id    TEXT NOT NULL,  -- Of the desk's key (RFC 7638).
  is_proved INTEGER NOT NULL CHECK (is_proved IN (0, 1)),
  wiped_at  INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  subject   TEXT NOT NULL,
  sealed    BLOB NOT NULL,
  PRIMARY KEY (line_id, digest)
);
CREATE TRIGGER card_wipes_stay_as_signed
  BEFORE UPDATE OF digest, key_id, is_proved, wiped_at, at, sealed ON card_wipes
  BEGIN SELECT RAISE(ABORT, 'a report stays as it was signed'); END;
