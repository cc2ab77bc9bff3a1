import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { canonicalHash, canonicalText } from '../../language/canonical.ts'
import { done, failed, type Outcome, type Problem, problem } from '../../language/problem.ts'

const FORMAT = 'plumbline-export/1'
export const MANIFEST = 'manifest.json'

const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const shape = z.strictObject({
  format: z.literal(FORMAT),
  at: z.iso.datetime(),
  scope: z.enum(['installation', 'organization']),
  /** with what people sign in with */
  accounts: z.boolean(),
  organizations: z.array(uuid),
  /** the schema that the rows are of */
  migrations: z.array(z.strictObject({ name: z.string(), sha256 })),
  tables: z.array(
    z.strictObject({
      // no path leads out of the folder
      file: z.string().regex(/^(standard|auth\/\w+|organizations\/[0-9a-f-]{36}\/\w+)\.ndjson$/),
      rows: z.number().int().min(0),
      sha256,
    }),
  ),
  /** other files: checkpoints, public keys, and with accounts the secret and the signing key */
  files: z.array(
    z.strictObject({ file: z.string().regex(/^(secret|(keys|checkpoints)\/[A-Za-z0-9][A-Za-z0-9._-]*)$/), sha256 }),
  ),
  evidence: z.strictObject({
    files: z.number().int().min(0),
    bytes: z.number().int().min(0),
    /** listed in the database and not to be had when it was exported: `org/sha256` */
    missing: z.array(z.string()),
  }),
})
export type Manifest = z.infer<typeof shape>

/** The manifest as text; its last field is the hash of all others, so that no bit of it turns unseen. */
export function manifestText(manifest: Omit<Manifest, 'format'>): string {
  const whole = { format: FORMAT, ...manifest }
  return `${canonicalText({ ...whole, sha256: canonicalHash(whole) })}\n`
}

/** Problems: not-an-export, export-damaged. */
export async function readManifest(folder: string): Promise<Outcome<Manifest>> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => undefined)
  if (text === undefined) return failed(notAnExport(folder))
  try {
    const { sha256: _, ...rest } = JSON.parse(text) as Record<string, unknown>
    const manifest = shape.parse(rest)
    const { format: __, ...own } = manifest
    return manifestText(own) === text ? done(manifest) : failed(damaged(MANIFEST))
  } catch {
    return failed(damaged(MANIFEST))
  }
}

export async function hashOfFile(path: string): Promise<string | undefined> {
  const hash = createHash('sha256')
  try {
    for await (const part of createReadStream(path)) hash.update(part as Uint8Array)
    return hash.digest('hex')
  } catch {
    return undefined
  }
}

const notAnExport = (folder: string): Problem =>
  problem(
    'not-an-export',
    { zh: '这个文件夹不是导出的结果', en: 'This folder is no export' },
    {
      place: { file: folder },
      expected: MANIFEST,
      next: {
        zh: '指向 plumbline registry export 写出的文件夹',
        en: 'name a folder that plumbline registry export has written',
      },
    },
  )

export const damaged = (file: string): Problem =>
  problem(
    'export-damaged',
    {
      zh: '导出的文件被改动、截断或缺失；没有导入任何内容',
      en: 'A file of the export was changed, cut short or lost; nothing was imported',
    },
    { place: { file }, next: { zh: '重新导出，或换用另一份副本', en: 'export again, or use another copy' } },
  )
