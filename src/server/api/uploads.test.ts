import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onBothEngines } from '../../registry/fixtures/engines.ts'
import { type Estate, estateOf } from '../fixtures/estate.ts'
import { got, type Town, townOn } from '../fixtures/town.ts'

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

onBothEngines('files', (bench) => {
  let town: Town
  let estate: Estate
  let as: string
  beforeAll(async () => {
    town = await townOn(bench().engine)
    const { company, laboratory } = town.own
    as = company.people.measurer.token
    const actor = { org: company.org, person: company.people.owner.id }
    estate = await estateOf(town.house, actor, town.standard, laboratory.org)
  })
  afterAll(() => town?.close())

  const begin = async (bytes: Uint8Array, more: { sha256?: string; size?: number } = {}) => {
    const body = { name: 'a.bin', size: bytes.length, ...more }
    return ((await town.ask('POST /uploads', { as, body })).body as { upload: string }).upload
  }
  const patch = async (upload: string, offset: number, body: RequestInit['body']) =>
    got(
      await town.fetch(`/api/v1/uploads/${upload}`, {
        method: 'PATCH',
        body,
        headers: { authorization: `Bearer ${as}`, 'upload-offset': String(offset) },
        duplex: 'half',
      } as RequestInit),
    )
  const state = async (upload: string) => (await town.ask(`GET /uploads/${upload}`, { as })).body
  /** a sender who goes away behind some of the bytes */
  const cutOff = (bytes: Uint8Array) => {
    let sent = false
    return new ReadableStream<Uint8Array>({
      pull: async (stream) => {
        if (!sent) {
          sent = true
          return stream.enqueue(bytes)
        }
        // what waits in the stream is lost with it
        await new Promise((resolve) => setTimeout(resolve, 100))
        stream.error(new Error('gone'))
      },
    })
  }

  test('an upload that is cut off in the middle goes on where it ended', async () => {
    const bytes = randomBytes(300_000)
    const upload = await begin(bytes, { sha256: hash(bytes) })
    expect(await patch(upload, 0, bytes.subarray(0, 100_000))).toMatchObject({
      status: 200,
      body: { received: 100_000 },
    })
    expect((await patch(upload, 100_000, cutOff(bytes.subarray(100_000, 150_000)))).code).toBe('upload-cut')
    expect(await state(upload)).toEqual({ received: 150_000, size: 300_000 })
    // a part that arrived may be sent again
    const rest = await patch(upload, 140_000, bytes.subarray(140_000))
    expect(rest.body).toEqual({ received: 300_000, stored: { sha256: hash(bytes), size: 300_000 } })
    const file = await town.fetch(`/api/v1/evidence/${hash(bytes)}`, { headers: { authorization: `Bearer ${as}` } })
    expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).toBe(true)
    expect(file.headers.get('content-disposition')).toMatch(/^attachment;/)
    expect((await patch(upload, 0, bytes)).code).toBe('upload-unknown')
    const again = { name: 'b', size: bytes.length, sha256: hash(bytes) }
    expect((await town.ask('POST /uploads', { as, body: again })).body).toEqual({
      stored: { sha256: hash(bytes), size: 300_000 },
    })
    expect(town.log.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('a gap, too many bytes, no place and a wrong hash are refused, and nothing is kept of them', async () => {
    const bytes = randomBytes(1000)
    const upload = await begin(bytes, { sha256: hash(randomBytes(3)) })
    expect((await patch(upload, 1, bytes)).code).toBe('upload-offset')
    expect((await patch(upload, 0, Buffer.concat([bytes, bytes]))).code).toBe('upload-too-long')
    for (const offset of [Number.NaN, -1, 0.5, 2 ** 60]) {
      const { status } = await patch(upload, offset, bytes)
      expect([offset, status]).toEqual([offset, 400])
    }
    expect(await state(upload)).toEqual({ received: 0, size: 1000 })
    const all = await patch(upload, 0, bytes)
    expect([all.status, all.code]).toEqual([422, 'upload-mismatch'])
    expect(await state(upload)).toEqual({ received: 0, size: 1000 })
    expect((await town.ask(`GET /evidence/${hash(bytes)}`, { as })).code).toBe('evidence-unknown')
  })

  test('of two writers at once one writes', async () => {
    const bytes = randomBytes(200_000)
    const upload = await begin(bytes)
    const all = await Promise.all(Array.from({ length: 8 }, () => patch(upload, 0, bytes)))
    for (const { status, code } of all)
      expect(status === 200 || code === 'upload-busy' || code === 'upload-unknown', `${status} ${code}`).toBe(true)
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1)
    const file = await town.fetch(`/api/v1/evidence/${hash(bytes)}`, { headers: { authorization: `Bearer ${as}` } })
    expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).toBe(true)
  })

  test('an empty file is a file', async () => {
    const upload = await begin(new Uint8Array())
    expect((await patch(upload, 0, new Uint8Array())).body).toMatchObject({ stored: { size: 0 } })
    expect((await town.ask(`GET /evidence/${hash(new Uint8Array())}`, { as })).text).toBe('')
  })

  test('a part of a bundle is given, as RFC 9110 says', async () => {
    const whole = await town.ask(`GET /reports/${estate.report}/bundle`, { as })
    const n = whole.text.length
    const part = (headers: Record<string, string>) => town.ask(`GET /reports/${estate.report}/bundle`, { as, headers })
    const tag = whole.headers.get('etag')!
    for (const [range, status, text, place] of [
      ['bytes=0-3', 206, whole.text.slice(0, 4), `bytes 0-3/${n}`],
      ['bytes=3-', 206, whole.text.slice(3), `bytes 3-${n - 1}/${n}`],
      ['bytes=-4', 206, whole.text.slice(-4), `bytes ${n - 4}-${n - 1}/${n}`],
      ['bytes=2-99999', 206, whole.text.slice(2), `bytes 2-${n - 1}/${n}`],
      ['bytes=-99999', 206, whole.text, `bytes 0-${n - 1}/${n}`],
      // several, another unit, or none: the whole
      ['bytes=0-1,3-4', 200, whole.text, null],
      ['lines=0-1', 200, whole.text, null],
      ['bytes=-', 200, whole.text, null],
    ] as const) {
      const { status: got, text: given, headers } = await part({ range })
      expect([range, got, given, headers.get('content-range')]).toEqual([range, status, text, place])
      expect(headers.get('content-length')).toBe(String(text.length))
    }
    for (const range of [`bytes=${n}-`, 'bytes=-0', 'bytes=99999999999999999999-']) {
      const { status, code, headers } = await part({ range })
      expect([range, status, code]).toEqual([range, 416, 'range-unsatisfiable'])
      expect(headers.get('content-range')).toBe(`bytes */${n}`)
    }
    expect((await part({ range: 'bytes=0-3', 'if-range': tag })).status).toBe(206)
    expect((await part({ range: 'bytes=0-3', 'if-range': '"other"' })).status).toBe(200)
    expect((await part({ 'if-none-match': `"x", ${tag}` })).status).toBe(304)
    const publicly = await town.ask(`GET /register/${estate.publication}/bundle`, { headers: { range: 'bytes=0-3' } })
    expect([publicly.status, publicly.text]).toEqual([206, whole.text.slice(0, 4)])
    expect(publicly.headers.get('cache-control')).toMatch(/public.*immutable/)
    expect(whole.headers.get('cache-control')).toMatch(/private/)
    const head = { method: 'HEAD', headers: { authorization: `Bearer ${as}` } }
    const only = await town.fetch(`/api/v1/reports/${estate.report}/bundle`, head)
    expect([only.status, only.headers.get('content-length'), await only.text()]).toEqual([200, String(n), ''])
  })
})
