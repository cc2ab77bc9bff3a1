import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { done, failed, type Outcome, type Problem, problem } from '../../../language/problem.ts'
import type { Item, Subject } from '../../contract.ts'
import { insidePath } from '../../inside-path.ts'
import { declaredLabel, type LabelParams, modalities } from './params.ts'

const MAX_MANIFEST = 64 * 1024 * 1024
const MAX_PROBLEMS = 10

const row = z.strictObject({
  id: z.string().min(1).max(200),
  /** relative to the folder of the manifest */
  file: z.string().min(1).max(1000),
  modality: z.enum(modalities),
  width: z.number().positive().optional(),
  height: z.number().positive().optional(),
  seconds: z.number().nonnegative().optional(),
  label: declaredLabel.nullish(),
})

type Row = z.output<typeof row>

/** One generated file; `path` is relative to the subject's folder. */
export type LabelItem = Item & Readonly<Row> & { readonly path: string }

/** Name of the manifest, relative to the subject's folder. */
export function manifestName(subject: Subject, params: LabelParams): string {
  const named = params.manifest ?? subject.access['outputs']
  return typeof named === 'string' && named !== '' ? named : 'outputs.jsonl'
}

/** The rows of the manifest that the params ask for, in its order, or what is wrong with them. */
export async function readManifest(subject: Subject, params: LabelParams): Promise<Outcome<readonly LabelItem[]>> {
  const name = manifestName(subject, params)
  const path = await insidePath(subject.folder, name)
  if (path === 'outside') return failed(outside(name))
  const bytes = path === undefined ? undefined : await readFile(path).catch(() => undefined)
  if (bytes === undefined || bytes.length > MAX_MANIFEST) return failed(missing(name, bytes?.length))
  const items: LabelItem[] = []
  const problems: Problem[] = []
  const seen = new Set<string>()
  for (const [index, line] of bytes.toString('utf8').split('\n').entries()) {
    if (line.trim() === '') continue
    const place = { file: name, line: index + 1 }
    const read = row.safeParse(jsonOf(line))
    if (!read.success) problems.push(malformed(place, read.error.issues[0]))
    else if (seen.has(read.data.id)) problems.push(repeated(place, read.data.id))
    else if (climbs(read.data.file)) problems.push(outside(read.data.file, place))
    else {
      seen.add(read.data.id)
      if (!params.modalities || params.modalities.includes(read.data.modality))
        items.push({ ...read.data, path: join(dirname(name), read.data.file).split('\\').join('/') })
    }
    if (problems.length >= MAX_PROBLEMS) break
  }
  return problems.length > 0 ? { ok: false, problems } : done(items)
}

/** Files of the list that are not there, or lie outside the subject's folder. */
export async function fileProblems(subject: Subject, items: readonly LabelItem[]): Promise<readonly Problem[]> {
  const absent: string[] = []
  for (const { path } of items) {
    const found = await insidePath(subject.folder, path)
    if (found === 'outside') return [outside(path)]
    if (found === undefined) absent.push(path)
  }
  if (absent.length === 0) return []
  return [
    problem(
      'label-file-missing',
      { zh: `清单里有 ${absent.length} 个文件不存在`, en: `${absent.length} files of the manifest are not there` },
      {
        got: absent.slice(0, 3).join(', '),
        next: { zh: '补齐文件或改正清单', en: 'add the files or correct the manifest' },
      },
    ),
  ]
}

function climbs(file: string): boolean {
  return /^(?:[\\/]|[A-Za-z]:)/.test(file) || file.split(/[\\/]/).includes('..') || file.includes('\0')
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function outside(got: string, place?: Problem['place']): Problem {
  return problem(
    'label-path-outside',
    { zh: '路径指到了清单所在文件夹之外', en: 'the path leads out of the folder of the manifest' },
    {
      place,
      got,
      next: { zh: '把文件放进该文件夹，用相对路径', en: 'put the files into that folder and use relative paths' },
    },
  )
}

function missing(name: string, size: number | undefined): Problem {
  return problem(
    'label-manifest-missing',
    { zh: '读不到生成文件清单', en: 'the list of generated files cannot be read' },
    {
      place: { file: name },
      ...(size === undefined ? {} : { got: `${size} bytes`, expected: `<= ${MAX_MANIFEST} bytes` }),
      next: {
        zh: '检查对象的 access.outputs 或参数 manifest',
        en: 'check access.outputs of the subject or the param manifest',
      },
    },
  )
}

function malformed(place: NonNullable<Problem['place']>, issue: z.core.$ZodIssue | undefined): Problem {
  const path = issue?.path.join('.') ?? ''
  return problem(
    'label-manifest-line',
    { zh: '清单的这一行不合格式', en: 'this line of the manifest has the wrong form' },
    {
      place: { ...place, ...(path ? { path } : {}) },
      expected: '{"id": …, "file": …, "modality": text|image|audio|video|document, "label": {…}}',
    },
  )
}

function repeated(place: NonNullable<Problem['place']>, id: string): Problem {
  return problem(
    'label-id-repeated',
    { zh: '清单里有重复的编号', en: 'an id comes twice in the manifest' },
    { place, got: id, next: { zh: '每个文件用一个编号', en: 'give every file an id of its own' } },
  )
}
