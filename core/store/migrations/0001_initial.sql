-- What the store says of itself: store, trust_domain, ledger_key.
CREATE TABLE meta (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- The ledger.
CREATE TABLE records (
  seq INTEGER NOT NULL PRIMARY KEY,
  body BLOB NOT NULL
);
CREATE TABLE record_values (
  seq INTEGER NOT NULL PRIMARY KEY,
  body BLOB NOT NULL
);
CREATE TABLE tiles (
  level INTEGER NOT NULL,
  idx INTEGER NOT NULL,
  hashes BLOB NOT NULL CHECK (length(hashes) = 8192),
  PRIMARY KEY (level, idx)
);
CREATE TABLE checkpoints (
  size INTEGER NOT NULL PRIMARY KEY,
  note BLOB NOT NULL
);

-- Projections: what a rebuild drops and makes again from the records.
CREATE TABLE state_user (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE state_operator (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE state_group (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE state_agent (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE state_enrolment (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE state_scope (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE state_action (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE state_role (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE state_assignment (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE state_grant (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE state_delegation (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE state_approval (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE state_counter (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE state_outcome (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE state_setting (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;

-- What no record can bring back.
CREATE TABLE secrets (
  name TEXT NOT NULL,
  recipient TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (name, recipient)
) WITHOUT ROWID;
CREATE TABLE sessions (
  token_hash TEXT NOT NULL PRIMARY KEY,
  expires INTEGER NOT NULL,
  body TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_expires ON sessions (expires);
CREATE TABLE single_use (
  type TEXT NOT NULL,
  key TEXT NOT NULL,
  expires INTEGER NOT NULL,
  PRIMARY KEY (type, key)
) WITHOUT ROWID;
CREATE INDEX single_use_expires ON single_use (expires);
CREATE TABLE idempotency (
  agent TEXT NOT NULL,
  key TEXT NOT NULL,
  body BLOB NOT NULL CHECK (length(body) = 32),
  answer BLOB NOT NULL,
  expires INTEGER NOT NULL,
  PRIMARY KEY (agent, key)
) WITHOUT ROWID;
CREATE INDEX idempotency_expires ON idempotency (expires);

-- The audit index. Absent = NULL, so that the partial indexes stay small; every index ends in seq (the row's own key).
CREATE TABLE audit (
  seq INTEGER NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  outcome TEXT NOT NULL,
  agent TEXT,
  user_id TEXT,
  operator_id TEXT,
  action TEXT,
  approval TEXT,
  request TEXT,
  session TEXT,
  policy TEXT
);
CREATE INDEX audit_kind ON audit (kind);
CREATE INDEX audit_outcome ON audit (outcome);
CREATE INDEX audit_agent ON audit (agent) WHERE agent IS NOT NULL;
CREATE INDEX audit_user ON audit (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX audit_operator ON audit (operator_id) WHERE operator_id IS NOT NULL;
CREATE INDEX audit_action ON audit (action) WHERE action IS NOT NULL;
CREATE INDEX audit_approval ON audit (approval) WHERE approval IS NOT NULL;
CREATE INDEX audit_request ON audit (request) WHERE request IS NOT NULL;
CREATE INDEX audit_session ON audit (session) WHERE session IS NOT NULL;
CREATE TABLE audit_resource (
  seq INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (seq, key)
) WITHOUT ROWID;
CREATE INDEX audit_resource_value ON audit_resource (value, seq, key);
CREATE TABLE audit_reason (
  seq INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (seq, value)
) WITHOUT ROWID;
CREATE INDEX audit_reason_value ON audit_reason (value, seq);
CREATE TABLE audit_scope (
  seq INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (seq, value)
) WITHOUT ROWID;
CREATE INDEX audit_scope_value ON audit_scope (value, seq);
