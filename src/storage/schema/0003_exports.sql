-- SPDX-License-Identifier: Apache-2.0
-- Version 3: exports are in the access log.

-- A condition cannot be changed in SQLite: the table is made anew. An export is of no line,
-- and its fields say what was exported and how many rows.
CREATE TABLE access_log_next (
  id          TEXT NOT NULL,
  at          INTEGER NOT NULL,
  actor_role  TEXT NOT NULL,
  actor_id    TEXT NOT NULL,
  act         TEXT NOT NULL CHECK (act = 'unmask' OR act = 'view_document'
                OR act = 'export'),
  line_id     TEXT NOT NULL,
  case_id     TEXT NOT NULL,
  document_id TEXT NOT NULL,
  fields      TEXT NOT NULL,
  reason      TEXT NOT NULL,
  PRIMARY KEY (line_id, id)
);
INSERT INTO access_log_next
SELECT id, at, actor_role, actor_id, act, line_id, case_id, document_id, fields, reason
FROM access_log ORDER BY rowid;
DROP TABLE access_log;
ALTER TABLE access_log_next RENAME TO access_log;
CREATE INDEX access_log_by_id ON access_log (id);
CREATE INDEX access_log_by_actor ON access_log (actor_id, id);
CREATE TRIGGER access_log_is_not_changed BEFORE UPDATE ON access_log
  BEGIN SELECT RAISE(ABORT, 'the access log is only added to'); END;
CREATE TRIGGER access_log_is_not_deleted BEFORE DELETE ON access_log
  BEGIN SELECT RAISE(ABORT, 'the access log is only added to'); END;
