import type { Text } from '../language/text.ts'
import type { Standing } from './as-of.ts'
import type { Catalogue } from './catalogue.ts'
import type { Days } from './days.ts'
import { daysOf } from './days.ts'
import type { Edition } from './edition.ts'
import { standingsOf } from './system-map.ts'

/** A figure on a system of standards, with the rows behind it. What is not known to the day or cannot be told makes it a range. */
export interface Indicator {
  readonly id: string
  readonly title: Text
  /** how it is computed */
  readonly formula: Text
  readonly unit: 'share' | 'days'
  readonly value?: { readonly low: number; readonly high: number }
  readonly numerator: readonly Edition[]
  readonly denominator: readonly Edition[]
  /** why there is no value */
  readonly missing?: Text
}

/** Years after which a document is reviewed at the latest. Law of standardization, article 29; Shanghai regulation, article 23 (both seen). */
export function reviewYears(edition: Edition): number | undefined {
  const { level, identifier } = edition
  if (level === 'local') return identifier.issuer === 'DB31' ? 3 : 5
  return level === 'national' || level === 'industry' || level === 'group' || level === 'enterprise' ? 5 : undefined
}

const isInForce = (s: readonly Standing[]) => s.length === 1 && s[0] === 'in-force'
const mayBeInForce = (s: readonly Standing[]) => s.includes('in-force')

/** The indicators of a system over the editions that stand in it, on a day (from 1970-01-01). The formulas are ours (proposed). */
export function indicators(catalogue: Catalogue, editions: readonly Edition[], day: number): readonly Indicator[] {
  const seen = new Map(editions.map((e) => [e, standingsOf(catalogue, e, day)]))
  const inForce = editions.filter((e) => isInForce(seen.get(e)!))
  const open = editions.filter((e) => mayBeInForce(seen.get(e)!) && !isInForce(seen.get(e)!))
  const wanted = editions.filter((e) => !seen.get(e)!.every((s) => s === 'replaced' || s === 'withdrawn'))
  return [
    completion(inForce, open, wanted),
    age(inForce, day),
    overdue(inForce, day),
    adoption(catalogue, inForce, day),
    promotion,
    implementation,
  ]
}

function completion(inForce: readonly Edition[], open: readonly Edition[], wanted: readonly Edition[]): Indicator {
  const share = (n: number) => n / wanted.length
  return {
    id: 'completion',
    title: { zh: '完成率（现有数/应有数）', en: 'Completion (there are / there should be)' },
    formula: {
      zh: '现行版本数 ÷（现行、即将实施、在研的版本与项目数）；应有数按本目录记录的项目计，并非官方明细表',
      en: 'editions in force ÷ editions in force, upcoming and in preparation; what there should be is read off the projects recorded here, not off an official table',
    },
    unit: 'share',
    ...(wanted.length > 0 ? { value: { low: share(inForce.length), high: share(inForce.length + open.length) } } : {}),
    numerator: inForce,
    denominator: wanted,
    ...(wanted.length > 0 ? {} : { missing: none }),
  }
}

function age(inForce: readonly Edition[], day: number): Indicator {
  const known = inForce.flatMap((e) => {
    const on = publishedOn(e)
    return on && on.first <= day ? [{ e, on }] : []
  })
  const mean = (of: (on: Days) => number) => known.reduce((sum, { on }) => sum + of(on), 0) / known.length
  return {
    id: 'average-age',
    title: { zh: '平均标龄', en: 'Average age' },
    formula: {
      zh: '（查询日 − 发布日期）的平均，只计知道发布日期或年份的现行版本',
      en: 'mean of the days since publication, of editions in force of which the date or the year is recorded',
    },
    unit: 'days',
    ...(known.length > 0
      ? { value: { low: mean((on) => day - Math.min(on.last, day)), high: mean((on) => day - on.first) } }
      : { missing: none }),
    numerator: known.map(({ e }) => e),
    denominator: inForce,
  }
}

function overdue(inForce: readonly Edition[], day: number): Indicator {
  const scope = inForce.filter((e) => reviewYears(e) !== undefined && publishedOn(e) !== undefined)
  const due = (e: Edition, on: number) => day > on + Math.round(reviewYears(e)! * 365.2425)
  const certain = scope.filter((e) => due(e, publishedOn(e)!.last))
  const possible = scope.filter((e) => due(e, publishedOn(e)!.first))
  return {
    id: 'review-overdue',
    title: { zh: '复审超期率', en: 'Overdue for review' },
    formula: {
      zh: '发布后超过复审周期（国家、行业、团体标准 5 年，上海地方标准 3 年）的现行版本 ÷ 知道发布日期的现行版本；本目录不记录复审结论',
      en: 'editions in force published longer ago than the review cycle (5 years; of Shanghai 3) ÷ those whose publication is recorded; conclusions of reviews are not recorded here',
    },
    unit: 'share',
    ...(scope.length > 0
      ? { value: { low: certain.length / scope.length, high: possible.length / scope.length } }
      : { missing: none }),
    numerator: possible,
    denominator: scope,
  }
}

function adoption(catalogue: Catalogue, inForce: readonly Edition[], day: number): Indicator {
  const adopted = inForce.filter(
    (e) => e.level === 'national' && (e.adopts?.degree === 'IDT' || e.adopts?.degree === 'MOD'),
  )
  const international = inForce.filter(
    (e) => e.level === 'international' && mayBeInForce(standingsOf(catalogue, e, day)),
  )
  return {
    id: 'adoption',
    title: { zh: '采标率', en: 'Adoption of international standards' },
    formula: {
      zh: '等同或修改采用国际标准的国家标准数 ÷ 判定适用的国际标准数',
      en: 'national standards that adopt an international one (IDT, MOD) ÷ international standards judged applicable',
    },
    unit: 'share',
    numerator: adopted,
    denominator: international,
    missing: {
      zh: '哪些国际标准适用，本目录未作判定；只列出两边的记录',
      en: 'which international standards are applicable has not been judged here; the rows of both sides are listed',
    },
  }
}

const none: Text = { zh: '没有可计的记录', en: 'there are no rows to count' }

const promotion: Indicator = {
  id: 'promotion',
  title: { zh: '地方标准上升率', en: 'Local standards taken up nationally' },
  formula: {
    zh: '被上级标准采用的地方标准数 ÷ 现行地方标准数',
    en: 'local standards that a higher level took up ÷ local ones in force',
  },
  unit: 'share',
  numerator: [],
  denominator: [],
  missing: { zh: '本目录不记录地方标准的上升', en: 'this catalogue does not record which were taken up' },
}

const implementation: Indicator = {
  id: 'implementation',
  title: { zh: '实施率', en: 'Implementation' },
  formula: {
    zh: '声明执行或经检测的企业数 ÷ 适用范围内的企业数',
    en: 'enterprises that declare it or were tested ÷ enterprises in its scope',
  },
  unit: 'share',
  numerator: [],
  denominator: [],
  missing: {
    zh: '目录中没有企业；声明与报告在评价库中',
    en: 'there are no enterprises in a catalogue; declarations and reports are in the registry',
  },
}

/** Where no day is recorded, the year of the number. */
const publishedOn = ({ published, identifier: { year } }: Edition): Days | undefined =>
  published ?? (year === undefined ? undefined : daysOf(String(year)))
