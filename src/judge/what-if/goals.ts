import type { Node } from '../../language/standard.ts'
import type { NodeResult } from '../session.ts'
import { known, no, type Truth, unknown, type Value, yes } from '../values.ts'
import type { WayTo } from './document.ts'

/** Another verdict, and whether a result is it: certainly, certainly not, or for some of the values that it may have. */
export interface Goal {
  readonly verdict: string
  readonly direction: WayTo['direction']
  readonly reached: (main: Value | undefined) => Truth
}

/** What a node comes to: its level, else its value, else whether it is satisfied. Undefined where it does not apply. */
export function mainOf(r: NodeResult): Value | undefined {
  return r.applies === no ? undefined : (r.level ?? r.value ?? r.satisfied)
}

/** The verdicts that a node could have instead: the next better and the next worse, or every other word. Undefined where it gives a number or a list. */
export function goalsOf(node: Node, main: Value | undefined): readonly Goal[] | undefined {
  if (node.level) return levelGoals(node, main)
  if (node.holds || node.check) return conditionGoals(main)
  if (node.type?.k === 'yes-no') return conditionGoals(main, ['true', 'false'])
  if (node.type?.k !== 'word' || node.gives === undefined) return undefined
  const now = main?.k === 'word' && known(main) ? main.may![0] : undefined
  return node.gives.filter((w) => w !== now).map(wordGoal)
}

function conditionGoals(
  main: Value | undefined,
  [holds, fails]: readonly [string, string] = ['satisfied', 'not-satisfied'],
): readonly Goal[] {
  const may = main?.k === 'bool' ? main.may : unknown
  const goal = (verdict: string, direction: Goal['direction'], wanted: Truth): Goal => ({
    verdict,
    direction,
    reached: (v) => (v?.k !== 'bool' ? no : v.may === unknown ? unknown : v.may === wanted ? yes : no),
  })
  return [...(may === yes ? [] : [goal(holds, 'better', yes)]), ...(may === no ? [] : [goal(fails, 'worse', no)])]
}

function wordGoal(word: string): Goal {
  return {
    verdict: word,
    direction: 'other',
    reached: (v) => {
      if (v?.k !== 'word') return no
      if (v.may === undefined) return unknown
      return v.may.includes(word) ? (v.may.length === 1 ? yes : unknown) : no
    },
  }
}

/** From the cautious end, for that is the level that is claimed. */
function levelGoals(node: Node, main: Value | undefined): readonly Goal[] {
  const { scale } = node.level!
  if (main?.k !== 'num') return []
  const turned = scale.better === 'lower'
  const claimed = turned ? main.hi : main.lo
  const at = scale.levels.findIndex((l) => l.number.equals(claimed))
  const above = scale.levels[at + 1]
  const under = at < 0 ? undefined : scale.levels[at - 1]
  return [
    ...(above
      ? [
          {
            verdict: above.id,
            direction: turned ? ('worse' as const) : ('better' as const),
            reached: (v: Value | undefined) =>
              v?.k !== 'num'
                ? no
                : v.lo.compare(above.number) >= 0
                  ? yes
                  : v.hi.compare(above.number) < 0
                    ? no
                    : unknown,
          },
        ]
      : []),
    ...(under
      ? [
          {
            verdict: under.id,
            direction: turned ? ('better' as const) : ('worse' as const),
            reached: (v: Value | undefined) =>
              v?.k !== 'num'
                ? no
                : v.hi.compare(under.number) <= 0
                  ? yes
                  : v.lo.compare(under.number) > 0
                    ? no
                    : unknown,
          },
        ]
      : []),
  ]
}
