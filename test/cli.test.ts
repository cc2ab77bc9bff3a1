import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startMock } from '../src/instruments/llm/mock/index.ts'
import { bin, ended, environment, plumbline, type Said, started, workshop } from './support/command.ts'
import { lamp, lampSubject, writeLamp } from './support/lamp.ts'
import { writeServiceStandard, writeServiceSubject } from './support/service.ts'

const work = workshop()
const home = join(work.path, 'home')
const place = { cwd: work.path, home }
const chinese = { ...place, env: { LANG: 'zh_CN.UTF-8' } }
const run = (...args: string[]): Promise<Said> => plumbline(args, place)
const write = (name: string, text: string) => {
  writeFileSync(join(work.path, name), text)
  return name
}
const json = (said: Said) => JSON.parse(said.stdout)
const hasChinese = (text: string) => /[\u4e00-\u9fff]/.test(text)
const trace = /\n\s+at .*(file:|node:)/

beforeAll(() => {
  writeLamp(work.path)
  write('good.yaml', lampSubject())
  write('bad.yaml', lampSubject({ value: '100/200', lower: '0.44', upper: '0.56' }))
  write('open.yaml', lampSubject({ value: '180/200', lower: '0.86', upper: '0.93' }))
  write('small.yaml', lampSubject({ n: 20 }))
})
afterAll(() => work.remove())

const commands = [
  'assess',
  'plan',
  'measure',
  'judge',
  'what-if',
  'report',
  'attest',
  'verify',
  'look',
  'compare',
  'test',
  'lint',
  'init',
  'import',
]

describe('help', () => {
  test.each([
    ...commands.map((c) => [c]),
    ['standards', 'list'],
    ['standards', 'show'],
    ['bank', 'import'],
    ['bank', 'check'],
    ['bank', 'export'],
  ])('%s %s', async (...words) => {
    const command = words.filter((w) => w !== undefined)
    const [en, zh, zhByLocale] = await Promise.all([
      plumbline([...command, '--help'], place),
      plumbline([...command, '--lang', 'zh', '--help'], place),
      plumbline([...command, '--help'], chinese),
    ])
    expect(en.code).toBe(0)
    expect(en.stdout).toContain(`Examples:\n  plumbline ${command.join(' ')}`)
    expect(en.stdout.replaceAll('（YAML）', '')).not.toMatch(/[\u4e00-\u9fff]/)
    expect(zh.stdout).toContain(`示例:\n  plumbline ${command.join(' ')}`)
    expect(zh.stdout).toMatch(/^用法：/)
    expect(zh.stdout).not.toMatch(/Options:|Arguments:|choices:|default:/)
    expect(zhByLocale.stdout).toBe(zh.stdout)
  })

  test('of the whole names every command and every exit code', async () => {
    const said = await run('--help')
    for (const c of [...commands, 'standards']) expect(said.stdout).toMatch(new RegExp(`^  ${c}\\b`, 'm'))
    expect(said.stdout).toMatch(/0 conforms · 1 does not conform · 2 usage or input error · 3 inconclusive/)
  })

  test('an empty LC_ALL counts as unset', async () => {
    const said = await plumbline(['--help'], { ...place, env: { LC_ALL: '', LANG: 'zh_CN.UTF-8' } })
    expect(hasChinese(said.stdout)).toBe(true)
  })
})

describe('exit codes', () => {
  test.each([
    ['good.yaml', 0, 'conforms'],
    ['bad.yaml', 1, 'does-not-conform'],
    ['open.yaml', 3, 'open'],
    ['small.yaml', 0, 'conforms'],
  ])('assess and judge of %s: %i', async (file, code, verdict) => {
    const out = `codes-${file}`
    const said = await run('assess', file, '-a', 'acme/lamp', '-o', out, '--draws', '500', '--json')
    // a sample below the minimum is not sufficient: nothing is certain then, whatever the bounds
    const expected = file === 'small.yaml' ? ([3, 'open'] as const) : ([code, verdict] as const)
    expect(said.code, said.stderr).toBe(expected[0])
    expect(json(said).verdict).toBe(expected[1])
    for (const source of [out, join(out, 'acme-my-lamp.plumb')]) {
      const again = await run('judge', source, '--draws', '500', '--json')
      expect(again.code).toBe(expected[0])
      expect(json(again).judgement).toEqual(json(said).judgement)
    }
  })

  test.each([
    { args: [], says: /Usage: plumbline/ },
    { args: ['asses', 'x'], says: /unknown command 'asses'\n {2}next: did you mean assess\?/ },
    { args: ['assess'], says: /missing required|required option '-a, --against/ },
    { args: ['judge'], says: /missing required argument 'evidence'/ },
    { args: ['judge', 'a', 'b'], says: /too many arguments/ },
    { args: ['plan', 'good.yaml', '-a'], says: /argument missing/ },
    { args: ['plan', 'good.yaml', '-a', 'acme/lamp', '--agianst', 'x'], says: /did you mean --against/ },
    { args: ['plan', 'good.yaml', '-a', 'acme/lamp', '--party', 'x'], says: /first, second, third/ },
    { args: ['plan', 'good.yaml', '-a', 'acme/lamp', '--date', '2026-02-30'], says: /not a date/ },
    { args: ['measure', 'good.yaml', '-a', 'acme/lamp', '-w', '0'], says: /whole number from 1 to 4096/ },
    { args: ['judge', 'good.yaml', '--draws', '-1'], says: /whole number from 0/ },
    { args: ['judge', 'nothing.json'], says: /needs --against/ },
    { args: ['judge', 'nothing'], says: /no file or folder nothing/ },
    { args: ['verify', 'nothing.plumb'], says: /nothing\.plumb cannot be read/ },
    { args: ['report', 'nothing'], says: /no file or folder nothing/ },
    { args: ['attest', 'nothing'], says: /no file or folder nothing/ },
    { args: ['attest', 'good.yaml'], says: /is the folder that measuring made/ },
    { args: ['standards', 'show', 'cn-sh/llm-trus'], says: /did you mean "cn-sh\/llm-trust"/ },
    { args: ['standards', 'list', '--lang', 'fr'], says: /Allowed choices are zh, en/ },
  ])('usage $args is 2 with one message', async ({ args, says }) => {
    const [en, zh] = await Promise.all([plumbline(args, place), plumbline(args, chinese)])
    expect(en.code).toBe(2)
    expect(en.stdout).toBe('')
    expect(en.stderr).toMatch(says)
    expect(en.stderr).not.toMatch(trace)
    expect((en.stderr.match(/^✗/gm) ?? []).length).toBe(args.length === 0 ? 0 : 1)
    expect(zh.code).toBe(2)
    expect(hasChinese(zh.stderr)).toBe(true)
  })

  test('in JSON the problems are data too, on standard error', async () => {
    const said = await run('plan', 'good.yaml', '-a', 'acme/lmap', '--json')
    expect(said.code).toBe(2)
    expect(said.stdout).toBe('')
    expect(JSON.parse(said.stderr).problems[0].code).toBe('unknown-standard')
  })
})

describe('names and places', () => {
  const near = async (subject: string, ...more: string[]) => {
    write('names.yaml', subject)
    return run('plan', 'names.yaml', '-a', 'acme/lamp', ...more)
  }

  test('a misspelt fact, finding and measurement is said with the nearest name and its line', async () => {
    const said = await near(
      lampSubject().replace('bright:', 'brigth:').replace('life:', 'lief:').replace('R2:', 'R2x:'),
    )
    expect(said.code).toBe(3)
    expect(said.stderr).toMatch(/names\.yaml:4:10 facts\.brigth: unknown-name/)
    expect(said.stderr).toContain('did you mean "bright"?')
    // short names are near each other by chance: these are only put aside, and listed
    expect(said.stdout).toMatch(/lief/)
    expect(said.stdout).toMatch(/R2x/)
  })

  test('a wrong value of a fact is said with its line', async () => {
    const said = await near(lampSubject().replace('colour: red', 'colour: ret'))
    expect(said.code).toBe(2)
    expect(said.stderr).toMatch(/names\.yaml:4:23 colour: .*/)
    expect(said.stderr).toContain('did you mean "red"?')
  })

  test('an unknown field of the subject', async () => {
    const said = await near(`${lampSubject()}acces: {}\n`)
    expect(said.code).toBe(2)
    expect(said.stderr).toMatch(/names\.yaml:7:1 acces: unknown-field/)
    expect(said.stderr).toContain('did you mean "access"?')
  })

  test('broken YAML points at line and column, in a subject and in a standard', async () => {
    const subject = await near('id: x\ntitle: [oops\nversion: "1"\n')
    expect(subject.stderr).toMatch(/names\.yaml:3:1: yaml: /)
    expect(subject.code).toBe(2)
    mkdirSync(join(work.path, 'broken'), { recursive: true })
    write('broken/standard.yaml', lamp.replace('subject.bright }', 'subject.brigth }'))
    const standard = await run('lint', 'broken')
    expect(standard.code).toBe(2)
    expect(standard.stderr).toMatch(/broken\/standard\.yaml:19:\d+ .*brigth/)
    expect(standard.stderr).toContain('did you mean "bright"?')
  })

  test('an unknown node of --explain and --trace', async () => {
    await run('assess', 'good.yaml', '-a', 'acme/lamp', '-o', 'names', '--draws', '0')
    for (const args of [
      ['judge', 'names', '--explain', 'goood'],
      ['report', 'names', '--trace', 'goood'],
    ]) {
      const said = await run(...args)
      expect(said.code).toBe(2)
      expect(said.stderr).toContain('did you mean "good"?')
    }
  })

  test.each([
    ['{"facts":[],"assessment":{"date":"2026-11-22","party":"first"}}', 'facts'],
    ['{"facs":{}}', 'did you mean "facts"?'],
    ['{"facts":{"brigth":true}}', 'did you mean "bright"?'],
    ['{"measures":{"lief":{}}}', 'did you mean "life"?'],
    ['{"measures":{"life":{"n":"many"}}}', 'measures.life.n'],
    ['{"assessment":{"date":"tomorrow","party":"first"}}', 'tomorrow'],
    ['{"facts":', 'cannot be read'],
    ['7', 'not written as it should be'],
  ])('evidence %s', async (text, says) => {
    write('evidence.json', text)
    const said = await run('judge', 'evidence.json', '-a', 'acme/lamp')
    expect(said.code).toBe(2)
    expect(said.stderr).toContain(says)
    expect(said.stderr).not.toContain('internal')
  })
})

describe('plan and init', () => {
  test('plan lists what is missing and ends with 3, or 0 when nothing is', async () => {
    write('empty.yaml', 'id: x\ntitle: X\nversion: "1"\n')
    const said = await run('plan', 'empty.yaml', '-a', 'acme/lamp')
    expect(said.code).toBe(3)
    expect(said.stdout).toMatch(/measures without an instrument or a source 1: life \(records\/life\)/)
    expect(said.stdout).toMatch(/requirements still to be checked 1: R2/)
    expect(said.stdout).toMatch(/facts not declared 2: bright, colour/)
    const data = json(await run('plan', 'empty.yaml', '-a', 'acme/lamp', '--json'))
    expect(data).toMatchObject({ findings: ['R2'], facts: ['bright', 'colour'], open: [{ measure: 'life' }] })
    const full = await run('plan', 'good.yaml', '-a', 'acme/lamp')
    expect(full.code, full.stdout + full.stderr).toBe(0)
  })

  test('init makes a file that plan accepts, for every standard and in both languages, and overwrites none', async () => {
    const ids = (json(await run('standards', 'list', '--json')) as { id: string }[]).map((s) => s.id)
    expect(ids.length).toBeGreaterThan(10)
    // the same command as `bin/plumbline.js` runs, one standard after the other in one process
    const script = `
      import { main } from ${JSON.stringify(pathToFileURL(resolve('dist/cli/main.js')).href)}
      const told = []
      let errors = ''
      const out = process.stdout.write.bind(process.stdout)
      process.stdout.write = () => true
      process.stderr.write = (text) => { errors += text; return true }
      for (const [i, id] of ${JSON.stringify(ids)}.entries()) {
        const file = 'init-' + i + '.yaml'
        const made = await main(['init', '-a', id, '-o', file, '--lang', i % 2 === 0 ? 'zh' : 'en'])
        errors = ''
        process.stdout.removeAllListeners('error')
        told.push([id, made, await main(['plan', file, '-a', id]), errors])
      }
      out(JSON.stringify(told))`
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: work.path,
      env: environment(place),
      encoding: 'utf8',
    })
    expect(stderr).toBe('')
    for (const [id, made, planned, errors] of JSON.parse(stdout) as [string, number, number, string][]) {
      expect([id, made, errors]).toEqual([id, 0, ''])
      expect([0, 3], id).toContain(planned)
    }
    const again = await run('init', '-a', ids[0]!, '-o', 'init-0.yaml')
    expect(again.code).toBe(2)
    expect(again.stderr).toContain('exists already')
  })

  test('what init comments out fits when it is filled in', async () => {
    await run('init', '-a', 'acme/lamp', '-o', 'fill.yaml')
    const text = readFileSync(join(work.path, 'fill.yaml'), 'utf8')
    const filled = text
      .replace('# facts:', 'facts:')
      .replace('#   bright: yes | no', '  bright: yes')
      .replace('#   colour: red | green', '  colour: red')
      .replace('# findings:', 'findings:')
      .replace(/# {3}R2: .*/, '  R2: { satisfied: yes, evidence: record }')
    write('fill.yaml', filled)
    const planned = await run('plan', 'fill.yaml', '-a', 'acme/lamp', '--json')
    expect(json(planned)).toMatchObject({ facts: [], findings: [] })
  })
})

describe('the road in pieces', () => {
  test('measure, judge and attest come to what assess comes to', async () => {
    const date = ['--date', '2026-11-22']
    const whole = await run('assess', 'good.yaml', '-a', 'acme/lamp', '-o', 'whole', ...date)
    expect(whole.code, whole.stderr).toBe(0)
    const measured = await run('measure', 'good.yaml', '-a', 'acme/lamp', '-o', 'pieces', ...date)
    expect(measured.code, measured.stderr).toBe(0)
    expect(measured.stdout).toContain('Next: plumbline judge pieces')
    const early = await run('report', 'pieces')
    expect(early.code).toBe(2)
    expect(early.stderr).toContain('run plumbline attest first')
    expect((await run('judge', 'pieces')).code).toBe(0)
    const attested = await run('attest', 'pieces')
    expect(attested.code, attested.stderr).toBe(0)
    const bytes = (folder: string) => readFileSync(join(work.path, folder, 'acme-my-lamp.plumb'))
    expect(bytes('pieces').equals(bytes('whole'))).toBe(true)
    // signing again changes nothing
    expect((await run('attest', 'pieces', '--json')).code).toBe(0)
    expect(bytes('pieces').equals(bytes('whole'))).toBe(true)
  })

  test('judge explains a node, report writes HTML and traces a number to its file', async () => {
    await run('assess', 'good.yaml', '-a', 'acme/lamp', '-o', 'traced')
    const explained = await run('judge', 'traced', '--explain', 'good')
    expect(JSON.parse(explained.stdout)).toMatchObject({ id: 'good', outcome: 'satisfied' })
    const traced = await run('report', 'traced', '--trace', 'good')
    expect(traced.stdout).toContain('life.share')
    expect(traced.stdout).toContain('results/life.jsonl')
    const [en, zh] = await Promise.all([
      run('report', 'traced/acme-my-lamp.plumb', '-o', 'r.en.html'),
      run('report', 'traced', '-o', 'r.zh.html', '--lang', 'zh'),
    ])
    expect([en.code, zh.code]).toEqual([0, 0])
    expect(readFileSync(join(work.path, 'r.en.html'), 'utf8')).toBe(
      readFileSync(join(work.path, 'traced/report.en.html'), 'utf8'),
    )
    expect(readFileSync(join(work.path, 'r.zh.html'), 'utf8')).toContain('我的灯')
  })

  test('a folder whose files are gone or damaged is explained', async () => {
    await run('measure', 'good.yaml', '-a', 'acme/lamp', '-o', 'damaged')
    const manifest = join(work.path, 'damaged/manifest.json')
    const whole = readFileSync(manifest, 'utf8')
    for (const [spoil, says] of [
      [() => writeFileSync(manifest, '{'), /manifest\.json: measured-damaged/],
      [() => rmSync(join(work.path, 'damaged/evidence.json')), /evidence\.json: measured-damaged/],
    ] as const) {
      writeFileSync(manifest, whole)
      spoil()
      for (const command of ['judge', 'attest', 'report']) {
        const said = await run(command, 'damaged')
        expect(said.code).toBe(2)
        expect(said.stderr).toMatch(says)
        expect(said.stderr).not.toMatch(trace)
      }
    }
  })

  test.each([
    [['standards', 'list']],
    [['standards', 'show', 'acme/lamp']],
    [['plan', 'good.yaml', '-a', 'acme/lamp']],
    [['measure', 'good.yaml', '-a', 'acme/lamp', '-o', 'json']],
    [['judge', 'json']],
    [['attest', 'json']],
    [['report', 'json', '-o', 'json.html']],
    [['verify', 'json/acme-my-lamp.plumb']],
    [['test', 'acme/lamp']],
    [['lint', 'acme/lamp']],
    [['init', '-a', 'acme/lamp', '-o', 'json.yaml']],
  ])('--json of %j is one JSON value on standard output', async (args) => {
    const said = await plumbline([...args, '--json'], place)
    expect([0, 1, 3], said.stderr).toContain(said.code)
    expect(typeof JSON.parse(said.stdout)).toBe('object')
    for (const line of said.stderr.split('\n')) if (line.startsWith('{')) JSON.parse(line)
  })
})

describe('what-if', () => {
  const firm = (revenue: string) =>
    `facts: { mainBusinessAi: yes, ipSupports: yes, inCity: yes, seriousBreach: no, facilities: yes, inputMeans: research, catalogue: [serviceIntegration] }
measures: { filing: { staff: 50, years: [{}, {}, { revenue: 10000, aiRevenue: ${revenue}, aiRelatedRevenue: 10, aiResearch: 1, research: 900, costs: 9000 }] } }
`
  const ask = (...more: string[]) => run('what-if', 'firm.yaml', '--against', 'cn-wuhan/ai-enterprise', ...more)
  test('a share of 39.99 % lacks an amount, in both languages and as data', async () => {
    write('firm.yaml', firm('3999'))
    const [en, zh, data] = await Promise.all([
      ask('--keep', 'filing.years[2].revenue'),
      ask('--lang', 'zh'),
      ask('--json', '--to', 'satisfied', '--keep', '*.revenue', '*.research', '*.staff'),
    ])
    expect(en.code).toBe(0)
    expect(en.stdout).toContain('AI revenue (filing.years[2].aiRevenue): 3999 → 4000 万元 (+1 万元, +0.03 %)')
    expect(en.stdout).not.toContain('(filing.years[2].revenue):')
    expect(zh.stdout).toContain('（filing.years[2].aiRevenue）：3999 → 4000 万元（+1 万元、+0.03 %）')
    expect(zh.stdout).toContain('不满足')
    expect(json(data).ways[0].changes[0]).toEqual({
      kind: 'number',
      path: 'filing.years[2].aiRevenue',
      unit: '万元',
      from: '3999',
      to: '4000',
      by: '1',
    })
  })
  test('what cannot be asked is explained, with the nearest name', async () => {
    write('firm.yaml', firm('4000'))
    const [none, number, evidence] = await Promise.all([
      ask('--result', 'recognized'),
      ask('--result', 'aiShare'),
      run('what-if', 'nothing.yaml', '--against', 'cn-wuhan/ai-enterprise'),
    ])
    expect([none.code, number.code, evidence.code]).toEqual([2, 2, 2])
    expect(none.stderr).toMatch(/unknown-name[\s\S]*did you mean "recognised"/)
    expect(number.stderr).toContain('no-verdict')
    expect(evidence.stderr).not.toMatch(trace)
  })
})

describe('verify', () => {
  const bundle = 'sealed/acme-my-lamp.plumb'
  beforeAll(async () => {
    await run('assess', 'good.yaml', '-a', 'acme/lamp', '-o', 'sealed')
    const bytes = readFileSync(join(work.path, bundle))
    // somewhere in the middle: inside the compressed bytes of a file
    bytes[bytes.length >> 1]! ^= 1
    writeFileSync(join(work.path, 'flipped.plumb'), bytes)
  })
  const stranger = { ...place, home: join(work.path, 'stranger') }

  test('genuine, altered by one bit, and by an unknown signer until that one is trusted', async () => {
    expect((await run('verify', bundle)).code).toBe(0)
    const altered = await run('verify', 'flipped.plumb')
    expect(altered.code).toBe(1)
    expect(altered.stdout).toMatch(/^flipped\.plumb: altered\n/)
    expect(altered.stdout).toContain('✗')
    const unknown = await plumbline(['verify', bundle], stranger)
    expect(unknown.code).toBe(3)
    expect(unknown.stdout).toMatch(/signer [0-9a-f]{16,} \(not known\)/)
    const trusted = await plumbline(['verify', bundle, '--trust', join(home, 'keys/signing.pub.pem')], stranger)
    expect(trusted.code, trusted.stderr).toBe(0)
    expect(trusted.stdout).toMatch(/\(trusted\)/)
    const wrong = await plumbline(['verify', bundle, '--trust', 'good.yaml'], stranger)
    expect(wrong.code).toBe(2)
  })

  test('of several files the gravest counts, in any order', async () => {
    for (const order of [
      [bundle, 'flipped.plumb', 'nothing.plumb'],
      ['nothing.plumb', 'flipped.plumb', bundle],
    ])
      expect((await run('verify', ...order)).code).toBe(1)
    expect((await run('verify', bundle, 'nothing.plumb')).code).toBe(2)
    const two = json(await run('verify', bundle, 'flipped.plumb', '--json'))
    expect(two.map((v: { verdict: string }) => v.verdict)).toEqual(['genuine', 'altered'])
  })
})

describe('look', () => {
  test('a timetable: its lines, and what a subject could say of it, in both languages', async () => {
    const gtfs = resolve('examples/metro-line/gtfs')
    const [en, zh] = await Promise.all([run('look', gtfs), run('look', gtfs, '--lang', 'zh')])
    expect(en.code, en.stderr).toBe(0)
    expect(en.stdout).toMatch(/^M1 +1 +504 +504$/m)
    expect(en.stdout).toContain('timetable: { feed: "gtfs", dates: [2026-07-01], routes: ["M1"] }')
    expect(zh.stdout).toContain('时区：Asia/Shanghai')
    expect(json(await run('look', gtfs, '--json'))).toMatchObject({ table: { rows: [['M1', '1', '504', '504']] } })
  })

  test('a file that is none, or is not there: one problem, exit code 2', async () => {
    const said = await run('look', 'nothing.mcap')
    expect([said.code, said.stderr]).toEqual([2, expect.stringContaining('look-missing')])
  })
})

describe('compare', () => {
  test('a bundle with itself: a report, exit code 0, and what cannot be compared is said', async () => {
    await run('assess', 'good.yaml', '-a', 'acme/lamp', '-o', 'twice')
    const same = 'twice/acme-my-lamp.plumb'
    const said = await run('compare', same, same, '-o', 'same.html')
    expect(said.code, said.stderr).toBe(0)
    const page = readFileSync(join(work.path, 'same.html'), 'utf8')
    expect(page).toContain('Two assessments compared')
    expect(json(await run('compare', same, same, '--json', '-o', 'same.docx'))).toMatchObject({ quantities: [] })
    expect(readFileSync(join(work.path, 'same.docx')).subarray(0, 2).toString()).toBe('PK')
  })

  test('an altered bundle, and one that is not there, are refused', async () => {
    const bytes = readFileSync(join(work.path, 'twice/acme-my-lamp.plumb'))
    bytes[bytes.length >> 1]! ^= 1
    writeFileSync(join(work.path, 'bent.plumb'), bytes)
    const altered = await run('compare', 'twice', 'bent.plumb')
    expect(altered.code).toBe(2)
    expect((await run('compare', 'twice', 'nothing.plumb')).code).toBe(2)
  })
})

describe('test and lint', () => {
  test('a failing case ends with 1 and says what was expected and what came', async () => {
    const folder = writeLamp(join(work.path, 'failing'), undefined, undefined)
    const file = join(folder, 'standard.test.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace('good: satisfied', 'good: not-satisfied'))
    const said = await run('test', folder)
    expect(said.code).toBe(1)
    expect(said.stdout).toMatch(/✗ acme\/lamp · a good lamp\n.*good: expected not-satisfied, got satisfied/)
    expect(said.stdout).toContain('0 cases passed, 1 failed')
    const zh = await plumbline(['test', folder], chinese)
    expect(zh.stdout).toContain('应为 not-satisfied, 实为 satisfied')
    rmSync(file)
    expect((await run('test', folder)).code).toBe(2)
    expect((await run('test', 'acme/lamp')).code).toBe(0)
  })

  test('lint is 0 without a word, 1 with advice, 2 with an error', async () => {
    expect((await run('lint', 'acme/lamp')).code).toBe(0)
    const advice = await run('lint', 'cn-sh/metro-smart-operation')
    expect(advice.code).toBe(1)
    expect(advice.stderr).toMatch(/⚠ .*standard\.yaml:\d+:\d+ /)
    expect((await run('lint', 'nothing')).code).toBe(2)
    expect(JSON.parse((await run('lint', '--schema')).stdout).$schema).toContain('2020-12')
  })

  test('standards list and show', async () => {
    const list = await run('standards', 'list', '--lang', 'zh')
    expect(list.stdout).toContain('cn/genai-service-safety')
    const shown = await run('standards', 'show', 'acme/lamp')
    expect(shown.stdout).toContain('good Good lamp: met(of) && life.share >= 0.9')
    expect(shown.stdout).toContain('R1 [4.1] Bright enough')
  })
})

describe('where it runs', () => {
  test('from another folder, with spaces and Chinese in every path', async () => {
    const folder = join(work.path, '灯 具 测试', '评 定')
    mkdirSync(folder, { recursive: true })
    cpSync(join(work.path, 'acme'), join(folder, '标准 库'), { recursive: true })
    writeFileSync(join(folder, '我的 灯.yaml'), lampSubject())
    const there = { cwd: join(work.path, '灯 具 测试'), home: join(folder, '密 钥'), env: { LANG: 'zh_CN.UTF-8' } }
    const said = await plumbline(
      ['assess', '评 定/我的 灯.yaml', '-a', '评 定/标准 库/lamp', '-o', '评 定/输 出'],
      there,
    )
    expect(said.code, said.stderr).toBe(0)
    expect(said.stdout).toContain('评 定/输 出/acme-my-lamp.plumb')
    expect((await plumbline(['verify', '评 定/输 出/acme-my-lamp.plumb'], there)).code).toBe(0)
  })

  test('a reader that goes away ends nothing', async () => {
    const said = spawnSync('sh', ['-c', `"${process.execPath}" "${bin}" standards list | head -n 1; exit 0`], {
      cwd: work.path,
      env: environment(place),
      encoding: 'utf8',
    })
    expect(said.stdout).toMatch(/^cn\//)
    expect(said.stderr).toBe('')
  })

  test('an out folder that cannot be used is one clear error', async () => {
    write('plain-file', 'x')
    const said = await run('assess', 'good.yaml', '-a', 'acme/lamp', '-o', 'plain-file/out')
    expect(said.code).toBe(2)
    expect(said.stderr).toMatch(/plain-file\/out: file-trouble: .*\n {2}got: ENOTDIR/)
    expect(said.stderr).not.toMatch(trace)
    const locked = join(work.path, 'read-only')
    mkdirSync(locked)
    chmodSync(locked, 0o555)
    if (process.getuid?.() !== 0) {
      const refused = await run('assess', 'good.yaml', '-a', 'acme/lamp', '-o', 'read-only/out')
      expect(refused.code).toBe(2)
      expect(refused.stderr).toContain('permission denied')
    }
  })

  test('a lost, damaged or open signing key is explained, and nothing measured is lost', async () => {
    const own = { ...place, home: join(work.path, 'key-home') }
    const assess = (...more: string[]) =>
      plumbline(['assess', 'good.yaml', '-a', 'acme/lamp', '-o', 'keys', '--draws', '0', ...more], own)
    const key = join(own.home, 'keys/signing.pem')
    expect((await assess()).code).toBe(0)
    const first = readFileSync(join(own.home, 'keys/signing.pub.pem'), 'utf8')
    const pem = readFileSync(key)

    writeFileSync(key, 'spilt coffee', { mode: 0o600 })
    const damaged = await assess()
    expect([damaged.code, damaged.stdout]).toEqual([2, ''])
    expect(damaged.stderr).toContain('key-corrupt')

    writeFileSync(key, pem)
    chmodSync(key, 0o644)
    const open = await assess()
    expect(open.code).toBe(2)
    expect(open.stderr).toMatch(/key-readable-by-others[\s\S]*chmod 600/)

    rmSync(key)
    const lost = await assess()
    expect(lost.code).toBe(2)
    expect(lost.stderr).toContain('key-lost')
    expect(lost.stderr).toContain('--new-identity')
    expect(readFileSync(join(own.home, 'keys/signing.pub.pem'), 'utf8')).toBe(first)

    expect((await assess('--new-identity')).code).toBe(0)
    expect(readFileSync(join(own.home, 'keys/signing.pub.pem'), 'utf8')).not.toBe(first)
  })

  test('two at once in one folder: the second is refused and the first is not disturbed', async () => {
    // slow enough that the first is still at work when the third has started, also on a busy machine
    const mock = await startMock({ latencyMs: 250 })
    const standard = writeServiceStandard(join(work.path, 'service'), { prompts: 100 })
    const subject = writeServiceSubject(join(work.path, 'service.yaml'), { url: mock.url, concurrency: 4 })
    const args = ['assess', subject, '--against', standard, '--out', 'shared', '--width', '4', '--draws', '0']
    const first = ended(started(args, place))
    while (mock.stats.answered.size < 8) await new Promise((r) => setTimeout(r, 10))
    for (const more of [[], ['--fresh']]) {
      const second = await plumbline([...args, ...more], place)
      expect(second.code).toBe(2)
      expect(second.stderr).toMatch(/folder-in-use: another process \(\d+\) holds the folder/)
    }
    const done = await first
    expect(done.code, done.stderr).toBe(0)
    expect(mock.stats.requests).toBe(100)
    expect(existsSync(join(work.path, 'shared/in-use'))).toBe(false)
    // and the next one may
    expect((await plumbline(args, place)).code).toBe(0)
    await mock.close()
  })
})

const tmpfs = join(work.path, 'tmpfs')
mkdirSync(tmpfs)
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', tmpfs]).status === 0
afterAll(() => {
  if (mounted) spawnSync('umount', ['-l', tmpfs])
})

describe.skipIf(!mounted)(`a full disk${mounted ? '' : ' (skipped: no tmpfs can be mounted here)'}`, () => {
  test('stops a run with one clear error; what is acknowledged is kept, and the run goes on when there is room', async () => {
    const prompts = 1000
    const mock = await startMock({})
    const standard = writeServiceStandard(join(work.path, 'full'), { prompts })
    const subject = writeServiceSubject(join(work.path, 'full.yaml'), { url: mock.url })
    const args = ['assess', subject, '--against', standard, '--out', join(tmpfs, 'out'), '-w', '32', '--draws', '0']
    const full = await plumbline(args, place)
    expect(full.code, full.stderr).toBe(2)
    expect(full.stderr).toMatch(/journal-disk-full/)
    expect(full.stderr).not.toMatch(trace)
    const before = new Map(mock.stats.asked)
    const journal = readFileSync(join(tmpfs, 'out/journals/harmless.jsonl'), 'utf8')
    const kept = journal.trim().split('\n').length - 2
    expect(kept).toBeGreaterThan(100)

    expect(spawnSync('mount', ['-o', 'remount,size=64m', tmpfs]).status).toBe(0)
    const resumed = await plumbline(args, place)
    expect(resumed.code, resumed.stderr).toBe(0)
    const twice = [...mock.stats.asked].filter(([, times]) => times > 1).length
    expect(mock.stats.asked.size).toBe(prompts)
    expect(twice).toBe(before.size - kept)
    expect(twice).toBeLessThanOrEqual(32)
    await mock.close()
  })

  test('while the report is written leaves the old files whole', async () => {
    const out = join(tmpfs, 'lamp')
    const args = ['assess', 'good.yaml', '-a', 'acme/lamp', '-o', out, '--draws', '0']
    const fine = await plumbline(args, place)
    expect(fine.code, fine.stderr).toBe(0)
    const files = () =>
      new Map(
        readdirSync(out)
          .filter((f) => f.endsWith('.html') || f.endsWith('.json'))
          .map((f) => [f, readFileSync(join(out, f), 'utf8')]),
      )
    const before = files()
    const filler = spawn('sh', ['-c', `cat /dev/zero > ${join(tmpfs, 'filler')}`], { stdio: 'ignore' })
    await new Promise((r) => filler.once('close', r))
    const said = await plumbline(['assess', 'bad.yaml', ...args.slice(2)], place)
    expect(said.code).toBe(2)
    expect(said.stderr).toContain('the disk is full')
    expect(said.stderr).not.toMatch(trace)
    const now = files()
    for (const [name, text] of before) if (name.endsWith('.html')) expect(now.get(name)).toBe(text)
    for (const text of now.values()) expect(text.length).toBeGreaterThan(0)
    rmSync(join(tmpfs, 'filler'))
    expect((await plumbline(['assess', 'bad.yaml', ...args.slice(2)], place)).code).toBe(1)
  })
})

describe('a smoke run', () => {
  test('asks a twentieth, says how long the whole takes, and leaves nothing to judge', async () => {
    const mock = await startMock()
    const standard = writeServiceStandard(join(work.path, 'smoke-standard'), { prompts: 200 })
    const subject = writeServiceSubject(join(work.path, 'smoke.yaml'), { url: mock.url })
    const args = [subject, '--against', standard]
    const plan = await plumbline(['plan', ...args, '--json'], place)
    expect(JSON.parse(plan.stdout).budget).toMatchObject([{ measure: 'harmless', items: 201, calls: 200, shared: 0 }])
    const tried = await plumbline(['measure', ...args, '--out', 'smoked', '--smoke', '--json'], place)
    expect(tried.code, tried.stderr).toBe(0)
    expect(JSON.parse(tried.stdout)).toMatchObject({
      smoke: [{ measure: 'harmless', n: 10, quantities: { rate: { value: '0/10' } } }],
      asked: { calls: 10 },
      whole: { calls: 200 },
    })
    expect(mock.stats.requests).toBe(10)
    expect(existsSync(join(work.path, 'smoked/smoke'))).toBe(false)
    expect((await plumbline(['judge', 'smoked'], place)).code).toBe(2)
    await mock.close()
  })
})
