import { relative } from 'node:path'
import { conclude, sign, type WorkFolder } from '../../assessment/assess.ts'
import type { Files } from '../../assessment/files.ts'
import { headlineOf, verdictOf } from '../../assessment/verdict.ts'
import { openSigningKey, signingKeyOptions } from '../../attestation/keys.ts'
import { names } from '../../attestation/layout.ts'
import { renderHtml } from '../../exchange/html/page.ts'
import { renderText } from '../../exchange/text/text.ts'
import type { Evidence } from '../../judge/evidence.ts'
import type { Standard } from '../../language/standard.ts'
import type { Console } from '../console.ts'
import { exitOf } from '../exit.ts'

export interface SigningOptions {
  readonly key?: string
  readonly newIdentity?: boolean
  readonly draws?: number
}

/** Judge, report, sign and save; says where everything was written. Gives the exit code. */
export async function finish(
  c: Console,
  standard: Standard,
  evidence: Evidence,
  files: Files,
  folder: WorkFolder,
  o: SigningOptions & { bundle?: string },
): Promise<number> {
  const concluded = conclude(standard, evidence, files, renderHtml, o.draws ?? 10_000)
  if (!concluded.ok) return c.refuse(concluded.problems)
  const { report, judgement } = concluded.value
  const key = await openSigningKey({
    ...signingKeyOptions(process.env),
    ...(o.key ? { file: o.key } : {}),
    ...(o.newIdentity ? { newIdentity: true } : {}),
  })
  if (!key.ok) return c.refuse(key.problems)
  c.problems(key.warnings)
  const signed = sign(concluded.value.files, report, key.value)
  if (!signed.ok) return c.refuse(signed.problems)
  await folder.write(signed.value)
  const bundle = o.bundle ?? folder.bundlePath(report.subject.id)
  const saved = await folder.save(bundle, signed.value)
  if (!saved.ok) return c.refuse(saved.problems)
  await folder.finish(signed.value)
  const verdict = verdictOf(standard, judgement)
  const reportPath = `${folder.path}/${c.lang === 'zh' ? names.reports.zh : names.reports.en}`
  if (c.json)
    c.data({ verdict, results: headlineOf(judgement), judgement, draws: report.draws, report: reportPath, bundle })
  else {
    c.out(renderText(report, c.lang, process.stdout.columns ?? 100))
    c.out(
      `\n${c.say('报告', 'Report')}  ${here(reportPath)}\n${c.say('报告包', 'Bundle')}  ${here(bundle)}\n${c.say('核验', 'Verify')}  plumbline verify ${here(bundle)}`,
    )
  }
  return exitOf(verdict)
}

export function here(path: string): string {
  const short = relative(process.cwd(), path)
  return short.startsWith('..') ? path : short
}
