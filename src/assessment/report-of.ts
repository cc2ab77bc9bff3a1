import { names, type PlanEntry } from '../attestation/layout.ts'
import { readResults } from '../attestation/results-file.ts'
import type { MethodRef, Reduction } from '../instruments/contract.ts'
import type { Draws } from '../judge/draws-result.ts'
import type { Evidence } from '../judge/evidence.ts'
import type { Judgement } from '../judge/judgement.ts'
import type { SamplesNeeded } from '../judge/samples.ts'
import { loadStandard } from '../language/load.ts'
import { type Problem, ProblemError } from '../language/problem.ts'
import type { Standard } from '../language/standard.ts'
import type { Text } from '../language/text.ts'
import { invalidFile, invalidResults } from './files.ts'
import type { MeasureReport, Produced, Report } from './report.ts'

export const drawsFile = 'draws.json'
export const samplesFile = 'samples.json'

/** The standard in a bundle, with the bases it extends. Problems when it cannot be loaded. */
export function standardIn(files: ReadonlyMap<string, Uint8Array>, entry: string) {
  const text = (name: string) => new TextDecoder().decode(files.get(name) ?? new Uint8Array())
  return loadStandard(entry, text(entry), (reference) => {
    const name = `${reference.split('@')[0]}/standard.yaml`
    const path = `standard/base/${name}`
    return files.has(path) ? { name, text: text(path) } : undefined
  })
}

/** The report that the files of a bundle tell: anybody can make it again from them. */
export function reportOf(files: ReadonlyMap<string, Uint8Array>): Report {
  const json = <T>(name: string): T => JSON.parse(new TextDecoder().decode(files.get(name)!)) as T
  const manifest = json<{ standard: { entry: string }; tool: { name: string; version: string } }>(names.manifest)
  const standard = standardIn(files, manifest.standard.entry)
  if (!standard.ok) throw new ProblemError(standard.problems)
  const evidence = json<Evidence>(names.evidence)
  const subject = json<Report['subject']>(names.subject)
  const draws = files.has(drawsFile) ? json<Draws>(drawsFile) : undefined
  return {
    standard: standard.value,
    subject,
    assessment: evidence.assessment,
    findings: evidence.findings,
    measures: measureReports(files, standard.value, json),
    judgement: json<Judgement>(names.judgement),
    ...(draws ? { draws } : {}),
    ...(files.has(samplesFile) ? { needed: json<SamplesNeeded>(samplesFile) } : {}),
    tool: manifest.tool,
  }
}

function measureReports(
  files: ReadonlyMap<string, Uint8Array>,
  standard: Standard,
  json: <T>(name: string) => T,
): MeasureReport[] {
  const plan = json<(PlanEntry & { method: MethodRef; title: Text; produces?: readonly Produced[] })[]>(names.plan)
  const reductions = json<Record<string, Reduction>>(names.measurements)
  const invalid = files.has(invalidFile) ? json<Record<string, Problem>>(invalidFile) : {}
  const items = (name: string): MeasureReport['items'] => {
    const read = readResults(files.get(name) ?? new Uint8Array(), name)
    const lines = read.ok ? read.value : []
    const errors: Record<string, number> = {}
    for (const l of lines) {
      if (l.ok) continue
      const code = (l.error as { code?: string }).code ?? 'error'
      errors[code] = (errors[code] ?? 0) + 1
    }
    return { planned: lines.length, answered: lines.filter((l) => l.ok).length, errors }
  }
  const good = plan.map(
    (p): MeasureReport => ({
      ...reductions[p.measure]!,
      measure: p.measure,
      instrument: p.instrument,
      version: p.version,
      method: p.method,
      ...(p.produces ? { produces: p.produces } : {}),
      items: items(names.results(p.measure)),
    }),
  )
  const bad = Object.entries(invalid).map(
    ([measure, why]): MeasureReport => ({
      measure,
      instrument: standard.measures.get(measure)?.instrument ?? '',
      version: '',
      method: { title: {}, source: '' },
      n: 0,
      evidence: 'none',
      quantities: {},
      items: items(invalidResults(measure)),
      invalid: why,
    }),
  )
  return [...good, ...bad]
}
