PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE schema_version(version INTEGER NOT NULL PRIMARY KEY);
INSERT INTO schema_version VALUES(1);
INSERT INTO schema_version VALUES(2);
INSERT INTO schema_version VALUES(3);
INSERT INTO schema_version VALUES(4);
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
INSERT INTO lines VALUES('01930011-0000-7000-8000-000000000001','01930022-0000-7000-8000-000000000001','8619900000001',1,'460990000000001','8986000000000000010',NULL,'prepaid','','','plan-39',3900,'CNY','CANCEL_PENDING',NULL,'IN_USE','2020-02-29',NULL,NULL,NULL,NULL,NULL,'','',0,0,0,0,0,2);
INSERT INTO lines VALUES('01930011-0000-7000-8000-000000000002','01930022-0000-7000-8000-000000000002','8619900000002',1,'460990000000002','8986000000000000028',NULL,'prepaid','','','plan-39',3900,'CNY','ACTIVE',NULL,'IN_USE','2020-02-29',NULL,NULL,NULL,NULL,NULL,'','',0,0,0,0,0,1);
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
INSERT INTO numbers VALUES('8619900000001','01930011-0000-7000-8000-000000000001',1,'IN_SERVICE',NULL,NULL,1);
INSERT INTO numbers VALUES('8619900000002','01930011-0000-7000-8000-000000000002',1,'IN_SERVICE',NULL,NULL,1);
CREATE TABLE subject_keys (
  subject TEXT NOT NULL PRIMARY KEY,
  wrapped BLOB NOT NULL
) WITHOUT ROWID;
INSERT INTO subject_keys VALUES('-',X'86fa5da451be557066f83afb450c2715c8e0043e70ccb304878cd1d0d1fa488ff8b20e94cef721244e25d0ade857');
INSERT INTO subject_keys VALUES('owner:01930022-0000-7000-8000-000000000001',X'14bba155eebe65a9f3de8d3fadeb4e78f29ee39e2cc725e675219130b753fb630bec7279bac3c50dde48e80cb69cacf971907eda2f9641aef68b1bb0');
INSERT INTO subject_keys VALUES('owner:01930022-0000-7000-8000-000000000002',X'23c92a10564d0ade59a54722f06c1673a9dae84017d13c6b71a781e6242c7596d365d26cbe9d0f845d926653d3d177045dc325067c7aec3a3a0bc7d5');
CREATE TABLE owners (
  id      TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  sealed  BLOB NOT NULL
);
INSERT INTO owners VALUES('01930022-0000-7000-8000-000000000001',1,X'ae8a46fb4aaf0f8075d022deee775e19e5be071cd5330b433a0a930a8ea735052d485b53e740c7553dcad924bd3dcd82d79154b5e6097de420a4bf4d931235c067b924feff1e2c150df6d14906324257d6663905bd6aba75fdd64d5032bd7cb7f218342ef048cc23560e0324a03f52715bb11a1f6415ab789a9f2bbafcea82418454b7261a99916b905162c21ba151bc24695a4597d680f9ba4fdb7cf44871d29478082dff7a2e6ea4af0e9ce39239be64c74a8b7ab3b42038deabbbcbeb5597dda63b47abe00673dea2024dc1cd84f52279039ce83fadb50f1fdc95b6b69821d3d24788727618b1679fd2cb083ab3e980ff0a7b273c22f670022fe554332fa48f20f3');
INSERT INTO owners VALUES('01930022-0000-7000-8000-000000000002',1,X'b0bff3697205e327dc07f73e39947f41c879c6841adb541db1522117fbf2fa69316781577127a0022503cb9d868e5cc134328560e3fddd6733a44842621451fb240d33e61847ed4f63c92b1a62f73e11fcd4f84bcce18a43151848cd374b8ee0c5a3fcb69f98ec5d61368ab56febe7a675ef41922c4a0b6034cf7f3f88c40beac88245274e808401a7c138303691603855534ed090bb7cf47d311799e297ccc792f29bf141aef924ea042928082e45b7ce3d52211ca9d907da14c355514ac732025209d586bf4f1d16c47b2442077a5f2e16708c91d5bf090244564388d87e76d7ef3cc706e721de2afcea1cb0f81e674a489d947bf7889a04b11e602ed1a0e6783d17');
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
INSERT INTO cases VALUES('01930011-0000-7000-8000-000000000001','01930033-0000-7000-8000-000000000001','2611-0000001-8','STANDARD','SUBMITTED',NULL,'-',0,'WITHDRAWN',0,NULL,1796000000000,1796000000000,2,'1e703647d96cea2aea3c4c757004f7cdf4927f6d5c43e671ee50c693cb9f6527',2,0);
INSERT INTO cases VALUES('01930011-0000-7000-8000-000000000002','01930033-0000-7000-8000-000000000002','2611-0000002-8','STANDARD','DRAFT',NULL,'-',0,'WITHDRAWN',0,NULL,1796000000000,1796000000000,1,'0ab8cdebf86a462efbbefd4051a0f80d5eba14f0708afad7b1144c96783b0932',1,0);
CREATE TABLE case_files (
  line_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  body    TEXT NOT NULL,
  PRIMARY KEY (line_id, case_id),
  FOREIGN KEY (line_id, case_id) REFERENCES cases (line_id, id)
);
INSERT INTO case_files VALUES('01930011-0000-7000-8000-000000000001','01930033-0000-7000-8000-000000000001','{"channel":"web","language":"zh","reason":"moving abroad","effective":"now"}');
INSERT INTO case_files VALUES('01930011-0000-7000-8000-000000000002','01930033-0000-7000-8000-000000000002','{"channel":"web","language":"zh","reason":"moving abroad","effective":"now"}');
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
INSERT INTO history VALUES('01930033-0000-7000-8000-000000000001','01930011-0000-7000-8000-000000000001',1,1796000000000,'opened','subscriber','01930022-0000-7000-8000-000000000001','','DRAFT','','','','0000000000000000000000000000000000000000000000000000000000000000','eb599936ade9fa7ec8df501df2f8515dc17d81f41716ab39f7635d935f6c94b3');
INSERT INTO history VALUES('01930033-0000-7000-8000-000000000002','01930011-0000-7000-8000-000000000002',1,1796000000000,'opened','subscriber','01930022-0000-7000-8000-000000000001','','DRAFT','','','','0000000000000000000000000000000000000000000000000000000000000000','0ab8cdebf86a462efbbefd4051a0f80d5eba14f0708afad7b1144c96783b0932');
INSERT INTO history VALUES('01930033-0000-7000-8000-000000000001','01930011-0000-7000-8000-000000000001',2,1796000000000,'submitted','subscriber','01930022-0000-7000-8000-000000000001','DRAFT','SUBMITTED','case_submitted','','','eb599936ade9fa7ec8df501df2f8515dc17d81f41716ab39f7635d935f6c94b3','1e703647d96cea2aea3c4c757004f7cdf4927f6d5c43e671ee50c693cb9f6527');
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
INSERT INTO notices VALUES('01930044-0000-7000-8000-000000000001','01930011-0000-7000-8000-000000000001','01930033-0000-7000-8000-000000000001',1,'M02','line','{"case":"2611-0000001-8","quote":"\"\\\u000a\u0001 终止"}','queued','',0,1796000000000,1796000000000,1796259200000);
INSERT INTO notices VALUES('01930044-0000-7000-8000-000000000002','01930011-0000-7000-8000-000000000002','01930033-0000-7000-8000-000000000002',1,'M02','line','{"case":"2611-0000002-8","quote":"\"\\\u000a\u0001 终止"}','queued','',0,1796000000000,1796000000000,1796259200000);
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
INSERT INTO refunds VALUES('01930055-0000-7000-8000-000000000001','01930011-0000-7000-8000-000000000001','01930033-0000-7000-8000-000000000001','QUOTED',1234,'CNY','source','',NULL,1);
INSERT INTO refunds VALUES('01930055-0000-7000-8000-000000000002','01930011-0000-7000-8000-000000000002','01930033-0000-7000-8000-000000000002','QUOTED',1234,'CNY','source','',NULL,1);
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
INSERT INTO vouchers VALUES('V0000000001','01930011-0000-7000-8000-000000000001','01930033-0000-7000-8000-000000000001','receipt','e30.e30.c2ln',1796000000000,NULL);
INSERT INTO vouchers VALUES('V0000000002','01930011-0000-7000-8000-000000000002','01930033-0000-7000-8000-000000000002','receipt','e30.e30.c2ln',1796000000000,NULL);
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
INSERT INTO documents VALUES('01930011-0000-7000-8000-000000000001','01930066-0000-7000-8000-000000000001','01930033-0000-7000-8000-000000000001','image/png',1796000000000,'owner:01930022-0000-7000-8000-000000000001',X'0fc5f5bc4641beb763f77da399ee7aa27c00dc50d3043b08a061ef3f2180fd');
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
INSERT INTO codes VALUES('login:1','aa','bb',0,0,NULL,0,0,1);
CREATE TABLE sessions (
  token_hash TEXT NOT NULL PRIMARY KEY,
  actor_role TEXT NOT NULL,
  actor_id   TEXT NOT NULL,
  owner_id   TEXT NOT NULL,
  line_id    TEXT NOT NULL,
  expires_at INTEGER NOT NULL
, attended_by TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
INSERT INTO sessions VALUES('hash','clerk','clerk:a','','01930011-0000-7000-8000-000000000001',1796000000000,'');
CREATE TABLE staff (
  username      TEXT NOT NULL PRIMARY KEY,
  role          TEXT NOT NULL,
  password_hash TEXT NOT NULL  -- Argon2id, encoded form (RFC 9106).
) WITHOUT ROWID;
INSERT INTO staff VALUES('li','reviewer','$argon2id$');
CREATE TABLE idempotency (
  key          TEXT NOT NULL PRIMARY KEY,
  request_hash TEXT NOT NULL,
  resource_id  TEXT NOT NULL,
  at           INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO idempotency VALUES('key','request','01930033-0000-7000-8000-000000000001',1796000000000);
CREATE TABLE ledger_entries (
  line_id  TEXT NOT NULL,
  seq      INTEGER NOT NULL CHECK (seq >= 1),
  key      TEXT NOT NULL,
  at       INTEGER NOT NULL,
  kind     TEXT NOT NULL,
  note     TEXT NOT NULL,
  PRIMARY KEY (line_id, seq)
) WITHOUT ROWID;
INSERT INTO ledger_entries VALUES('01930011-0000-7000-8000-000000000001',1,'k',1796000000000,'opening','{}');
CREATE TABLE ledger_postings (
  line_id TEXT NOT NULL,
  seq     INTEGER NOT NULL,
  place   INTEGER NOT NULL,
  account TEXT NOT NULL,
  minor   INTEGER NOT NULL,
  PRIMARY KEY (line_id, seq, place),
  FOREIGN KEY (line_id, seq) REFERENCES ledger_entries (line_id, seq)
) WITHOUT ROWID;
INSERT INTO ledger_postings VALUES('01930011-0000-7000-8000-000000000001',1,1,'cash',5);
INSERT INTO ledger_postings VALUES('01930011-0000-7000-8000-000000000001',1,2,'customer.paid_credit',-5);
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
INSERT INTO case_rows VALUES('01930033-0000-7000-8000-000000000001','2611-0000001-8',1,0,0,0,0,1796000000000,253402300799999,1796000000000,1796000000000,0);
INSERT INTO case_rows VALUES('01930033-0000-7000-8000-000000000002','2611-0000002-8',0,0,0,0,0,1796000000000,253402300799999,1796000000000,1796000000000,0);
CREATE TABLE case_words (
  kind TEXT NOT NULL,
  code INTEGER NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (kind, code)
) WITHOUT ROWID;
INSERT INTO case_words VALUES('channel',0,'web');
INSERT INTO case_words VALUES('channel',1,'app');
INSERT INTO case_words VALUES('channel',2,'hotline');
INSERT INTO case_words VALUES('channel',3,'shop');
INSERT INTO case_words VALUES('channel',4,'sms');
INSERT INTO case_words VALUES('channel',5,'api');
INSERT INTO case_words VALUES('hold',0,'');
INSERT INTO case_words VALUES('hold',1,'objection');
INSERT INTO case_words VALUES('hold',2,'risk');
INSERT INTO case_words VALUES('hold',3,'legal');
INSERT INTO case_words VALUES('hold',4,'analyst');
INSERT INTO case_words VALUES('hold',5,'other');
INSERT INTO case_words VALUES('state',0,'DRAFT');
INSERT INTO case_words VALUES('state',1,'SUBMITTED');
INSERT INTO case_words VALUES('state',2,'AUTH_STEPUP');
INSERT INTO case_words VALUES('state',3,'PRECHECK');
INSERT INTO case_words VALUES('state',4,'AWAITING_SUBSCRIBER');
INSERT INTO case_words VALUES('state',5,'UNDER_REVIEW');
INSERT INTO case_words VALUES('state',6,'SECOND_APPROVAL');
INSERT INTO case_words VALUES('state',7,'FRAUD_HOLD');
INSERT INTO case_words VALUES('state',8,'SCHEDULED');
INSERT INTO case_words VALUES('state',9,'EXECUTING');
INSERT INTO case_words VALUES('state',10,'STUCK');
INSERT INTO case_words VALUES('state',11,'COOLING_OFF');
INSERT INTO case_words VALUES('state',12,'FINALISING');
INSERT INTO case_words VALUES('state',13,'CLOSED');
INSERT INTO case_words VALUES('state',14,'REJECTED');
INSERT INTO case_words VALUES('state',15,'WITHDRAWN');
INSERT INTO case_words VALUES('state',16,'EXPIRED');
INSERT INTO case_words VALUES('state',17,'SUPERSEDED');
INSERT INTO case_words VALUES('state',18,'REVERSED');
INSERT INTO case_words VALUES('type',0,'STANDARD');
INSERT INTO case_words VALUES('type',1,'PORT_COMPANION');
INSERT INTO case_words VALUES('type',2,'LOST_STOLEN');
INSERT INTO case_words VALUES('type',3,'DECEASED');
INSERT INTO case_words VALUES('type',4,'GUARDIAN');
INSERT INTO case_words VALUES('type',5,'COMPANY');
INSERT INTO case_words VALUES('type',6,'BULK_IOT');
INSERT INTO case_words VALUES('type',7,'DISOWN');
INSERT INTO case_words VALUES('type',8,'SURVIVOR_SEPARATION');
INSERT INTO case_words VALUES('type',9,'ACCOUNT_CLOSE');
INSERT INTO case_words VALUES('type',10,'COMPANION_ONLY');
INSERT INTO case_words VALUES('type',11,'OPERATOR_INITIATED');
CREATE TABLE case_marks (
  line_id   TEXT NOT NULL,
  case_id   TEXT NOT NULL,
  kind      TEXT NOT NULL,
  mark      BLOB NOT NULL CHECK (length(mark) = 16),
  forget_at INTEGER,
  PRIMARY KEY (line_id, case_id, kind, mark),
  FOREIGN KEY (line_id, case_id) REFERENCES cases (line_id, id)
) WITHOUT ROWID;
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
INSERT INTO pauses VALUES('01930011-0000-7000-8000-000000000001',1767225600000,'2026-03-01',1,0,NULL,1,1,1769904000000,1);
CREATE TABLE line_marks (
  line_id TEXT NOT NULL PRIMARY KEY,
  moved   TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1)
) WITHOUT ROWID;
INSERT INTO line_marks VALUES('01930011-0000-7000-8000-000000000001','["WeChat"]',1);
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
INSERT INTO pairings VALUES('p1','01930011-0000-7000-8000-000000000001','li','00','00','ended',1767225600000,'',2);
CREATE TABLE staff_totp (
  username  TEXT NOT NULL PRIMARY KEY,
  sealed    BLOB NOT NULL,     -- The secret; empty inside: no code is asked for.
  last_step INTEGER NOT NULL,  -- RFC 6238 time step of the last code taken.
  version   INTEGER NOT NULL CHECK (version >= 1)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "access_log" (
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
INSERT INTO access_log VALUES('0190aaaa-0000-7000-8000-000000000001',1767225600000,'clerk','li','unmask','01930011-0000-7000-8000-000000000001','01930033-0000-7000-8000-000000000001','','["name"]','comparing at the counter');
INSERT INTO access_log VALUES('0190aaaa-0000-7000-8000-000000000002',1767229200000,'auditor','wang','export','','','','cases,rows 1','yearly audit');
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
INSERT INTO card_reports VALUES('01930011-0000-7000-8000-000000000001','4a3cdfae6f291c8f544daea5b72905cf9e74c1ed427d831ad0d7ca00c73c794d','','deleted',7,X'0102030405060708090a0b0c10d670dea47dff20ec1de681ee94f36e934240c180f7c400bd9c647c36b52a8c5851bd88b14c255329813678bb75f731','smdp.example',1767229200000,2,'owner:01930022-0000-7000-8000-000000000001',X'000102030405060708090a0b631757c34aa00720cc78eb1a8cb72d1126fb0a356581');
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
INSERT INTO card_wipes VALUES('01930011-0000-7000-8000-000000000001','b5a75b680bb2960bef918d6763a8b0d955f2e8dc5af49fbbc8dd191b4a8b0f2c','','NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',1,1767229140000,1767229200000,'owner:01930022-0000-7000-8000-000000000001',X'0c0d0e0f1011121314151617c9b6bb1adf06591e669fac04491a340e91150f8ae8');
CREATE INDEX lines_by_owner ON lines (owner_id, id);
CREATE INDEX lines_by_main ON lines (main_line_id, id) WHERE main_line_id <> '';
CREATE UNIQUE INDEX lines_live_number ON lines (msisdn)
  WHERE state <> 'TERMINATED' AND state <> 'PORTED_OUT' AND state <> 'CLOSED';
CREATE INDEX numbers_due ON numbers (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX cases_by_id ON cases (id);
CREATE UNIQUE INDEX cases_by_number ON cases (number);
CREATE INDEX cases_due ON cases (due_at) WHERE due_at IS NOT NULL;
CREATE UNIQUE INDEX cases_one_open ON cases (line_id)
  WHERE state <> 'CLOSED' AND state <> 'REJECTED' AND state <> 'WITHDRAWN'
    AND state <> 'EXPIRED' AND state <> 'SUPERSEDED' AND state <> 'REVERSED';
CREATE TRIGGER history_is_not_changed BEFORE UPDATE ON history
  BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;
CREATE TRIGGER history_is_not_deleted BEFORE DELETE ON history
  BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;
CREATE INDEX notices_due ON notices (due_at) WHERE state = 'queued';
CREATE INDEX refunds_due ON refunds (due_at) WHERE due_at IS NOT NULL;
CREATE UNIQUE INDEX vouchers_by_number ON vouchers (number);
CREATE INDEX documents_by_id ON documents (id);
CREATE UNIQUE INDEX ledger_entries_by_key ON ledger_entries (line_id, key);
CREATE INDEX case_rows_by_due ON case_rows (state, due_at);
CREATE INDEX case_marks_by_mark ON case_marks (mark, kind, case_id);
CREATE INDEX case_marks_over ON case_marks (forget_at) WHERE forget_at IS NOT NULL;
CREATE INDEX pauses_due ON pauses (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX pairings_waiting ON pairings (id) WHERE state = 'waiting';
CREATE INDEX access_log_by_id ON access_log (id);
CREATE INDEX access_log_by_actor ON access_log (actor_id, id);
CREATE TRIGGER access_log_is_not_changed BEFORE UPDATE ON access_log
  BEGIN SELECT RAISE(ABORT, 'the access log is only added to'); END;
CREATE TRIGGER access_log_is_not_deleted BEFORE DELETE ON access_log
  BEGIN SELECT RAISE(ABORT, 'the access log is only added to'); END;
CREATE INDEX lines_by_iccid ON lines (iccid, id);
CREATE INDEX lines_profile_left ON lines (card, terminated_at)
  WHERE card = 'DISABLE_REQ' OR card = 'DISABLED' OR card = 'DELETE_REQ'
    OR card = 'DELETE_PENDING_OFFLINE';
CREATE TRIGGER card_reports_stay_as_signed
  BEFORE UPDATE OF digest, change, sequence, chip, address, at, sealed ON card_reports
  BEGIN SELECT RAISE(ABORT, 'a report stays as it was signed'); END;
CREATE TRIGGER card_wipes_stay_as_signed
  BEFORE UPDATE OF digest, key_id, is_proved, wiped_at, at, sealed ON card_wipes
  BEGIN SELECT RAISE(ABORT, 'a report stays as it was signed'); END;
COMMIT;
