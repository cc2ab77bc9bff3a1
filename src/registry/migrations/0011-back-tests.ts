import type { Migration } from '../migrate.ts'

/**
 * Back-tests: a committee has the attested evidence of the installation judged under a draft. It is given counts, and never a row of anybody
 * else's: the one function that names their evidence is for the work, and what the work writes down is the document.
 */
export const backTestsMigration: Migration = {
  name: '0011-back-tests',
  sql: `
CREATE TABLE registry.back_test (
  org_id uuid NOT NULL REFERENCES registry.organization,
  back_test_id uuid NOT NULL,
  from_hash text NOT NULL REFERENCES registry.standard (hash),
  -- the text of the draft, then those of the standards that it extends
  draft jsonb NOT NULL,
  draft_id text NOT NULL,
  draft_edition text NOT NULL,
  draft_hash text NOT NULL,
  draft_title jsonb NOT NULL,
  settings jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'stopped')),
  -- reports read and judged so far, of how many
  judged int NOT NULL DEFAULT 0,
  reports int,
  document jsonb,
  problems jsonb NOT NULL DEFAULT '[]',
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  PRIMARY KEY (org_id, back_test_id)
);
CREATE INDEX back_test_recent ON registry.back_test (org_id, created_at DESC, back_test_id);
ALTER TABLE registry.back_test ENABLE ROW LEVEL SECURITY;
ALTER TABLE registry.back_test FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON registry.back_test FOR ALL TO pl_app
  USING (org_id = (SELECT nullif(current_setting('app.org', true), '')::uuid))
  WITH CHECK (org_id = (SELECT nullif(current_setting('app.org', true), '')::uuid));
GRANT SELECT, INSERT, UPDATE, DELETE ON registry.back_test TO pl_app;

-- evidence that counts: of each system assessed under the standard the report decided last, whatever was decided; to anybody but the work of a committee's own back-test the answer is empty
CREATE POLICY back_test ON registry.report FOR SELECT TO pl_audit USING (true);
CREATE POLICY back_test ON registry.attestation FOR SELECT TO pl_audit USING (true);
CREATE POLICY back_test ON registry.assessment FOR SELECT TO pl_audit USING (true);
CREATE POLICY back_test ON registry.back_test FOR SELECT TO pl_audit USING (true);
GRANT SELECT ON registry.report, registry.attestation, registry.assessment, registry.back_test, registry.standard TO pl_audit;
CREATE FUNCTION registry.back_test_evidence(wanted uuid) RETURNS TABLE (org_id uuid, bundle_sha256 text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT DISTINCT ON (a.org_id, a.subject_id) r.org_id, r.bundle_sha256
  FROM registry.back_test b
  JOIN registry.organization o ON o.org_id = b.org_id AND o.kind = 'committee'
  JOIN registry.standard f ON f.hash = b.from_hash
  JOIN registry.standard s ON s.id = f.id
  JOIN registry.report r ON r.standard_hash = s.hash
  JOIN registry.attestation t ON t.org_id = r.org_id AND t.report_id = r.report_id
  JOIN registry.assessment a ON a.org_id = r.org_id AND a.assessment_id = r.assessment_id
  WHERE b.back_test_id = wanted AND b.org_id = nullif(current_setting('app.org', true), '')::uuid
    AND current_setting('app.actor', true) = 'worker' AND b.state IN ('queued', 'running')
  ORDER BY a.org_id, a.subject_id, t.decided_at DESC, r.report_id
$$;
REVOKE ALL ON FUNCTION registry.back_test_evidence(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION registry.back_test_evidence(uuid) TO pl_app;
GRANT CREATE ON SCHEMA registry TO pl_audit;
ALTER FUNCTION registry.back_test_evidence(uuid) OWNER TO pl_audit;
REVOKE CREATE ON SCHEMA registry FROM pl_audit;

SELECT pgboss.create_queue('back-test', '{"policy": "standard", "retryLimit": 50, "retryDelay": 1, "expireInSeconds": 60, "deadLetter": "dead"}'::json);
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO pl_jobs
`,
}
