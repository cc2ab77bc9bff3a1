import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Engine } from '../../registry/engine.ts'
import { openEmbedded } from '../../registry/engine-embedded.ts'
import { install } from '../../registry/install.ts'
import { type Town, townOn } from '../fixtures/town.ts'

let engine: Engine
let town: Town
let at: Awaited<ReturnType<Town['onPort']>>
beforeAll(async () => {
  engine = await openEmbedded()
  await install(engine)
  town = await townOn(engine)
  at = await town.onPort()
})
afterAll(async () => {
  await at?.stop()
  await town?.close()
  await engine?.close()
})

/** Writes and goes away, or waits for the answer's first line. */
function written(parts: readonly (string | Uint8Array)[], stays: boolean): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(at.port, '127.0.0.1', async () => {
      for (const part of parts) {
        socket.write(part)
        await new Promise((next) => setTimeout(next, 50))
      }
      if (!stays) socket.destroy()
    })
    socket.on('data', (data) => {
      resolve(data.toString().split('\r\n')[0]!)
      socket.destroy()
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(''))
  })
}

test('a connection that is lost in the middle of an upload leaves what arrived, and is no fault', async () => {
  const as = town.own.company.people.measurer.token
  const { body } = await town.ask('POST /uploads', { as, body: { name: 'a', size: 1000 } })
  const { upload } = body as { upload: string }
  const head = (offset: number, length: number) =>
    `PATCH /api/v1/uploads/${upload} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${as}\r\nUpload-Offset: ${offset}\r\n` +
    `Content-Type: application/octet-stream\r\nContent-Length: ${length}\r\n\r\n`
  await written([head(0, 1000), Buffer.alloc(300, 1), Buffer.alloc(100, 2)], false)
  const state = async () => (await town.ask(`GET /uploads/${upload}`, { as })).body as { received: number }
  for (let i = 0; i < 100 && (await state()).received < 400; i++) await new Promise((next) => setTimeout(next, 20))
  expect(await state()).toEqual({ received: 400, size: 1000 })
  // the writer has gone with its connection
  expect(await written([head(400, 600), Buffer.alloc(600, 3)], true)).toBe('HTTP/1.1 200 OK')
  expect(await written([head(0, 2000), Buffer.alloc(1, 3)], true)).toBe('HTTP/1.1 404 Not Found')
  expect(town.log.filter(({ level }) => level === 'error')).toEqual([])
})

test('a body without end is given up at its limit', async () => {
  const as = town.own.company.people.measurer.token
  const chunk = Buffer.alloc(2 ** 20, 'x')
  const chunked = [Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]
  const first = await written(
    [
      `POST /api/v1/requests HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${as}\r\nContent-Type: application/json\r\n` +
        'Transfer-Encoding: chunked\r\n\r\n',
      ...Array.from({ length: 4 }, () => chunked).flat(),
    ],
    true,
  )
  expect(first).toBe('HTTP/1.1 413 Payload Too Large')
})
