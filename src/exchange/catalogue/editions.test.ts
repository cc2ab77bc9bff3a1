import { readFileSync } from 'node:fs'
import jsonld from 'jsonld'
import { describe, expect, test } from 'vitest'
import { asOf } from '../../catalogue/as-of.ts'
import { Catalogue, counted } from '../../catalogue/catalogue.ts'
import { checkCatalogue } from '../../catalogue/check.ts'
import { Systems } from '../../catalogue/classification/systems.ts'
import { daysOf } from '../../catalogue/days.ts'
import { type Edition, keyOf } from '../../catalogue/edition.ts'
import { formatIdentifier } from '../../catalogue/identifier/format.ts'
import { parseIdentifier } from '../../catalogue/identifier/parse.ts'
import { indicators } from '../../catalogue/indicators.ts'
import { checkReferences } from '../../catalogue/relations/check.ts'
import { resolve } from '../../catalogue/relations/resolve.ts'
import { standingsOf, systemMap, withoutRecord } from '../../catalogue/system-map.ts'
import { progressOf } from '../../catalogue/target.ts'
import { parseDay } from '../../judge/dates.ts'
import { readEditions } from './editions.ts'
import { toJsonLd } from './json-ld.ts'
import { openCatalogue } from './shipped.ts'
import { editionsTable, toCsv } from './tables.ts'
import { readTargets, readTaxonomy } from './taxonomies.ts'

const file = 'catalogue/editions.csv'
const text = readFileSync(file, 'utf8')
const head = text.split('\n')[0]!
const catalogue = () => {
  const read = readEditions(text, file)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.value
}
const table = (...rows: string[]) => readEditions([head, ...rows].join('\n'), 'x.csv')

describe('the catalogue that comes with the product', () => {
  const { editions } = catalogue()

  test('every row is kept, and every number comes back as it is written', () => {
    expect(editions).toHaveLength(504)
    const written = text
      .split('\n')
      .slice(1)
      .filter(Boolean)
      .map((line) => /^(?:"((?:[^"]|"")*)"|([^,]*)),/.exec(line)!)
      .map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!)
    const other = editions.flatMap((e, n) => (keyOf(e) === written[n] ? [] : [[written[n], keyOf(e)]]))
    // the one that its source writes in the old way
    expect(other).toEqual([['IEC/TR 60601-4-1:2017', 'IEC TR 60601-4-1:2017']])
  })

  test('what has a number is read by its grammar; the rest are projects and what is known by a name', () => {
    const named = editions.filter((e) => e.identifier.scheme === 'named').map(keyOf)
    expect(named.filter((n) => parseIdentifier(n).ok)).toEqual([])
    expect(named.filter((n) => /^(GB|ISO|IEC|IEEE|ETSI|DB31\/|T\/|ITU|EN |NIST)/.test(n))).toEqual([])
    expect(editions.filter((e) => e.identifier.scheme === 'project').length).toBe(18)
  })

  test('each says where it is from and how sure it is', () => {
    expect(editions.every((e) => e.source !== '')).toBe(true)
    expect([
      editions.filter((e) => e.known === 'seen').length,
      editions.filter((e) => e.known === 'recalled').length,
    ]).toEqual([420, 84])
  })

  test('seven parts of a series are seven editions and one series', () => {
    expect(counted(editions.filter((e) => keyOf(e).startsWith('GB/Z 185.')))).toEqual({
      editions: editions.filter((e) => keyOf(e).startsWith('GB/Z 185.')).length,
      series: 1,
    })
  })

  test('it holds together; adoptions that lag are told', () => {
    const problems = checkCatalogue(catalogue(), parseDay('2026-11-22')!)
    expect(problems.filter((p) => p.severity === 'error')).toEqual([])
    expect(problems.filter((p) => p.code === 'adoption-lag').map((p) => p.place?.path)).toContain('GB/T 38834.2-2023')
  })

  test('found by its number however it is written, without a year the latest; replaced by what is here', () => {
    const all = catalogue()
    expect(formatIdentifier(all.find('ＧＢ／Ｔ32590.1')!.identifier)).toBe('GB/T 32590.1-2024')
    const old = all.find('GB/T 32590.1-2016')!
    expect(keyOf(all.successorOf(old)!)).toBe('GB/T 32590.1-2024')
    expect(all.find('GB/T 1')).toBeUndefined()
    expect(all.search('可信赖大模型').map(keyOf)[0]).toBe(
      all
        .search('trustworthy large model')
        .map(keyOf)
        .find((k) => k.startsWith('DB31')),
    )
    // on no day of the future is it in force once its successor is
    const day = parseDay('2040-01-01')!
    expect(asOf(old, day, { successor: { ...all.successorOf(old)!, effective: { first: 1, last: 1 } } })).toEqual([
      'replaced',
    ])
  })
})

describe('the system of standards and its targets', () => {
  const taxonomy = (id: string) => {
    const file = `catalogue/taxonomies/${id}.csv`
    const read = readTaxonomy(id, readFileSync(file, 'utf8'), file)
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    return read.value
  }
  const day = parseDay('2026-11-22')!

  test('every edition stands in one class; a class counts what is below it; the parts sum up to all', () => {
    const cells = systemMap(catalogue(), taxonomy('national-2024'), day)
    const top = cells.filter((c) => c.depth === 0)
    expect(top.reduce((n, c) => n + c.counts.editions, 0)).toBe(504)
    expect(Object.fromEntries(top.map((c) => [c.class.code, c.counts.editions]))).toEqual({
      A: 58,
      B: 51,
      C: 104,
      D: 71,
      E: 1,
      F: 65,
      G: 91,
      X: 63,
    })
    for (const cell of cells) {
      const sum = (of: ReadonlyMap<unknown, number>) => [...of.values()].reduce((a, b) => a + b, 0)
      expect([sum(cell.byLevel), sum(cell.byStanding)]).toEqual([cell.editions.length, cell.editions.length])
    }
    expect(withoutRecord(cells, taxonomy('national-2024')).map((c) => c.code)).toEqual(
      'BC BF BH CJ CK DD EA EB ED EE EF FB FC FE FG FH FK'.split(' '),
    )
  })

  test('the system is a tree, parents first', () => {
    const { classes } = taxonomy('national-2024')
    for (const [n, c] of classes.entries())
      if (c.parent) expect(classes.findIndex((p) => p.code === c.parent)).toBeLessThan(n)
    const wrong = readTaxonomy('x', 'code,parent,title_zh,title_en,known,note\nAA,A,,x,seen,\n', 'x.csv')
    expect(wrong).toMatchObject({ ok: false, problems: [{ place: { line: 2 }, expected: 'parent: a class above' }] })
  })

  test('a target counts what surely counts and what may, by the day of asking, and says what it cannot count', () => {
    const read = readTargets(readFileSync('catalogue/targets.csv', 'utf8'), 'targets.csv')
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    const board = read.value.map((target) => progressOf(catalogue(), target, day))
    expect(board.map((p) => p === undefined)).toEqual(read.value.map((t) => !t.countable))
    expect(read.value.filter((t) => !t.countable).every((t) => t.note !== '')).toBe(true)
    const { target, certain, possible } = board[0]!
    const on = (e: Edition) => e.published ?? daysOf(String(e.identifier.year))!
    for (const e of certain) expect(on(e).first >= target.since && on(e).last <= day).toBe(true)
    for (const e of possible) expect(on(e).first < target.since || on(e).last > day).toBe(true)
    expect([...certain, ...possible].every((e) => e.level === 'national' || e.level === 'industry')).toBe(true)
    const before = progressOf(catalogue(), target, target.since - 1)!
    expect(before.certain).toEqual([])
    const twice = progressOf(catalogue(), target, day - 200)!
    expect(twice.certain.length).toBeLessThanOrEqual(certain.length)
  })
})

test('a row that is wrong is named with its line and what was expected', () => {
  const row = (of: Record<string, string>) =>
    head
      .split(',')
      .map((name) => of[name] ?? '')
      .join(',')
  const good = { number: 'GB/T 1-2020', level: 'national', status: 'in-force', known: 'seen', source: 'x' }
  expect(table(row(good))).toMatchObject({ ok: true })
  for (const [wrong, expected] of [
    [{ level: 'town' }, /^level/],
    [{ status: 'gone' }, /^status/],
    [{ published: '2024-13' }, /^published/],
    [{ adopts: 'SAME', adopts_known: 'seen' }, /^adopts/],
    [{ known: '' }, /^known/],
    [{ number: '' }, /^number/],
  ] as const) {
    const read = table(row(good), row({ ...good, ...wrong }))
    expect(read).toMatchObject({
      ok: false,
      problems: [{ code: 'record-row-invalid', place: { line: 3 }, expected: expect.stringMatching(expected) }],
    })
  }
})

describe('several systems, relations and what goes out', () => {
  const opened = openCatalogue()
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems))
  const { catalogue: all, systems, headings, relations, targets } = opened.value
  const day = parseDay('2026-11-22')!

  test('everything that is shipped is read, each system is a tree with its heading, nothing is classified twice', () => {
    expect(systems.taxonomies.map((t) => [t.id, t.classes.length])).toEqual([
      ['national-2024', 62],
      ['national-2020', 47],
      ['shanghai-2021', 55],
      ['function', 8],
    ])
    expect(headings.every((h) => h.note !== '' || h.known === 'seen')).toBe(true)
    expect(systems.check(all.editions)).toEqual([])
    expect(checkReferences(all, relations, day)).toEqual([])
    expect(targets.length).toBeGreaterThan(0)
    const twice = new Systems(
      systems.taxonomies,
      [],
      [
        {
          number: keyOf(all.editions[0]!),
          taxonomy: 'national-2024',
          class: 'AB',
          primary: true,
          by: 'x',
          known: 'seen',
          note: '',
        },
        { number: 'GB/T 1', taxonomy: 'function', class: 'no', primary: false, by: 'x', known: 'seen', note: '' },
      ],
    )
    expect(twice.check(all.editions).map((p) => p.code)).toEqual([
      'primary-twice',
      'classified-unknown',
      'class-unknown',
    ])
  })

  test('an edition stands in one class of each system where that is certain; a suggestion is never sure', () => {
    const tree = (id: string) => systems.find(id)!
    const robot = all.find('DB31/T 1624-2025')!
    expect(systems.placesOf(robot, tree('national-2024'))).toEqual([
      { class: 'DA', how: 'recorded', sure: true, primary: true },
    ])
    expect(systems.placesOf(robot, tree('national-2020'))).toEqual([
      { class: 'FA', how: 'carried', sure: true, primary: true },
    ])
    expect(systems.placesOf(robot, tree('shanghai-2021'))).toEqual([
      { class: 'FA', how: 'carried', sure: true, primary: true },
      { class: 'SC', how: 'recorded', sure: true, primary: false },
    ])
    // the system of 2020 knew no large models
    expect(systems.placesOf(all.search('大模型')[0]!, tree('national-2020')).filter((p) => p.sure)).toEqual([])
    for (const e of all.editions)
      for (const t of systems.taxonomies) {
        const places = systems.placesOf(e, t)
        expect(places.filter((p) => p.primary).length).toBeLessThanOrEqual(1)
        expect(places.every((p) => t.classes.some((c) => c.code === p.class))).toBe(true)
        expect(places.every((p) => p.how !== 'suggested' || !p.sure)).toBe(true)
      }
  })

  test('what a relation says is replaced is no longer told as surely in force, and nothing else changes', () => {
    const plain = new Catalogue(all.editions)
    const changed = all.editions.flatMap((e) => {
      const [before, after] = [plain, all].map((c) => standingsOf(c, e, day).join(' or '))
      return before === after ? [] : [[keyOf(e), before, after]]
    })
    const [on, off] = ['upcoming or in-force or replaced', 'upcoming or in-force']
    expect(changed).toEqual([
      ['TC260-003', off, on],
      ['TC260-PG-20233A', `in-preparation or ${off}`, `in-preparation or ${on}`],
      ['TC260 AI Safety Governance Framework 1.0', off, on],
      ['TC260 AI Safety Governance Framework 2.0', off, on],
    ])
  })

  test('a dated reference to what was replaced is broken from the day on which it is; an undated one goes on', () => {
    const cites = (to: string) =>
      ({ from: 'GB/T 1.1-2020', to, type: 'cites', detail: '', source: 'x', known: 'seen' }) as const
    const [dated, undated, absent] = resolve(
      all,
      [cites('GA/T 1093-2013'), cites('GA/T 1093'), cites('GB/T 9-1999')],
      day,
    )
    expect(dated).toMatchObject({ dated: true, broken: true, standings: ['replaced'] })
    expect(keyOf(dated!.successor!)).toBe('GA/T 1093-2023')
    expect(undated).toMatchObject({ dated: false, broken: false })
    expect(keyOf(undated!.edition!)).toBe('GA/T 1093-2023')
    expect(absent).toMatchObject({ broken: false, standings: [] })
    expect(checkReferences(all, [cites('GA/T 1093-2013')], day)).toMatchObject([
      { code: 'reference-broken', expected: 'GA/T 1093-2023' },
    ])
    expect(checkReferences(all, [cites('GA/T 1093-2013')], parseDay('2015-01-01')!)).toEqual([])
  })

  test('the figures come with the rows behind them; what cannot be counted says why', () => {
    for (const i of indicators(all, all.editions, day)) {
      if (i.value === undefined) expect(i.missing).toBeDefined()
      else {
        expect(i.value.low).toBeLessThanOrEqual(i.value.high)
        if (i.unit === 'share') expect(i.value.high).toBeLessThanOrEqual(1)
      }
    }
    expect(indicators(all, [], day).every((i) => i.value === undefined && i.missing)).toBe(true)
    const two = ['2020-01-01', '2022-01-01'].map((text) => ({
      ...all.find('GB/T 41867-2022')!,
      published: daysOf(text)!,
    }))
    const age = indicators(all, two, parseDay('2024-01-01')!).find((i) => i.id === 'average-age')!
    expect(age.value).toEqual({ low: (1461 + 730) / 2, high: (1461 + 730) / 2 })
  })

  test('the table that goes out is read in again, row by row', () => {
    const table = editionsTable(all, all.editions, day, 'zh')
    const read = readEditions(toCsv(table).slice(1), 'out.csv')
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    expect(read.value.editions).toEqual(all.editions)
  })

  test('the JSON-LD says the same to a processor that knows nothing of us', async () => {
    const document = toJsonLd(all, all.editions, { systems, headings, relations }, day)
    const text = (await jsonld.toRDF(document as never, { format: 'application/n-quads' })) as unknown as string
    const lines = text.split('\n')
    const edition = '<urn:plumbline:edition:GB%2FT%2045081-2024>'
    expect(lines).toContain(`${edition} <http://purl.org/dc/terms/identifier> "GB/T 45081-2024" .`)
    expect(lines).toContain(`${edition} <http://purl.org/dc/terms/title> "人工智能 管理体系"@zh .`)
    expect(lines).toContain(
      '<urn:plumbline:edition:GA%2FT%201093-2013> <http://purl.org/dc/terms/isReplacedBy> <urn:plumbline:edition:GA%2FT%201093-2023> .',
    )
    expect(lines).toContain(
      '<urn:plumbline:edition:GB%2FZ%2043202.2-2023> <urn:plumbline:standards:cites> <urn:plumbline:document:GB%2FT%2036530> .',
    )
    expect(
      lines.filter((l) =>
        l.endsWith('<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:plumbline:standards:Standard> .'),
      ),
    ).toHaveLength(504)
  })
})
