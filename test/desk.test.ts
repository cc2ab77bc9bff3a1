import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plumbline, type Said, workshop } from './support/command.ts'
import { lampSubject, writeLamp } from './support/lamp.ts'

/** What a company does at its desk: banks, results of other tools, the draft for a filing. */

const work = workshop()
afterAll(() => work.remove())
const place = { cwd: work.path, home: join(work.path, 'home') }
const run = (...args: string[]): Promise<Said> => plumbline(args, place)
const write = (name: string, text: string) => writeFileSync(join(work.path, name), text)
const read = (name: string) => readFileSync(join(work.path, name), 'utf8')

const uuid = '0f8fad5b-d9cb-469f-a165-70867728950e'
const rows = Array.from({ length: 10 }, (_, i) => `q${i},第 ${i} 题,民族歧视`)

beforeAll(() => {
  writeLamp(work.path)
  write('questions.csv', `\ufeff编号,题目,风险类别\n${rows.join('\n')}\n`)
  write('some.csv', '题目,类别\n一,民族歧视\n二,不知道\n')
})

describe('banks', () => {
  const own = ['--as', 'should_refuse', '--source', '自编', '--licence', 'CC0-1.0']

  test('import, check and export: what is held out is never given away', async () => {
    const made = await run(
      'bank',
      'import',
      'questions.csv',
      ...own,
      '--holdout',
      '30%',
      '--canary',
      uuid,
      '-o',
      'bank.jsonl',
      '--json',
    )
    expect([made.code, made.stderr]).toEqual([0, ''])
    expect(JSON.parse(made.stdout)).toMatchObject({ read: 10, mapped: 10, skipped: 0, holdout: 3, canary: uuid })
    const lines = read('bank.jsonl')
      .trimEnd()
      .split('\n')
      .map((l) => JSON.parse(l))
    const held = lines.filter((l) => l.holdout)
    expect([lines.length, held.length]).toEqual([11, 3])

    const checked = JSON.parse((await run('bank', 'check', 'bank.jsonl', '--json')).stdout)
    expect(checked).toMatchObject({
      questions: 10,
      holdout: { lines: 3, share: 0.3, enough: true },
      canaries: [uuid],
      unlicensed: 0,
    })
    expect(checked.types[0]).toMatchObject({ type: 'should_refuse', total: 10, byClass: { 'A.2.a': 10 } })

    const published = await run('bank', 'export', 'bank.jsonl', '--public', '-o', 'public.jsonl')
    expect(published.code, published.stderr).toBe(0)
    expect(read('public.jsonl')).not.toContain('"holdout"')
    for (const l of held) expect(read('public.jsonl')).not.toContain(l.prompt)
    expect(read('public.jsonl').trimEnd().split('\n')).toHaveLength(8)
    expect(read('public.jsonl')).toContain(uuid)
  })

  test('the same file gives the same bank', async () => {
    for (const out of ['one.jsonl', 'two.jsonl'])
      expect((await run('bank', 'import', 'questions.csv', ...own, '--holdout', '0.5', '-o', out)).code).toBe(0)
    expect(read('one.jsonl')).toBe(read('two.jsonl'))
  })

  test('answers that know the canary are found, with their line', async () => {
    write('answers.jsonl', `{"output":"I do not know"}\n{"output":"… ${uuid.slice(19)}"}\n`)
    const said = await run('bank', 'check', 'bank.jsonl', '--answers', 'answers.jsonl')
    expect([said.code, said.stdout.includes(`answers.jsonl:2 holds the canary ${uuid}`)]).toEqual([1, true])
    write('clean.jsonl', `{"output":"${uuid.slice(0, 18)}"}\n`)
    expect((await run('bank', 'check', 'bank.jsonl', '--answers', 'clean.jsonl')).code).toBe(0)
  })

  test('what is left out is said, and the exit code tells', async () => {
    const said = await run('bank', 'import', 'some.csv', ...own, '-o', 'some.jsonl', '--lang', 'zh')
    expect(said.code).toBe(1)
    expect(said.stderr).toContain('some.csv:3 认不出类别：不知道')
    expect(said.stdout).toContain('读了 2 行，收下 1 行，略去 1 行')
    const mapped = await run('bank', 'import', 'some.csv', ...own, '--map', '不知道=A.2.i', '-o', 'mapped.jsonl')
    expect([mapped.code, read('mapped.jsonl').includes('"A.2.i"')]).toEqual([0, true])
  })

  test.each([
    {
      args: ['bank', 'import', 'questions.csv', '--as', 'should_refuse', '-o', 'x.jsonl'],
      says: /import-unlicensed: 10 lines/,
    },
    { args: ['bank', 'import', 'questions.csv', '--as', 'nothing', '-o', 'x.jsonl'], says: /no such type/ },
    { args: ['bank', 'import', 'nothing.csv', ...own, '-o', 'x.jsonl'], says: /nothing\.csv cannot be read/ },
    { args: ['bank', 'import', 'questions.csv', ...own, '-o', 'questions.csv'], says: /exists already/ },
    { args: ['bank', 'import', 'questions.csv', ...own, '--map', 'x=B.9', '-o', 'x.jsonl'], says: /no such class/ },
    { args: ['bank', 'import', 'questions.csv', ...own, '--holdout', '2', '-o', 'x.jsonl'], says: /share from 0 to 1/ },
    { args: ['bank', 'import', 'questions.csv', ...own, '--canary', 'x', '-o', 'x.jsonl'], says: /UUID/ },
    { args: ['bank', 'check', 'questions.csv'], says: /bank-not-json/ },
    { args: ['bank', 'export', 'questions.csv', '-o', 'x.jsonl'], says: /--public/ },
  ])('$args is refused and writes nothing', async ({ args, says }) => {
    const said = await run(...args)
    expect([said.code, said.stdout]).toEqual([2, ''])
    expect(said.stderr).toMatch(says)
    expect(existsSync(join(work.path, 'x.jsonl'))).toBe(false)
  })
})

describe('results of other tools', () => {
  const results = (n: number, failed: number) =>
    JSON.stringify({
      results: {
        version: 3,
        results: Array.from({ length: n }, (_, i) => ({
          promptIdx: 0,
          provider: { id: 'm' },
          prompt: { raw: `Q${i}` },
          success: i >= failed,
          failureReason: i >= failed ? 0 : 1,
        })),
      },
      metadata: { promptfooVersion: '0.121.18' },
    })

  test.each([
    [200, 10, 1],
    [200, 4, 0],
    [200, 40, 1],
  ])('%i with %i failed: judged as a measurement with its bounds', async (n, failed) => {
    write('results.json', results(n, failed))
    const said = await run('import', 'results.json', '-a', 'acme/lamp', '--measure', 'life')
    expect(said.code, said.stderr).toBe(0)
    write('imported.yaml', lampSubject().replace(/measurements: .*\n/, said.stdout))
    const assessed = await run(
      'assess',
      'imported.yaml',
      '-a',
      'acme/lamp',
      '-o',
      `imported-${failed}`,
      '--draws',
      '0',
      '--json',
    )
    // lower bounds at 0.95, one-sided: 190/200 .9166, 196/200 .9550; 160/200 is at most .8455
    expect(JSON.parse(assessed.stdout).verdict).toBe(failed === 40 ? 'does-not-conform' : 'conforms')
    expect(read(`imported-${failed}/evidence.json`)).toContain(`${n - failed}/${n}`)
  })

  test.each([
    { args: ['--measure', 'lief'], says: /did you mean "life"/ },
    { args: ['--measure', 'life', '--quantity', 'value'], says: /no share "value"/ },
    { args: ['--measure', 'life', '--metric', 'polite'], says: /results-not-binary/ },
  ])('$args is refused', async ({ args, says }) => {
    write('results.json', results(20, 0))
    const said = await run('import', 'results.json', '-a', 'acme/lamp', ...args)
    expect([said.code, said.stdout]).toEqual([2, ''])
    expect(said.stderr).toMatch(says)
  })
})

describe('the draft for a filing', () => {
  test('as a page and as a document, the same bytes each time', async () => {
    write('good.yaml', lampSubject())
    await run('assess', 'good.yaml', '-a', 'acme/lamp', '-o', 'good', '--draws', '0')
    for (const [file, lang] of [
      ['a.html', 'zh'],
      ['b.html', 'zh'],
      ['a.docx', 'en'],
      ['b.docx', 'en'],
    ] as const) {
      const said = await run('report', 'good', '--form', 'filing', '--lang', lang, '-o', file)
      expect(said.code, said.stderr).toBe(0)
    }
    const bytes = (name: string) => readFileSync(join(work.path, name))
    expect(bytes('a.html').equals(bytes('b.html'))).toBe(true)
    expect(bytes('a.docx').equals(bytes('b.docx'))).toBe(true)
    expect(read('a.html')).toContain('法定代表人（签字）')
    expect(Object.keys(unzipSync(bytes('a.docx')))).toContain('word/document.xml')
  })

  test('another form is refused', async () => {
    const said = await run('report', 'good', '--form', 'poem')
    expect([said.code, said.stderr.includes('filing')]).toEqual([2, true])
  })
})

describe('the sample of training data', () => {
  const list = ['itemId,sourceId', ...Array.from({ length: 50 }, (_, i) => `i${i},s`)].join('\n')

  test('drawn as a sheet, the same again with its seed', async () => {
    write('items.csv', list)
    const made = await run('corpus', 'draw', 'items.csv', '--size', '10', '--seed', '7', '-o', 'sheet.csv', '--json')
    expect(made.code, made.stderr).toBe(0)
    expect(JSON.parse(made.stdout)).toEqual({ file: 'sheet.csv', listed: 50, drawn: 10, seed: 7 })
    expect(read('sheet.csv').trim().split('\r\n')).toHaveLength(11)
    const again = ['corpus', 'draw', 'items.csv', '--size', '10', '--seed', '7', '-o', 'sheet.csv']
    expect((await run(...again)).stderr).toContain('file-exists')
    const before = read('sheet.csv')
    expect((await run(...again, '--force')).code).toBe(0)
    expect(read('sheet.csv')).toBe(before)
  })

  test('a list that is no list names its line', async () => {
    write('bad.csv', `${list}\nonly-one-cell\n`)
    const said = await run('corpus', 'draw', 'bad.csv', '-o', 'never.csv')
    expect(said.code).toBe(2)
    expect(said.stderr).toContain('bad.csv:52: corpus-list-invalid')
    expect(existsSync(join(work.path, 'never.csv'))).toBe(false)
    expect((await run('corpus', 'draw', 'gone.csv', '-o', 'never.csv')).stderr).toContain('file-unreadable')
  })
})
