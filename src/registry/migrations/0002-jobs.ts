import PgBoss from 'pg-boss'
import type { Migration } from '../migrate.ts'

/**
 * Queues of pg-boss 10.4, in its own schema. Its text comes from the library, so that the step is known by the schema's version instead
 * of by its text. A queue is a partition: whoever runs may not make one, and need not.
 */
export const jobsMigration: Migration = {
  name: '0002-jobs',
  seal: 'pg-boss 10.4 schema 24: dead, prepare, chunk, conclude',
  sql: `
${PgBoss.getConstructionPlans('pgboss').replace(/^\s*(BEGIN|COMMIT|SET LOCAL [^;]*);\s*$/gm, '')};
SELECT pgboss.create_queue('dead', '{"policy": "standard"}'::json);
SELECT pgboss.create_queue(name, '{"policy": "standard", "retryLimit": 50, "retryDelay": 1, "expireInSeconds": 60, "deadLetter": "dead"}'::json)
  FROM unnest(ARRAY['prepare', 'chunk', 'conclude']) AS name;
SELECT pgboss.create_queue('__pgboss__send-it', '{"policy": "standard", "retryLimit": 2}'::json);
GRANT USAGE ON SCHEMA pgboss TO pl_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO pl_jobs;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA pgboss TO pl_jobs
`,
}
