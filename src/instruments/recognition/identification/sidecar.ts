import { readFile, stat } from 'node:fs/promises'
import { z } from 'zod'
import { ProblemError, problem } from '../../../language/problem.ts'
import type { Source } from '../files/source.ts'

/** A dense matrix of scores: rows are searches, columns people of the gallery. */
export interface Matrix {
  /** as the subject writes it */
  readonly file: string
  readonly path: string
  readonly rows: number
  readonly columns: number
  /** column of each row's mate, null where the person searched for is not enrolled */
  readonly mates: readonly (number | null)[]
  readonly people: readonly string[]
  readonly strata: readonly string[]
}

const MOST_ROWS = 10_000_000
const MOST_BYTES = 2 ** 28
const text = z.string().max(200)
const shape = z.strictObject({
  rows: z.int().min(1).max(MOST_ROWS),
  columns: z
    .int()
    .min(1)
    .max(2 ** 28),
  mates: z.array(z.int().min(0).nullable()).max(MOST_ROWS),
  /** who was searched for, row by row */
  people: z.array(text).max(MOST_ROWS).optional(),
  strata: z.array(text).max(MOST_ROWS).optional(),
})

/** Reads what stands beside a matrix. ProblemError: matrix-sidecar, matrix-size, and those of `Source.path`. */
export async function readMatrix(
  source: Source,
  given: { readonly scores: string; readonly sidecar: string; readonly stratum?: string | undefined },
): Promise<Matrix> {
  const [path, beside] = [await source.path(given.scores), await source.path(given.sidecar)]
  const { size } = await stat(beside)
  const bytes = size > MOST_BYTES ? Buffer.alloc(0) : await readFile(beside)
  const parsed = shape.safeParse(json(bytes.toString('utf8')))
  if (!parsed.success) throw refused(given.sidecar, parsed.error.issues[0]?.path.join('.') ?? '')
  const { rows, columns, mates, people, strata } = parsed.data
  for (const [name, list] of Object.entries({ mates, people, strata }))
    if (list !== undefined && list.length !== rows) throw refused(given.sidecar, `${name}: ${rows} of them`)
  const beyond = mates.findIndex((m) => m !== null && m >= columns)
  if (beyond >= 0) throw refused(given.sidecar, `mates.${beyond}: below ${columns}`)
  const own = await stat(path)
  if (own.size !== rows * columns * 4)
    throw new ProblemError([
      problem(
        'matrix-size',
        {
          zh: '分数矩阵的大小与行列数不符。',
          en: 'The size of the matrix of scores does not fit its rows and columns.',
        },
        { place: { file: given.scores }, expected: `${rows * columns * 4} bytes`, got: `${own.size} bytes` },
      ),
    ])
  return {
    file: given.scores,
    path,
    rows,
    columns,
    mates,
    people: people ?? [],
    strata: strata ?? Array.from({ length: rows }, () => given.stratum ?? ''),
  }
}

function refused(file: string, path: string): ProblemError {
  return new ProblemError([
    problem(
      'matrix-sidecar',
      { zh: '分数矩阵的说明文件不合格式。', en: 'The file that describes a matrix of scores has the wrong form.' },
      {
        place: { file, path },
        expected: '{"rows": R, "columns": C, "mates": [COLUMN | null, … R of them], "people"?: […], "strata"?: […]}',
      },
    ),
  ])
}

function json(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return undefined
  }
}
