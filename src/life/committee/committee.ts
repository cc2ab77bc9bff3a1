import { type Problem, problem, warning } from '../../language/problem.ts'

export const memberParts = ['chair', 'vice-chair', 'secretary-general', 'member', 'observer'] as const
export type MemberPart = (typeof memberParts)[number]

export interface Member {
  readonly id: string
  readonly name: string
  readonly unit: string
  readonly part: MemberPart
  /** days of the term, both included */
  readonly from: string
  readonly until: string
  /** committees that the person is on, this one included, as far as is known */
  readonly committees: number
}

/** Numbers of a ministry's rules (seen); the least of a national committee is recalled. */
const rules = { least: 25, viceChairs: 5, ofOneUnit: 3, committees: 3 }

/** Who counts on a day: an observer has no vote. */
export const serving = (members: readonly Member[], day: string): readonly Member[] =>
  members.filter((m) => m.from <= day && day <= m.until)
export const voting = (members: readonly Member[], day: string): readonly Member[] =>
  serving(members, day).filter((m) => m.part !== 'observer')

/** What in the composition of a committee is not as the rules have it, on a day. */
export function checkComposition(members: readonly Member[], day: string): readonly Problem[] {
  const all = voting(members, day)
  const found: Problem[] = []
  const wrong = (code: string, zh: string, en: string, expected: string, got: string) =>
    found.push(problem(code, { zh, en }, { expected, got }))
  if (all.length < rules.least)
    wrong(
      'committee-small',
      '委员人数不足',
      'The committee has too few members',
      `≥ ${rules.least}`,
      String(all.length),
    )
  if (all.length % 2 === 0)
    wrong('committee-even', '委员人数须为单数', 'The number of members is odd', '1, 3, 5 …', String(all.length))
  const chairs = all.filter((m) => m.part === 'chair')
  if (chairs.length !== 1)
    wrong('committee-chair', '主任委员须为一人', 'There is one chair', '1', String(chairs.length))
  const vice = all.filter((m) => m.part === 'vice-chair').length
  if (vice > rules.viceChairs)
    wrong(
      'committee-vice-chairs',
      '副主任委员过多',
      'There are too many vice chairs',
      `≤ ${rules.viceChairs}`,
      String(vice),
    )
  const units = new Map<string, number>()
  for (const { unit } of all) units.set(plain(unit), (units.get(plain(unit)) ?? 0) + 1)
  for (const [unit, n] of units)
    if (n > rules.ofOneUnit)
      wrong(
        'committee-one-unit',
        '同一单位的委员过多',
        'Too many members are of one unit',
        `≤ ${rules.ofOneUnit}`,
        `${unit}: ${n}`,
      )
  for (const m of all)
    if (m.committees > rules.committees)
      wrong(
        'committee-many',
        '委员任职的标委会过多',
        'A member is on too many committees',
        `≤ ${rules.committees}`,
        `${m.name}: ${m.committees}`,
      )
  const secretary = all.find((m) => m.part === 'secretary-general')
  if (secretary && chairs[0] && plain(secretary.unit) === plain(chairs[0].unit))
    wrong(
      'committee-same-unit',
      '主任委员与秘书长须来自不同单位',
      'Chair and secretary-general are of different units',
      '',
      secretary.unit,
    )
  for (const m of members)
    if (m.until < day)
      found.push(
        warning('committee-term-over', { zh: '任期已满', en: 'The term is over' }, { got: `${m.name}: ${m.until}` }),
      )
  return found
}

const plain = (unit: string): string => unit.normalize('NFKC').replace(/\s+/g, '').toLowerCase()
