import { readBundle } from '../attestation/bundle/read.ts'
import { names, type PlanEntry } from '../attestation/layout.ts'
import type { PublicKey } from '../attestation/public-key.ts'
import { type Verdict, verify } from '../attestation/verify.ts'
import { reducers } from '../instruments/reducers.ts'
import { draw } from '../judge/draws.ts'
import { judge } from '../judge/judge.ts'
import type { Judgement } from '../judge/judgement.ts'
import { samplesNeeded } from '../judge/samples.ts'
import { canonicalBytes } from '../language/canonical.ts'
import { ProblemError } from '../language/problem.ts'
import type { Standard } from '../language/standard.ts'
import type { Renderer } from './assess.ts'
import { engineVersion } from './engine.ts'
import { drawsFile, reportOf, samplesFile, standardIn } from './report-of.ts'
import { scalars } from './scalars.ts'
import { headlineOf } from './verdict.ts'

/** The plan as the standard fixes it: which instrument, with which parameters, bounds at which confidences. What the subject may choose stays. */
function expectedPlan(standard: Standard, given: Uint8Array): unknown {
  const entries = JSON.parse(new TextDecoder().decode(given)) as PlanEntry[]
  return entries.map((e) => {
    const measure = standard.measures.get(e.measure)
    if (!measure) return null
    if (e.instrument === 'records/supplied') return e
    return {
      ...e,
      instrument: measure.instrument,
      params: { ...(e.params as object), ...(scalars(measure.with) as object) },
      confidences: standard.confidences,
    }
  })
}

/** The draws once more: their seed comes from the hashes, so they can only come out the same. The sample sizes likewise. */
function redrawn(files: ReadonlyMap<string, Uint8Array>): [string, Uint8Array][] {
  const json = (name: string) => JSON.parse(new TextDecoder().decode(files.get(name)))
  const standard = standardIn(files, json(names.manifest).standard.entry)
  if (!standard.ok) return []
  const made: [string, Uint8Array][] = []
  if (files.has(drawsFile)) {
    const { count } = json(drawsFile) as { count: number }
    const again = count <= mostDraws ? draw(standard.value, json(names.evidence), count) : undefined
    if (again) made.push([drawsFile, canonicalBytes(again)])
  }
  const needed = files.has(samplesFile) ? samplesNeeded(standard.value, json(names.evidence)) : undefined
  if (needed) made.push([samplesFile, canonicalBytes(needed)])
  return made
}

/** A hostile bundle may not ask for endless work. */
const mostDraws = 1_000_000

/** Verifies a bundle with everything that this product can compute again: reduction, judgement, headline and reports. */
export function verifyBundle(bytes: Uint8Array, trusted: readonly PublicKey[], render: Renderer): Verdict {
  const files = readBundle(bytes)
  const given = files.ok ? files.value.get(names.plan) : undefined
  return verify<Standard>(bytes, {
    ...(given ? { plan: (standard: Standard) => expectedPlan(standard, given) } : {}),
    trustedKeys: trusted,
    load: standardIn,
    judge: (standard, evidence) => {
      const judged = judge(standard, evidence)
      if (!judged.ok) throw new ProblemError(judged.problems)
      return judged.value
    },
    reducers: reducers as never,
    engine: engineVersion,
    headline: (judgement) => headlineOf(judgement as unknown as Judgement),
    reports: (files) => {
      const report = reportOf(files)
      const encode = (lang: 'zh' | 'en') => new TextEncoder().encode(render(report, lang))
      return new Map([...redrawn(files), [names.reports.zh, encode('zh')], [names.reports.en, encode('en')]])
    },
  })
}
