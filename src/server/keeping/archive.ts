import { createHash, randomBytes } from 'node:crypto'
import { link, mkdir, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { unzipSync, zipSync } from 'fflate'
import { z } from 'zod'
import { canonicalText } from '../../language/canonical.ts'
import { done, failed, type Outcome, problem } from '../../language/problem.ts'

const format = 'plumbline-backup/1'
const manifestShape = z.strictObject({
  format: z.literal(format),
  at: z.iso.datetime(),
  files: z.record(z.string(), z.strictObject({ sha256: z.string(), size: z.number() })),
})

/** Files by their paths, and when they were taken. */
export interface Archive {
  readonly at: string
  readonly files: ReadonlyMap<string, Uint8Array>
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** One file of many, each with its hash; what is in it is compressed already. */
export function packed({ at, files }: Archive): Uint8Array {
  const listed = Object.fromEntries(
    [...files].map(([path, bytes]) => [path, { sha256: sha256(bytes), size: bytes.length }]),
  )
  const manifest = Buffer.from(`${canonicalText({ format, at, files: listed })}\n`)
  return zipSync({ 'manifest.json': manifest, ...Object.fromEntries(files) }, { level: 0 })
}

/** Problems: backup-damaged. */
export function unpacked(bytes: Uint8Array, file: string): Outcome<Archive> {
  try {
    const { 'manifest.json': text, ...rest } = unzipSync(bytes)
    const manifest = manifestShape.parse(JSON.parse(Buffer.from(text!).toString()))
    const files = new Map(Object.entries(rest))
    for (const [path, { sha256: hash, size }] of Object.entries(manifest.files)) {
      const found = files.get(path)
      if (found?.length !== size || sha256(found) !== hash) return failed(damaged(file, path))
    }
    const listed = [...files].filter(([path]) => Object.hasOwn(manifest.files, path))
    return done({ at: manifest.at, files: new Map(listed) })
  } catch {
    return failed(damaged(file))
  }
}

const damaged = (file: string, path?: string) =>
  problem(
    'backup-damaged',
    { zh: '备份已损坏，或不是备份', en: 'The backup is damaged, or is none' },
    {
      place: { file, ...(path ? { path } : {}) },
      next: { zh: '换用另一个备份', en: 'use another backup' },
    },
  )

/** Puts a file that only its owner may read in place as a whole, on disk; never over another. Problems: backup-exists. */
export async function placed(file: string, bytes: Uint8Array): Promise<Outcome<void>> {
  await mkdir(dirname(file), { recursive: true })
  const draft = `${file}.${randomBytes(4).toString('hex')}.draft`
  try {
    const handle = await open(draft, 'wx', 0o600)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await link(draft, file)
    const folder = await open(dirname(file), 'r').catch(() => undefined)
    await folder?.sync().catch(() => undefined)
    await folder?.close()
    return done(undefined)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return failed(
      problem(
        'backup-exists',
        { zh: '已有同名文件，不会覆盖', en: 'There is a file of this name, and none is written over' },
        { place: { file }, next: { zh: '另取一个文件名', en: 'choose another name' } },
      ),
    )
  } finally {
    await rm(draft, { force: true })
  }
}
