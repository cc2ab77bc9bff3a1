import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import stringWidth from 'string-width'
import { libraryFolder } from '../../assessment/library.ts'
import type { Standing } from '../../catalogue/as-of.ts'
import { type Catalogue, counted } from '../../catalogue/catalogue.ts'
import { checkCatalogue } from '../../catalogue/check.ts'
import { type Edition, type Known, keyOf, type Level, mandateOf } from '../../catalogue/edition.ts'
import { formatIdentifier } from '../../catalogue/identifier/format.ts'
import { parseIdentifier } from '../../catalogue/identifier/parse.ts'
import { standingsOf, systemMap, withoutRecord } from '../../catalogue/system-map.ts'
import { progressOf } from '../../catalogue/target.ts'
import { readEditions } from '../../exchange/catalogue/editions.ts'
import { readTargets, readTaxonomy } from '../../exchange/catalogue/taxonomies.ts'
import { parseDay } from '../../judge/dates.ts'
import { isError, type Outcome, problem } from '../../language/problem.ts'
import { say, type Text } from '../../language/text.ts'
import { type Common, Console } from '../console.ts'
import { exit } from '../exit.ts'

export interface CatalogueOptions {
  /** another file than the one that comes with the product */
  readonly file?: string
  /** day, ISO 8601; today where none is given */
  readonly on?: string
  readonly level?: Level
  readonly limit?: number
}

const folder = join(dirname(libraryFolder), 'catalogue')

const opened = ({ file = join(folder, 'editions.csv') }: CatalogueOptions): Outcome<Catalogue> =>
  readWith(file, readEditions)

function readWith<T>(file: string, read: (text: string, file: string) => Outcome<T>): Outcome<T> {
  try {
    return read(readFileSync(file, 'utf8'), file)
  } catch (error) {
    const got = (error as NodeJS.ErrnoException).code ?? String(error)
    const text = { zh: '读不到目录文件', en: 'The catalogue cannot be read' }
    return { ok: false, problems: [problem('catalogue-unreadable', text, { place: { file }, got })] }
  }
}

const words: Readonly<Record<Standing, Text>> = {
  'in-preparation': { zh: '在研', en: 'in preparation' },
  upcoming: { zh: '即将实施', en: 'upcoming' },
  'in-force': { zh: '现行', en: 'in force' },
  replaced: { zh: '被代替', en: 'replaced' },
  withdrawn: { zh: '废止', en: 'withdrawn' },
}

const levelWords: Readonly<Record<Level, Text>> = {
  international: { zh: '国际', en: 'international' },
  regional: { zh: '区域', en: 'regional' },
  foreign: { zh: '国外', en: 'foreign' },
  national: { zh: '国家标准', en: 'national' },
  industry: { zh: '行业标准', en: 'industry' },
  local: { zh: '地方标准', en: 'local' },
  group: { zh: '团体标准', en: 'group' },
  enterprise: { zh: '企业标准', en: 'enterprise' },
  committee: { zh: '标委会技术文件', en: 'document of a committee' },
  community: { zh: '社区文件', en: 'of a community' },
  regulation: { zh: '法规', en: 'regulation' },
}
const mandateWords = {
  mandatory: { zh: '强制性', en: 'mandatory' },
  recommended: { zh: '推荐性', en: 'recommended' },
  guidance: { zh: '指导性技术文件', en: 'guidance' },
} as const

/** What is found by words or by a number, in either language; without a question, everything at a level. */
export function search(question: string, options: CatalogueOptions, common: Common): number {
  const c = new Console(common)
  const day = dayOf(c, options)
  if (day === undefined) return exit.usage
  const read = opened(options)
  if (!read.ok) return c.refuse(read.problems)
  const catalogue = read.value
  const { level, limit = 20 } = options
  const found = catalogue.search(question, limit, (e) => level === undefined || e.level === level)
  if (c.json) {
    c.data(found.map((e) => described(catalogue, e, day)))
    return exit.conforms
  }
  if (found.length === 0) {
    c.out(c.say('本目录中没有这样的记录。', 'There is no such record in this catalogue.'))
    return exit.conforms
  }
  const numbers = found.map((e) => formatIdentifier(e.identifier, 'display'))
  const width = Math.max(...numbers.map((n) => stringWidth(n)))
  for (const [n, e] of found.entries()) {
    const number = numbers[n]!
    const pad = ' '.repeat(width - stringWidth(number))
    c.out(`${number}${pad}  ${standing(c, catalogue, e, day)}  ${say(e.title, c.lang)}${sureness(c, e.known)}`)
  }
  const { editions, series } = counted(found)
  c.out(c.say(`\n${editions} 个版本，${series} 个系列`, `\n${editions} editions, ${series} series`))
  return exit.conforms
}

/** One edition with what it is on a day, its other editions, and what it adopts. */
export function show(number: string, options: CatalogueOptions, common: Common): number {
  const c = new Console(common)
  const day = dayOf(c, options)
  if (day === undefined) return exit.usage
  const read = opened(options)
  if (!read.ok) return c.refuse(read.problems)
  const catalogue = read.value
  const edition = catalogue.find(number)
  if (edition === undefined) {
    const parsed = parseIdentifier(number, { undated: true })
    if (!parsed.ok) return c.refuse(parsed.problems)
    const text = { zh: '本目录中没有这一编号的记录', en: 'This catalogue has no record of that number' }
    const next = {
      zh: `按名称查找：plumbline catalogue search …`,
      en: 'look for it by its title: plumbline catalogue search …',
    }
    return c.refuse([problem('edition-unknown', text, { got: number, next })])
  }
  if (c.json) {
    c.data(described(catalogue, edition, day))
    return exit.conforms
  }
  c.out(`${formatIdentifier(edition.identifier, 'display')}  ${standing(c, catalogue, edition, day)}`)
  for (const title of [edition.title.zh, edition.title.en]) if (title) c.out(`  ${title}`)
  const line = (zh: string, en: string, value: string | undefined) => value && c.out(`  ${c.say(zh, en)}: ${value}`)
  line('层级', 'level', say(levelWords[edition.level], c.lang))
  const mandate = mandateOf(edition)
  line('效力', 'force', mandate && say(mandateWords[mandate], c.lang))
  line('归口', 'body', edition.body)
  line('类目', 'class', edition.class)
  line('状态（来源所写）', 'status as its source has it', edition.statusRead || edition.status)
  if (edition.adopts)
    line('采用', 'adopts', `${edition.adopts.degree} ${edition.adopts.number} (${edition.adopts.known})`)
  const successor = catalogue.successorOf(edition)
  line('被代替为', 'replaced by', successor && formatIdentifier(successor.identifier, 'display'))
  const others = catalogue.editionsOf(edition.identifier).filter((e) => e !== edition)
  line('其他版本', 'other editions', others.map((e) => formatIdentifier(e.identifier, 'display')).join(', '))
  line('来源', 'source', `${edition.source} (${edition.known})`)
  line('备注', 'note', edition.note)
  return exit.conforms
}

/** What does not hold together in a catalogue. */
export function check(options: CatalogueOptions, common: Common): number {
  const c = new Console(common)
  const day = dayOf(c, options)
  if (day === undefined) return exit.usage
  const read = opened(options)
  if (!read.ok) return c.refuse(read.problems)
  const problems = checkCatalogue(read.value, day)
  if (c.json) c.data(problems)
  else {
    c.problems(problems)
    const { editions, series } = counted(read.value.editions)
    c.out(
      c.say(
        `${editions} 个版本，${series} 个系列；${problems.length} 处须查看`,
        `${editions} editions, ${series} series; ${problems.length} to look at`,
      ),
    )
  }
  return problems.some(isError) ? exit.doesNotConform : exit.conforms
}

/** The system of standards: each class with what is recorded in it, and what is not. */
export function map(options: CatalogueOptions, common: Common): number {
  const c = new Console(common)
  const day = dayOf(c, options)
  if (day === undefined) return exit.usage
  const read = opened(options)
  if (!read.ok) return c.refuse(read.problems)
  const tree = readWith(join(folder, 'taxonomies', 'national-2024.csv'), (text, file) =>
    readTaxonomy('national-2024', text, file),
  )
  if (!tree.ok) return c.refuse(tree.problems)
  const cells = systemMap(read.value, tree.value, day)
  if (c.json) {
    c.data(
      cells.map(({ class: { code, title, known }, counts, byLevel, byStanding }) => ({
        code,
        title,
        known,
        ...counts,
        levels: Object.fromEntries(byLevel),
        standings: Object.fromEntries([...byStanding].map(([s, n]) => [s ?? 'not-told', n])),
      })),
    )
    return exit.conforms
  }
  for (const { class: own, depth, counts, byStanding } of cells) {
    const name = `${'  '.repeat(depth)}${own.code} ${say(own.title, c.lang)}${sureness(c, own.known)}`
    const pad = ' '.repeat(Math.max(1, 44 - stringWidth(name)))
    const told = [...byStanding].map(([s, n]) => `${s ? say(words[s], c.lang) : c.say('不能判定', 'cannot tell')} ${n}`)
    c.out(
      `${name}${pad}${counts.editions}/${counts.series}${told.length > 0 ? `  ${told.join(' · ')}` : `  ${c.say('本目录无记录', 'no record in this catalogue')}`}`,
    )
  }
  const open = withoutRecord(cells, tree.value)
  c.out(
    c.say(
      `\n版本/系列。${open.length} 个类目在本目录中没有记录，并不表示没有标准。`,
      `\nEditions/series. Of ${open.length} classes this catalogue has no record, which does not say that there is no standard.`,
    ),
  )
  return exit.conforms
}

/** What policies want to be reached, and the rows behind each number. */
export function targets(options: CatalogueOptions & { readonly rows?: boolean }, common: Common): number {
  const c = new Console(common)
  const day = dayOf(c, options)
  if (day === undefined) return exit.usage
  const read = opened(options)
  if (!read.ok) return c.refuse(read.problems)
  const all = readWith(join(folder, 'targets.csv'), readTargets)
  if (!all.ok) return c.refuse(all.problems)
  const board = all.value.map((target) => ({ target, progress: progressOf(read.value, target, day) }))
  if (c.json) {
    c.data(
      board.map(({ target, progress }) => ({
        ...target,
        certain: progress?.certain.map(keyOf) ?? null,
        possible: progress?.possible.map(keyOf) ?? null,
      })),
    )
    return exit.conforms
  }
  for (const { target, progress } of board) {
    c.out(`${say(target.policy, c.lang)}\n  ${say(target.indicator, c.lang)} ≥ ${target.target}`)
    if (progress === undefined) {
      c.out(`  ${c.say('本目录不能统计', 'this catalogue cannot count it')}: ${target.note}\n`)
      continue
    }
    const [least, most] = [progress.certain.length, progress.certain.length + progress.possible.length]
    c.out(
      `  ${c.say('本目录记录', 'recorded here')}: ${least === most ? least : `${least}–${most}`}${least < most ? c.say('（有些只知年份）', ' (of some the year alone is known)') : ''}`,
    )
    if (target.note) c.out(`  ${target.note}`)
    if (options.rows)
      for (const e of [...progress.certain, ...progress.possible])
        c.out(`    ${formatIdentifier(e.identifier, 'display')}  ${say(e.title, c.lang)}`)
    c.out('')
  }
  return exit.conforms
}

/** What is not read in a source is said to be so. */
function sureness(c: Console, known: Known): string {
  if (known === 'seen') return ''
  return known === 'recalled' ? c.say('（待核）', ' (to be confirmed)') : c.say('（本产品所拟）', ' (ours)')
}

function dayOf(c: Console, { on }: CatalogueOptions): number | undefined {
  const now = new Date()
  if (on === undefined) return Math.floor((now.getTime() - now.getTimezoneOffset() * 60_000) / 86_400_000)
  const day = parseDay(on)
  if (day === undefined)
    c.refuse([
      problem('wrong-value', { zh: '日期有误', en: 'The date is not a date' }, { expected: '2026-11-22', got: on }),
    ])
  return day
}

function standing(c: Console, catalogue: Catalogue, edition: Edition, day: number): string {
  const possible = standingsOf(catalogue, edition, day)
  const said = possible.map((s) => say(words[s], c.lang)).join(c.say('或', ' or '))
  return possible.length === 1 ? said : `${said}${c.say('（本目录不能判定）', ' (this catalogue cannot tell)')}`
}

function described(catalogue: Catalogue, edition: Edition, day: number) {
  const { published: _, effective: __, withdrawn: ___, ...rest } = edition
  return {
    number: keyOf(edition),
    standing: standingsOf(catalogue, edition, day),
    mandate: mandateOf(edition),
    ...rest,
  }
}
