import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import type { Subject } from '../instruments/contract.ts'
import { type SuppliedParams, suppliedParams } from '../instruments/records/supplied.ts'
import type { Declared, Finding } from '../judge/evidence.ts'
import { done, failed, type Outcome, type Problem, problem } from '../language/problem.ts'
import { shapeProblems } from '../language/shape-problems.ts'
import { find, placeOf, plain, type Raw, readYaml } from '../language/source.ts'
import type { Text } from '../language/text.ts'
import { scalars } from './scalars.ts'

const text = z.union([z.string(), z.strictObject({ zh: z.string().optional(), en: z.string().optional() })])
const keys = ['id', 'title', 'version', 'facts', 'access', 'findings', 'measurements', 'with']

const findingShape = z.strictObject(
  {
    satisfied: z.enum(['yes', 'no', 'true', 'false', 'unknown']),
    evidence: z.enum(['claim', 'document', 'record', 'recomputed', 'measured']).optional(),
    waived: z.enum(['yes', 'no', 'true', 'false']).optional(),
    note: z.string().optional(),
  },
  { error: (i) => (i.code === 'unrecognized_keys' ? 'keys:satisfied evidence waived note' : undefined) },
)

const subjectShape = z.strictObject(
  {
    id: z.string().min(1),
    title: text,
    version: z.string().min(1),
    facts: z.record(z.string(), z.unknown()).optional(),
    access: z.record(z.string(), z.unknown()).optional(),
    findings: z
      .record(z.string(), z.union([z.enum(['yes', 'no', 'true', 'false', 'unknown']), findingShape]))
      .optional(),
    measurements: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
    with: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  },
  { error: (i) => (i.code === 'unrecognized_keys' ? `keys:${keys.join(' ')}` : undefined) },
)

/** A subject file as read: what is assessed, what its owner declares, and what assessors found. */
export interface SubjectFile {
  readonly subject: Subject
  readonly findings: Readonly<Record<string, Finding>>
  /** measurements made elsewhere, by measure */
  readonly supplied: Readonly<Record<string, SuppliedParams>>
  /** bundles of earlier assessments whose judgement a measure takes, by measure: paths inside the subject's folder */
  readonly bundles: Readonly<Record<string, string>>
  /** what the subject adds to a measure's `with:`, such as where its data lie */
  readonly with: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** problems with what the subject says, found later by path, given their line in the file */
  located(problems: readonly Problem[]): readonly Problem[]
}

const sections = ['facts', 'findings', 'measurements', 'with', 'access']

/** `facts.users`, or `users` alone as judges name a fact, stands somewhere in the file. */
function located(raw: Raw, problems: readonly Problem[]): readonly Problem[] {
  return problems.map((p) => {
    const { path, file } = p.place ?? {}
    if (path === undefined || file !== undefined) return p
    const keys = path.split(/[.[\]]+/).filter(Boolean)
    const at = sections.includes(keys[0] ?? '') ? keys : ['facts', ...keys]
    const [name = '', ...rest] = at.toReversed()
    const parent = find(raw, rest.toReversed())
    const key = parent.kind === 'map' ? parent.keys.get(name) : undefined
    return key ? { ...p, place: { ...placeOf(key), path } } : p
  })
}

export function readSubject(file: string): Outcome<SubjectFile> {
  let source: string
  try {
    source = readFileSync(file, 'utf8')
  } catch (e) {
    return failed(
      problem(
        'file-unreadable',
        { zh: `无法读取文件 ${file}`, en: `The file ${file} cannot be read` },
        {
          got: (e as NodeJS.ErrnoException).code ?? String(e),
          next: { zh: '运行 plumbline init 生成一个对象文件', en: 'run plumbline init to make a subject file' },
        },
      ),
    )
  }
  return subjectFrom(file, source, dirname(resolve(file)))
}

/** A subject from the text of its file. `folder`: where the paths in it start. */
export function subjectFrom(file: string, source: string, folder: string): Outcome<SubjectFile> {
  const read = readYaml(file, source)
  if (!read.raw) return failed(...read.problems)
  const { raw } = read
  const parsed = subjectShape.safeParse(plain(raw))
  if (!parsed.success) return failed(...shapeProblems(parsed.error.issues, raw))
  const d = parsed.data
  const supplied: Record<string, SuppliedParams> = {}
  const bundles: Record<string, string> = {}
  for (const [id, m] of Object.entries(d.measurements ?? {})) {
    if (typeof m['bundle'] === 'string' && Object.keys(m).length === 1) {
      bundles[id] = m['bundle']
      continue
    }
    const { n, evidence, source: from, ...quantities } = m
    const checked = suppliedParams.safeParse({
      quantities,
      ...(n === undefined ? {} : { n: Number(n) }),
      ...(evidence === undefined ? {} : { evidence }),
      ...(from === undefined ? {} : { source: from }),
    })
    if (!checked.success)
      return failed(
        ...located(raw, [
          problem(
            'wrong-shape',
            { zh: `测量“${id}”写法不对`, en: `The measurement "${id}" is not written as it should be` },
            { place: { path: `measurements.${id}` }, got: checked.error.issues[0]?.message },
          ),
        ]),
      )
    supplied[id] = checked.data
  }
  return done({
    subject: {
      id: d.id,
      title: typeof d.title === 'string' ? { zh: d.title, en: d.title } : (d.title as Text),
      version: d.version,
      facts: (d.facts ?? {}) as Record<string, Declared>,
      access: scalars(d.access ?? {}) as Record<string, unknown>,
      folder,
    },
    findings: Object.fromEntries(Object.entries(d.findings ?? {}).map(([id, f]) => [id, finding(f)])),
    supplied,
    bundles,
    with: scalars(d.with ?? {}) as Record<string, Record<string, unknown>>,
    located: (problems) => located(raw, problems),
  })
}

const truth = (t: string | undefined): boolean | null =>
  t === 'yes' || t === 'true' ? true : t === 'no' || t === 'false' ? false : null

/** A bare yes or no is a claim: nobody has shown anything yet. */
function finding(f: string | z.infer<typeof findingShape>): Finding {
  if (typeof f === 'string') return { satisfied: truth(f), evidence: 'claim' }
  return {
    satisfied: truth(f.satisfied),
    evidence: f.evidence ?? 'claim',
    ...(f.waived ? { waived: truth(f.waived) === true } : {}),
    ...(f.note ? { note: f.note } : {}),
  }
}
