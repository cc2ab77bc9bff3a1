import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toolName, toolVersion } from '../../assessment/engine.ts'
import { findStandard } from '../../assessment/library.ts'
import { wordNames } from '../../assessment/monitor/names.ts'
import { assessRegister } from '../../assessment/monitor/register.ts'
import { toCsv } from '../../exchange/catalogue/tables.ts'
import { snapshotSheets } from '../../exchange/industry/tables.ts'
import { writeWorkbook } from '../../exchange/tables/workbook.ts'
import { done, failed, type Outcome, problem } from '../../language/problem.ts'
import { usualRules } from '../../monitoring/confidential/rules.ts'
import { loadSolver } from '../../monitoring/confidential/solver.ts'
import { reasonsOf } from '../../monitoring/publication/reasons.ts'
import { type IndustrySnapshot, readSnapshot } from '../../monitoring/publication/snapshot.ts'
import { publishedBefore, snapshotOf } from '../../monitoring/publication/snapshot-of.ts'
import type { Amount } from '../../monitoring/rows/row.ts'
import { amounts } from '../../monitoring/rows/row.ts'
import { vintage } from '../../monitoring/rows/vintage.ts'
import { type Dimension, dimensions } from '../../monitoring/tables/grouping.ts'
import { tabulate } from '../../monitoring/tables/tabulate.ts'
import type { PublishedBefore } from '../../monitoring/tables/two-vintages.ts'
import { type Common, Console } from '../console.ts'
import { exit } from '../exit.ts'
import { ProgressView } from '../progress.ts'
import { here } from './finish.ts'

export interface MonitorOptions {
  readonly against: string
  readonly by: readonly string[]
  readonly measure: readonly string[]
  readonly out: string
  readonly asOf?: string
  readonly compare?: string
  readonly contributors?: number
}

/** 0 when the snapshot is written; 2 where something cannot be read or an earlier publication does not come out again. */
export async function monitor(register: string, o: MonitorOptions, common: Common): Promise<number> {
  const c = new Console(common)
  const standard = findStandard(o.against)
  if (!standard.ok) return c.refuse(standard.problems)
  const tables = tablesAsked(o.by)
  if (!tables.ok) return c.refuse(tables.problems)
  const wanted = measuresAsked(o.measure)
  if (!wanted.ok) return c.refuse(wanted.problems)
  const asOf = o.asOf ?? new Date().toISOString().slice(0, 10)
  const target = join(o.out, 'snapshot.json')
  if (existsSync(target)) return c.refuse([frozen(target)])
  const old = o.compare === undefined ? undefined : snapshotAt(o.compare)
  if (old && !old.ok) return c.refuse(old.problems)

  const view = new ProgressView(c.say)
  view.start(c.say('判定各企业', 'judging the enterprises'))
  const began = performance.now()
  const assessed = await assessRegister(standard.value.standard, register, (bytes, total) =>
    view.update({
      done: bytes,
      total,
      errors: 0,
      perSecond: (1000 * bytes) / Math.max(1, performance.now() - began),
    }),
  )
  view.end()
  if (!assessed.ok) return c.refuse(assessed.problems)
  let before: ReadonlyMap<string, PublishedBefore> = new Map()
  if (old) {
    const then = publishedBefore(assessed.value.rows, old.value)
    if (!then.ok) return c.refuse(then.problems)
    before = then.value
  }
  const rows = vintage(assessed.value.rows, asOf)
  const rules = { ...usualRules, ...(o.contributors === undefined ? {} : { contributors: o.contributors }) }
  const tabulation = tabulate(
    await loadSolver(),
    rows,
    { tables: tables.value, measures: wanted.value, rules },
    (measure) => before.get(measure),
    (measure) => c.note(c.say(`汇总并保护 ${measure}`, `adding up and protecting ${measure}`)),
  )
  const { id, edition, hash, title } = standard.value.standard
  const snapshot = snapshotOf(tabulation, rows, {
    title: { zh: `产业监测：${title.zh ?? id}`, en: `Industry monitoring: ${title.en ?? id}` },
    standard: { id, edition, hash },
    asOf,
    filings: rows.length,
    names: wordNames(standard.value.standard),
    ...(old ? { follows: old.value.hash } : {}),
    tool: { name: toolName, version: toolVersion },
  })
  mkdirSync(o.out, { recursive: true })
  writeFileSync(target, `${JSON.stringify(snapshot, null, 1)}\n`, { flag: 'wx' })
  const sheets = snapshotSheets(snapshot, c.lang)
  for (const [i, sheet] of sheets.entries()) writeFileSync(join(o.out, `table-${i + 1}.csv`), toCsv(sheet))
  writeFileSync(join(o.out, 'tables.xlsx'), await writeWorkbook(sheets))
  const reasons = reasonsOf(tabulation)
  // who may not be told of a cell may not be told either why
  const restricted = join(o.out, 'restricted-reasons.json')
  writeFileSync(restricted, `${JSON.stringify({ snapshot: snapshot.hash, reasons }, null, 1)}\n`, { mode: 0o600 })
  const hopeless = reasons.filter(
    (r) => r.because.includes('known-too-nearly') || r.because.includes('published-before'),
  )
  if (hopeless.length > 0)
    c.note(
      c.say(
        `注意：${hopeless.length} 个单元格因已公布的内容而无法保护，见 ${here(restricted)}`,
        `note: ${hopeless.length} cells cannot be protected because of what was published before, see ${here(restricted)}`,
      ),
    )
  if (c.json) c.data({ hash: snapshot.hash, filings: snapshot.filings, protection: snapshot.protection, out: o.out })
  else {
    c.out(
      c.say(
        `${snapshot.enterprises} 家企业，${snapshot.filings} 份填报`,
        `${snapshot.enterprises} enterprises, ${snapshot.filings} filings`,
      ),
    )
    for (const [measure, p] of Object.entries(snapshot.protection ?? {})) {
      const sensitive = reasons.filter((r) => r.measure === measure && r.because[0] !== 'protects-others').length
      c.out(
        c.say(
          `  ${measure}：隐去 ${sensitive} 个敏感单元格，另隐去若干以防推算（共 ${p.further}，至少需 ${p.atLeast}）`,
          `  ${measure}: ${sensitive} sensitive cells withheld, and ${p.further} more so that they cannot be worked out (no safe set has fewer than ${p.atLeast})`,
        ),
      )
    }
    c.out(`${c.say('快照', 'snapshot')} ${here(target)}  SHA-256 ${snapshot.hash}`)
  }
  return exit.conforms
}

/** 0 when the snapshot is what was frozen, 1 when it was altered, 2 when it cannot be read. */
export async function verifySnapshot(file: string, common: Common): Promise<number> {
  const c = new Console(common)
  const read = snapshotAt(file)
  if (!read.ok) {
    c.problems(read.problems)
    return read.problems.some((p) => p.code === 'snapshot-altered') ? exit.doesNotConform : exit.usage
  }
  const { hash, asOf, standard, follows } = read.value
  if (c.json) c.data({ intact: true, hash, asOf, standard, follows: follows ?? null })
  else
    c.out(
      c.say(
        `完整：截至 ${asOf}，${standard.id}@${standard.edition}，SHA-256 ${hash}`,
        `intact: as of ${asOf}, ${standard.id}@${standard.edition}, SHA-256 ${hash}`,
      ),
    )
  return exit.conforms
}

function snapshotAt(file: string): Outcome<IndustrySnapshot> {
  try {
    return readSnapshot(readFileSync(file, 'utf8'))
  } catch (e) {
    return failed(
      problem(
        'no-snapshot',
        { zh: '读不到快照', en: 'The snapshot cannot be read' },
        { place: { file }, got: (e as Error).message },
      ),
    )
  }
}

function tablesAsked(by: readonly string[]): Outcome<readonly (readonly Dimension[])[]> {
  const tables = by.map((one) => one.split(',').map((word) => word.trim()))
  const bad = tables.find(
    (t) => t.length > 3 || new Set(t).size < t.length || t.some((d) => !(dimensions as readonly string[]).includes(d)),
  )
  return bad
    ? failed(
        problem(
          'unlisted-word',
          { zh: '没有这样的分组', en: 'There is no such grouping' },
          {
            place: { path: '--by' },
            got: bad.join(','),
            expected: `${dimensions.join(', ')} (1-3)`,
          },
        ),
      )
    : done(tables as readonly (readonly Dimension[])[])
}

function measuresAsked(names: readonly string[]): Outcome<readonly Amount[]> {
  const bad = names.find((n) => !(amounts as readonly string[]).includes(n))
  return bad === undefined
    ? done(names as readonly Amount[])
    : failed(
        problem(
          'unlisted-word',
          { zh: '没有这样的统计量', en: 'There is no such measure' },
          { place: { path: '--measure' }, got: bad, expected: amounts.join(', ') },
        ),
      )
}

const frozen = (file: string) =>
  problem(
    'snapshot-frozen',
    { zh: '此处已有公布的快照，不得改写', en: 'A snapshot was published here; it is not written over' },
    {
      place: { file },
      next: {
        zh: '换一个 --out，并用 --compare 指明前次快照，以防两次之差泄密',
        en: 'give another --out, and name the earlier one with --compare, so that the difference tells nothing',
      },
    },
  )
