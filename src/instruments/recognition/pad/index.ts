import { createHash } from 'node:crypto'
import { type Problem, ProblemError, problem } from '../../../language/problem.ts'
import type { Instrument, Item } from '../../contract.ts'
import { byText } from '../../llm/bank/sample.ts'
import { refusalWarnings, Source } from '../files/source.ts'
import { type PadParams, type PadResult, type PadRow, padProduces } from './params.ts'
import { accessOf, presentationsOf } from './read.ts'
import { padReducer } from './reduce.ts'

/** Presentations of one item; a result of this size is some 30 KB. */
const AT_ONCE = 500

interface PadItem extends Item {
  readonly result: PadResult
}

/** Presentation attack detection: errors of attacks by species and of bona fide presentations. */
export const pad: Instrument<PadParams, PadItem, PadResult> = {
  ...padReducer,
  title: { zh: '呈现攻击检测（活体检测）', en: 'Presentation attack detection' },
  method: {
    title: {
      zh: '在声明的阈值或判定上，按攻击种类求 APCER，取最差种类；BPCER、APNRR、BPNRR 分别给出',
      en: 'at a declared threshold, or by decisions: APCER of each attack instrument species, the worst of them, BPCER, APNRR and BPNRR',
    },
    source: 'ISO/IEC 30107-3:2023',
  },
  produces: padProduces,
  material: (fixed) => String(fixed['section'] ?? 'pad'),
  errorLimit: 0,
  async check(subject, params) {
    const access = accessOf(subject, params.section)
    if (!access.ok) return access.problems
    const source = new Source(subject.folder, params.section)
    let read = 0
    try {
      for await (const _ of presentationsOf(access.value, source)) read++
    } catch (error) {
      if (error instanceof ProblemError) return error.problems
      throw error
    }
    return read === 0 ? [nothing()] : refusalWarnings(source.reading())
  },
  async *items(subject, params) {
    const access = accessOf(subject, params.section)
    if (!access.ok) throw new ProblemError(access.problems)
    const source = new Source(subject.folder, params.section)
    const rows: PadRow[] = []
    for await (const row of presentationsOf(access.value, source)) rows.push(row)
    rows.sort((a, b) => byText(a[0], b[0]))
    for (let from = 0; from < rows.length; from += AT_ONCE)
      yield itemOf(String(from).padStart(8, '0'), { kind: 'presentations', rows: rows.slice(from, from + AT_ONCE) })
    yield itemOf('intake', { kind: 'intake', intake: source.reading() })
  },
  measure: async ({ result }) => result,
}

/** The hash makes it another item when the files change under a run that goes on. */
function itemOf(part: string, result: PadResult): PadItem {
  const hash = createHash('sha256').update(JSON.stringify(result)).digest('hex')
  return { id: `${part}-${hash.slice(0, 12)}`, result }
}

function nothing(): Problem {
  return problem(
    'pad-nothing',
    { zh: '没有读到一次可计的呈现。', en: 'Not one presentation could be read.' },
    { next: { zh: '检查对象描述 access 里写的表。', en: 'Check the tables that access of the subject names.' } },
  )
}
