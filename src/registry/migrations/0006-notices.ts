import type { Migration } from '../migrate.ts'

/** What an organization is told of by itself. `key`: of what, and which time; the same is told once, however often it is found due. */
export const noticesMigration: Migration = {
  name: '0006-notices',
  sql: `
CREATE TABLE registry.notice (
  org_id uuid NOT NULL REFERENCES registry.organization,
  notice_id uuid NOT NULL,
  key text NOT NULL,
  kind text NOT NULL,
  about jsonb NOT NULL,
  due date,
  at timestamptz NOT NULL,
  read_at timestamptz,
  read_by text,
  PRIMARY KEY (org_id, notice_id),
  UNIQUE (org_id, key)
);
CREATE INDEX notice_recent ON registry.notice (org_id, at DESC, notice_id);
ALTER TABLE registry.notice ENABLE ROW LEVEL SECURITY;
ALTER TABLE registry.notice FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON registry.notice FOR ALL TO pl_app
  USING (org_id = (SELECT nullif(current_setting('app.org', true), '')::uuid))
  WITH CHECK (org_id = (SELECT nullif(current_setting('app.org', true), '')::uuid));
GRANT SELECT, INSERT, UPDATE, DELETE ON registry.notice TO pl_app
`,
}
