import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import stringWidth from 'string-width'
import { libraryFolder } from '../../assessment/library.ts'
import { asOf, type Standing } from '../../catalogue/as-of.ts'
import { type Catalogue, counted } from '../../catalogue/catalogue.ts'
import { checkCatalogue } from '../../catalogue/check.ts'
import { type Edition, keyOf, type Level, mandateOf } from '../../catalogue/edition.ts'
import { formatIdentifier } from '../../catalogue/identifier/format.ts'
import { parseIdentifier } from '../../catalogue/identifier/parse.ts'
import { readEditions } from '../../exchange/catalogue/editions.ts'
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

const own = join(dirname(libraryFolder), 'catalogue', 'editions.csv')

function opened({ file = own }: CatalogueOptions): Outcome<Catalogue> {
  try {
    return readEditions(readFileSync(file, 'utf8'), file)
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
    c.out(
      `${number}${pad}  ${standing(c, catalogue, e, day)}  ${say(e.title, c.lang)}${e.known === 'seen' ? '' : ` ${c.say('（待核）', '(to be confirmed)')}`}`,
    )
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
  const possible = standingOf(catalogue, edition, day)
  const said = possible.map((s) => say(words[s], c.lang)).join(c.say('或', ' or '))
  return possible.length === 1 ? said : `${said}${c.say('（本目录不能判定）', ' (this catalogue cannot tell)')}`
}

function standingOf(catalogue: Catalogue, edition: Edition, day: number): readonly Standing[] {
  const successor = catalogue.successorOf(edition)
  return asOf(edition, day, {
    ...(catalogue.readOn === undefined ? {} : { readOn: catalogue.readOn }),
    ...(successor ? { successor } : {}),
  })
}

function described(catalogue: Catalogue, edition: Edition, day: number) {
  const { published: _, effective: __, withdrawn: ___, ...rest } = edition
  return { number: keyOf(edition), standing: standingOf(catalogue, edition, day), mandate: mandateOf(edition), ...rest }
}
