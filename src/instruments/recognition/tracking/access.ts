import { stat } from 'node:fs/promises'
import { z } from 'zod'
import { done, failed, type Outcome, type Problem, problem } from '../../../language/problem.ts'
import { readAccess } from '../../access.ts'
import type { Subject } from '../../contract.ts'
import { insidePath } from '../../inside-path.ts'

const file = z.string().min(1).max(500)

const sequence = z.strictObject({
  name: z.string().min(1).max(200),
  /** the reference: gt.txt */
  groundTruth: file,
  /** what the tracker under test said */
  tracker: file,
  /** seqinfo.ini: length of the sequence, frames a second */
  info: file.optional(),
})

/** How a subject names its sequences; a name or a reference that comes twice would count twice. */
const trackingAccess = z
  .strictObject({ sequences: z.array(sequence).min(1).max(5000) })
  .refine(({ sequences: all }) => new Set(all.map((s) => s.name)).size === all.length)
  .refine(({ sequences: all }) => new Set(all.map((s) => s.groundTruth)).size === all.length)

export interface SequenceSource {
  readonly name: string
  readonly groundTruth: string
  readonly tracker: string
  readonly info?: string | undefined
}

/** The sequences of a subject, by name. Problem: tracking-access. */
export function sequencesOf(subject: Subject): Outcome<readonly SequenceSource[]> {
  const access = readAccess(subject, 'tracking', trackingAccess, (fault) =>
    problem(
      'tracking-access',
      {
        zh: '被测对象没有正确写明目标跟踪的序列。',
        en: 'The subject does not name its sequences of object tracking as it should.',
      },
      {
        ...fault,
        expected:
          '{sequences: [{name, groundTruth: gt.txt, tracker: result.txt, info?: seqinfo.ini}, …]}, no name or reference twice',
        next: { zh: '在对象描述的 access.tracking 里补上', en: 'write them under access.tracking of the subject' },
      },
    ),
  )
  if (!access.ok) return access
  return done([...access.value.sequences].sort((a, b) => (a.name < b.name ? -1 : 1)))
}

/** Real paths of files, inside the subject's folder. Problems: path-outside, tracking-file-missing. */
export async function pathsOf(subject: Subject, names: readonly string[]): Promise<Outcome<readonly string[]>> {
  const paths: string[] = []
  const problems: Problem[] = []
  for (const name of names) {
    const path = await insidePath(subject.folder, name)
    if (path === 'outside') problems.push(outside(name))
    else if (path === undefined || !(await stat(path)).isFile()) problems.push(missing(name))
    else paths.push(path)
  }
  return problems.length > 0 ? failed(...problems) : done(paths)
}

function outside(name: string): Problem {
  return problem(
    'path-outside',
    { zh: '路径指到了对象文件夹之外', en: "the path leads out of the subject's folder" },
    { place: { file: name } },
  )
}

function missing(name: string): Problem {
  return problem(
    'tracking-file-missing',
    { zh: '找不到这个文件。', en: 'This file was not found.' },
    {
      place: { file: name },
      next: {
        zh: '核对 access.tracking 里的路径；跟踪器没有输出的序列要有一个空文件',
        en: 'check the path under access.tracking; a sequence in which the tracker said nothing needs an empty file',
      },
    },
  )
}
