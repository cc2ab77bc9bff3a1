import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isCertificateFault } from './certificate-fault.ts'
import { selfSigned } from './fixtures/self-signed.ts'
import { openClient } from './llm/client/client.ts'
import { endpointSchema } from './llm/client/endpoint.ts'

let asked = 0
const server = createServer(selfSigned, (_, response) => {
  asked++
  response.end('{}')
})
let port = 0
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

test('a certificate that nobody vouches for is a fault of the set-up at once, and nothing is sent', async () => {
  const client = openClient(endpointSchema.parse({ url: `https://127.0.0.1:${port}/v1`, model: 'm' }))
  const began = performance.now()
  const error = await client.ask([{ role: 'user', content: 'x' }]).catch((e: unknown) => e)
  expect(error).toMatchObject({
    fault: { code: 'certificate-refused', detail: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT') },
  })
  expect(performance.now() - began).toBeLessThan(2000)
  await client.close()
  expect(asked).toBe(0)
})

test.each([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])('%s is one', (code) => {
  expect(isCertificateFault(code)).toBe(true)
})
test.each([undefined, 'ECONNRESET', 'EPROTO', 'UND_ERR_SOCKET'])('%s is none', (code) => {
  expect(isCertificateFault(code)).toBe(false)
})
