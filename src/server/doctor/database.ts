import { type Problem, problem, warning } from '../../language/problem.ts'
import type { Engine } from '../../registry/engine.ts'
import { compared } from '../../registry/migrate.ts'
import { roles } from '../../registry/roles.ts'
import type { Check } from './check.ts'

const asJobs = <T>(engine: Engine, text: string) =>
  engine.transaction(`SET LOCAL ROLE ${roles.jobs}`, async ({ query }) => (await query<T>(text)).rows)

/** Structure, rights and clock of the database. */
export const databaseChecks: readonly Check[] = [
  {
    id: 'migrations',
    title: { zh: '数据库结构', en: 'structure of the database' },
    of: 'database',
    look: async ({ engine }) => {
      const applied = await asJobs<{ name: string; sha256: string }>(
        engine,
        'SELECT name, sha256 FROM registry.migration',
      ).catch(() => [])
      const { lacking, unknown } = compared(applied)
      const problems: Problem[] = []
      if (unknown.length > 0)
        problems.push(
          problem(
            'migrations-unknown',
            { zh: '数据库由另一个版本使用过', en: 'Another version has used this database' },
            { got: unknown.join(', '), next: { zh: '使用那个版本，或升级', en: 'use that version, or upgrade' } },
          ),
        )
      else if (lacking.length > 0)
        problems.push(
          problem(
            'migrations-lacking',
            { zh: '数据库结构还不是本版本的', en: 'The structure of the database is not yet that of this version' },
            {
              got: lacking.join(', '),
              next: {
                zh: '启动 plumbline serve；用数据库服务器时先设 DATABASE_INSTALL_URL',
                en: 'start plumbline serve; with a database server set DATABASE_INSTALL_URL before',
              },
            },
          ),
        )
      return problems
    },
  },
  {
    id: 'rights',
    title: { zh: '组织之间的隔离', en: 'what keeps organizations apart' },
    of: 'database',
    look: async ({ engine }) => {
      const open = await asJobs<{ name: string }>(
        engine,
        `SELECT c.relname::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = 'registry' AND c.relkind = 'r' AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
           AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'org_id') ORDER BY 1`,
      )
      const [login] = await asJobs<{ name: string; above: boolean; settable: boolean; triggers: number }>(
        engine,
        `SELECT r.rolname::text AS name, r.rolsuper OR r.rolbypassrls AS above,
           has_function_privilege('${roles.app}', 'pg_catalog.set_config(text,text,boolean)', 'EXECUTE') AS settable,
           (SELECT count(*)::int FROM pg_trigger t WHERE t.tgrelid = to_regclass('registry.audit') AND t.tgname IN ('stays', 'stays_whole') AND t.tgenabled = 'A') AS triggers
         FROM pg_roles r WHERE r.rolname = session_user`,
      )
      const again = {
        zh: '找出是谁改动的；从备份恢复，或按迁移脚本重新设置',
        en: 'find out who changed it; restore a backup, or set it as the migrations do',
      }
      const problems: Problem[] = []
      if (open.length > 0)
        problems.push(
          problem(
            'rls-not-forced',
            { zh: '这些表没有强制行级安全', en: 'Row-level security is not forced on these tables' },
            { got: open.map(({ name }) => name).join(', '), next: again },
          ),
        )
      if (login?.above)
        problems.push(
          problem(
            'login-too-mighty',
            {
              zh: '服务以超级用户身份登录，行级安全对它无效',
              en: 'The server enters as a superuser, whom row-level security does not hold',
            },
            {
              expected: roles.login,
              got: login.name,
              next: {
                zh: '把 DATABASE_URL 改为 pl_login 的地址，超级用户的放到 DATABASE_INSTALL_URL',
                en: 'put the address of pl_login into DATABASE_URL, that of the superuser into DATABASE_INSTALL_URL',
              },
            },
          ),
        )
      if (login && login.triggers < 2)
        problems.push(
          problem(
            'audit-not-guarded',
            {
              zh: '阻止改写审计链的触发器被停用',
              en: 'The triggers that keep the audit chain from being changed are off',
            },
            {
              next: {
                zh: '运行 plumbline audit verify，并查明是谁停用的',
                en: 'run plumbline audit verify, and find out who turned them off',
              },
            },
          ),
        )
      if (login?.settable)
        problems.push(
          warning(
            'set-config-allowed',
            { zh: '任何数据库角色都可调用 set_config', en: 'Every database role may call set_config' },
            {
              next: {
                zh: '以超级用户运行：REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC',
                en: 'as a superuser: REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC',
              },
            },
          ),
        )
      return problems
    },
  },
  {
    id: 'clock',
    title: { zh: '时钟', en: 'clocks' },
    of: 'database',
    look: async ({ engine, now }) => {
      const [row] = await asJobs<{ ms: number }>(
        engine,
        'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms',
      )
      const seconds = Math.round((now() - row!.ms) / 1000)
      return Math.abs(seconds) <= 5
        ? []
        : [
            problem(
              'clocks-differ',
              {
                zh: '本机与数据库的时钟不一致：期限与第二因素会出错',
                en: 'This machine and the database tell different times: terms and second factors go wrong',
              },
              { expected: '<= 5 s', got: `${seconds} s`, next: { zh: '两边都用 NTP 对时', en: 'set both by NTP' } },
            ),
          ]
    },
  },
]
