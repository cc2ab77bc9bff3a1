import type { Format, Modality } from '../params.ts'
import { latin1 } from './reading.ts'

/** Formats in which each modality comes. */
const CARRIES: Readonly<Record<Modality, readonly Format[]>> = {
  image: ['png', 'jpeg', 'webp'],
  video: ['mp4'],
  audio: ['wav', 'mp3', 'mp4'],
  text: ['plain', 'markdown', 'docx', 'pdf'],
  document: ['pdf', 'docx', 'markdown', 'plain'],
}

export function carries(modality: Modality, format: Format): boolean {
  return CARRIES[modality].includes(format)
}

/** The format by the first bytes; by the name only for text, which has no mark. Undefined for anything else. */
export function formatOf(head: Uint8Array, name: string): Format | undefined {
  const start = latin1(head.subarray(0, 16))
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (start.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP') return 'webp'
  if (start.startsWith('RIFF') && start.slice(8, 12) === 'WAVE') return 'wav'
  if (start.slice(4, 8) === 'ftyp') return 'mp4'
  if (start.startsWith('%PDF-')) return 'pdf'
  if (start.startsWith('PK\x03\x04')) return 'docx'
  if (start.startsWith('ID3') || isMpegFrame(head)) return 'mp3'
  if (head.includes(0)) return undefined
  if (/\.(?:md|markdown)$/i.test(name)) return 'markdown'
  return /\.txt$/i.test(name) ? 'plain' : undefined
}

/** Frame header of MPEG audio: sync, a version and layer that exist, a bit rate and sampling rate that exist. */
function isMpegFrame(head: Uint8Array): boolean {
  const [a = 0, b = 0, c = 0] = head
  return (
    a === 0xff && (b & 0xe0) === 0xe0 && (b & 0x18) !== 0x08 && (b & 0x06) !== 0 && c >> 4 !== 15 && (c & 0x0c) !== 0x0c
  )
}
