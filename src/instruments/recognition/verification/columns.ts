import { done, failed, type Outcome, problem } from '../../../language/problem.ts'
import type { Polarity } from '../../../metrics/verification/scores.ts'

/** Where a table of scores keeps what is read; other columns, such as an id, are passed over. */
export interface ScoreColumns {
  /** byte between cells */
  readonly delimiter: number
  readonly count: number
  /** -1 where a reference says it */
  readonly label: number
  readonly score: number
  /** return code of the comparison, -1 where there is none */
  readonly status: number
  /** who stands on either side; undefined where the table does not say */
  readonly subjects?: readonly [number, number]
  /** which samples (templates, images) were compared; undefined where the table does not say */
  readonly samples?: readonly [number, number]
}

const SIMILARITIES = ['similarity', 'sim', 'simscore', 'sim_score', '相似度']
const DISTANCES = ['distance', 'dist', '距离']
const SCORES = ['score', '分数', '得分', ...SIMILARITIES, ...DISTANCES]
export const LABELS = [
  'label',
  'mated',
  'genuine',
  'is_genuine',
  'target',
  'same',
  'y_true',
  '标签',
  '类别',
  '同人',
  '是否同人',
]
const STATUSES = ['returncode', 'return_code', 'status', '返回码', '状态']
const PROBE_SUBJECTS = ['probe_subject', 'probe_subject_id', 'verif_subject', '探针人员', '验证人员', '验证主体']
const GALLERY_SUBJECTS = [
  'gallery_subject',
  'gallery_subject_id',
  'enrol_subject',
  'enroll_subject',
  '注册人员',
  '注册主体',
]
export const PROBES = ['probe_id', 'probe', 'veriftempl', '探针', '验证样本']
export const GALLERIES = ['gallery_id', 'gallery', 'enrolltempl', '注册样本']
const DELIMITERS = ['\t', ',', ';', ' ']

/** What each cell of a label column stands for. */
export const labels: ReadonlyMap<string, 'genuine' | 'impostor'> = new Map([
  ...['1', 'genuine', 'mated', 'target', 'same', 'true', 'client', '同人', '真', '是'].map(
    (w) => [w, 'genuine'] as const,
  ),
  ...['0', 'impostor', 'imposter', 'non-mated', 'nonmated', 'nontarget', 'different', 'false', '异人', '假', '否'].map(
    (w) => [w, 'impostor'] as const,
  ),
])

/** Cells of a score column that stand for a comparison without a score. */
export const failures: ReadonlySet<string> = new Set([
  ...['', 'nan', '-nan', 'na', 'n/a', 'null', 'none', 'fta', 'fte', 'fail', 'failed', '失败', '未采集'],
])

/** Reads the first line of a table of scores: names in Chinese or English, in any order and case. `referred`: a reference says which pairs are genuine. */
export function columnsOf(line: string, file: string, polarity: Polarity, referred = false): Outcome<ScoreColumns> {
  const delimiter = DELIMITERS.find((d) => line.includes(d)) ?? ','
  const names = cellsOf(line, delimiter).map((c) => c.toLowerCase())
  const at = (aliases: readonly string[]) => names.findIndex((n) => aliases.includes(n))
  const [label, score] = [referred ? -1 : at(LABELS), at(SCORES)]
  const named = at(PROBES) >= 0 && at(GALLERIES) >= 0
  const place = { file, line: 1 }
  const said = referred ? named : label >= 0
  if (!said || score < 0) {
    return failed(
      problem(
        'scores-columns',
        { zh: '分数文件的首行缺少列名。', en: 'The first line of the score file lacks names of columns.' },
        {
          place,
          expected: [
            ...(said ? [] : referred ? [PROBES.join(' | '), GALLERIES.join(' | ')] : [LABELS.join(' | ')]),
            ...(score < 0 ? [SCORES.join(' | ')] : []),
          ].join('; '),
          got: line.slice(0, 200),
          next: {
            zh: '首行写列名，例如 id,label,score；UTF-8 编码。',
            en: 'Write the names of the columns into the first line, such as id,label,score; in UTF-8.',
          },
        },
      ),
    )
  }
  if ((polarity === 'distance' ? SIMILARITIES : DISTANCES).includes(names[score]!)) {
    return failed(
      problem(
        'scores-polarity',
        {
          zh: '分数列的名称与声明的方向相反。',
          en: 'The name of the score column says the opposite of the declared polarity.',
        },
        {
          place: { ...place, path: names[score]! },
          expected: polarity,
          got: names[score]!,
          next: {
            zh: '改正对象描述里这份分数的 polarity。',
            en: "Correct the polarity of these scores in the subject's description.",
          },
        },
      ),
    )
  }
  const both = (key: 'subjects' | 'samples', probe: readonly string[], gallery: readonly string[]) =>
    at(probe) < 0 || at(gallery) < 0 ? {} : { [key]: [at(probe), at(gallery)] as const }
  return done({
    ...{ delimiter: delimiter.charCodeAt(0), count: names.length, label, score, status: at(STATUSES) },
    ...both('subjects', PROBE_SUBJECTS, GALLERY_SUBJECTS),
    ...both('samples', PROBES, GALLERIES),
  })
}

/** Cells of one line (RFC 4180 without line breaks inside quotes), trimmed. */
export function cellsOf(line: string, delimiter: string): string[] {
  const cells: string[] = []
  for (let at = 0; at <= line.length; at++) {
    let cell = ''
    if (line[at] === '"') {
      for (at++; at < line.length && (line[at] !== '"' || line[at + 1] === '"'); at++) {
        if (line[at] === '"') at++
        cell += line[at]
      }
      at++
    }
    const end = line.indexOf(delimiter, at)
    cell += line.slice(at, end < 0 ? line.length : end)
    cells.push(cell.trim())
    at = end < 0 ? line.length : end
  }
  return cells
}
