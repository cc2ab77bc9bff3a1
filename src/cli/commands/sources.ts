import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Files } from '../../assessment/files.ts'
import { standardIn } from '../../assessment/report-of.ts'
import { readBundle } from '../../attestation/bundle/read.ts'
import { readShaped } from '../../attestation/json-file.ts'
import { manifestShape, names } from '../../attestation/layout.ts'
import type { Evidence } from '../../judge/evidence.ts'
import { nearestName } from '../../language/names.ts'
import { done, failed, type Outcome, type Problem, problem } from '../../language/problem.ts'
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
  const listed = readShaped(readFileSync(manifest), manifest, manifestShape)
  if (!listed.ok) return failed(damaged(manifest, listed.problems[0]?.code))
  const wanted = new Set([...listed.value.files, names.manifest, names.envelope])
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
  const missing = listed.value.files.find((name) => !files.has(name))
  return missing === undefined ? done(files) : failed(damaged(join(path, missing), 'ENOENT'))
}

function damaged(file: string, got?: string): Problem {
  return problem(
    'measured-damaged',
    { zh: '测量结果的文件缺失或损坏', en: 'A file of the measured results is missing or damaged' },
    {
      place: { file },
      got,
      next: {
        zh: '再运行一次 plumbline measure：日志中的回答不会重新测量',
        en: 'run plumbline measure again: answers in the journals are not measured anew',
      },
    },
  )
}

export interface Judgeable {
  readonly standard: Standard
  readonly evidence: Evidence
  readonly files: Files
}

/** Standard and evidence from the files of a bundle. */
export function judgeable(files: Files): Outcome<Judgeable> {
  const text = (name: string) => new TextDecoder().decode(files.get(name) ?? new Uint8Array())
  const manifest = readShaped(files.get(names.manifest) ?? new Uint8Array(), names.manifest, manifestShape)
  if (!manifest.ok) return failed(damaged(names.manifest, manifest.problems[0]?.code))
  const standard = standardIn(files, manifest.value.standard.entry)
  if (!standard.ok) return standard
  try {
    return done({ standard: standard.value, evidence: JSON.parse(text(names.evidence)) as Evidence, files })
  } catch (e) {
    return failed(damaged(names.evidence, (e as Error).message))
  }
}

/** A node that the judgement does not have, with the nearest that it has. */
export function unknownNode(id: string, nodes: readonly string[]): Problem {
  const near = nearestName(id, nodes)
  return problem(
    'unknown-name',
    { zh: `没有节点“${id}”`, en: `There is no node "${id}"` },
    {
      expected: nodes.length > 30 ? `${nodes.slice(0, 30).join(', ')}, …` : nodes.join(', '),
      got: id,
      ...(near ? { next: { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } } : {}),
    },
  )
}
