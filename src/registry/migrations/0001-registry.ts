import type { Migration } from '../migrate.ts'

/**
 * What is kept. A tenant's tables have `org_id` first in every key, so that row-level security, foreign keys and a sharding by
 * organization all rest on the same column. Tables without it are read by everyone: standards, and what was published.
 */
export const registryMigration: Migration = {
  name: '0001-registry',
  sql: `
CREATE TABLE registry.organization (
  org_id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('company', 'laboratory', 'committee', 'regulator', 'zone', 'administrator')),
  name_zh text NOT NULL CHECK (name_zh <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  created_at timestamptz NOT NULL DEFAULT now()
);

-- read by all, written at start from the library: one row an edition, by the hash of its canonical form
CREATE TABLE registry.standard (
  hash text PRIMARY KEY,
  id text NOT NULL,
  edition text NOT NULL,
  title jsonb NOT NULL,
  authority text NOT NULL,
  files jsonb NOT NULL,
  current boolean NOT NULL,
  added_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX standard_current ON registry.standard (id) WHERE current;

CREATE TABLE registry.subject (
  org_id uuid NOT NULL REFERENCES registry.organization,
  subject_id uuid NOT NULL,
  name text NOT NULL,
  title jsonb NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz,
  PRIMARY KEY (org_id, subject_id),
  UNIQUE (org_id, name)
);
CREATE TABLE registry.subject_version (
  org_id uuid NOT NULL,
  subject_id uuid NOT NULL,
  number int NOT NULL CHECK (number > 0),
  label text NOT NULL,
  description text NOT NULL,
  files jsonb NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, subject_id, number),
  FOREIGN KEY (org_id, subject_id) REFERENCES registry.subject
);

CREATE TABLE registry.evidence (
  org_id uuid NOT NULL REFERENCES registry.organization,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint NOT NULL CHECK (size >= 0),
  name text NOT NULL,
  media_type text NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, sha256)
);
CREATE TABLE registry.upload (
  org_id uuid NOT NULL REFERENCES registry.organization,
  upload_id uuid NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL,
  size bigint NOT NULL CHECK (size >= 0),
  sha256 text,
  received bigint NOT NULL DEFAULT 0,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  PRIMARY KEY (org_id, upload_id)
);

CREATE TABLE registry.assessment (
  org_id uuid NOT NULL,
  assessment_id uuid NOT NULL,
  subject_id uuid NOT NULL,
  version_number int NOT NULL,
  standard_hash text NOT NULL REFERENCES registry.standard,
  kind text NOT NULL CHECK (kind IN ('self', 'third-party', 'supervisory')),
  -- who assesses: the organization itself, or the laboratory or regulator that has access
  performer_org uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('selection', 'determination', 'review', 'decision', 'attestation', 'surveillance', 'closed')),
  activity text NOT NULL CHECK (activity IN ('idle', 'queued', 'running', 'pausing', 'paused', 'failed')),
  reference_date date NOT NULL,
  -- measures in the order in which they run, and the one that runs
  measures jsonb NOT NULL DEFAULT '[]',
  -- how often measuring was begun; chunks of an earlier one count no more
  run int NOT NULL DEFAULT 0,
  stage int NOT NULL DEFAULT 0,
  remaining int NOT NULL DEFAULT 0,
  items_total int NOT NULL DEFAULT 0,
  problems jsonb NOT NULL DEFAULT '[]',
  determined_by jsonb NOT NULL DEFAULT '[]',
  reviewed_by text,
  row_version int NOT NULL DEFAULT 1,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, assessment_id),
  FOREIGN KEY (org_id, subject_id, version_number) REFERENCES registry.subject_version
);
CREATE INDEX assessment_by_state ON registry.assessment (org_id, state, updated_at DESC);
CREATE TABLE registry.answer (
  org_id uuid NOT NULL,
  assessment_id uuid NOT NULL,
  part text NOT NULL CHECK (part IN ('fact', 'finding')),
  name text NOT NULL,
  value jsonb NOT NULL,
  evidence jsonb NOT NULL DEFAULT '[]',
  answered_by text NOT NULL,
  answered_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, assessment_id, part, name),
  FOREIGN KEY (org_id, assessment_id) REFERENCES registry.assessment
);
CREATE TABLE registry.chunk (
  org_id uuid NOT NULL,
  assessment_id uuid NOT NULL,
  run int NOT NULL,
  measure text NOT NULL,
  stage int NOT NULL,
  number int NOT NULL,
  first int NOT NULL CHECK (first >= 0),
  items int NOT NULL CHECK (items > 0),
  state text NOT NULL CHECK (state IN ('waiting', 'done')),
  failures int NOT NULL DEFAULT 0,
  -- items answered so far, while it runs and after
  measured int NOT NULL DEFAULT 0,
  errors int NOT NULL DEFAULT 0,
  journal_sha256 text,
  journal_size int,
  finished_at timestamptz,
  PRIMARY KEY (org_id, assessment_id, run, measure, number),
  FOREIGN KEY (org_id, assessment_id) REFERENCES registry.assessment
);

CREATE TABLE registry.report (
  org_id uuid NOT NULL,
  report_id uuid NOT NULL,
  assessment_id uuid NOT NULL,
  bundle_sha256 text NOT NULL,
  standard_hash text NOT NULL REFERENCES registry.standard,
  subject jsonb NOT NULL,
  verdict text NOT NULL,
  headline jsonb NOT NULL,
  signed_by text,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, report_id),
  FOREIGN KEY (org_id, assessment_id) REFERENCES registry.assessment,
  FOREIGN KEY (org_id, bundle_sha256) REFERENCES registry.evidence
);
CREATE INDEX report_by_assessment ON registry.report (org_id, assessment_id, created_at DESC);
CREATE TABLE registry.attestation (
  org_id uuid NOT NULL,
  report_id uuid NOT NULL,
  decision text NOT NULL CHECK (decision IN ('granted', 'refused')),
  reason text NOT NULL,
  decided_by text NOT NULL,
  decided_at timestamptz NOT NULL DEFAULT now(),
  valid_from date,
  valid_until date,
  status text NOT NULL CHECK (status IN ('none', 'valid', 'suspended', 'withdrawn')),
  status_reason text,
  status_by text,
  status_at timestamptz,
  surveillance jsonb NOT NULL DEFAULT '[]',
  published boolean NOT NULL DEFAULT false,
  PRIMARY KEY (org_id, report_id),
  FOREIGN KEY (org_id, report_id) REFERENCES registry.report
);

-- what a company asks of a laboratory, and what it lets others see: seen by both sides, written by the company's
CREATE TABLE registry.request (
  org_id uuid NOT NULL REFERENCES registry.organization,
  request_id uuid NOT NULL,
  performer_org uuid NOT NULL,
  org_name jsonb NOT NULL,
  subject_id uuid NOT NULL,
  version_number int NOT NULL,
  subject_title jsonb NOT NULL,
  standard_hash text NOT NULL REFERENCES registry.standard,
  message text NOT NULL,
  state text NOT NULL CHECK (state IN ('sent', 'accepted', 'declined', 'withdrawn')),
  answer text,
  assessment_id uuid,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  answered_at timestamptz,
  PRIMARY KEY (org_id, request_id),
  FOREIGN KEY (org_id, subject_id, version_number) REFERENCES registry.subject_version
);
CREATE INDEX request_by_performer ON registry.request (performer_org, state, created_at DESC);
CREATE TABLE registry.access (
  org_id uuid NOT NULL REFERENCES registry.organization,
  grantee_org uuid NOT NULL,
  assessment_id uuid NOT NULL,
  may text NOT NULL CHECK (may IN ('read', 'assess')),
  until timestamptz,
  granted_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, grantee_org, assessment_id),
  FOREIGN KEY (org_id, assessment_id) REFERENCES registry.assessment
);
CREATE INDEX access_by_grantee ON registry.access (grantee_org);

-- a copy at publication: the public reads nothing of a tenant
CREATE TABLE registry.publication (
  publication_id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  report_id uuid NOT NULL,
  org_name jsonb NOT NULL,
  subject jsonb NOT NULL,
  standard jsonb NOT NULL,
  kind text NOT NULL,
  performer_name jsonb NOT NULL,
  verdict text NOT NULL,
  headline jsonb NOT NULL,
  bundle_sha256 text NOT NULL,
  bundle_size bigint NOT NULL,
  valid_from date,
  valid_until date,
  status text NOT NULL,
  status_reason text,
  published_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  search text NOT NULL,
  UNIQUE (org_id, report_id)
);
CREATE INDEX publication_recent ON registry.publication (published_at DESC, publication_id);

-- answers given to a key, so that a request sent twice is done once
CREATE TABLE registry.idempotency (
  org_id uuid NOT NULL,
  key text NOT NULL,
  request_sha256 text NOT NULL,
  status int NOT NULL,
  body text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, key)
);

CREATE TABLE registry.audit (
  org_id uuid NOT NULL,
  seq int NOT NULL,
  at timestamptz NOT NULL,
  body text NOT NULL,
  prev text NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (org_id, seq)
);

DO $$ DECLARE t text; own text := '(org_id = (SELECT nullif(current_setting(''app.org'', true), '''')::uuid))'; BEGIN
  FOREACH t IN ARRAY ARRAY['subject', 'subject_version', 'evidence', 'upload', 'assessment', 'answer', 'chunk', 'report', 'attestation', 'idempotency'] LOOP
    EXECUTE format('ALTER TABLE registry.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE registry.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON registry.%I FOR ALL TO pl_app USING %s WITH CHECK %s', t, own, own);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON registry.%I TO pl_app', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['request', 'access'] LOOP
    EXECUTE format('ALTER TABLE registry.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE registry.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON registry.%I FOR ALL TO pl_app USING %s WITH CHECK %s', t, own, own);
    EXECUTE format('CREATE POLICY other_side ON registry.%I FOR SELECT TO pl_app USING (%I = (SELECT nullif(current_setting(''app.org'', true), '''')::uuid))',
      t, CASE t WHEN 'request' THEN 'performer_org' ELSE 'grantee_org' END);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON registry.%I TO pl_app', t);
  END LOOP;
  ALTER TABLE registry.organization ENABLE ROW LEVEL SECURITY;
  ALTER TABLE registry.organization FORCE ROW LEVEL SECURITY;
  EXECUTE format('CREATE POLICY own ON registry.organization FOR ALL TO pl_app USING %s WITH CHECK %s', own, own);
  -- whom one may turn to is known to all; who else is here is not
  CREATE POLICY offices ON registry.organization FOR SELECT TO pl_app USING (kind <> 'company');
  GRANT SELECT, INSERT, UPDATE ON registry.organization TO pl_app;
  ALTER TABLE registry.publication ENABLE ROW LEVEL SECURITY;
  ALTER TABLE registry.publication FORCE ROW LEVEL SECURITY;
  CREATE POLICY everyone ON registry.publication FOR SELECT TO pl_app USING (true);
  EXECUTE format('CREATE POLICY own ON registry.publication FOR ALL TO pl_app USING %s WITH CHECK %s', own, own);
  GRANT SELECT, INSERT, UPDATE ON registry.publication TO pl_app;
END $$;
GRANT USAGE ON SCHEMA registry TO pl_app, pl_audit, pl_jobs;
GRANT SELECT ON registry.standard TO pl_app;

-- the chain: read by its tenant, written by one function alone
ALTER TABLE registry.audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE registry.audit FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON registry.audit FOR SELECT TO pl_app USING (org_id = (SELECT nullif(current_setting('app.org', true), '')::uuid));
CREATE POLICY chain ON registry.audit FOR ALL TO pl_audit USING (true) WITH CHECK (true);
GRANT SELECT ON registry.audit TO pl_app;
GRANT SELECT, INSERT ON registry.audit TO pl_audit;
CREATE FUNCTION registry.audit_append(body text) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE o uuid := nullif(current_setting('app.org', true), '')::uuid; s int; p text; t timestamptz := clock_timestamp();
BEGIN
  IF o IS NULL THEN RAISE EXCEPTION 'audit_append: no organization'; END IF;
  -- a statement of its own: the snapshot of the next one is then newer than the lock
  PERFORM pg_advisory_xact_lock(hashtextextended('audit:' || o, 0));
  SELECT a.seq, a.hash INTO s, p FROM registry.audit a WHERE a.org_id = o ORDER BY a.seq DESC LIMIT 1;
  s := coalesce(s, 0) + 1;
  p := coalesce(p, '');
  INSERT INTO registry.audit (org_id, seq, at, body, prev, hash) VALUES (o, s, t, body, p,
    encode(sha256(convert_to(p || E'\\n' || o || E'\\n' || s || E'\\n' || to_char(t AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || E'\\n' || body, 'UTF8')), 'hex'));
  RETURN s;
END $$;
REVOKE ALL ON FUNCTION registry.audit_append(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION registry.audit_append(text) TO pl_app;
-- an owner must be able to make things where they stand: for this one statement it is
GRANT CREATE ON SCHEMA registry TO pl_audit;
ALTER FUNCTION registry.audit_append(text) OWNER TO pl_audit;
REVOKE CREATE ON SCHEMA registry FROM pl_audit;
CREATE FUNCTION registry.audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit log is only added to'; END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON registry.audit FOR EACH ROW EXECUTE FUNCTION registry.audit_stays();
CREATE TRIGGER stays_whole BEFORE TRUNCATE ON registry.audit FOR EACH STATEMENT EXECUTE FUNCTION registry.audit_stays();
ALTER TABLE registry.audit ENABLE ALWAYS TRIGGER stays;
ALTER TABLE registry.audit ENABLE ALWAYS TRIGGER stays_whole
`,
}
