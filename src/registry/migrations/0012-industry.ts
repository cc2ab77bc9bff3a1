import type { Migration } from '../migrate.ts'

/**
 * Snapshots of an industry: protected tables of many enterprises, as an office published them. They are frozen: nothing changes or deletes
 * one, a later one may name the one it follows.
 */
export const industryMigration: Migration = {
  name: '0012-industry',
  sql: `
CREATE TABLE registry.industry_snapshot (
  snapshot_id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES registry.organization,
  org_name jsonb NOT NULL,
  title jsonb NOT NULL,
  standard jsonb NOT NULL,
  -- the day of what was known
  as_of date NOT NULL,
  -- of the snapshot by its own rule, and of its bytes in the store
  hash text NOT NULL,
  bytes_sha256 text NOT NULL,
  size bigint NOT NULL,
  follows uuid REFERENCES registry.industry_snapshot,
  published_by text NOT NULL,
  published_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (org_id, hash)
);
CREATE INDEX industry_snapshot_recent ON registry.industry_snapshot (published_at DESC, snapshot_id);
ALTER TABLE registry.industry_snapshot ENABLE ROW LEVEL SECURITY;
ALTER TABLE registry.industry_snapshot FORCE ROW LEVEL SECURITY;
CREATE POLICY everyone ON registry.industry_snapshot FOR SELECT TO pl_app USING (true);
CREATE POLICY own ON registry.industry_snapshot FOR INSERT TO pl_app
  WITH CHECK (org_id = (SELECT nullif(current_setting('app.org', true), '')::uuid));
GRANT SELECT, INSERT ON registry.industry_snapshot TO pl_app
`,
}
