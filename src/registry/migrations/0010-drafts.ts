import type { Migration } from '../migrate.ts'

/**
 * Standards that a committee writes. A version is never changed and never goes: what is saved is the next one. A comment keeps its anchor, and
 * with it the words it was written on.
 */
export const draftsMigration: Migration = {
  name: '0010-drafts',
  sql: `
CREATE TABLE registry.draft (
  org_id uuid NOT NULL REFERENCES registry.organization,
  draft_id uuid NOT NULL,
  -- as the newest version that could be read says
  standard_id text NOT NULL,
  title jsonb NOT NULL,
  -- hash of the standard that it was begun from
  based_on text,
  -- of the newest version
  number int NOT NULL CHECK (number >= 1),
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, draft_id)
);
CREATE TABLE registry.draft_version (
  org_id uuid NOT NULL,
  draft_id uuid NOT NULL,
  number int NOT NULL CHECK (number >= 1),
  -- of text and cases
  sha256 text NOT NULL,
  text text NOT NULL,
  cases text NOT NULL,
  -- the version whose text it has again
  restored int,
  saved_by text NOT NULL,
  saved_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, draft_id, number),
  FOREIGN KEY (org_id, draft_id) REFERENCES registry.draft
);
CREATE TABLE registry.draft_comment (
  org_id uuid NOT NULL,
  comment_id uuid NOT NULL,
  draft_id uuid NOT NULL,
  -- the version it was written on
  number int NOT NULL,
  -- the comment it answers
  reply_to uuid,
  -- of an answer: that of the comment
  anchor jsonb NOT NULL,
  body text NOT NULL,
  said_by text NOT NULL,
  said_at timestamptz NOT NULL DEFAULT now(),
  resolved_by text,
  resolved_at timestamptz,
  PRIMARY KEY (org_id, comment_id),
  FOREIGN KEY (org_id, draft_id, number) REFERENCES registry.draft_version,
  FOREIGN KEY (org_id, reply_to) REFERENCES registry.draft_comment
);
CREATE INDEX draft_comment_of ON registry.draft_comment (org_id, draft_id, said_at);
DO $$ DECLARE
  own text := '(org_id = (SELECT nullif(current_setting(''app.org'', true), '''')::uuid))';
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['draft', 'draft_version', 'draft_comment'] LOOP
    EXECUTE format('ALTER TABLE registry.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE registry.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON registry.%I FOR ALL TO pl_app USING %s WITH CHECK %s', t, own, own);
  END LOOP;
  GRANT SELECT, INSERT, UPDATE ON registry.draft, registry.draft_comment TO pl_app;
  GRANT SELECT, INSERT ON registry.draft_version TO pl_app;
END $$
`,
}
