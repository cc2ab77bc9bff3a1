import type { Migration } from '../migrate.ts'

/** Whoever keeps the installation must know which organizations there are; a tenant must not. */
export const keepingMigration: Migration = {
  name: '0004-keeping',
  sql: `
CREATE POLICY census ON registry.organization FOR SELECT TO pl_audit USING (true);
GRANT SELECT ON registry.organization TO pl_audit;
CREATE FUNCTION registry.audit_heads() RETURNS TABLE (org_id uuid, seq int, hash text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  -- also of those that have entries and no row: whoever took it away left a chain
  SELECT k.org_id, coalesce(a.seq, 0), coalesce(a.hash, '')
  FROM (SELECT o.org_id FROM registry.organization o UNION SELECT x.org_id FROM registry.audit x) k
  LEFT JOIN LATERAL (SELECT y.seq, y.hash FROM registry.audit y WHERE y.org_id = k.org_id ORDER BY y.seq DESC LIMIT 1) a ON true
  ORDER BY k.org_id
$$;
REVOKE ALL ON FUNCTION registry.audit_heads() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION registry.audit_heads() TO pl_jobs;
GRANT CREATE ON SCHEMA registry TO pl_audit;
ALTER FUNCTION registry.audit_heads() OWNER TO pl_audit;
REVOKE CREATE ON SCHEMA registry FROM pl_audit;
-- which schema a copy is of
GRANT SELECT ON registry.migration TO pl_jobs
`,
}
