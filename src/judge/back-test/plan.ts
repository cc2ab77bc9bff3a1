import { differences } from '../../language/diff/changes.ts'
import { changedPieces, mixed, withNumber } from '../../language/diff/mixed.ts'
import { Exact } from '../../language/exact.ts'
import { done, failed, type Outcome, problem } from '../../language/problem.ts'
import type { Standard } from '../../language/standard.ts'

/** Which threshold of the draft gives a wanted pass rate. All numbers are decimal text. */
export interface Search {
  /** such as `grade.at-least.L3` */
  readonly place: string
  /** lowest level of the result that passes */
  readonly pass: string
  readonly from: string
  readonly to: string
  readonly step: string
}

export interface BackTestSettings {
  /** the result whose grades are compared; the first of the draft if not named */
  readonly result?: string
  /** paired draws for each report whose range straddles; 0 for none */
  readonly draws: number
  readonly search?: Search
}

/** Everything that judging a row needs; made once. */
export interface BackTestPlan {
  readonly from: Standard
  readonly to: Standard
  readonly result: string
  readonly draws: number
  /** pieces that changed, in written order: `clause R2` */
  readonly pieces: readonly string[]
  /** the old edition with these pieces of the draft; undefined where they cannot stand alone. Kept once made. */
  with(pieces: readonly string[]): Standard | undefined
  readonly search?: Search & {
    /** candidate numbers, rising */
    readonly values: readonly string[]
    /** the draft with each of them */
    readonly drafts: readonly Standard[]
  }
}

const mostValues = 1001

/** Levels, words and yes-no are counted; a bare number would be a row of the matrix for each report, and show it. */
function hasOutcomes(s: Standard, id: string): boolean {
  const node = s.nodes.get(id)
  return (
    node !== undefined &&
    Boolean(node.level || node.holds || node.check || node.type?.k === 'word' || node.type?.k === 'yes-no')
  )
}

export function planBackTest(from: Standard, to: Standard, settings: BackTestSettings): Outcome<BackTestPlan> {
  const result =
    settings.result ?? to.results.find((id) => from.results.includes(id) && hasOutcomes(to, id)) ?? to.results[0]!
  for (const s of [from, to])
    if (!s.results.includes(result) || !hasOutcomes(s, result))
      return failed(
        problem(
          'unknown-name',
          {
            zh: `${s.id} ${s.edition} 没有可以比较的结果“${result}”`,
            en: `${s.id} ${s.edition} has no result "${result}" that can be compared`,
          },
          {
            expected: s.results.filter((id) => hasOutcomes(s, id)).join(', '),
            got: result,
            next: {
              zh: '用 --result 指明两个版次都有的结果',
              en: 'name a result that both editions have with --result',
            },
          },
        ),
      )
  const pieces = changedPieces(differences(from, to))
  const made = new Map<string, Standard | undefined>()
  const plan: BackTestPlan = {
    from,
    to,
    result,
    draws: settings.draws,
    pieces,
    with: (chosen) => {
      const key = chosen.join('\n')
      if (!made.has(key)) {
        const m = mixed(from, to, new Set(chosen))
        made.set(key, m.ok && m.value.results.includes(result) ? m.value : undefined)
      }
      return made.get(key)
    },
  }
  if (!settings.search) return done(plan)
  const { search } = settings
  const level = to.nodes.get(result)!.level?.scale.levels.some((l) => l.id === search.pass)
  const [lo, hi, step] = [search.from, search.to, search.step].map((x) => Exact.parse(x))
  const count = lo && hi && step && step.sign > 0 ? hi.minus(lo).over(step) : undefined
  if (!level || !lo || !step || !count || count.sign < 0 || count.toNumber() >= mostValues)
    return failed(
      problem(
        'wrong-search',
        { zh: '阈值搜索写得不对', en: 'The search for a threshold is not written as it should be' },
        {
          expected: `pass: ${
            to.nodes
              .get(result)!
              .level?.scale.levels.map((l) => l.id)
              .join(', ') ?? '–'
          }; from ≤ to, step > 0, ≤ ${mostValues} values`,
          got: JSON.stringify(search),
        },
      ),
    )
  const values: string[] = []
  for (let x = lo; x.compare(hi!) <= 0; x = x.plus(step)) values.push(x.toString())
  const drafts: Standard[] = []
  for (const v of values) {
    const d = withNumber(to, search.place, v)
    if (!d.ok) return d
    drafts.push(d.value)
  }
  return done({ ...plan, search: { ...search, values, drafts } })
}
