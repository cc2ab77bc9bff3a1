import { viewOf } from '../../exchange/text/view.ts'
import { whatIfText } from '../../exchange/text/what-if.ts'
import type { Instrument } from '../../instruments/contract.ts'
import { instruments } from '../../instruments/registry.ts'
import { judge } from '../../judge/judge.ts'
import { whatIf } from '../../judge/what-if/what-if.ts'
import type { Standard } from '../../language/standard.ts'
import { type Lang, say } from '../../language/text.ts'
import { type Common, Console } from '../console.ts'
import { exit } from '../exit.ts'
import { plainReport, readyToJudge } from './judge.ts'

export interface WhatIfCommandOptions {
  readonly against?: string
  readonly result?: string
  readonly to?: string
  readonly keep?: readonly string[]
}

/** The smallest change of some evidence that flips a result. Exit code 0 when it was looked for, whatever was found. */
export async function whatIfOf(path: string, o: WhatIfCommandOptions, common: Common): Promise<number> {
  const c = new Console(common)
  const read = readyToJudge(path, o.against)
  if (!read.ok) return c.refuse(read.problems)
  const { standard, evidence } = read.value
  const used = instrumentsOf(standard)
  const parts = Object.fromEntries([...used].flatMap(([id, i]) => (i.parts ? [[id, i.parts]] : [])))
  const found = whatIf(standard, evidence, {
    parts,
    ...(o.result === undefined ? {} : { result: o.result }),
    ...(o.to === undefined ? {} : { to: o.to }),
    ...(o.keep === undefined ? {} : { keep: o.keep }),
  })
  if (!found.ok) return c.refuse(found.problems)
  if (c.json) c.data(found.value)
  else {
    const judged = judge(standard, evidence)
    if (!judged.ok) return c.refuse(judged.problems)
    const view = viewOf(plainReport(path, read.value, judged.value), c.lang)
    c.out(whatIfText(view, found.value, called(standard, used, c.lang), process.stdout.columns ?? 100))
  }
  return exit.conforms
}

function instrumentsOf(standard: Standard): ReadonlyMap<string, Instrument> {
  return new Map(
    [...standard.measures.values()].flatMap((m) => {
      const instrument = instruments.get(m.instrument ?? '')
      return instrument ? [[m.id, instrument] as const] : []
    }),
  )
}

/** `AI revenue (filing.years[2].aiRevenue)`: the title that the standard or the instrument gives, with the place. */
function called(standard: Standard, used: ReadonlyMap<string, Instrument>, lang: Lang): (path: string) => string {
  const titleOf = (path: string): string => {
    const names = path.replace(/\[\d+\]/g, '').split('.')
    const quantity = used.get(names[0] ?? '')?.produces[names[1] ?? '']
    const field = quantity?.kind === 'list' ? quantity.fields[names[2] ?? ''] : undefined
    return say(
      standard.factTitles.get(names[0] ?? '') ?? field?.title ?? quantity?.title ?? standard.nodes.get(path)?.title,
      lang,
    )
  }
  return (path) => {
    const title = titleOf(path)
    return title ? (lang === 'zh' ? `${title}（${path}）` : `${title} (${path})`) : path
  }
}
