import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { AwsV4Signer } from 'aws4fetch'
import { request } from 'undici'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { selfSigned } from '../../instruments/fixtures/self-signed.ts'
import { keys, type S3Server, startS3 } from '../fixtures/s3-server.ts'
import { folderStore } from './folder.ts'
import { type S3Options, s3Store } from './s3.ts'
import { bytesOf, EvidenceMismatch, type EvidenceStore } from './store.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const MiB = 1024 * 1024

let folder: string
let server: S3Server
let options: S3Options
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-evidence-'))
  server = await startS3()
  options = { ...keys, url: server.url, spool: join(folder, 'spool') }
})
beforeEach(() => {
  server.log.length = 0
})
afterAll(async () => {
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

interface Kept {
  readonly store: EvidenceStore
  /** kept for an organization, in whatever way */
  readonly count: (org: string) => Promise<number>
  /** half-written */
  readonly drafts: () => Promise<number>
}

const kinds: Readonly<Record<string, () => Promise<Kept>>> = {
  folder: async () => {
    const root = join(folder, 'kept')
    const count = async (org: string) => {
      const entries = await readdir(join(root, org), { recursive: true, withFileTypes: true }).catch(() => [])
      return entries.filter((entry) => entry.isFile()).length
    }
    return { store: await folderStore(root), count, drafts: async () => (await readdir(join(root, 'incoming'))).length }
  },
  S3: async () => ({
    store: await s3Store(options),
    count: async (org) => [...server.objects.keys()].filter((key) => key.startsWith(`/bucket/${org}/`)).length,
    drafts: async () => (await readdir(options.spool)).length,
  }),
}

describe.each(Object.entries(kinds))('evidence in %s', (_, open) => {
  let kept: Kept
  const org = randomUUID()
  beforeAll(async () => {
    kept = await open()
  })

  test('what is put is got, whole and in part', async () => {
    const bytes = randomBytes(100_000)
    const stored = await kept.store.put(org, Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]))
    expect(stored).toEqual({ sha256: sha256(bytes), size: 100_000 })
    const got = async (range?: { from: number; to: number }) =>
      Buffer.from(await bytesOf((await kept.store.get(org, stored.sha256, range))!))
    expect((await got()).equals(bytes)).toBe(true)
    expect((await got({ from: 0, to: 1 })).equals(bytes.subarray(0, 1))).toBe(true)
    expect((await got({ from: 4_000, to: 90_001 })).equals(bytes.subarray(4_000, 90_001))).toBe(true)
    expect((await got({ from: 99_999, to: 200_000 })).equals(bytes.subarray(99_999))).toBe(true)
    expect(await got({ from: 100_000, to: 100_001 })).toHaveLength(0)
    expect(await got({ from: 5, to: 5 })).toHaveLength(0)
    expect(await kept.store.size(org, stored.sha256)).toBe(100_000)
  })

  test('nothing at all is evidence too', async () => {
    const { sha256: hash } = await kept.store.put(org, new Uint8Array())
    expect(await kept.store.size(org, hash)).toBe(0)
    expect(await bytesOf((await kept.store.get(org, hash))!)).toHaveLength(0)
  })

  test('what is not there is undefined, and another organization has nothing', async () => {
    const { sha256: hash } = await kept.store.put(org, randomBytes(10))
    const other = randomUUID()
    for (const [who, what] of [
      [other, hash],
      [org, sha256(randomBytes(9))],
    ] as const) {
      expect(await kept.store.get(who, what)).toBeUndefined()
      expect(await kept.store.get(who, what, { from: 0, to: 1 })).toBeUndefined()
      expect(await kept.store.size(who, what)).toBeUndefined()
    }
    for (const address of ['../x', `${hash}/`, hash.toUpperCase(), ''])
      await expect(kept.store.get(org, address), address).rejects.toThrow('not an address')
    await expect(kept.store.size(`../${org.slice(3)}`, hash)).rejects.toThrow('not an address')
  })

  test('equal bytes of twenty at once are kept once', async () => {
    const [own, bytes] = [randomUUID(), randomBytes(200_000)]
    const all = await Promise.all(Array.from({ length: 20 }, () => kept.store.put(own, Readable.from([bytes]))))
    for (const stored of all) expect(stored).toEqual({ sha256: sha256(bytes), size: 200_000 })
    expect(await kept.count(own)).toBe(1)
    expect(Buffer.from(await bytesOf((await kept.store.get(own, sha256(bytes)))!)).equals(bytes)).toBe(true)
    expect(await kept.drafts()).toBe(0)
  })

  test('bytes that are not those expected are refused and not kept', async () => {
    const [own, bytes] = [randomUUID(), randomBytes(1_000)]
    for (const expected of [{ sha256: sha256(randomBytes(3)) }, { size: 999 }, { sha256: sha256(bytes), size: 1 }])
      await expect(kept.store.put(own, bytes, expected)).rejects.toThrow(EvidenceMismatch)
    expect(await kept.count(own)).toBe(0)
    expect(await kept.drafts()).toBe(0)
    await kept.store.put(own, bytes, { sha256: sha256(bytes), size: 1_000 })
    expect(await kept.count(own)).toBe(1)
  })

  test('a stream that breaks off leaves nothing', async () => {
    const own = randomUUID()
    const broken = Readable.from(
      (async function* () {
        yield randomBytes(50_000)
        throw new Error('lost')
      })(),
    )
    await expect(kept.store.put(own, broken)).rejects.toThrow('lost')
    expect(await kept.count(own)).toBe(0)
    expect(await kept.drafts()).toBe(0)
  })

  test('64 MiB pass through in little memory', async () => {
    const before = live()
    let most = 0
    const look = (n: number) => {
      if (n % 8 === 7) most = Math.max(most, live() - before)
    }
    const source = async function* () {
      for (let n = 0; n < 64; n++) {
        look(n)
        yield Buffer.alloc(MiB, n)
      }
    }
    const stored = await kept.store.put(org, Readable.from(source()))
    const hash = createHash('sha256')
    let size = 0
    for await (const part of (await kept.store.get(org, stored.sha256))!) {
      const chunk = part as Buffer
      hash.update(chunk)
      if (Math.floor((size + chunk.length) / MiB) > Math.floor(size / MiB)) look(Math.floor(size / MiB))
      size += chunk.length
    }
    expect(stored).toEqual({ sha256: hash.digest('hex'), size: 64 * MiB })
    // parts in flight, never the whole
    expect(most).toBeLessThan(24 * MiB)
  })
})

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes of buffers that are in use. */
function live(): number {
  collect()
  return process.memoryUsage().arrayBuffers
}

describe('the service', () => {
  const org = randomUUID()

  test('with a certificate that nobody vouches for is named, at once', async () => {
    const tls = createServer(selfSigned).listen(0, '127.0.0.1')
    await once(tls, 'listening')
    const url = `https://127.0.0.1:${(tls.address() as AddressInfo).port}/bucket`
    const began = performance.now()
    const store = await s3Store({ ...options, url, retries: 20 })
    await expect(store.put(org, randomBytes(5))).rejects.toThrow('DEPTH_ZERO_SELF_SIGNED_CERT')
    expect(performance.now() - began).toBeLessThan(3000)
    tls.close()
  })

  test('refuses a wrong secret, a wrong region and an unsigned request; no key is in the error', async () => {
    for (const wrong of [{ secretAccessKey: 'wrong' }, { accessKeyId: 'nobody' }, { region: 'us-east-1' }]) {
      const store = await s3Store({ ...options, ...wrong })
      const error = await store.put(org, randomBytes(5)).catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ name: 'EvidenceUnavailable', status: 403 })
      expect(String(error)).not.toMatch(/wrong|nobody|secret/)
    }
    expect((await request(`${server.url}/x`)).statusCode).toBe(403)
    expect([...server.objects.keys()].some((key) => key.includes(org))).toBe(false)
  })

  test('is asked again where it is busy or the connection is lost, and not for ever', async () => {
    const store = await s3Store({ ...options, retries: 2 })
    const bytes = randomBytes(3_000_000)
    server.faults.push(503, 'cut')
    expect(await store.put(org, bytes)).toEqual({ sha256: sha256(bytes), size: 3_000_000 })
    const other = randomBytes(10)
    server.faults.push(503, 503, 503)
    await expect(store.put(org, other)).rejects.toMatchObject({ status: 503 })
    expect(server.faults).toEqual([])
    expect(await store.size(org, sha256(other))).toBeUndefined()
    server.faults.push('cut', 'cut', 'cut')
    await expect(store.size(org, sha256(other))).rejects.toMatchObject({ status: undefined })
  })

  test('takes a body for what was signed alone, and replaces nothing', async () => {
    const bytes = randomBytes(100)
    const url = `${server.url}/${org}/raw`
    const put = async (body: Uint8Array, sum: Uint8Array) => {
      const headers = {
        'if-none-match': '*',
        'x-amz-content-sha256': sha256(bytes),
        'x-amz-checksum-sha256': createHash('sha256').update(sum).digest('base64'),
      }
      const signed = await new AwsV4Signer({ ...keys, service: 's3', method: 'PUT', url, headers }).sign()
      return (await request(url, { method: 'PUT', headers: Object.fromEntries(signed.headers), body })).statusCode
    }
    expect(await put(randomBytes(100), bytes)).toBe(400)
    expect(await put(bytes, randomBytes(100))).toBe(400)
    expect(await put(bytes, bytes)).toBe(200)
    expect(await put(bytes, bytes)).toBe(412)
    server.log.length = 0
    const [store, own] = [await s3Store(options), randomUUID()]
    await Promise.all(Array.from({ length: 5 }, () => store.put(own, bytes)))
    expect(server.log.filter((line) => line === 'PUT 200')).toHaveLength(1)
    expect(server.log).toContain('PUT 412')
  })

  test('is not sent what it has', async () => {
    const store = await s3Store(options)
    const bytes = randomBytes(1_000)
    await store.put(org, bytes)
    await store.put(org, bytes)
    expect(server.log).toEqual(['HEAD 404', 'PUT 200', 'HEAD 200'])
  })
})
