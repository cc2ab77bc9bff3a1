import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { done, failed, type Outcome } from '../../language/problem.ts'
import { keyOf } from '../evidence/store.ts'
import { damaged, hashOfFile, type Manifest } from './manifest.ts'

/** A file of evidence that the export holds. */
export interface Exhibit {
  readonly org: string
  readonly sha256: string
  readonly size: number
  readonly path: string
}

/** Reads every file of an export against its hash before anything is written anywhere. Problems: export-damaged, all of them. */
export async function checkFiles(
  folder: string,
  manifest: Manifest,
  onProgress: (what: string, rows: number) => void = () => {},
): Promise<Outcome<readonly Exhibit[]>> {
  const wrong: string[] = []
  for (const { file, sha256 } of [...manifest.tables, ...manifest.files])
    if ((await hashOfFile(join(folder, file))) !== sha256) wrong.push(file)
  if (wrong.length > 0) return failed(...wrong.map(damaged))
  const missing = new Set(manifest.evidence.missing)
  const exhibits: Exhibit[] = []
  for (const org of manifest.organizations)
    for await (const line of linesOf(join(folder, `organizations/${org}/evidence.ndjson`))) {
      const { sha256, size } = JSON.parse(line) as { sha256: string; size: number }
      if (missing.has(`${org}/${sha256}`)) continue
      const file = join('evidence', keyOf(org, sha256))
      exhibits.push({ org, sha256, size, path: join(folder, file) })
      if ((await hashOfFile(join(folder, file))) !== sha256) wrong.push(file)
      if (exhibits.length % 500 === 0) onProgress('evidence', exhibits.length)
    }
  return wrong.length > 0 ? failed(...wrong.map(damaged)) : done(exhibits)
}

/** By line feeds alone: other ends of lines may stand inside a value. */
export async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = ''
  for await (const part of createReadStream(path, 'utf8')) {
    const lines = (rest + part).split('\n')
    rest = lines.pop()!
    yield* lines
  }
  if (rest !== '') yield rest
}
