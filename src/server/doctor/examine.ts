import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { isError, type Problem, problem } from '../../language/problem.ts'
import { filesIn } from '../../registry/embedded-folder.ts'
import { openEngine } from '../open-engine.ts'
import { storeOf } from '../open-house.ts'
import { folders } from '../place.ts'
import { lostConnection, unreachable } from '../unreachable.ts'
import type { Check, Finding, Patient } from './check.ts'
import { databaseChecks } from './database.ts'
import { keptChecks } from './kept.ts'
import { machineChecks } from './machine.ts'
import { queueChecks } from './queue.ts'

const checks: readonly Check[] = [...machineChecks, ...databaseChecks, ...queueChecks, ...keptChecks]

/** The machine as it is. */
export const thisMachine: Pick<Patient, 'node' | 'free' | 'now'> = {
  node: process.versions.node,
  free: async (folder) => {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  },
  now: () => Date.now(),
}

/** Every check, in order; nothing is changed. Where the database cannot be opened, its checks are skipped, and it is said why. */
export async function examine(patient: Patient): Promise<readonly Finding[]> {
  const { place } = patient
  const none = !place.databaseUrl && !existsSync(filesIn(folders.database(place.folder)))
  const opened = none ? undefined : await openEngine(place)
  const engine = opened?.ok ? opened.value : undefined
  const findings: Finding[] = []
  try {
    const reached = engine
      ? await engine
          .transaction('SELECT 1', async () => undefined)
          .catch((error: Error) => unreachable(lostConnection(error) ?? error.message))
      : undefined
    const blocked = reached ? [reached] : opened && !opened.ok ? opened.problems : none ? [missing(place.folder)] : []
    // a server that runs holds its folder: that is as it should be
    const running = blocked[0]?.code === 'folder-in-use'
    findings.push({
      check: 'database',
      title: { zh: '数据库', en: 'database' },
      state: running ? 'skipped' : blocked.length > 0 ? 'wrong' : 'sound',
      problems: running ? blocked.map(waits) : blocked,
    })
    // a store makes its folders: only where there is an installation
    const evidence = engine && blocked.length === 0 ? await storeOf(place) : undefined
    for (const check of checks) {
      const { id, title } = check
      if (check.of === 'database' && !(engine && evidence)) {
        findings.push({ check: id, title, state: 'skipped', problems: [] })
        continue
      }
      const look =
        check.of === 'machine' ? check.look(patient) : check.look({ ...patient, engine: engine!, evidence: evidence! })
      const problems = await look.catch((error: Error) => [unlooked(error)])
      findings.push({
        check: id,
        title,
        problems,
        state: problems.some(isError) ? 'wrong' : problems.length > 0 ? 'warning' : 'sound',
      })
    }
    return findings
  } finally {
    await engine?.close()
  }
}

const missing = (folder: string): Problem =>
  problem(
    'database-missing',
    { zh: '还没有数据库', en: 'There is no database yet' },
    {
      place: { file: folders.database(folder) },
      next: {
        zh: '用 plumbline serve 新建，或用 plumbline restore 恢复',
        en: 'make one with plumbline serve, or bring one back with plumbline restore',
      },
    },
  )

const unlooked = (error: Error): Problem =>
  problem(
    'check-failed',
    { zh: '这一项无法检查', en: 'This could not be looked at' },
    {
      got: error.message.slice(0, 200),
      next: { zh: '先解决上面的问题，再运行一次', en: 'put right what stands above, and run it again' },
    },
  )

const waits = (found: Problem): Problem => ({
  ...found,
  severity: 'warning',
  next: {
    zh: '服务正在运行；停下它再运行一次，可检查数据库',
    en: 'a server is running; stop it and run this again to look at the database',
  },
})
