import { Readable } from 'node:stream'
import type { Context } from 'hono'
import type { House } from '../../registry/house.ts'
import type { Env } from './hall.ts'
import { refuse, refusing, wrong } from './refusals.ts'

/** Evidence as a file, or a part of it (Range, one part). What is named by its hash never changes, so it may be kept by whoever got it. */
export async function bytesAnswer(
  c: Context<Env>,
  { evidence }: House,
  org: string,
  sha256: string,
  {
    name,
    mediaType,
    everyone = false,
  }: { readonly name: string; readonly mediaType: string; readonly everyone?: boolean },
): Promise<Response> {
  const size = await evidence.size(org, sha256)
  if (size === undefined) return refusing('evidence-unknown', { got: sha256 })
  const headers: Record<string, string> = {
    ...asFile(name, mediaType),
    'accept-ranges': 'bytes',
    etag: `"${sha256}"`,
    'cache-control': `${everyone ? 'public' : 'private'}, max-age=31536000, immutable`,
  }
  const tagged = c.req.header('if-none-match') ?? ''
  if (tagged === '*' || tagged.includes(`"${sha256}"`)) return new Response(null, { status: 304, headers })
  // a part of something else is of no use
  const same = [undefined, `"${sha256}"`].includes(c.req.header('if-range'))
  const range = same ? rangeOf(c.req.header('range'), size) : undefined
  if (range === 'none')
    return refuse(c, [wrong('range-unsatisfiable', { got: c.req.header('range') })], {
      'content-range': `bytes */${size}`,
    })
  const { from, to } = range ?? { from: 0, to: size }
  headers['content-length'] = String(to - from)
  if (range) headers['content-range'] = `bytes ${from}-${to - 1}/${size}`
  if (c.req.method === 'HEAD') return new Response(null, { status: range ? 206 : 200, headers })
  const bytes = size === 0 ? Readable.from([]) : await evidence.get(org, sha256, { from, to })
  if (bytes === undefined) return refusing('evidence-unknown', { got: sha256 })
  return new Response(Readable.toWeb(bytes) as ReadableStream, { status: range ? 206 : 200, headers })
}

/** Bytes that are made as they are asked for, as a file. */
export const fileAnswer = (bytes: Uint8Array<ArrayBuffer>, name: string, mediaType: string): Response =>
  new Response(bytes, { headers: { ...asFile(name, mediaType), 'cache-control': 'private, no-store' } })

/** A page that somebody uploaded is a file, and no page of ours. */
const asFile = (name: string, mediaType: string) => ({
  'content-type': mediaType,
  'content-disposition': `attachment; filename="${name.replace(/[^\x20-\x7e]|["\\]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`,
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
})

/** One range in bytes; anything else is passed over, as RFC 9110 allows. */
function rangeOf(header: string | undefined, size: number): { from: number; to: number } | 'none' | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (first === undefined || (first === '' && last === '')) return undefined
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const to = first === '' || last === '' ? size : Math.min(size, Number(last) + 1)
  return from < to ? { from, to } : 'none'
}
