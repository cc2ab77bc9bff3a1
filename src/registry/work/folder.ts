import { createWriteStream, existsSync } from 'node:fs'
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { mergedReviews, reviewsText } from '../../instruments/llm/judges/review/merge.ts'
import { readReviews } from '../../instruments/llm/judges/review/read.ts'
import { canonicalHash } from '../../language/canonical.ts'
import type { SubjectFileRef } from '../database.ts'
import type { House } from '../house.ts'
import { mayHoldReviews } from '../subjects.ts'

/** A file of evidence on this machine, fetched once; whoever asks at the same time gets the same bytes. */
export async function localEvidence({ evidence, workFolder }: House, org: string, sha256: string): Promise<string> {
  const path = join(workFolder, 'evidence', org, sha256)
  if (existsSync(path)) return path
  const bytes = await evidence.get(org, sha256)
  if (bytes === undefined) throw new Error(`evidence ${sha256} is not there`)
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`
  await pipeline(bytes, createWriteStream(draft))
  await rename(draft, path)
  return path
}

/** Sheets that people filled in, for one file of reviews. */
export interface FilledSheets {
  readonly saveAs: string
  readonly sheets: readonly string[]
}

/** What was filled in, beside the reviews that the subject brings along. */
async function addReviews(house: House, org: string, folder: string, { saveAs, sheets }: FilledSheets): Promise<void> {
  if (!mayHoldReviews(saveAs)) throw new Error('not a name for reviews')
  const to = join(folder, saveAs)
  const filled: [text: string, name: string][] = existsSync(to) ? [[await readFile(to, 'utf8'), saveAs]] : []
  for (const sha256 of sheets)
    filled.push([await readFile(await localEvidence(house, org, sha256), 'utf8'), 'sheet.csv'])
  const read = filled.map(([text, name]) => readReviews(text, name))
  const whole = reviewsText(mergedReviews(read.map((each) => (each.ok ? each.value : new Map()))), saveAs)
  await mkdir(dirname(to), { recursive: true })
  // what lies there is evidence, under another name
  await rm(to, { force: true })
  await writeFile(to, whole)
}

/** The folder of a version of a subject: its description and its files, as a person would lay them out. */
export async function subjectFolder(
  house: House,
  org: string,
  version: {
    readonly subject: string
    readonly number: number
    readonly description: string
    readonly files: readonly SubjectFileRef[]
  },
  reviews: readonly FilledSheets[] = [],
): Promise<string> {
  const own = reviews.length > 0 ? `-${canonicalHash(reviews.map((each) => ({ ...each }))).slice(-32)}` : ''
  const folder = join(house.workFolder, 'subjects', org, `${version.subject}-${version.number}${own}`)
  if (existsSync(folder)) return folder
  const draft = `${folder}.${process.pid}.${Math.random().toString(36).slice(2)}`
  await mkdir(draft, { recursive: true })
  await writeFile(join(draft, 'subject.yaml'), version.description)
  for (const { path, sha256 } of version.files) {
    const to = join(draft, path)
    await mkdir(dirname(to), { recursive: true })
    await link(await localEvidence(house, org, sha256), to)
  }
  for (const each of reviews) await addReviews(house, org, draft, each)
  // whoever comes second has made the same
  await rename(draft, folder).catch(async (error: unknown) => {
    await rm(draft, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  })
  return folder
}
