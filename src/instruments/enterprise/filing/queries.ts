import { Exact } from '../../../language/exact.ts'
import type { Text } from '../../../language/text.ts'
import { amountFields, countFields, splits } from './fields.ts'
import { partsOfWholes } from './parts.ts'
import type { Filing, FilingYear } from './record.ts'
import type { RuleId } from './rules.ts'
import { subClasses } from './sub-classes.ts'

/** A rule that a filing breaks: a question to the enterprise, not a correction. */
export interface Query {
  readonly rule: RuleId
  readonly field: string
  readonly year: number
  /** where it stands in the record */
  readonly path: string
  readonly text: Text
  readonly expected: string
  readonly got: string
  /** what the enterprise says to it; a query that is answered is not counted */
  readonly answer?: string
}

const TOLERANCE = Exact.parse('0.005')!
const THREE = Exact.whole(3n)
const JUMP = Exact.whole(5n)
const SLIP = Exact.whole(10_000n)
const titles = new Map([...amountFields, ...countFields].map((f) => [f.key, f.title]))

/** Amounts that a year is compared in with the year before. */
const WATCHED = [
  'revenue',
  'mainRevenue',
  'aiBusinessRevenue',
  'rdExpense',
  'aiRdExpense',
  'costs',
  'netAssets',
  'totalAssets',
  'liabilities',
]

/**
 * What a filing whose form is right has to explain. V2: AI revenue at most revenue, the split within 0.5 % of it. V3: AI R&D at most R&D at most
 * three times revenue, unless there is no revenue. V4: AI R&D staff at most staff. V5: five times or a fifth of the year before is passed.
 * V9: ten thousand times, or a ten-thousandth, within a factor of five: 元 for 万元; it stands for V5. All of it exact.
 */
export function queriesOf(filing: Filing): readonly Query[] {
  const found = [
    ...filing.years.flatMap((y) => [...partsOf(y), ...researchOf(y), ...splitOf(y)]),
    ...filing.years.flatMap((y, i) => (i === 0 ? [] : jumpsOf(filing.years[i - 1]!, y))),
  ]
  return found.map((q) => answered(q, filing))
}

/** W-IND: the registered class is none of those of the sub-classes in which the enterprise is active. It decides nothing. */
export function warningsOf(filing: Filing): readonly Query[] {
  const last = filing.years.at(-1)
  const parts = last === undefined ? undefined : sharesOf(last)
  const active = subClasses.filter((s) => parts?.shares.some((p) => p.id === s.id && Exact.parse(p.amount)!.sign > 0))
  if (last === undefined || active.length === 0) return []
  const expected = new Set(active.flatMap((s) => s.industries))
  if (expected.has(filing.industry.slice(1))) return []
  return [
    answered(
      {
        rule: 'W-IND',
        field: 'gbt4754',
        year: last.year,
        path: 'gbt4754',
        text: {
          zh: '登记的行业小类不在所填小类对应的行业之内；只作提示',
          en: 'the registered class is none of those of the sub-classes filed; a hint only',
        },
        expected: [...expected].join(' '),
        got: filing.industry,
      },
      filing,
    ),
  ]
}

/** How an enterprise splits over sub-classes: by AI revenue, failing that by AI R&D, failing that by products. */
export function sharesOf(year: FilingYear) {
  for (const { key, by } of splits) {
    const parts = year.splits.get(key)
    if (parts !== undefined)
      return { by, shares: subClasses.flatMap(({ id }) => (parts.has(id) ? [{ id, amount: parts.get(id)! }] : [])) }
  }
  return undefined
}

function partsOf(y: FilingYear): Query[] {
  return partsOfWholes.flatMap(([rule, part, whole]) => {
    const [a, b] = [numberOf(y, part), numberOf(y, whole)]
    if (a === undefined || b === undefined || a.compare(b) <= 0) return []
    return [
      {
        ...{ rule, ...at(y, part) },
        text: {
          zh: `${y.year} 年“${titles.get(part)!.zh}”大于“${titles.get(whole)!.zh}”`,
          en: `${y.year}: ${titles.get(part)!.en} is above ${titles.get(whole)!.en}`,
        },
        ...{ expected: `≤ ${shown(y, whole)}`, got: shown(y, part) },
      },
    ]
  })
}

function researchOf(y: FilingYear): Query[] {
  const [research, revenue] = [numberOf(y, 'rdExpense'), numberOf(y, 'revenue')]
  if (research === undefined || revenue === undefined || revenue.sign <= 0) return []
  if (research.compare(revenue.times(THREE)) <= 0) return []
  return [
    {
      ...{ rule: 'V3' as const, ...at(y, 'rdExpense') },
      text: {
        zh: `${y.year} 年研究开发费用超过营业收入的三倍`,
        en: `${y.year}: R&D expense is above three times the revenue`,
      },
      ...{ expected: `≤ 3 × ${shown(y, 'revenue')}`, got: shown(y, 'rdExpense') },
    },
  ]
}

function splitOf(y: FilingYear): Query[] {
  const parts = y.splits.get('aiRevenueBySubclass')
  const whole = numberOf(y, 'aiBusinessRevenue')
  if (parts === undefined || whole === undefined) return []
  const sum = [...parts.values()].reduce((total, p) => total.plus(Exact.parse(p)!), Exact.zero)
  const off = sum.minus(whole)
  if ((off.sign < 0 ? off.negated() : off).compare(whole.times(TOLERANCE)) <= 0) return []
  return [
    {
      ...{ rule: 'V2' as const, ...at(y, 'aiRevenueBySubclass') },
      text: {
        zh: `${y.year} 年各小类人工智能业务收入之和与总数相差超过 0.5 %`,
        en: `${y.year}: AI revenue by sub-class does not add up to the total within 0.5 %`,
      },
      ...{ expected: `${shown(y, 'aiBusinessRevenue')} ± 0.5 %`, got: sum.toString() },
    },
  ]
}

function jumpsOf(before: FilingYear, y: FilingYear): Query[] {
  return WATCHED.flatMap((field): Query[] => {
    const [a, b] = [numberOf(before, field), numberOf(y, field)]
    if (a === undefined || b === undefined || a.sign <= 0 || b.sign <= 0) return []
    const ratio = b.compare(a) > 0 ? b.over(a) : a.over(b)
    if (ratio.compare(JUMP) <= 0) return []
    const slip = ratio.times(JUMP).compare(SLIP) >= 0 && ratio.compare(SLIP.times(JUMP)) <= 0
    const title = titles.get(field)!
    return [
      {
        ...{ rule: slip ? ('V9' as const) : ('V5' as const), ...at(y, field) },
        text: slip
          ? {
              zh: `${y.year} 年“${title.zh}”与上年相差约一万倍：可能把元填成了万元`,
              en: `${y.year}: ${title.en} is about ten thousand times the year before, or a ten-thousandth: 元 written for 万元?`,
            }
          : {
              zh: `${y.year} 年“${title.zh}”比上年增至五倍以上或降至五分之一以下`,
              en: `${y.year}: ${title.en} is more than five times, or less than a fifth of, the year before`,
            },
        ...{ expected: slip ? '万元' : `${shown(before, field)} × 1/5 … 5`, got: shown(y, field) },
      },
    ]
  })
}

function answered(query: Query, { explanations }: Filing): Query {
  const found = explanations.find((e) => e.rule === query.rule && e.field === query.field && e.year === query.year)
  return found === undefined ? query : { ...query, answer: found.text }
}

function numberOf(y: FilingYear, key: string): Exact | undefined {
  const count = y.counts.get(key)
  const text = y.amounts.get(key)
  return count !== undefined ? Exact.whole(BigInt(count)) : text === undefined ? undefined : Exact.parse(text)
}

const at = (y: FilingYear, field: string) => ({ field, year: y.year, path: `${y.at}.${field}` })

const shown = (y: FilingYear, key: string) => y.amounts.get(key) ?? String(y.counts.get(key) ?? '')
