/*
 * Makes images/ and lines.jsonl again. Only needed to change them; measuring needs neither this script nor its tools.
 * Needs (Debian): imagemagick fonts-wqy-microhei fonts-wqy-zenhei fonts-noto-cjk fonts-dejavu-core fonts-liberation
 * Run: node examples/ocr-line-reading/render.mjs
 * The same tools in the same versions give the same bytes; the damage is drawn from a seed, line by line.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { conditions } from './conditions.mjs'
import { greyPng } from './png.mjs'
import { chinese, english } from './texts.mjs'

const SEED = 20260214
const folder = fileURLToPath(new URL('./', import.meta.url))

const chineseFonts = {
  'wqy-microhei': '/usr/share/fonts/truetype/wqy/wqy-microhei.ttc',
  'wqy-zenhei': '/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc',
  'noto-sans-cjk': '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  'noto-serif-cjk': '/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc',
}
const englishFonts = {
  'dejavu-sans': '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf',
  'liberation-serif': '/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf',
  'liberation-mono': '/usr/share/fonts/truetype/liberation/LiberationMono-Regular.ttf',
}

/** mulberry32: enough for speckles */
function seeded(seed) {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), a | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

function rendered(text, font) {
  const escaped = text.replace(/[\\%@]/g, (c) => (c === '%' ? '%%' : `\\${c}`))
  const args = ['-background', 'white', '-fill', 'black', '-font', font, '-pointsize', '32', `label:${escaped}`]
  const pgm = execFileSync('convert', [
    ...args,
    '-bordercolor',
    'white',
    '-border',
    '12x8',
    '-colorspace',
    'Gray',
    '-depth',
    '8',
    'pgm:-',
  ])
  const [, width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.toString('latin1', 0, 40))
  return { width: Number(width), height: Number(height), pixels: pgm.subarray(pgm.length - width * height) }
}

/** `offset` goes on where the other language stopped, so that every condition gets as many lines */
function lines(texts, lang, fonts, offset) {
  const names = Object.keys(fonts)
  const kinds = Object.keys(conditions)
  return texts.map((text, i) => {
    const condition = kinds[(i + offset) % kinds.length]
    const font = names[Math.floor(i / kinds.length) % names.length]
    const id = `${lang}-${String(i + 1).padStart(3, '0')}`
    return { id, image: `images/${id}.png`, text, lang, font, condition, file: fonts[font] }
  })
}

rmSync(`${folder}images`, { recursive: true, force: true })
mkdirSync(`${folder}images`)
const all = [...lines(chinese, 'zh', chineseFonts, 0), ...lines(english, 'en', englishFonts, chinese.length)]
for (const [index, { text, file, image, condition }] of all.entries()) {
  const { width, height, pixels } = conditions[condition](rendered(text, file), seeded(SEED + index))
  writeFileSync(folder + image, greyPng(width, height, pixels))
}
writeFileSync(`${folder}lines.jsonl`, all.map(({ file, ...line }) => `${JSON.stringify(line)}\n`).join(''))
console.log(`${all.length} lines`)
