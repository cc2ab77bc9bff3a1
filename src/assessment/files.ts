import { bundleFormat, names, type PlanEntry } from '../attestation/layout.ts'
import type { Subject } from '../instruments/contract.ts'
import type { Assessment, Calendar, Evidence, Finding, Measurement } from '../judge/evidence.ts'
import { canonicalBytes } from '../language/canonical.ts'
import type { Standard } from '../language/standard.ts'
import { engineVersion, toolName, toolVersion } from './engine.ts'
import type { Determined } from './measure.ts'
import { producedBy } from './produced.ts'

export type Files = Map<string, Uint8Array>

/** Why measures are invalid, by measure; only there when one is. */
export const invalidFile = 'invalid.json'

/** What was answered before a measure turned out invalid: kept, and apart from the results that numbers rest on. */
export const invalidResults = (measure: string) => `invalid/${measure}.jsonl`

/** Where a standard's file stands in a bundle. */
export function standardEntry(standard: Standard): string {
  return `standard/${standard.id}.yaml`
}

/** Everything that a grade rests on, as the files of a bundle; judgement and reports are added when they exist. */
export function evidenceFiles(
  standard: Standard,
  subject: Subject,
  determined: readonly Determined[],
  given: { findings: Readonly<Record<string, Finding>>; assessment: Assessment; calendar?: Calendar },
): { files: Files; evidence: Evidence } {
  const files: Files = new Map()
  const entry = standardEntry(standard)
  let first = true
  for (const [name, text] of standard.files) {
    files.set(first ? entry : `standard/base/${name}`, new TextEncoder().encode(text))
    first = false
  }
  const plan: (PlanEntry & Record<string, unknown>)[] = []
  const measures: Record<string, Measurement> = {}
  const reductions: Record<string, unknown> = {}
  const invalid: Record<string, unknown> = {}
  for (const d of determined) {
    const { planned } = d
    const { instrument } = planned
    files.set(d.reduction ? names.results(planned.measure) : invalidResults(planned.measure), d.lines)
    if (!d.reduction) {
      invalid[planned.measure] = d.invalid
      continue
    }
    plan.push({
      measure: planned.measure,
      instrument: instrument.name,
      version: instrument.version,
      params: planned.recorded,
      confidences: [...standard.confidences],
      title: instrument.title,
      method: instrument.method,
      produces: producedBy(instrument.produces),
    })
    reductions[planned.measure] = d.reduction
    const { n, evidence, quantities } = d.reduction
    measures[planned.measure] = { n, evidence, quantities }
  }
  const evidence: Evidence = JSON.parse(
    JSON.stringify({
      facts: subject.facts,
      measures,
      findings: given.findings,
      assessment: given.assessment,
      ...(given.calendar ? { calendar: given.calendar } : {}),
    }),
  )
  files.set(
    names.subject,
    canonicalBytes({ id: subject.id, title: subject.title, version: subject.version, facts: subject.facts }),
  )
  files.set(names.plan, canonicalBytes(plan))
  files.set(names.measurements, canonicalBytes(reductions))
  files.set(names.evidence, canonicalBytes(evidence))
  if (Object.keys(invalid).length > 0) files.set(invalidFile, canonicalBytes(invalid))
  return { files, evidence }
}

/** The list of what is in the bundle, made last. */
export function withManifest(files: Files, standard: Standard): Files {
  const listed = [...files.keys()]
    .filter((f) => f !== names.manifest && f !== names.envelope)
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const manifest = {
    format: bundleFormat,
    tool: { name: toolName, version: toolVersion },
    engine: engineVersion,
    standard: { entry: standardEntry(standard) },
    files: listed,
  }
  return new Map([...files, [names.manifest, canonicalBytes(manifest)]])
}
