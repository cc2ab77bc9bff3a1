import { existsSync } from 'node:fs'
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { attest } from '../attestation/attest.ts'
import { saveBundle } from '../attestation/bundle/save.ts'
import { names } from '../attestation/layout.ts'
import type { SigningKey } from '../attestation/sign.ts'
import { defaultDraws, draw } from '../judge/draws.ts'
import type { Evidence, Party } from '../judge/evidence.ts'
import { judge } from '../judge/judge.ts'
import type { Judgement } from '../judge/judgement.ts'
import { samplesNeeded } from '../judge/samples.ts'
import { canonicalBytes, sha256Hex } from '../language/canonical.ts'
import { done, type Outcome } from '../language/problem.ts'
import type { Standard } from '../language/standard.ts'
import { toolName, toolVersion } from './engine.ts'
import { type Files, invalidFile, withManifest } from './files.ts'
import type { Report } from './report.ts'
import { drawsFile, reportOf, samplesFile } from './report-of.ts'
import { type Lock, takeLock } from './run/lock.ts'
import { headlineOf } from './verdict.ts'

export type Renderer = (report: Report, lang: 'zh' | 'en') => string

/** Judges, draws and writes the reports: everything that follows from the evidence, added to its files. */
export function conclude(
  standard: Standard,
  evidence: Evidence,
  files: Files,
  render: Renderer,
  draws = defaultDraws,
): Outcome<{ files: Files; judgement: Judgement; report: Report }> {
  const judged = judge(standard, evidence)
  if (!judged.ok) return judged
  const all: Files = new Map([...files, [names.judgement, canonicalBytes(judged.value)]])
  const drawn = draws > 0 ? draw(standard, evidence, draws) : undefined
  if (drawn) all.set(drawsFile, canonicalBytes(drawn))
  const needed = samplesNeeded(standard, evidence)
  if (needed) all.set(samplesFile, canonicalBytes(needed))
  const report = reportOf(withManifest(all, standard))
  all.set(names.reports.zh, new TextEncoder().encode(render(report, 'zh')))
  all.set(names.reports.en, new TextEncoder().encode(render(report, 'en')))
  return done({ files: withManifest(all, standard), judgement: judged.value, report })
}

/** Signs the files: the statement names the standard, the subject, the judgement and its headline. */
export function sign(files: Files, report: Report, key: SigningKey): Outcome<ReadonlyMap<string, Uint8Array>> {
  const { standard, subject, judgement, assessment } = report
  return attest(
    files,
    {
      standard: { id: standard.id, edition: standard.edition, sha256: standard.hash, authority: standard.authority },
      subject: { id: subject.id, version: subject.version },
      judgement: { sha256: sha256Hex(files.get(names.judgement)!) },
      headline: headlineOf(judgement),
      party: assessment.party as Party,
      date: assessment.date,
      tool: { name: toolName, version: toolVersion },
    },
    key,
  )
}

/** The folder an assessment is kept in: journals while it runs, then the files of the bundle, the reports and the bundle. */
export class WorkFolder {
  readonly path: string
  private lock: Lock | undefined

  constructor(path: string) {
    this.path = path
  }

  get journals(): string {
    return join(this.path, 'journals')
  }

  private get marker(): string {
    return join(this.path, 'finished')
  }

  /** Takes the folder for this process until `release`: two that write into one folder would mix their files. */
  async take(): Promise<Outcome<void>> {
    await mkdir(this.path, { recursive: true })
    const taken = await takeLock(join(this.path, 'in-use'), { code: 'folder-in-use', zh: '文件夹', en: 'folder' })
    if (!taken.ok) return taken
    this.lock = taken.value
    return done(undefined)
  }

  async release(): Promise<void> {
    await this.lock?.release()
    this.lock = undefined
  }

  /** An unfinished run is continued; a finished one gives way to a new one. True if something is continued. */
  async begin(fresh: boolean): Promise<boolean> {
    if (fresh || existsSync(this.marker)) {
      await rm(this.journals, { recursive: true, force: true })
      await rm(this.marker, { force: true })
    }
    return existsSync(this.journals)
  }

  /** A run with an invalid measure is not finished: the next one measures again what ended in an error. */
  async finish(files: ReadonlyMap<string, Uint8Array>): Promise<void> {
    if (!files.has(invalidFile)) await writeFile(this.marker, '')
  }

  async write(files: ReadonlyMap<string, Uint8Array>): Promise<void> {
    for (const [name, bytes] of files) {
      const path = join(this.path, name)
      await mkdir(dirname(path), { recursive: true })
      await replace(path, bytes)
    }
  }

  /** Writes a sheet that people fill in. One that lies there in another state may be somebody's work: it is put aside under a number, never lost. */
  async writeSheet(name: string, bytes: Uint8Array): Promise<string> {
    const path = join(this.path, name)
    const before = await readFile(path).catch(() => undefined)
    if (before !== undefined && !before.equals(bytes)) {
      let n = 1
      while (existsSync(`${path}.${n}`)) n++
      await rename(path, `${path}.${n}`)
    }
    await this.write(new Map([[name, bytes]]))
    return path
  }

  bundlePath(subjectId: string): string {
    return join(this.path, `${subjectId.replace(/[^A-Za-z0-9._-]+/g, '-')}.plumb`)
  }

  async save(path: string, files: ReadonlyMap<string, Uint8Array>): Promise<Outcome<number>> {
    return saveBundle(path, files)
  }
}

/** A file is the old one or the whole new one, also on a full disk; one that is the same already is left alone. */
async function replace(path: string, bytes: Uint8Array): Promise<void> {
  const before = await readFile(path).catch(() => undefined)
  if (before?.equals(bytes)) return
  const draft = `${path}.part`
  try {
    const file = await open(draft, 'w')
    await file.writeFile(bytes).finally(() => file.close())
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined)
    // a write to a descriptor does not say which file it was
    throw Object.assign(error as object, { path })
  }
}
