import { isUtf8 } from 'node:buffer'
import { SetupError } from '../../contract.ts'
import { readMp3, readWav } from './formats/audio.ts'
import { readDocx } from './formats/docx.ts'
import { readJpeg } from './formats/jpeg.ts'
import { carries, formatOf } from './formats/kind.ts'
import { bodyOf, readMarkdown } from './formats/markdown.ts'
import { readMp4 } from './formats/mp4.ts'
import { readPdf } from './formats/pdf.ts'
import { readPng } from './formats/png.ts'
import type { Reading } from './formats/reading.ts'
import { readWebp } from './formats/webp.ts'
import { labelsIn } from './label-text.ts'
import type { LabelItem } from './manifest.ts'
import { hearsRhythm } from './morse.ts'
import type { Format, LabelResult } from './params.ts'
import { type Source, sha256Of } from './source.ts'

/** Files that must be held whole may be this large; others have no limit, for they are read in pieces. */
const MAX_WHOLE = 64 * 1024 * 1024
/** A label at the start or end of a text stands within this many characters; ours. */
const NEAR = 200

/** Reads one file: what it is, its hash, its size, and every implicit label in it. Throws SetupError for what cannot be read. */
export async function look(source: Source, item: LabelItem, signal: AbortSignal): Promise<LabelResult> {
  const format = formatOf(await source.at(0, 64), item.file)
  if (format === undefined) throw fault('label-file-kind', '文件类型不认识', 'the kind of this file is not known', item)
  if (!carries(item.modality, format))
    throw fault(
      'label-modality',
      '文件格式与清单写的模态不符',
      'the format does not go with the modality in the manifest',
      item,
    )
  const sha256 = await sha256Of(source, signal)
  const { reading, text } = await readAs(format, source, item, signal)
  const labels = labelsIn(reading.entries)
  if (!reading.intact && labels.length === 0)
    throw fault(
      'label-file-broken',
      '文件残缺，无法断定有无标识',
      'the file is broken: whether it had a label cannot be told',
      item,
    )
  const { width, height, seconds } = reading
  return {
    modality: item.modality,
    format,
    bytes: source.size,
    sha256,
    ...(width && height ? { width, height } : {}),
    ...(seconds === undefined ? {} : { seconds }),
    declared: {
      ...(item.width === undefined ? {} : { width: item.width }),
      ...(item.height === undefined ? {} : { height: item.height }),
      ...(item.seconds === undefined ? {} : { seconds: item.seconds }),
    },
    label: item.label ?? null,
    ...(text !== undefined && item.label?.text ? { textSeen: whereIn(text, item.label.text) } : {}),
    ...(format === 'wav' ? { rhythm: await hearsRhythm(source, signal) } : {}),
    labels,
  }
}

async function readAs(
  format: Format,
  source: Source,
  item: LabelItem,
  signal: AbortSignal,
): Promise<{ reading: Reading; text?: string }> {
  switch (format) {
    case 'png':
      return { reading: await readPng(source) }
    case 'jpeg':
      return { reading: await readJpeg(source) }
    case 'webp':
      return { reading: await readWebp(source) }
    case 'mp4':
      return { reading: await readMp4(source) }
    case 'wav':
      return { reading: await readWav(source) }
    case 'mp3':
      return { reading: await readMp3(source) }
    case 'pdf':
      return { reading: await readPdf(await whole(source, item), signal) }
    case 'docx':
      return { reading: readDocx(await whole(source, item)) }
    case 'markdown':
    case 'plain': {
      const bytes = await whole(source, item)
      if (!isUtf8(bytes)) throw fault('label-text-encoding', '文本不是 UTF-8 编码', 'the text is not UTF-8', item)
      const text = new TextDecoder().decode(bytes)
      if (format === 'plain') return { reading: { entries: [], intact: true }, text }
      return { reading: readMarkdown(text), text: bodyOf(text) }
    }
  }
}

async function whole(source: Source, item: LabelItem): Promise<Uint8Array> {
  if (source.size > MAX_WHOLE) throw fault('label-file-large', '文件过大', 'the file is too large', item)
  const bytes = new Uint8Array(source.size)
  for (let at = 0; at < source.size; ) {
    const piece = await source.at(at, source.size - at)
    if (piece.length === 0) break
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

function whereIn(text: string, label: string): NonNullable<LabelResult['textSeen']> {
  const trimmed = text.trim()
  const reach = label.length + NEAR
  if (trimmed.slice(0, reach).includes(label)) return 'start'
  if (trimmed.slice(-reach).includes(label)) return 'end'
  return trimmed.includes(label) ? 'body' : 'absent'
}

function fault(code: string, zh: string, en: string, item: LabelItem): SetupError {
  return new SetupError({ code, text: { zh, en }, detail: item.path })
}
