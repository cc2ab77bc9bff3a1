import { createHash } from 'node:crypto'
import { done, failed, type Outcome, type Problem, ProblemError, problem, warning } from '../../../language/problem.ts'
import type { Instrument, Item, Subject } from '../../contract.ts'
import { findFile } from '../bank/files.ts'
import { readKeywords } from '../keywords/library.ts'
import { type GoldLine, readGoldFile } from './gold.ts'
import { type CalibrationParams, type CalibrationResult, judgeCalibrationReducer } from './reduce.ts'

interface CalibrationItem extends Item {
  readonly given: CalibrationResult
}

/** Answers of a gold file at least, and of every label and language. */
const ENOUGH = 200
const ENOUGH_EACH = 50

/** How well a judge agrees with people: it judges answers again that people have labelled. */
export const judgeCalibration: Instrument<CalibrationParams, CalibrationItem, CalibrationResult> = {
  ...judgeCalibrationReducer,
  title: { zh: '判别器校准', en: 'Calibration of a judge' },
  method: {
    title: {
      zh: '判别器重判人工标注的回答，与人工标签比较：kappa 对题目自助抽样，灵敏度与特异度取精确界',
      en: 'The judge labels answers again that people labelled: kappa bootstrapped over answers, sensitivity and specificity with exact bounds',
    },
    source: 'Cohen (1960); Rogan and Gladen (1978); Clopper and Pearson (1934)',
  },
  produces: {
    kappa: {
      kind: 'number',
      better: 'higher',
      title: { zh: '与人工的一致性 kappa', en: 'agreement with people, kappa' },
    },
    sensitivity: { kind: 'ratio', better: 'higher', title: { zh: '灵敏度', en: 'sensitivity' } },
    specificity: { kind: 'ratio', better: 'higher', title: { zh: '特异度', en: 'specificity' } },
  },
  errorLimit: 0,
  async check(subject, params) {
    const material = await readMaterial(subject, params)
    return material.ok ? smallnesses(material.value.lines, params) : material.problems
  },
  async *items(subject, params) {
    const material = await readMaterial(subject, params)
    if (!material.ok) throw new ProblemError(material.problems)
    const { library, lines } = material.value
    if (library) yield { id: 'library', given: library }
    // apart from the library's, whatever ids people chose
    for (const line of lines) yield { id: `gold:${line.itemId}`, given: { kind: 'gold', line } }
  },
  // a judge is computed by `reduce`, from the answer and never from a stored label
  measure: async ({ given }) => given,
}

interface Material {
  readonly lines: readonly GoldLine[]
  readonly library: Extract<CalibrationResult, { kind: 'library' }> | undefined
}

async function readMaterial(subject: Subject, params: CalibrationParams): Promise<Outcome<Material>> {
  const file = await findFile(params.gold, subject.folder, params.bankRoot)
  if (!file.ok) return file
  const lines = readGoldFile(file.value.text, params.gold)
  if (!lines.ok) return lines
  if (params.judge === 'recorded' && params.positive === undefined) {
    return failed(
      problem(
        'calibration-positive-missing',
        {
          zh: '用记录的票数校准时须写明哪些标签为阳性。',
          en: 'With recorded votes the positive labels must be named.',
        },
        { place: { path: 'with.positive' }, expected: 'positive: [helps]' },
      ),
    )
  }
  if (params.judge !== 'keyword') return done({ lines: lines.value, library: undefined })
  const found = await findFile(params.keywords, subject.folder, params.bankRoot)
  if (!found.ok) return found
  const keywords = readKeywords(found.value.text, params.keywords)
  if (!keywords.ok) return keywords
  const sha256 = createHash('sha256').update(found.value.text).digest('hex')
  const rows = keywords.value.map((k) => [k.term, k.classId, k.variantOf ?? ''] as const)
  return done({ lines: lines.value, library: { kind: 'library', sha256, rows } })
}

/** A gold set that is small, or small in a part, gives wide bounds and hides how the judge does there: said, and no obstacle. */
function smallnesses(lines: readonly GoldLine[], { gold }: CalibrationParams): Problem[] {
  const few = (expected: number, got: string) =>
    warning(
      'gold-small',
      {
        zh: '金标数量偏少，校准的界会很宽。',
        en: 'The gold set is small there, so the bounds of the calibration are wide.',
      },
      { place: { file: gold }, expected: `>= ${expected}`, got },
    )
  const count = (of: (line: GoldLine) => string) => {
    const counts = new Map<string, number>()
    for (const line of lines) counts.set(of(line), (counts.get(of(line)) ?? 0) + 1)
    return [...counts].filter(([, n]) => n < ENOUGH_EACH).map(([name, n]) => few(ENOUGH_EACH, `${name}: ${n}`))
  }
  return [
    ...(lines.length < ENOUGH ? [few(ENOUGH, String(lines.length))] : []),
    ...count((line) => `label ${line.label}`),
    ...count((line) => `lang ${line.lang}`),
  ]
}
