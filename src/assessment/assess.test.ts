import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { WorkFolder } from './assess.ts'

test('a sheet that somebody filled in is put aside when a new one is written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-sheet-'))
  try {
    const bytes = (text: string) => new TextEncoder().encode(text)
    const work = new WorkFolder(folder)
    const path = await work.writeSheet('review/m.csv', bytes('open'))
    // the same once more puts nothing aside
    await work.writeSheet('review/m.csv', bytes('open'))
    writeFileSync(path, 'filled in')
    await work.writeSheet('review/m.csv', bytes('less open'))
    await work.writeSheet('review/m.csv', bytes('least open'))
    const read = (name: string) => readFileSync(join(folder, 'review', name), 'utf8')
    expect([read('m.csv'), read('m.csv.1'), read('m.csv.2')]).toEqual(['least open', 'filled in', 'less open'])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
