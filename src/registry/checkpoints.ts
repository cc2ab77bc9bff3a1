import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { type Envelope, envelopeShape, openEnvelope } from '../attestation/dsse.ts'
import type { PublicKey } from '../attestation/public-key.ts'
import { type SigningKey, signEnvelope } from '../attestation/sign.ts'
import { canonicalBytes } from '../language/canonical.ts'
import { done, failed, type Outcome, type Problem, problem } from '../language/problem.ts'
import type { Checkpoint } from './audit.ts'

const payloadType = 'application/vnd.plumbline.audit-checkpoint+json'

const sealShape = z.strictObject({
  at: z.iso.datetime(),
  heads: z.array(z.strictObject({ org: z.uuid(), seq: z.number().int().min(0), hash: z.string() })),
})
/** The ends of all chains at one time. */
export type Seal = z.infer<typeof sealShape>

export interface ReadSeal extends Seal {
  readonly file: string
}

/** The ends of all chains as a signed envelope (DSSE over RFC 8785). */
export function seal(heads: readonly Checkpoint[], key: SigningKey, at = new Date()): Envelope {
  return signEnvelope(payloadType, canonicalBytes({ at: at.toISOString(), heads }), [key])
}

/** `20261122T201500Z-1a2b.json`: in the order of time. */
export const sealName = (at = new Date()): string =>
  `${at.toISOString().replace(/[-:]|\.\d+/g, '')}-${randomBytes(2).toString('hex')}.json`

/** Puts a checkpoint down, on disk; never over one that is there. Problems: checkpoint-exists. */
export async function writeSeal(file: string, envelope: Envelope): Promise<Outcome<void>> {
  await mkdir(dirname(file), { recursive: true })
  const draft = `${file}.${randomBytes(4).toString('hex')}.draft`
  try {
    const handle = await open(draft, 'wx')
    try {
      await handle.writeFile(`${JSON.stringify(envelope)}\n`)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await link(draft, file)
    return done(undefined)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return failed(
      problem(
        'checkpoint-exists',
        { zh: '已有这个检查点，不会覆盖', en: 'There is a checkpoint of this name, and none is written over' },
        { place: { file }, next: { zh: '另取一个文件名', en: 'choose another name' } },
      ),
    )
  } finally {
    await rm(draft, { force: true })
  }
}

/** Checkpoints from a file or of a folder, each checked against the keys that are trusted; what is wrong with the others. */
export async function readSeals(
  path: string,
  trusted: readonly PublicKey[],
): Promise<{ readonly seals: readonly ReadSeal[]; readonly problems: readonly Problem[] }> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) return { seals: [], problems: [] }
  const names = found.isDirectory() ? (await readdir(path)).filter((name) => name.endsWith('.json')).sort() : undefined
  const seals: ReadSeal[] = []
  const problems: Problem[] = []
  for (const file of names ? names.map((name) => join(path, name)) : [path]) {
    const read = opened(await readFile(file, 'utf8'), file, trusted)
    if (read.ok) seals.push({ ...read.value, file })
    else problems.push(...read.problems)
  }
  return { seals, problems }
}

function opened(text: string, file: string, trusted: readonly PublicKey[]): Outcome<Seal> {
  let envelope: Envelope
  try {
    envelope = envelopeShape.parse(JSON.parse(text))
  } catch {
    return failed(unreadable(file))
  }
  if (envelope.payloadType !== payloadType) return failed(unreadable(file))
  const checked = openEnvelope(envelope, trusted)
  if (!checked.ok) return failed(...checked.problems.map((p) => ({ ...p, place: { ...p.place, file } })))
  if (!checked.value.checks.some(({ state }) => state === 'trusted'))
    return failed(
      ...checked.value.checks.flatMap((c) =>
        c.state === 'trusted' ? [] : [{ ...c.problem, severity: 'error' as const, place: { file } }],
      ),
    )
  try {
    return done(sealShape.parse(JSON.parse(new TextDecoder().decode(checked.value.payload))))
  } catch {
    return failed(unreadable(file))
  }
}

const unreadable = (file: string): Problem =>
  problem(
    'checkpoint-unreadable',
    { zh: '检查点文件已损坏，或不是检查点', en: 'The checkpoint is damaged, or is none' },
    { place: { file }, next: { zh: '换用另一处保存的副本', en: 'use a copy that was kept elsewhere' } },
  )

/** Every head that was ever sealed. */
export const headsOf = (seals: readonly Seal[]): readonly Checkpoint[] => seals.flatMap(({ heads }) => heads)
