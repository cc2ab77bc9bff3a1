import { z } from 'zod'

/** The names of the files in a bundle. */
export const names = {
  envelope: 'attestation.dsse.json',
  manifest: 'manifest.json',
  subject: 'subject.json',
  plan: 'plan.json',
  evidence: 'evidence.json',
  measurements: 'measurements.json',
  judgement: 'judgement.json',
  reports: { zh: 'report.zh.html', en: 'report.en.html' },
  results: (measure: string) => `results/${measure}.jsonl`,
  blob: (sha256: string) => `evidence/${sha256}`,
} as const

export const bundleFormat = 'plumbline-bundle/1'

/** `manifest.json`: what made the bundle, and where its standard starts. */
export const manifestShape = z.looseObject({
  format: z.literal(bundleFormat),
  tool: z.looseObject({ name: z.string(), version: z.string() }),
  /** version of the language and judge that judged; another version that judges otherwise is not a forgery */
  engine: z.string(),
  standard: z.looseObject({ entry: z.string() }),
  /** every file but the manifest and the envelope, sorted */
  files: z.array(z.string()),
})
export type Manifest = z.infer<typeof manifestShape>

/** `plan.json`: what was determined with which instrument. */
export const planShape = z.array(
  z.looseObject({
    measure: z.string().regex(/^[^/\\]+$/u),
    instrument: z.string(),
    version: z.string(),
    params: z.unknown(),
    confidences: z.array(z.string()),
  }),
)
export type PlanEntry = z.infer<typeof planShape>[number]

/** One line of `results/<measure>.jsonl`. */
export const resultLineShape = z.union([
  z.strictObject({ id: z.string(), ok: z.literal(true), result: z.unknown() }),
  z.strictObject({ id: z.string(), ok: z.literal(false), error: z.unknown() }),
])
export type ResultLine = z.infer<typeof resultLineShape>

/** `measurements.json`: what each instrument's `reduce` made of the results. */
export const measurementsShape = z.record(
  z.string(),
  z.looseObject({ n: z.number(), evidence: z.string(), quantities: z.record(z.string(), z.unknown()) }),
)

/** The parts of `evidence.json` that verification compares; the judge checks the whole. */
export const evidenceShape = z.looseObject({
  measures: z.record(z.string(), z.unknown()),
  assessment: z.looseObject({ date: z.string(), party: z.string() }),
})

/** The parts of `subject.json` that the statement repeats. */
export const subjectShape = z.looseObject({ id: z.string(), version: z.string() })
