import type { Migration } from '../migrate.ts'

/** What people are asked to look through after measuring, and what they filled in. */
export const reviewSheetsMigration: Migration = {
  name: '0007-review-sheets',
  sql: `
CREATE TABLE registry.review_sheet (
  org_id uuid NOT NULL,
  assessment_id uuid NOT NULL,
  measure text NOT NULL,
  -- the run whose answers stand in it
  run int NOT NULL,
  sheet_sha256 text NOT NULL,
  -- rows that wait for somebody
  open int NOT NULL CHECK (open >= 0),
  -- where the instrument looks for what is filled in, in the subject's folder
  save_as text NOT NULL,
  -- sheets that were filled in: {sha256, by, at}, in the order in which they came
  filled jsonb NOT NULL DEFAULT '[]',
  PRIMARY KEY (org_id, assessment_id, measure),
  FOREIGN KEY (org_id, assessment_id) REFERENCES registry.assessment,
  FOREIGN KEY (org_id, sheet_sha256) REFERENCES registry.evidence
);
DO $$ DECLARE own text := '(org_id = (SELECT nullif(current_setting(''app.org'', true), '''')::uuid))'; BEGIN
  ALTER TABLE registry.review_sheet ENABLE ROW LEVEL SECURITY;
  ALTER TABLE registry.review_sheet FORCE ROW LEVEL SECURITY;
  EXECUTE format('CREATE POLICY tenant ON registry.review_sheet FOR ALL TO pl_app USING %s WITH CHECK %s', own, own);
  GRANT SELECT, INSERT, UPDATE, DELETE ON registry.review_sheet TO pl_app;
END $$
`,
}
