import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Subject } from '../../contract.ts'
import { openAlgorithm } from '../algorithm/open.ts'
import { accessOf } from './access.ts'
import { glmLine } from './read/forms.ts'

const folder = fileURLToPath(new URL('../../../../examples/speech-pocketsphinx/', import.meta.url))
const recording = '/usr/share/pocketsphinx/test/data/cards/003.wav'
const installed = ['/usr/bin/pocketsphinx_continuous', '/usr/share/pocketsphinx/model/en-us/en-us.lm.bin', recording]
const subjectOf = (file: string) =>
  ({ ...(parse(readFileSync(join(folder, file), 'utf8')) as object), folder }) as unknown as Subject

test.each(['lm.yaml', 'grammar.yaml'])('%s names its transcripts and a file of rules that can be read', (file) => {
  const access = accessOf(subjectOf(file), 'speech')
  expect(access).toMatchObject({ ok: true, value: { format: 'trn', references: 'data/ref.trn' } })
  const rules = access.ok ? readFileSync(join(folder, access.value.rules!), 'utf8').trim().split('\n') : []
  expect(rules.flatMap((line) => glmLine(line) ?? [])).toEqual([{ rule: ['MR', 'MISTER'] }])
})

// the recogniser and its recordings are installed only by who wants them: Debian's pocketsphinx, -en-us and -testdata
test.runIf(installed.every((path) => existsSync(path)))(
  'pocketsphinx of the example hears a card',
  async () => {
    const signal = new AbortController().signal
    const engine = await openAlgorithm(subjectOf('lm.yaml'), 1, signal, { ...process.env, PLUMBLINE_ALLOW_RUN: '1' })
    try {
      const answer = await engine.ask({ id: 'c', name: 'c.wav', bytes: readFileSync(recording) }, signal)
      expect(answer).toMatchObject({ ok: true, output: 'son of close' })
    } finally {
      await engine.close()
    }
  },
  60_000,
)
