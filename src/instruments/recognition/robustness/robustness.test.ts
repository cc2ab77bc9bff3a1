import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateSync } from 'node:zlib'
import { encode } from 'fast-png'
import jpeg from 'jpeg-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Estimate } from '../../../judge/evidence.ts'
import { conformance } from '../../conformance/conformance.ts'
import { listed, measuredOnce } from '../../conformance/session.ts'
import type { Subject } from '../../contract.ts'
import { readWav } from '../algorithm/inputs/wav.ts'
import { decodePicture, pngOf, viaJpeg } from './codec.ts'
import { inCondition } from './corrupted.ts'
import { robustness } from './index.ts'
import type { ConditionResult, Corruption, RobustnessResult } from './params.ts'

/** First 8 bytes of the SHA-256 of what the first line of the example becomes at severity 3. Ours: they change when codec or rules change. */
const PINNED: Partial<Record<Corruption, string>> = {
  'gaussian-noise': '12a520c3a5cd0306',
  'shot-noise': 'a1f893e7036f7499',
  'impulse-noise': 'b86901c376d8a435',
  'defocus-blur': '7321b7bc97824300',
  'motion-blur': '211250ef474e012b',
  'gaussian-blur': 'd37ef4e59d95d293',
  contrast: '7215c54611ffa3d7',
  brightness: '802db104052068e6',
  jpeg: '531de92bedbce8ae',
  pixelate: '84cff3156bbbd3e1',
}

const engine = fileURLToPath(new URL('../algorithm/fixtures/engine.mjs', import.meta.url))
const line = fileURLToPath(new URL('../../../../examples/ocr-line-reading/images/zh-001.png', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'plumbline-robustness-'))
const save = (name: string, bytes: Uint8Array | string) => writeFileSync(join(folder, name), bytes)
const lines = (...all: unknown[]) => all.map((l) => `${typeof l === 'string' ? l : JSON.stringify(l)}\n`).join('')

function wav(samples: Int16Array, rate = 16000): Uint8Array {
  const bytes = Buffer.alloc(44 + samples.length * 2)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(36 + samples.length * 2, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  for (const [at, v] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const)
    bytes.writeUInt16LE(v, at)
  bytes.writeUInt32LE(rate, 24)
  bytes.writeUInt32LE(rate * 2, 28)
  bytes.write('data', 36)
  bytes.writeUInt32LE(samples.length * 2, 40)
  for (const [i, v] of samples.entries()) bytes.writeInt16LE(v, 44 + i * 2)
  return bytes
}

beforeAll(() => {
  process.env['PLUMBLINE_ALLOW_RUN'] = '1'
  for (const [i, grey] of [20, 60, 90, 200].entries()) {
    save(`${i}.png`, encode({ width: 8, height: 8, channels: 1, data: new Uint8Array(64).fill(grey) }))
  }
  const entry = (i: number, label: string) => ({ id: `p${i}`, file: `${i}.png`, label })
  save(
    'list.jsonl',
    lines(entry(0, 'dark'), entry(1, 'dark'), entry(2, 'dark'), entry(3, 'light'), { id: 'x', file: 'x' }),
  )
  save('tone.wav', wav(Int16Array.from({ length: 1600 }, (_, i) => 8000 * Math.sin(i / 5))))
  save('sounds.jsonl', lines(...['a', 'b', 'c'].map((id) => ({ id, audio: 'tone.wav', text: '停车' }))))
  save('mixed.jsonl', lines(entry(0, 'dark'), { id: 'a', file: 'tone.wav', label: 'x' }))
})
afterAll(() => {
  delete process.env['PLUMBLINE_ALLOW_RUN']
  rmSync(folder, { recursive: true, force: true })
})

const subjectOf = (list: string, ...command: string[]): Subject => ({
  id: 's',
  title: { en: 's' },
  version: '1',
  facts: {},
  access: { algorithm: { run: { command: ['node', engine, ...command] } }, inputs: { list } },
  folder,
})
const given = { corruptions: ['brightness', 'contrast'] as Corruption[], performance: 'agreement' as const }

conformance('recognition/robustness on pictures', async () => ({
  instrument: robustness,
  subject: subjectOf('list.jsonl', 'brightness'),
  params: given,
  broken: {
    subject: subjectOf('list.jsonl', 'dead'),
    items: [
      {
        id: 'clean:p0',
        entry: { id: 'p0', file: '0.png', reference: 'dark' },
        condition: { corruption: 'clean' as const, severity: 0 },
        params: robustness.params.parse(given),
      },
    ],
  },
}))

conformance('recognition/robustness on sounds', async () => ({
  instrument: robustness,
  subject: subjectOf('sounds.jsonl', 'reader', 'sounds.jsonl'),
  params: { severities: [1, 3] },
}))

test('an engine that looks at brightness loses to brightness, as far as arithmetic says', async () => {
  const subject = subjectOf('list.jsonl', 'brightness')
  const params = robustness.params.parse(given)
  const results = await measuredOnce(robustness, subject, await listed(robustness, subject, params))
  const { quantities } = robustness.reduce(results, params, ['0.95'])
  // added .1 to .5 of 255: 90 is dark up to 37 more (severity 1), 60 up to 67 (1 and 2), 20 up to 107 (1 to 4)
  const conditions = quantities['conditions'] as unknown as { corruption: string; performance: Estimate }[]
  const right = conditions.filter((c) => c.corruption === 'brightness').map((c) => c.performance.value)
  expect(right).toEqual(['4/4', '3/4', '2/4', '2/4', '1/4'])
  expect(quantities).toMatchObject({
    clean: { value: '4/4' },
    // contrast towards the mean of an even picture changes nothing
    mean: { value: '32/40' },
    relative: { value: '32/40' },
    worst: { value: '2/4' },
    inputs: 4,
    failures: 0,
    refusedLines: 1,
  })
})

describe('corrupted inputs', () => {
  const params = robustness.params.parse({})
  const entry = { id: 'zh-001', file: 'zh-001.png', reference: 'x' }
  const input = { id: 'zh-001', name: 'zh-001.png', bytes: readFileSync(line) }
  const all = Object.keys(PINNED) as Corruption[]

  test.each(all)('%s gives the bytes that it gave before', (corruption) => {
    const sent = inCondition(input, entry, { corruption, severity: 3 }, params)
    expect(createHash('sha256').update(sent.input.bytes).digest('hex').slice(0, 16)).toBe(PINNED[corruption])
  })

  test('another seed, input, or severity: other noise', () => {
    const made = (seed: string, id: string, severity: number) =>
      inCondition(input, { ...entry, id }, { corruption: 'gaussian-noise', severity }, { ...params, seed }).seed
    expect(new Set([made('1', 'a', 1), made('2', 'a', 1), made('1', 'b', 1), made('1', 'a', 2)]).size).toBe(4)
  })

  test('lengths follow the declared height, noise does not', () => {
    const strength = (corruption: Corruption, height: number, scale: 'height' | 'none' = 'height') =>
      inCondition(input, { ...entry, height }, { corruption, severity: 2 }, { ...params, scale }).strength
    expect(strength('gaussian-blur', 112)).toBe('1')
    expect(strength('gaussian-blur', 112, 'none')).toBe('2')
    expect(strength('motion-blur', 448)).toBe('30 10')
    expect(strength('pixelate', 448)).toBe('4')
    expect(strength('gaussian-noise', 112)).toBe('0.12')
  })

  test('the clean input is the same picture, re-encoded', () => {
    const sent = inCondition(input, entry, { corruption: 'clean', severity: 0 }, params)
    expect(decodePicture(sent.input.bytes)).toEqual(decodePicture(input.bytes))
    expect(sent.seed).toBe('')
  })

  test('sound: the head is untouched, the samples are not', () => {
    const bytes = readFileSync(join(folder, 'tone.wav'))
    const sound = { id: 'a', name: 'tone.wav', bytes }
    const sent = inCondition(
      sound,
      { id: 'a', file: 'tone.wav' },
      { corruption: 'additive-noise', severity: 5 },
      params,
    )
    expect(sent.strength).toBe('-5 dB')
    expect(Buffer.from(sent.input.bytes.subarray(0, 44))).toEqual(bytes.subarray(0, 44))
    expect(sent.input.bytes.length).toBe(bytes.length)
    expect(Buffer.from(sent.input.bytes)).not.toEqual(bytes)
    expect(readWav(sent.input.bytes)).toMatchObject({ rate: 16000, channels: 1, length: 3200 })
  })
})

describe('the codec', () => {
  const rgb = Uint8Array.from({ length: 27 }, (_, i) => (i * 37) % 256)

  test('a round trip through PNG is exact, grey and colour', () => {
    const colour = { width: 3, height: 3, channels: 3, data: rgb } as const
    const grey = { width: 3, height: 9, channels: 1, data: rgb } as const
    for (const picture of [colour, grey]) expect(decodePicture(pngOf(picture))).toEqual(picture)
  })

  test('transparency lies on white, 16 bits become 8, palettes become colours, small depths are unpacked', () => {
    const one = (image: Parameters<typeof encode>[0]) => [...decodePicture(encode(image)).data]
    const size = { width: 2, height: 1 }
    expect(one({ ...size, channels: 2, data: Uint8Array.of(0, 0, 100, 128) })).toEqual([255, 177])
    expect(one({ ...size, channels: 1, depth: 16, data: Uint16Array.of(0, 65535) })).toEqual([0, 255])
    const palette = [
      [1, 2, 3],
      [9, 9, 9],
    ]
    expect(one({ ...size, channels: 1, depth: 8, palette, data: Uint8Array.of(1, 0) })).toEqual([9, 9, 9, 1, 2, 3])
    expect(one({ width: 3, height: 1, channels: 1, depth: 1, data: Uint8Array.of(0b10100000) })).toEqual([255, 0, 255])
  })

  test('JPEG is read, and harms more at a lower quality', () => {
    const width = 16
    const data = Uint8Array.from({ length: 256 * 4 }, (_, i) => (i % 4 === 3 ? 255 : (i * 13) % 256))
    const picture = decodePicture(jpeg.encode({ width, height: 16, data }, 90).data)
    expect(picture.channels).toBe(3)
    const harm = (quality: number) =>
      viaJpeg(picture, quality).data.reduce((sum, v, i) => sum + Math.abs(v - picture.data[i]!), 0)
    expect(harm(7)).toBeGreaterThan(harm(60))
  })

  test.each<[string, () => Uint8Array, RegExp?]>([
    ['words', () => Buffer.from('this is no picture')],
    ['a torn PNG', () => readFileSync(line).subarray(0, 60)],
    ['a torn JPEG', () => Uint8Array.of(0xff, 0xd8, 0xff)],
    ['a PNG that says it is huge', () => sized(100_000, 100_000, Buffer.alloc(10)), /100000 x 100000/],
    ['a PNG that unpacks to far more than it says', () => sized(4, 4, Buffer.alloc(50_000_000)), /larger than/],
  ])('%s is refused', (_, bytes, why) => {
    expect(() => decodePicture(bytes())).toThrow(why)
  })

  function sized(width: number, height: number, raw: Buffer): Uint8Array {
    const head = Buffer.alloc(25)
    head.writeUInt32BE(13, 0)
    head.write('IHDR', 4)
    head.writeUInt32BE(width, 8)
    head.writeUInt32BE(height, 12)
    head.set([8, 0, 0, 0, 0], 16)
    const packed = deflateSync(raw)
    const data = Buffer.alloc(12 + packed.length)
    data.writeUInt32BE(packed.length, 0)
    data.write('IDAT', 4)
    data.set(packed, 8)
    return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), head, data])
  }
})

describe('reduction', () => {
  const at = (
    input: string,
    corruption: Corruption | 'clean',
    severity: number,
    output: string | null,
    more = {},
  ): ConditionResult => ({
    kind: 'condition',
    input,
    cluster: input,
    corruption,
    severity,
    strength: '',
    seed: '',
    sentSha256: '',
    reference: '出口',
    output,
    algorithm: { kind: 'process', name: 'x', version: '1' },
    ...more,
  })
  const reduce = (results: readonly RobustnessResult[], params: object = {}) =>
    robustness.reduce(
      results.map((result, i) => ({ id: String(i), result })),
      robustness.params.parse(params),
      ['0.95'],
    )

  test('characters: invented ones cost no more than the line, a failure costs the line', () => {
    const { quantities } = reduce([
      at('a', 'clean', 0, '出口'),
      at('a', 'contrast', 3, '出口出口出口'),
      at('a', 'brightness', 3, '出日'),
      at('b', 'clean', 0, '出口'),
      at('b', 'contrast', 3, null, { failure: 'too-dark' }),
      at('b', 'brightness', 3, '出口'),
    ])
    expect(quantities).toMatchObject({
      clean: { value: '4/4' },
      mean: { value: '3/8' },
      relative: { value: '3/8' },
      worst: { value: '0/4' },
      failures: 1,
      conditions: [
        { corruption: 'brightness', severity: 3, performance: { value: '3/4' }, relative: { value: '3/4' } },
        { corruption: 'contrast', severity: 3, performance: { value: '0/4' }, relative: { value: '0/4' } },
      ],
    })
  })

  test('better than clean counts as 1, and the detail says by how much', () => {
    const { quantities, detail } = reduce([
      at('a', 'clean', 0, '出日'),
      at('a', 'contrast', 3, '出口'),
      at('b', 'clean', 0, '出口'),
      at('b', 'contrast', 3, '出口'),
    ])
    expect(quantities).toMatchObject({ relative: { value: '1/1' }, worst: { value: '1/1' } })
    expect(detail).toMatchObject({ relativeUncapped: '4/3' })
  })

  test('nothing right without corruption: what is kept of it is not known', () => {
    const { quantities } = reduce([at('a', 'clean', 0, ''), at('a', 'contrast', 3, '出口')])
    expect(quantities).toMatchObject({ clean: { value: '0/2' }, mean: { value: '2/2' }, relative: null, worst: null })
  })

  test('an input without one of its conditions does not count, in any of them', () => {
    const { quantities, detail, n } = reduce([
      at('a', 'clean', 0, '出口'),
      at('a', 'contrast', 1, '出口'),
      at('b', 'clean', 0, ''),
    ])
    expect(quantities).toMatchObject({ clean: { value: '2/2' }, inputs: 1, worst: null })
    expect(detail).toMatchObject({ incomplete: 1 })
    expect(n).toBe(1)
  })

  test('inputs of one cluster are one observation', () => {
    const { n, quantities } = reduce([
      at('a', 'clean', 0, '出口', { cluster: 'page' }),
      at('a', 'contrast', 1, '出', { cluster: 'page' }),
      at('b', 'clean', 0, '出口', { cluster: 'page' }),
      at('b', 'contrast', 1, '口', { cluster: 'page' }),
    ])
    expect(n).toBe(1)
    expect(quantities).toMatchObject({ inputs: 2, mean: { value: '2/4', n: 1 } })
  })

  test('nothing was lost in 59 inputs: at least 95 % is kept, not 100 %', () => {
    const results = Array.from({ length: 59 }, (_, i) => [
      at(`i${i}`, 'clean', 0, '出口'),
      at(`i${i}`, 'contrast', 3, '出口'),
    ]).flat()
    const { relative, worst } = reduce(results).quantities as Record<string, Estimate>
    expect(Number(relative!.bounds![0]!.lower)).toBeCloseTo(0.9505, 4)
    expect(Number(worst!.bounds![0]!.lower)).toBeCloseTo(0.9505, 4)
  })
})

test.each<[string, string, object, string[]]>([
  ['pictures and sounds in one list', 'mixed.jsonl', {}, ['robustness-kinds']],
  ['noise for pictures', 'list.jsonl', { corruptions: ['additive-noise'] }, ['inputs-refused', 'robustness-kinds']],
  ['blur for sounds', 'sounds.jsonl', { corruptions: ['gaussian-blur'] }, ['robustness-kinds']],
])('%s is one clear problem', async (_, list, params, codes) => {
  const problems = await robustness.check(subjectOf(list, 'plain'), robustness.params.parse(params))
  expect(problems.map((p) => p.code)).toEqual(codes)
})
