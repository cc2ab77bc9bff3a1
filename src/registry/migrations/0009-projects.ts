import type { Migration } from '../migrate.ts'

/**
 * The projects of a committee. What was done is written down and never changed: the database refuses to. What is open to comments is there for
 * all to read, as far as it is public: title, since when, and the draft.
 */
export const projectsMigration: Migration = {
  name: '0009-projects',
  sql: `
CREATE TABLE registry.project (
  org_id uuid NOT NULL REFERENCES registry.organization,
  project_id uuid NOT NULL,
  procedure text NOT NULL,
  title jsonb NOT NULL,
  state text NOT NULL,
  -- acts so far: whoever adds one names the last that was seen
  acts int NOT NULL,
  -- number of the standard, once it has one; never given again
  number text,
  -- while it is open to comments
  open_since date,
  comment_draft text,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, project_id)
);
CREATE INDEX project_recent ON registry.project (org_id, changed_at DESC, project_id);
CREATE INDEX project_open ON registry.project (open_since DESC, project_id) WHERE open_since IS NOT NULL;
CREATE TABLE registry.project_act (
  org_id uuid NOT NULL,
  project_id uuid NOT NULL,
  seq int NOT NULL,
  by text NOT NULL,
  role text NOT NULL,
  valid date NOT NULL,
  recorded timestamptz NOT NULL DEFAULT clock_timestamp(),
  deed jsonb NOT NULL,
  PRIMARY KEY (org_id, project_id, seq),
  FOREIGN KEY (org_id, project_id) REFERENCES registry.project
);
-- every number that was ever given here, those of acts that were struck among them
CREATE INDEX project_act_number ON registry.project_act ((deed ->> 'number')) WHERE deed ->> 'what' = 'numbered';
CREATE FUNCTION registry.acts_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'an act is never changed nor taken away'; END $$;
CREATE TRIGGER acts_stay BEFORE UPDATE OR DELETE ON registry.project_act FOR EACH ROW EXECUTE FUNCTION registry.acts_stay();
CREATE TABLE registry.committee_member (
  org_id uuid NOT NULL REFERENCES registry.organization,
  member_id uuid NOT NULL,
  name text NOT NULL,
  unit text NOT NULL,
  part text NOT NULL,
  term_from date NOT NULL,
  term_until date NOT NULL,
  committees int NOT NULL DEFAULT 1,
  -- the person of this installation, where they have an account: votes for themselves
  person text,
  PRIMARY KEY (org_id, member_id)
);
CREATE UNIQUE INDEX committee_member_person ON registry.committee_member (org_id, person) WHERE person IS NOT NULL;

DO $$ DECLARE t text; own text := '(org_id = (SELECT nullif(current_setting(''app.org'', true), '''')::uuid))'; BEGIN
  FOREACH t IN ARRAY ARRAY['project', 'project_act', 'committee_member'] LOOP
    EXECUTE format('ALTER TABLE registry.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE registry.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON registry.%I FOR ALL TO pl_app USING %s WITH CHECK %s', t, own, own);
  END LOOP;
  CREATE POLICY open_to_all ON registry.project FOR SELECT TO pl_app USING (open_since IS NOT NULL);
END $$;
GRANT SELECT, INSERT, UPDATE ON registry.project TO pl_app;
GRANT SELECT, INSERT ON registry.project_act TO pl_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON registry.committee_member TO pl_app;

-- a number may have been given by another committee of the installation
CREATE POLICY numbers ON registry.project_act FOR SELECT TO pl_audit USING (true);
GRANT SELECT ON registry.project_act TO pl_audit;
CREATE FUNCTION registry.number_given(wanted text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT EXISTS (SELECT 1 FROM registry.project_act WHERE deed ->> 'what' = 'numbered' AND deed ->> 'number' = wanted)
$$;
REVOKE ALL ON FUNCTION registry.number_given(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION registry.number_given(text) TO pl_app;
GRANT CREATE ON SCHEMA registry TO pl_audit;
ALTER FUNCTION registry.number_given(text) OWNER TO pl_audit;
REVOKE CREATE ON SCHEMA registry FROM pl_audit
`,
}
