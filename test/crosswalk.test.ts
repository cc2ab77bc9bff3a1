import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { plumbline, workshop } from './support/command.ts'

const shop = workshop()
afterAll(() => shop.remove())
const home = join(shop.path, 'home')
mkdirSync(home)
const run = (...args: string[]) => plumbline(['crosswalk', ...args], { cwd: shop.path, home })
async function data(...args: string[]) {
  const said = await run(...args, '--json')
  expect(said.stderr).toBe('')
  return JSON.parse(said.stdout)
}

describe('plumbline crosswalk', () => {
  test('what two clauses of ISO/IEC 42001 prove of the lifecycle standard, with the path; one alone proves nothing', async () => {
    const both = ['--satisfied', 'ISO/IEC 42001#9.2', '--satisfied', 'iso-42001#9.3', '--in', 'cn-sh/ai-lifecycle']
    const standing = (d: { requirements: { id: string; standing: string }[] }) =>
      d.requirements.filter((r) => r.standing !== 'unknown').map((r) => [r.id, r.standing])
    const proof = await data('prove', ...both)
    expect(standing(proof)).toEqual([['LC_G8', 'proved']])
    expect(proof.requirements.find((r: { id: string }) => r.id === 'LC_G8').proofs[0].findings).toEqual([
      'iso-42001#9.2',
      'iso-42001#9.3',
    ])
    expect(standing(await data('prove', ...both.slice(2)))).toEqual([])
    const told = await run('prove', ...both, '--lang', 'zh')
    expect(told.code).toBe(0)
    expect(told.stdout).toContain('证明满足')
    expect(told.stdout).toContain('准绳的映射（拟）')
  })

  test('a report on another text of the standard is told that the mappings were made for ours', async () => {
    const subject = `id: a/life
title: { zh: 甲, en: A }
version: "1"
facts: { grade: general, personalData: no, ethicsListed: no, thirdParty: no, annotation: no, trains: no, onlineLearning: no, operating: no, retiring: no }
findings:
  LC_G1: { satisfied: yes, evidence: record }
`
    writeFileSync(join(shop.path, 'life.yaml'), subject)
    const text = readFileSync('standards/cn-sh/ai-lifecycle/standard.yaml', 'utf8')
    writeFileSync(join(shop.path, 'other.yaml'), text.replace('edition: 0.1.0', 'edition: 0.1.1'))
    const told = async (against: string, out: string) => {
      await plumbline(['assess', 'life.yaml', '--against', against, '--out', out], { cwd: shop.path, home })
      return run('prove', '--report', join(shop.path, out, 'a-life.plumb'), '--in', 'iso-42001')
    }
    const [ours, other] = [await told('cn-sh/ai-lifecycle', 'ours'), await told('other.yaml', 'other')]
    expect([ours.code, ours.stderr]).toEqual([0, ''])
    expect(other.code).toBe(0)
    expect(other.stderr).toContain('mapped-other-text')
    expect(other.stdout).toBe(ours.stdout)
  })

  test('what fails here fails there; the same requirement cannot stand in two ways', async () => {
    const failed = await data('prove', '--failed', 'cn-sh/llm-trust#V2', '--in', 'gb-t-45654')
    expect(failed.bounds).toMatchObject({ proved: 0, failed: 1 })
    const both = await run('prove', '--satisfied', 'gb-t-45654#4.1', '--failed', 'gb-t-45654#4.1', '--in', 'iso-42001')
    expect([both.code, both.stderr.includes('findings-differ')]).toEqual([2, true])
  })

  test('the smallest extra work changes with what it costs', async () => {
    const costs = join(shop.path, 'costs.csv')
    const plan = () => data('plan', '--satisfied', 'iso-42001#9.2', '--in', 'cn-sh/ai-lifecycle', '--costs', costs)
    writeFileSync(costs, 'requirement,cost\niso-42001#9.3,0.5\n')
    const cheap = await plan()
    writeFileSync(costs, 'requirement,cost\niso-42001#9.3,2\n')
    const dear = await plan()
    const chosen = (d: { chosen: { requirement: string }[] }) => d.chosen.map((x) => x.requirement)
    expect(chosen(cheap)).toContain('iso-42001#9.3')
    expect(chosen(cheap)).not.toContain('cn-sh/ai-lifecycle#LC_G8')
    expect(chosen(dear)).toContain('cn-sh/ai-lifecycle#LC_G8')
    expect(chosen(dear)).not.toContain('iso-42001#9.3')
    expect([cheap.proven, dear.proven]).toEqual([true, true])
  })

  test('a chain goes up the levels and says where it is weakest', async () => {
    const chains = await data('chain', 'cn-sh/llm-trust#LT11')
    expect(chains[0].links.map((l: { level: string }) => l.level)).toEqual(['national', 'international'])
    expect((await run('chain', 'cn-sh/llm-trust#LT11')).stdout).toContain('◀ weakest link')
    const end = chains[0].links[1].to
    const between = await data('chain', 'cn-sh/llm-trust#LT11', '--to', end, '--hops', '2')
    expect(between).toContainEqual(chains[0])
    expect(await data('chain', end, '--to', 'cn-sh/llm-trust#LT11', '--hops', '2')).toHaveLength(between.length)
  })

  test('export, read again: nothing is wrong, and the tables of our own are the same', async () => {
    const file = join(shop.path, 'all.json')
    expect((await run('export', '--out', file)).code).toBe(0)
    const back = await run('import', file, '--out', 'back')
    // that its licence is not known is a warning on the one set that is approved
    expect(back.stderr).not.toContain('✗')
    expect(back.code).toBe(0)
    expect(readdirSync(join(shop.path, 'back', 'crosswalks')).length).toBe(23)
    const one = join(shop.path, 'one.csv')
    expect((await run('export', '--set', 'iso-42001--eu-ai-act', '--out', one)).code).toBe(0)
    expect(readFileSync(one, 'utf8').split('\n').length).toBe(26)
  })

  test('a sheet is held against the frameworks that it is between; what is wrong is told and gives 1', async () => {
    const sheet = join(shop.path, 'strm.csv')
    writeFileSync(
      sheet,
      'FDE #,FDE Name,STRM Rationale,STRM Relationship,SCF #,SCF Control,Strength\nGOVERN 1.6,AI system inventory,Functional,Equal,A.4.2,Resource documentation,10\nGOVERN 9.9,None,Functional,Equal,A.4.2,Resource documentation,10\nGOVERN 1.6,AI system inventory,Functional,Like,A.4.3,Data resources,5\n',
    )
    const said = await run('import', sheet, '--source', 'nist-ai-rmf', '--target', 'iso-42001', '--json')
    expect(said.code).toBe(1)
    const { problems, lint } = JSON.parse(said.stdout)
    expect(problems.map((p: { place: { line: number } }) => p.place.line)).toEqual([4])
    expect(lint.map((l: { rule: string }) => l.rule)).toEqual(['X1'])
    // and used beside our own: what nobody else says of A.4.2 follows from it
    const used = await run(
      'prove',
      '--satisfied',
      'nist-ai-rmf#GOVERN 1.6',
      '--in',
      'iso-42001',
      '--with',
      'strm.csv=nist-ai-rmf,iso-42001',
      '--json',
    )
    const proved = JSON.parse(used.stdout).requirements.filter((r: { standing: string }) => r.standing === 'proved')
    expect(proved.map((r: { id: string }) => r.id)).toEqual(['A.4.2'])
    // what was imported is used from its tables as it is from its file
    expect((await run('import', sheet, '--source', 'nist-ai-rmf', '--target', 'iso-42001', '--out', 'kept')).code).toBe(
      1,
    )
    const again = await run(
      'prove',
      '--satisfied',
      'nist-ai-rmf#GOVERN 1.6',
      '--in',
      'iso-42001',
      '--with',
      'kept',
      '--json',
    )
    expect(JSON.parse(again.stdout)).toEqual(JSON.parse(used.stdout))
    const nameless = await run('import', sheet)
    expect([nameless.code, nameless.stderr.includes('--source')]).toEqual([1, true])
  })

  test('candidates are shown as such, and two reviewers are compared pair by pair', async () => {
    const told = await run('candidates', 'ai-verify', 'iso-42001', '--top', '1')
    expect([told.code, told.stdout.startsWith('Candidates, not mappings')]).toEqual([0, true])
    const head = 'id,source,relation,target,rationale,strength,confidence,note_zh,note_en,known,from\n'
    const table = (name: string, ...relations: string[]) => {
      writeFileSync(
        join(shop.path, name),
        head + relations.map((r, i) => `${i},s${i},${r},t,,,high,,,proposed,\n`).join(''),
      )
      return name
    }
    const agreed = await data('agree', table('a.csv', 'equal', 'none', 'subset'), table('b.csv', 'equal', 'intersects'))
    // steps 3 3 and 0 1: apart 1; by chance 0 and 3 against 1 and 3, (1 + 3 + 2 + 0) / 2
    expect([agreed.pairs, agreed.alone, agreed.settle.length]).toEqual([2, 1, 1])
    expect(agreed.kappa).toBeCloseTo(1 - 1 / 3, 12)
  })

  test('frameworks, a requirement, the matrix and lint answer; what is not there is no record, and 2', async () => {
    expect((await data('frameworks')).length).toBeGreaterThan(25)
    expect((await data('show', 'OWASP LLM Top 10 2025#LLM07')).mappings.length).toBeGreaterThan(1)
    const { cells } = await data('matrix')
    expect(
      cells.every((c: { proved: number; atMost: number; of: number }) => c.proved <= c.atMost && c.atMost <= c.of),
    ).toBe(true)
    const linted = await data('lint')
    expect(linted.reviews.map((r: { reviewed: string }) => r.reviewed)).not.toContain('by-two')
    const said = await run('lint', '--lang', 'zh')
    expect([said.code, said.stdout.includes('尚无作者以外的人评审')]).toEqual([0, true])
    const none = await run('show', 'nist-ai-rfm')
    expect([none.code, none.stderr.includes('No record'), none.stderr.includes('nist-ai-rmf')]).toEqual([2, true, true])
    expect((await run('show', 'iso-42001#99')).code).toBe(2)
    expect((await run('prove', '--in', 'iso-42001')).code).toBe(2)
  })
})
