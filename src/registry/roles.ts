import type { Connection } from './engine.ts'

/**
 * Who may do what in the database. The login owns nothing and inherits nothing: outside of a transaction that enters a role it can read no
 * table, so that a forgotten tenant is an error and not a leak.
 */
export const roles = {
  /** owns the tables; subject to row-level security like anyone */
  owner: 'pl_owner',
  /** tenants' rows */
  app: 'pl_app',
  /** the queue */
  jobs: 'pl_jobs',
  /** accounts and sessions */
  auth: 'pl_auth',
  /** writes the audit chain, through one function */
  audit: 'pl_audit',
  login: 'pl_login',
} as const

/** Idempotent; roles belong to the whole cluster, so that two databases of one server share them. `password`: of the login, where a server asks for one. */
export async function makeRoles({ script, query }: Connection, password?: string): Promise<void> {
  const group = [roles.owner, roles.app, roles.jobs, roles.auth, roles.audit].map((r) => `'${r}'`).join(',')
  await script(`
    DO $$ DECLARE r text; BEGIN
      FOREACH r IN ARRAY ARRAY[${group}] LOOP
        BEGIN EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', r);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END;
      END LOOP;
      BEGIN CREATE ROLE ${roles.login} LOGIN NOINHERIT;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END;
      GRANT ${roles.app}, ${roles.jobs}, ${roles.auth} TO ${roles.login};
      GRANT ${roles.audit} TO ${roles.owner};
      EXECUTE format('GRANT CREATE ON DATABASE %I TO ${roles.owner}', current_database());
    END $$;
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
    DO $$ BEGIN
      -- a tenant's transaction could name another tenant with it; a managed service may not allow taking it away
      REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC;
    EXCEPTION WHEN insufficient_privilege THEN NULL; END $$;
  `)
  if (password === undefined) return
  const quoted = await query<{ literal: string }>('SELECT quote_literal($1::text) AS literal', [password])
  await script(`ALTER ROLE ${roles.login} PASSWORD ${quoted.rows[0]!.literal}`)
}
