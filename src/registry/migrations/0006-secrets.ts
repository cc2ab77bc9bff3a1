import type { Migration } from '../migrate.ts'

/** Keys for services under test, sealed: what stands here opens nothing without the installation's own secret. */
export const secretsMigration: Migration = {
  name: '0006-secrets',
  sql: `
CREATE TABLE registry.secret (
  org_id uuid NOT NULL REFERENCES registry.organization,
  name text NOT NULL CHECK (name ~ '^[A-Z][A-Z0-9_]{0,59}$'),
  -- where it may be sent; sealed together with it
  hosts jsonb NOT NULL,
  sealed text NOT NULL,
  set_by text NOT NULL,
  set_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz,
  PRIMARY KEY (org_id, name)
);
DO $$ DECLARE own text := '(org_id = (SELECT nullif(current_setting(''app.org'', true), '''')::uuid))'; BEGIN
  ALTER TABLE registry.secret ENABLE ROW LEVEL SECURITY;
  ALTER TABLE registry.secret FORCE ROW LEVEL SECURITY;
  EXECUTE format('CREATE POLICY tenant ON registry.secret FOR ALL TO pl_app USING %s WITH CHECK %s', own, own);
  GRANT SELECT, INSERT, UPDATE, DELETE ON registry.secret TO pl_app;
END $$
`,
}
