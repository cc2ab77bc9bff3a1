import { access, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { knownKeys } from '../../attestation/keys.ts'
import { type PublicKey, publicKeyOfPem } from '../../attestation/public-key.ts'
import { done, failed, type Outcome, type Problem, problem } from '../../language/problem.ts'
import { verifyAll } from '../../registry/audit.ts'
import { auditProblem } from '../../registry/audit-fault.ts'
import { checkpoint } from '../../registry/checkpoint-round.ts'
import { headsOf, readSeals } from '../../registry/checkpoints.ts'
import { folders } from '../../server/place.ts'
import type { Common } from '../console.ts'
import { withEngine } from './with-engine.ts'

interface Verifying {
  readonly data: string
  readonly checkpoints: readonly string[]
  readonly trust: readonly string[]
}

/** 0 where every chain is whole, 1 where one is not or a checkpoint does not hold, 2 where it cannot be looked at. */
export function auditVerify(o: Verifying, common: Common): Promise<number> {
  return withEngine(o.data, common, async (c, engine, { folder }) => {
    const trusted = await trustedKeys(folder, o.trust)
    if (!trusted.ok) return c.refuse(trusted.problems)
    const read = await Promise.all(
      [folders.checkpoints(folder), ...o.checkpoints].map((path) => readSeals(path, trusted.value)),
    )
    const missing = await absent(o.checkpoints)
    const seals = read.flatMap((r) => r.seals)
    const chains = await verifyAll(engine, headsOf(seals))
    const problems: readonly Problem[] = [
      ...missing,
      ...read.flatMap((r) => r.problems),
      ...chains.flatMap(({ fault, name }) => (fault ? [auditProblem(fault, name)] : [])),
    ]
    if (c.json) c.data({ whole: problems.length === 0, checkpoints: seals.length, chains, problems })
    else {
      c.problems(problems)
      const entries = chains.reduce((n, chain) => n + chain.entries, 0)
      const [bad, of] = [chains.filter(({ fault }) => fault).length, chains.length]
      c.out(
        bad > 0
          ? c.say(`${of} 条审计链中有 ${bad} 条不完整`, `${bad} of ${of} audit chains are not whole`)
          : c.say(
              `${of} 条审计链完整，共 ${entries} 条记录；与 ${seals.length} 个检查点比对`,
              `${of} audit chains are whole, ${entries} entries; held against ${seals.length} checkpoints`,
            ),
      )
      if (seals.length === 0)
        c.note(
          c.say(
            '没有检查点：若链尾被整段重写，看不出来。用 plumbline audit checkpoint 签署，并存到别处',
            'There are no checkpoints: a tail that was written anew would not be seen. Sign some with plumbline audit checkpoint, and keep them elsewhere',
          ),
        )
    }
    return problems.length > 0 ? 1 : 0
  })
}

export function auditCheckpoint(o: { readonly data: string; readonly out: string }, common: Common): Promise<number> {
  return withEngine(o.data, common, async (c, engine, { folder }) => {
    const sealing = { engine, keysFolder: folders.keys(folder), folder: folders.checkpoints(folder) }
    const made = await checkpoint(sealing, resolve(o.out))
    if (!made.ok) return c.refuse(made.problems)
    if (c.json) c.data(made.value)
    else
      c.out(
        c.say(
          `已签署 ${made.value.chains} 条审计链的链尾：${made.value.file}`,
          `The ends of ${made.value.chains} audit chains are signed: ${made.value.file}`,
        ),
      )
    return 0
  })
}

async function trustedKeys(folder: string, files: readonly string[]): Promise<Outcome<readonly PublicKey[]>> {
  const own = await knownKeys(folders.keys(folder))
  if (!own.ok) return own
  const keys = [...own.value]
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch(() => undefined)
    if (text === undefined) return failed(notThere(file))
    const key = publicKeyOfPem(text, file)
    if (!key.ok) return key
    keys.push(key.value)
  }
  return done(keys)
}

async function absent(paths: readonly string[]): Promise<readonly Problem[]> {
  const found = await Promise.all(
    paths.map((path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    ),
  )
  return paths.filter((_, i) => !found[i]).map(notThere)
}

const notThere = (file: string): Problem =>
  problem('file-unreadable', { zh: `无法读取 ${file}`, en: `${file} cannot be read` }, { place: { file } })
