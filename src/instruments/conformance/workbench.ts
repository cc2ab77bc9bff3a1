import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { Instrument, Item, Reduction, Subject } from '../contract.ts'
import { listed, measuredOnce } from './session.ts'

/** What tests of an instrument work with: a folder that is gone when they end, a subject in it, and the way from its files to quantities. */
export interface Workbench<P, R> {
  readonly folder: string
  /** writes a file into the folder and gives its name back */
  file(name: string, content: string | Uint8Array): string
  /** a subject with this under the instrument's section of `access`, or with nothing at all */
  subjectOf(access: unknown): Subject
  /** checks nothing: lists, measures and reduces at 95 % */
  reducedOf(
    access: unknown,
    params?: object,
  ): Promise<Reduction & { readonly results: readonly { id: string; result: R }[]; readonly parsed: P }>
}

export function workbench<P, I extends Item, R>(section: string, instrument: Instrument<P, I, R>): Workbench<P, R> {
  const folder = mkdtempSync(join(tmpdir(), `plumbline-${section}-`))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const subjectOf = (access: unknown): Subject => ({
    id: 's',
    title: { zh: '被测', en: 'subject' },
    version: '1',
    facts: {},
    access: access === undefined ? {} : { [section]: access },
    folder,
  })
  return {
    folder,
    file: (name, content) => {
      writeFileSync(join(folder, name), content)
      return name
    },
    subjectOf,
    reducedOf: async (access, params = {}) => {
      const parsed = instrument.params.parse(params)
      const subject = subjectOf(access)
      const results = await measuredOnce(instrument, subject, await listed(instrument, subject, parsed))
      return { results, parsed, ...instrument.reduce(results, parsed, ['0.95']) }
    },
  }
}
