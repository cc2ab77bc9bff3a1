import type { Migration } from '../migrate.ts'

/**
 * What passes between a company and those who assess it: files that somebody brought into an assessment, inspections that a regulator
 * orders, and what is to be mended after one.
 */
export const oversightMigration: Migration = {
  name: '0005-oversight',
  sql: `
-- into which assessment it is brought, and by whom, where it is not an upload of the organization for itself
ALTER TABLE registry.upload ADD COLUMN assessment_id uuid, ADD COLUMN brought_by uuid,
  ADD FOREIGN KEY (org_id, assessment_id) REFERENCES registry.assessment;
CREATE INDEX upload_by_assessment ON registry.upload (org_id, assessment_id) WHERE assessment_id IS NOT NULL;
CREATE TABLE registry.brought (
  org_id uuid NOT NULL,
  assessment_id uuid NOT NULL,
  sha256 text NOT NULL,
  -- the organization; the person is named in the chain
  brought_by uuid NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, assessment_id, sha256),
  FOREIGN KEY (org_id, assessment_id) REFERENCES registry.assessment,
  FOREIGN KEY (org_id, sha256) REFERENCES registry.evidence
);

-- an inspection is ordered by the performer; which system it is about may be left to the company
ALTER TABLE registry.request
  ADD COLUMN kind text NOT NULL DEFAULT 'commission' CHECK (kind IN ('commission', 'inspection')),
  ADD COLUMN performer_name jsonb,
  -- of an inspection: the law or the reason
  ADD COLUMN basis text,
  ADD COLUMN due date,
  -- when it was decided
  ADD COLUMN finished_at timestamptz,
  ALTER COLUMN subject_id DROP NOT NULL,
  ALTER COLUMN version_number DROP NOT NULL,
  ALTER COLUMN subject_title DROP NOT NULL,
  ADD CHECK (kind = 'inspection' OR subject_id IS NOT NULL),
  ADD CHECK (kind = 'commission' OR (basis IS NOT NULL AND due IS NOT NULL AND state <> 'declined'));
CREATE INDEX request_by_assessment ON registry.request (org_id, assessment_id);

CREATE TABLE registry.corrective_action (
  org_id uuid NOT NULL,
  action_id uuid NOT NULL,
  assessment_id uuid NOT NULL,
  performer_org uuid NOT NULL,
  clause text NOT NULL,
  finding text NOT NULL,
  due date NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'answered', 'closed')),
  answer text,
  evidence jsonb NOT NULL DEFAULT '[]',
  answered_by text,
  answered_at timestamptz,
  -- of whoever closed or reopened it
  note text,
  concluded_by text,
  concluded_at timestamptz,
  -- how often it was given back
  reopened int NOT NULL DEFAULT 0,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, action_id),
  FOREIGN KEY (org_id, assessment_id) REFERENCES registry.assessment
);
CREATE INDEX corrective_action_by_performer ON registry.corrective_action (performer_org, created_at DESC);
CREATE INDEX corrective_action_by_assessment ON registry.corrective_action (org_id, assessment_id);

DO $$ DECLARE t text; own text := '(org_id = (SELECT nullif(current_setting(''app.org'', true), '''')::uuid))'; BEGIN
  FOREACH t IN ARRAY ARRAY['brought', 'corrective_action'] LOOP
    EXECUTE format('ALTER TABLE registry.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE registry.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON registry.%I FOR ALL TO pl_app USING %s WITH CHECK %s', t, own, own);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON registry.%I TO pl_app', t);
  END LOOP;
  CREATE POLICY other_side ON registry.corrective_action FOR SELECT TO pl_app
    USING (performer_org = (SELECT nullif(current_setting('app.org', true), '')::uuid));
END $$;

-- whom a regulator supervises; to anybody else the answer is empty
CREATE FUNCTION registry.supervised() RETURNS TABLE (org_id uuid, name_zh text, name_en text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT c.org_id, c.name_zh, c.name_en FROM registry.organization c
  WHERE c.kind = 'company' AND EXISTS (
    SELECT 1 FROM registry.organization r WHERE r.org_id = nullif(current_setting('app.org', true), '')::uuid AND r.kind = 'regulator')
  ORDER BY c.name_zh, c.org_id
$$;
REVOKE ALL ON FUNCTION registry.supervised() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION registry.supervised() TO pl_app;
GRANT CREATE ON SCHEMA registry TO pl_audit;
ALTER FUNCTION registry.supervised() OWNER TO pl_audit;
REVOKE CREATE ON SCHEMA registry FROM pl_audit
`,
}
