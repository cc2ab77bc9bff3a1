import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { backTest } from '../../assessment/back-test/run.ts'
import { toolName, toolVersion } from '../../assessment/engine.ts'
import { findStandard } from '../../assessment/library.ts'
import { backTestReport } from '../../exchange/back-test/report.ts'
import { linesOf } from '../../exchange/document/block.ts'
import { documentDocx } from '../../exchange/document/docx.ts'
import { documentPage } from '../../exchange/document/page.ts'
import type { Search } from '../../judge/back-test/plan.ts'
import { failed, type Outcome, problem } from '../../language/problem.ts'
import { type Common, Console } from '../console.ts'
import { exit } from '../exit.ts'
import { ProgressView } from '../progress.ts'
import { here } from './finish.ts'
import { untilInterrupted } from './interrupt.ts'

export interface BackTestOptions {
  readonly from: string
  readonly to: string
  readonly reports: string
  readonly out?: string
  readonly result?: string
  readonly sector?: string
  readonly zone?: string
  readonly least?: number
  readonly draws?: number
  readonly threads?: number
  readonly find?: string
  readonly pass?: string
  readonly rate?: string
  readonly fresh?: boolean
}

/** 0 when the back-test is made, whatever it says; 2 where something cannot be read; 130 when stopped: run again to go on. */
export async function backTestDraft(o: BackTestOptions, common: Common): Promise<number> {
  const c = new Console(common)
  const sides = [findStandard(o.from), findStandard(o.to)] as const
  const [a, b] = sides
  if (!a.ok || !b.ok) return c.refuse(sides.flatMap((s) => (s.ok ? [] : s.problems)))
  const search = searchOf(o)
  if (search && !search.ok) return c.refuse(search.problems)
  const path = o.out ?? `back-test.${c.lang}.html`
  const data = `${path.replace(/\.(html|docx)$/i, '')}.json`
  const journal = `${data}.journal`
  if (o.fresh && existsSync(journal)) rmSync(journal)
  const view = new ProgressView(c.say)
  view.start(c.say('按两个版次判定', 'judging under both editions'))
  const tested = await untilInterrupted(c, (signal) =>
    backTest({
      from: a.value.standard,
      to: b.value.standard,
      reports: o.reports,
      settings: {
        draws: o.draws ?? 1000,
        ...(o.result === undefined ? {} : { result: o.result }),
        ...(search ? { search: search.value } : {}),
      },
      groups: {
        ...(o.sector === undefined ? {} : { sector: o.sector }),
        ...(o.zone === undefined ? {} : { zone: o.zone }),
      },
      least: o.least ?? 3,
      ...(o.rate === undefined ? {} : { rate: o.rate }),
      journal,
      // one processor reads the reports
      threads: o.threads ?? Math.max(1, availableParallelism() - 1),
      signal,
      onProgress: (p) => view.update(p),
    }),
  )
  view.end()
  if (!tested.ok) return c.refuse(tested.problems)
  if (tested.value === 'stopped') {
    c.note(c.say('已停下；再次运行同一命令即接续', 'Stopped; run the same command again to go on'))
    return exit.interrupted
  }
  writeFileSync(data, `${JSON.stringify(tested.value, null, 2)}\n`)
  const report = backTestReport(tested.value, c.lang, `${toolName} ${toolVersion}`)
  writeFileSync(path, /\.docx$/i.test(path) ? documentDocx(report) : documentPage(report))
  rmSync(journal, { force: true })
  if (c.json) c.data(tested.value)
  else {
    for (const block of report.blocks) {
      if (block.kind === 'table') {
        c.out(`  ${block.heads.join('  |  ')}`)
        for (const cells of block.rows) c.out(`  ${cells.map((x) => linesOf(x).join(' ')).join('  |  ')}`)
      } else if (block.kind !== 'blanks') c.out(block.kind === 'heading' ? `\n${block.text}` : block.text)
    }
    c.out(`\n${c.say('回溯检验', 'Back-test')}  ${here(path)}  ${here(data)}`)
  }
  return exit.conforms
}

/** `grade.at-least.L3=0.5..0.99/0.01`: the place, the span and the step. */
function searchOf(o: BackTestOptions): Outcome<Search> | undefined {
  if (o.find === undefined) return undefined
  const m = /^([^=]+)=(-?[\d.]*\d)\.\.(-?[\d.]*\d)\/([\d.]+)$/.exec(o.find)
  const rate = o.rate === undefined || /^(0(\.\d+)?|1(\.0+)?)$/.test(o.rate)
  if (m && o.pass !== undefined && rate)
    return {
      ok: true,
      value: { place: m[1]!, from: m[2]!, to: m[3]!, step: m[4]!, pass: o.pass },
      warnings: [],
    }
  return failed(
    problem(
      'wrong-search',
      { zh: '阈值搜索写得不对', en: 'The search for a threshold is not written as it should be' },
      {
        expected: '--find grade.at-least.L3=0.5..0.99/0.01 --pass L3 [--rate 0.8]',
        got: [o.find, o.pass, o.rate].filter(Boolean).join(' '),
      },
    ),
  )
}
