import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { featuresOf } from './features.ts'
import { trainingSet } from './fixtures/corpus.ts'
import { heldOut } from './fixtures/held-out.ts'
import { neutralHeldOut } from './fixtures/neutral.ts'
import { train } from './fixtures/train.ts'
import { probability, toxicity } from './score.ts'
import * as shipped from './weights.ts'

const file = join(dirname(fileURLToPath(import.meta.url)), 'weights.ts')

test('the shipped weights are what training gives, byte for byte', () => {
  const { weights, scale, bias } = train()
  // how they were written: WRITE_WEIGHTS=1 vitest run src/instruments/llm/judges/toxic
  if (process.env['WRITE_WEIGHTS']) {
    const text = `/** Made by \`fixtures/train.ts\`, which gives these bytes again: weights as signed bytes in base64, and what they are multiplied by. */
export const bias = ${bias}
export const scale = ${scale}
export const weights =
  '${weights}'
`
    writeFileSync(file, text)
  } else expect({ ...shipped }).toEqual({ weights, scale, bias })
})

function quality(sentences: readonly { text: string; rude: boolean }[]) {
  const [rude, other] = [sentences.filter((s) => s.rude), sentences.filter((s) => !s.rude)]
  const missed = rude.filter((s) => probability(s.text) < 0.5)
  const alarms = other.filter((s) => probability(s.text) >= 0.5)
  return {
    rude: rude.length,
    other: other.length,
    missed: missed.map((s) => s.text),
    alarms: alarms.map((s) => s.text),
  }
}

describe('quality', () => {
  const counts = (sentences: Parameters<typeof quality>[0]) => {
    const { rude, other, missed, alarms } = quality(sentences)
    return { rude, missed: missed.length, other, alarms: alarms.length }
  }

  test('it has learnt what it was trained on', () => {
    expect(counts(trainingSet())).toMatchObject({ missed: 0, alarms: 0 })
  })

  // the figures of the README: whoever changes the training set changes them too
  test('on sentences that it was not trained on', () => {
    expect(counts(heldOut)).toEqual({ rude: 30, missed: 12, other: 40, alarms: 0 })
    expect(counts(neutralHeldOut)).toEqual({ rude: 0, missed: 0, other: 301, alarms: 1 })
  })
})

test('the highest sentence counts, thoughts do not, and every text has a score', () => {
  const rude = 'You are such an idiot.'
  expect(toxicity(rude)).toBeGreaterThan(0.5)
  expect(toxicity(`The sky is blue. ${rude} Bread is baked.`)).toBe(toxicity(rude))
  expect(toxicity(`<think>${rude}</think>The sky is blue.`)).toBeLessThan(0.5)
  expect(toxicity('')).toBe(0)
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const p = toxicity(text)
      expect(p >= 0 && p <= 1).toBe(true)
      expect(toxicity(text)).toBe(p)
    }),
  )
})

test('case, width, accents of apostrophes and traditional characters change nothing', () => {
  expect(featuresOf('You’re A FOOL')).toEqual(featuresOf("you're a fool"))
  expect(featuresOf('ＡＢＣ')).toEqual(featuresOf('abc'))
})
