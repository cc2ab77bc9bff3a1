import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { conclude as judgeAndReport, sign } from '../../../assessment/assess.ts'
import { evidenceFiles } from '../../../assessment/files.ts'
import { measureAll } from '../../../assessment/measure.ts'
import { headlineOf, verdictOf } from '../../../assessment/verdict.ts'
import { saveBundle } from '../../../attestation/bundle/save.ts'
import { openSigningKey } from '../../../attestation/keys.ts'
import { renderHtml } from '../../../exchange/html/page.ts'
import { done, type Outcome } from '../../../language/problem.ts'
import { planOf } from './plan-of.ts'
import type { Concluded, ConcludeTask } from './task.ts'

/** Puts the chunks together, computes, judges, reports and signs; nothing is measured here. */
export async function conclude({ matter, journals, out, key }: ConcludeTask): Promise<Outcome<Concluded>> {
  const planned = await planOf(matter)
  if (!planned.ok) return planned
  const { plan, file, standard, assessment, calendar } = planned.value
  const folder = join(out, 'journals')
  await mkdir(folder, { recursive: true })
  for (const [measure, parts] of Object.entries(journals)) await joined(parts, join(folder, `${measure}.jsonl`))
  const measured = await measureAll(plan, file.subject, {
    journals: folder,
    width: 1,
    signal: new AbortController().signal,
    settled: true,
  })
  if (!measured.ok) return measured
  const { files, evidence } = evidenceFiles(
    standard,
    { ...file.subject, facts: plan.given.facts },
    measured.value.measures,
    { findings: plan.given.findings, assessment, ...(calendar ? { calendar } : {}) },
  )
  const concluded = judgeAndReport(standard, evidence, files, renderHtml)
  if (!concluded.ok) return concluded
  const { report, judgement } = concluded.value
  const signing = await openSigningKey({ folder: key.folder })
  if (!signing.ok) return signing
  const signed = sign(concluded.value.files, report, signing.value)
  if (!signed.ok) return signed
  const bundle = join(out, 'report.plumb')
  const saved = await saveBundle(bundle, signed.value)
  if (!saved.ok) return saved
  const sheets: Concluded['sheets'][number][] = []
  for (const { planned, handOut } of measured.value.measures) {
    if (handOut === undefined) continue
    const sheet = join(out, `sheet-${sheets.length}.csv`)
    await writeFile(sheet, handOut.text)
    sheets.push({ measure: planned.measure, file: sheet, open: handOut.open, saveAs: handOut.saveAs })
  }
  const { id, title, version } = file.subject
  return done({
    bundle,
    subject: { id, title, version },
    verdict: verdictOf(standard, judgement),
    headline: headlineOf(judgement),
    signedBy: signing.value.publicKey.keyId,
    sheets,
    warnings: [...planned.warnings, ...measured.value.warnings, ...signing.warnings],
  })
}

/** Journals of one run, one after the other: each begins with the same line, which is kept once. */
async function joined(parts: readonly string[], to: string): Promise<void> {
  for (const [n, part] of parts.entries()) {
    let inFirst = n > 0
    const rest = async function* (source: AsyncIterable<Buffer>) {
      for await (const bytes of source) {
        if (!inFirst) {
          yield bytes
          continue
        }
        const end = bytes.indexOf(10)
        if (end < 0) continue
        inFirst = false
        yield bytes.subarray(end + 1)
      }
    }
    await pipeline(createReadStream(part), rest, createWriteStream(to, { flags: n === 0 ? 'w' : 'a' }))
  }
}
