import { existsSync, writeFileSync } from 'node:fs'
import { stringify } from 'yaml'
import { findStandard } from '../../assessment/library.ts'
import { importResults } from '../../instruments/records/foreign/read.ts'
import type { Choice } from '../../instruments/records/foreign/trials.ts'
import { nearestName } from '../../language/names.ts'
import { done, failed, type Outcome, problem } from '../../language/problem.ts'
import type { Standard } from '../../language/standard.ts'
import { type Common, Console } from '../console.ts'
import { exit } from '../exit.ts'

export interface ImportResultsOptions extends Choice {
  readonly against: string
  readonly measure: string
  readonly quantity?: string
  readonly out?: string
}

/** Results of another tool as a block of measurements for a subject file, with the class of evidence `record`. */
export async function importForeign(
  files: readonly string[],
  o: ImportResultsOptions,
  common: Common,
): Promise<number> {
  const c = new Console(common)
  const found = findStandard(o.against)
  if (!found.ok) return c.refuse(found.problems)
  const { standard } = found.value
  const quantity = quantityOf(standard, o)
  if (!quantity.ok) return c.refuse(quantity.problems)
  if (o.out !== undefined && existsSync(o.out))
    return c.refuse([
      problem(
        'file-exists',
        { zh: `文件 ${o.out} 已存在`, en: `The file ${o.out} exists already` },
        { next: { zh: '用 --out 换一个名字', en: 'choose another name with --out' } },
      ),
    ])
  const read = await importResults(files, o, standard.confidences.length > 0 ? standard.confidences : ['0.95'])
  if (!read.ok) return c.refuse(read.problems)
  const { n, estimate, errors, source } = read.value
  const { value, bounds } = estimate
  const block = {
    measurements: { [o.measure]: { n, evidence: 'record', source, [quantity.value]: { value, bounds } } },
  }
  const text = c.json ? `${JSON.stringify(block, null, 2)}\n` : stringify(block, { lineWidth: 0 })
  if (o.out === undefined) c.out(text)
  else writeFileSync(o.out, text)
  c.note(c.say(`${value}；出错 ${errors}`, `${value}; errors ${errors}`))
  if (o.out !== undefined)
    c.note(`${c.say('已写出', 'Wrote')} ${o.out}${c.say('：抄进对象文件', ': copy it into the subject file')}`)
  return exit.conforms
}

/** The quantity that is meant: a share that the measure gives. */
function quantityOf(standard: Standard, o: ImportResultsOptions): Outcome<string> {
  const unknown = (what: string, there: readonly string[], got: string) => {
    const near = nearestName(got, there)
    return failed<string>(
      problem(
        'unknown-name',
        { zh: `标准没有“${got}”`, en: `The standard has no ${what} "${got}"` },
        {
          expected: there.join(', '),
          got,
          ...(near ? { next: { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } } : {}),
        },
      ),
    )
  }
  const measure = standard.measures.get(o.measure)
  if (!measure) return unknown('measure', [...standard.measures.keys()], o.measure)
  const shares = [...measure.gives]
    .filter(([, t]) => t.k === 'number' && t.lo.toNumber() === 0 && t.hi.toNumber() === 1)
    .map(([name]) => name)
  if (o.quantity !== undefined)
    return shares.includes(o.quantity) ? done(o.quantity) : unknown('share', shares, o.quantity)
  if (shares.length === 1) return done(shares[0]!)
  return failed(
    problem(
      'results-quantity',
      { zh: '须用 --quantity 指明是哪个量', en: 'Name the quantity that is meant with --quantity' },
      { expected: shares.join(', ') || '–' },
    ),
  )
}
