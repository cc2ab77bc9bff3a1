import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plumbline } from './support/command.ts'

let out: string
const place = () => ({ cwd: process.cwd(), home: join(out, 'home') })
beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), 'plumbline-metro-'))
})
afterAll(() => rmSync(out, { recursive: true, force: true }))

/** The example of a metro line, from its files to a report that verifies. */
describe('a metro line', () => {
  test('its script writes the same bytes every time', () => {
    execFileSync('node', ['examples/metro-line/make.mjs', join(out, 'made')])
    const files = ['gtfs', 'records'].flatMap((f) => readdirSync(join(out, 'made', f)).map((name) => `${f}/${name}`))
    expect(files.length).toBe(16)
    for (const file of files)
      expect(readFileSync(join(out, 'made', file), 'utf8'), file).toBe(
        readFileSync(`examples/metro-line/${file}`, 'utf8'),
      )
  })

  test('is assessed and verified; what holds it back and what is conditional is said', async () => {
    const folder = join(out, 'assessed')
    const assess = ['assess', 'examples/metro-line/subject.yaml', '--against', 'cn-sh/metro-smart-operation']
    const said = await plumbline([...assess, '--out', folder, '--date', '2026-11-23', '--lang', 'en'], place())
    expect(said.code, said.stderr).toBe(1)
    expect(said.stdout).toContain('L2 Advised operation')
    expect(said.stdout).toContain('conditional')
    expect(said.stdout).toContain('GoA3 Driverless (DTO)')
    const html = readFileSync(join(folder, 'report.en.html'), 'utf8')
    expect(html).toContain('Time-distance diagram: 1 · 1, 2026-09-01')
    expect(html).toContain('>18:30</text>')
    const verified = await plumbline(['verify', join(folder, 'example-metro-line.plumb')], place())
    expect(verified.code, verified.stdout + verified.stderr).toBe(0)
  }, 120_000)

  /** the figures of the report against the same sums made here from the tables, line by line */
  test('its indicators are computed from its records', () => {
    const records = (name: string) =>
      readFileSync(`examples/metro-line/records/${name}.csv`, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(','))
    const share = (rows: readonly string[][], is: (row: string[]) => boolean) =>
      `${rows.filter(is).length}/${rows.length}`
    const seconds = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`) / 1000
    const measured = JSON.parse(readFileSync(join(out, 'assessed', 'measurements.json'), 'utf8')) as Record<
      string,
      { evidence: string; quantities: Record<string, { value: string } | number> }
    >
    const value = (measure: string, name: string) => (measured[measure]!.quantities[name] as { value: string }).value

    const late = records('ats').filter(([, , delay]) => Number(delay) >= 60)
    expect(value('regulation', 'success')).toBe(share(late, (r) => r[3] === 'yes' && r[4] === 'no'))

    const counted = records('forecasts').filter(([, , , actual]) => Number(actual) >= 50)
    const errors = counted.map(([, , forecast, actual]) => Math.abs(Number(forecast) - Number(actual)) / Number(actual))
    expect(Number(value('flow', 'mape'))).toBeCloseTo(errors.reduce((a, b) => a + b, 0) / errors.length, 8)
    const crowded = records('crowding').filter(([, onset]) => onset !== '')
    const recall = share(crowded, ([, onset, alert]) => alert !== '' && seconds(alert!) <= seconds(onset!))
    expect(value('flow', 'alertRecall')).toBe(recall)

    const units = records('availability')
    const available = (...kinds: readonly string[]) => {
      const own = units.filter(([kind]) => kinds.includes(kind!))
      const sum = (k: number) => own.reduce((s, row) => s + Number(row[k]), 0)
      return 1 - sum(3) / sum(2)
    }
    expect(Number(value('equipment', 'fare'))).toBeCloseTo(available('afc'), 10)
    expect(Number(value('equipment', 'lifts'))).toBeCloseTo(available('lift', 'escalator'), 10)
    expect(Number(value('equipment', 'availability'))).toBeCloseTo(available('system'), 10)
    const decided = records('warnings').filter((r) => r[2] !== 'open')
    expect(value('equipment', 'warningPrecision')).toBe(share(decided, (r) => r[2] === 'yes'))

    const incidents = records('incidents')
    expect(value('drills', 'detected')).toBe(share(incidents, (r) => r[4] === 'system'))
    expect(value('drills', 'planMatch')).toBe(share(incidents, (r) => r[6] === r[7]))
    const delays = incidents.filter((r) => r[4] === 'system').map((r) => seconds(r[5]!) - seconds(r[3]!))
    const ascending = delays.sort((a, b) => a - b)
    expect(Number(value('drills', 'detectP95'))).toBe(ascending[Math.ceil(0.95 * ascending.length) - 1])
    const steps = (k: number) => incidents.reduce((s, r) => s + Number(r[k]), 0)
    expect(value('drills', 'automatedSteps')).toBe(`${steps(9)}/${steps(8)}`)

    expect(measured['data']!.quantities['records']).toBeGreaterThan(12_000)
    expect(value('data', 'dataQuality')).toBe('1')

    expect([value('predictions', 'accurate'), measured['predictions']!.quantities['coverage']]).toEqual(
      replayed(records('calls'), records('predictions')),
    )
    for (const measure of ['regulation', 'flow', 'equipment', 'drills', 'predictions'])
      expect(measured[measure]!.evidence, measure).toBe('record')
  })

  test('who has no records still writes the figures in', async () => {
    const own = join(out, 'supplied')
    cpSync('examples/metro-line', own, { recursive: true })
    const file = join(own, 'subject.yaml')
    const text = readFileSync(file, 'utf8')
      .replace(/^ {2}flow: .*\n/m, '')
      .replace(
        /^measurements:\n/m,
        (line) =>
          `${line}  flow: { n: 64, evidence: record, mape: 0.14, alertRecall: { value: 61/64, lower: "0.8833", upper: "0.9871" } }\n`,
      )
    writeFileSync(file, text)
    const folder = join(out, 'assessed-supplied')
    const said = await plumbline(
      [
        'assess',
        file,
        '--against',
        'cn-sh/metro-smart-operation',
        '--out',
        folder,
        '--date',
        '2026-11-23',
        '--lang',
        'en',
      ],
      place(),
    )
    expect(said.stderr).not.toContain('Error')
    const { flow, regulation } = JSON.parse(readFileSync(join(folder, 'measurements.json'), 'utf8')) as Record<
      string,
      { quantities: Record<string, unknown> }
    >
    expect(flow!.quantities).toMatchObject({ mape: '0.14', alertRecall: { value: '61/64' } })
    expect(regulation!.quantities['delays']).toBeGreaterThan(0)
  }, 120_000)
})

/** Arrivals but the first of each train, against the newest word five minutes before: accurate within a minute, and told at all. */
function replayed(calls: readonly string[][], words: readonly string[][]): readonly [string, string] {
  const clock = (text: string) => text.split(':').reduce((sum, part) => 60 * sum + Number(part), 0)
  const first = new Set<string>()
  let [accurate, told, asked] = [0, 0, 0]
  for (const [, trip, stop, arrival, , status] of calls) {
    if (status === 'cancelled') continue
    if (!first.has(trip!)) {
      first.add(trip!)
      continue
    }
    const came = clock(arrival!)
    asked++
    const own = words.filter(([, t, s, , at]) => {
      const age = came - 300 - clock(at!)
      return t === trip && s === stop && age >= 0 && age <= 120
    })
    const newest = own.sort((a, b) => clock(b[4]!) - clock(a[4]!))[0]
    if (newest === undefined) continue
    told++
    if (Math.abs(clock(newest[3]!) - came) <= 60) accurate++
  }
  return [`${accurate}/${told}`, `${told}/${asked}`]
}
