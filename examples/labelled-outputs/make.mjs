import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { crc32, deflateSync } from 'node:zlib'

/** Writes the generated files of this example and their list. The same bytes every time. */

const folder = fileURLToPath(new URL('outputs/', import.meta.url))
mkdirSync(folder, { recursive: true })
const rows = []
function put(id, file, bytes, row) {
  writeFileSync(folder + file, bytes)
  rows.push(JSON.stringify({ id, file, ...row }))
}

/** The implicit label; the producer is invented, with a credit code whose check character is right. */
const implicit = (id) => ({
  Label: '1',
  ContentProducer: '00119131000000000000XM00001',
  ProduceID: `example-${id}`,
  ReservedCode1: '',
  ContentPropagator: '00119131000000000000XM00001',
  PropagateID: `example-${id}`,
  ReservedCode2: '',
})

// pictures: a coloured ramp, with letters of 5 by 7 dots in its lower left corner

const glyphs = {
  A: '01110 10001 10001 11111 10001 10001 10001',
  D: '11110 10001 10001 10001 10001 10001 11110',
  E: '11111 10000 10000 11110 10000 10000 11111',
  G: '01110 10001 10000 10111 10001 10001 01110',
  I: '01110 00100 00100 00100 00100 00100 01110',
  N: '10001 11001 10101 10011 10001 10001 10001',
  R: '11110 10001 10001 11110 10100 10010 10001',
  T: '11111 00100 00100 00100 00100 00100 00100',
  ' ': '00000 00000 00000 00000 00000 00000 00000',
}
const WIDTH = 320
const HEIGHT = 240
const WORDS = 'AI GENERATED'

/** Where the words stand when a dot is `scale` pixels. */
const place = (scale) => ({ x: 8, y: HEIGHT - 8 - 7 * scale, width: (6 * WORDS.length - 1) * scale, height: 7 * scale })

function picture(scale, tint) {
  const pixels = Buffer.alloc((WIDTH + 1) * HEIGHT)
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) pixels[y * (WIDTH + 1) + 1 + x] = tint + Math.floor((x + y) / 8)
  const { x: left, y: top } = place(scale)
  for (const [n, letter] of [...(scale ? WORDS : '')].entries())
    for (const [row, dots] of glyphs[letter].split(' ').entries())
      for (const [column, dot] of [...dots].entries())
        for (let i = 0; dot === '1' && i < scale * scale; i++) {
          const x = left + (6 * n + column) * scale + (i % scale)
          const y = top + row * scale + Math.floor(i / scale)
          pixels[y * (WIDTH + 1) + 1 + x] = 255
        }
  return pixels
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

function png(pixels, key, label) {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(WIDTH, 0)
  head.writeUInt32BE(HEIGHT, 4)
  head[8] = 8
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    ...(key ? [chunk('iTXt', Buffer.from(`${key}\0\0\0\0\0${JSON.stringify(label)}`))] : []),
    chunk('IDAT', deflateSync(pixels, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const seen = (scale) => ({ modality: 'image', label: { text: WORDS, box: place(scale) } })
put('picture-1', 'picture-1.png', png(picture(2, 40), 'AIGC', implicit('picture-1')), seen(2))
put('picture-2', 'picture-2.png', png(picture(2, 80), 'aigc', implicit('picture-2')), seen(2))
put('picture-3', 'picture-3.png', png(picture(1, 60), 'AIGC', implicit('picture-3')), seen(1))
put('picture-4', 'picture-4.png', png(picture(0, 20)), { modality: 'image' })

// sounds: 8 kHz, 8 bits; the first begins with the rhythm short-long-short-short

const RATE = 8000

function wav(label, ...lengths) {
  const samples = lengths.flatMap(([seconds, hertz]) =>
    Array.from(
      { length: seconds * RATE },
      (_, t) => 128 + Math.round(hertz && 90 * Math.sin((2 * Math.PI * hertz * t) / RATE)),
    ),
  )
  const part = (id, data) => {
    const size = Buffer.alloc(4)
    size.writeUInt32LE(data.length)
    return Buffer.concat([Buffer.from(id), size, data, Buffer.alloc(data.length % 2)])
  }
  const format = Buffer.from([1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x40, 0x1f, 0, 0, 1, 0, 8, 0])
  const info = label
    ? [part('LIST', Buffer.concat([Buffer.from('INFO'), part('AIGC', Buffer.from(JSON.stringify(label)))]))]
    : []
  return part(
    'RIFF',
    Buffer.concat([Buffer.from('WAVE'), part('fmt ', format), part('data', Buffer.from(samples)), ...info]),
  )
}

const [short, long, pause] = [
  [0.1, 880],
  [0.3, 880],
  [0.1, 0],
]
const tune = [
  [0.4, 0],
  [0.3, 440],
  [0.3, 550],
  [0.3, 660],
]
put('sound-1', 'sound-1.wav', wav(implicit('sound-1'), short, pause, long, pause, short, pause, short, ...tune), {
  modality: 'audio',
})
put('sound-2', 'sound-2.wav', wav(implicit('sound-2'), ...tune), { modality: 'audio', label: { kind: 'rhythm' } })

// words

const notice = '本文由人工智能生成'
const body = '湖边的路铺着青石。早晨有人跑步，傍晚有人散步。\n'
put('text-1', 'text-1.txt', `${notice}\n\n${body}`, { modality: 'text', label: { text: notice, position: 'start' } })
put('text-2', 'text-2.txt', body, { modality: 'text', label: { text: notice, position: 'start' } })
const front = (label) => `---\ntitle: 湖边\nAIGC: '${JSON.stringify(label)}'\n---\n`
put('note-1', 'note-1.md', `${front(implicit('note-1'))}${body}\n${notice}\n`, {
  modality: 'document',
  label: { text: notice, position: 'end' },
})
put('note-2', 'note-2.md', `# 湖边\n\n${body}\n${notice}\n`, {
  modality: 'document',
  label: { text: notice, position: 'end' },
})

writeFileSync(`${folder}list.jsonl`, `${rows.join('\n')}\n`)
