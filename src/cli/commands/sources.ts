import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Files } from '../../assessment/files.ts'
import { standardIn } from '../../assessment/report-of.ts'
import { readBundle } from '../../attestation/bundle/read.ts'
import { names } from '../../attestation/layout.ts'
import type { Evidence } from '../../judge/evidence.ts'
import { done, failed, type Outcome, problem } from '../../language/problem.ts'
import type { Standard } from '../../language/standard.ts'

/** The files of a bundle, from a `*.plumb` or from the folder that it was made in. */
export function readSource(path: string): Outcome<Files> {
  if (!existsSync(path))
    return failed(
      problem(
        'file-unreadable',
        { zh: `没有文件或文件夹 ${path}`, en: `There is no file or folder ${path}` },
        { got: path },
      ),
    )
  if (!statSync(path).isDirectory()) {
    const read = readBundle(readFileSync(path))
    return read.ok ? done(new Map(read.value)) : read
  }
  const manifest = join(path, names.manifest)
  if (!existsSync(manifest)) {
    return failed(
      problem(
        'not-measured',
        { zh: `文件夹 ${path} 中没有测量结果`, en: `The folder ${path} holds no measurements` },
        { next: { zh: '先运行 plumbline measure', en: 'run plumbline measure first' } },
      ),
    )
  }
  const wanted = new Set([
    ...(JSON.parse(readFileSync(manifest, 'utf8')).files as string[]),
    names.manifest,
    names.envelope,
  ])
  const files: Files = new Map()
  const visit = (folder: string): void => {
    for (const entry of readdirSync(folder)) {
      const at = join(folder, entry)
      const name = relative(path, at).split('\\').join('/')
      if (statSync(at).isDirectory()) visit(at)
      else if (wanted.has(name)) files.set(name, readFileSync(at))
    }
  }
  visit(path)
  return done(files)
}

export interface Judgeable {
  readonly standard: Standard
  readonly evidence: Evidence
  readonly files: Files
}

/** Standard and evidence from the files of a bundle. */
export function judgeable(files: Files): Outcome<Judgeable> {
  const text = (name: string) => new TextDecoder().decode(files.get(name) ?? new Uint8Array())
  const entry = JSON.parse(text(names.manifest)).standard.entry as string
  const standard = standardIn(files, entry)
  if (!standard.ok) return standard
  return done({ standard: standard.value, evidence: JSON.parse(text(names.evidence)) as Evidence, files })
}
