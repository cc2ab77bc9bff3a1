import { createWriteStream, existsSync } from 'node:fs'
import { link, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { SubjectFileRef } from '../database.ts'
import type { House } from '../house.ts'

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
): Promise<string> {
  const folder = join(house.workFolder, 'subjects', org, `${version.subject}-${version.number}`)
  if (existsSync(folder)) return folder
  const draft = `${folder}.${process.pid}.${Math.random().toString(36).slice(2)}`
  await mkdir(draft, { recursive: true })
  await writeFile(join(draft, 'subject.yaml'), version.description)
  for (const { path, sha256 } of version.files) {
    const to = join(draft, path)
    await mkdir(dirname(to), { recursive: true })
    await link(await localEvidence(house, org, sha256), to)
  }
  // whoever comes second has made the same
  await rename(draft, folder).catch(async (error: unknown) => {
    await rm(draft, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  })
  return folder
}
