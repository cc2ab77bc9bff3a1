import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { AwsV4Signer } from 'aws4fetch'
import { type Dispatcher, request } from 'undici'
import { isCertificateFault } from '../../instruments/certificate-fault.ts'
import { sweep, written } from './folder.ts'
import { checked, type EvidenceStore, keyOf, type Stored } from './store.ts'

export interface S3Options {
  /** of the bucket: `https://bucket.s3.eu-central-1.amazonaws.com`, `https://storage.example.org/bucket` */
  readonly url: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** a local folder where what comes is written until its hash is known */
  readonly spool: string
  /** tries again at most, default 4: after a lost connection, or where the service is busy */
  readonly retries?: number
}

/** The service refused, or did not answer. Holds its status and its word for it; never a key. */
export class EvidenceUnavailable extends Error {
  readonly status: number | undefined
  constructor(status: number | undefined, word: string) {
    super(`evidence: the storage service answered ${status ?? 'nothing'} ${word}`.trim())
    this.name = 'EvidenceUnavailable'
    this.status = status
  }
}

/**
 * Evidence with any service that speaks S3. The service checks what it gets twice, by the signed hash of the body and by its checksum, and
 * replaces nothing (`If-None-Match`); one that does not know that condition replaces bytes by the same bytes.
 */
export async function s3Store(options: S3Options): Promise<EvidenceStore> {
  const { url, spool } = options
  await mkdir(spool, { recursive: true })
  await sweep(spool)
  const at = (org: string, sha256: string) => `${url.replace(/\/$/, '')}/${keyOf(org, sha256)}`
  const size = async (org: string, sha256: string) => {
    const { statusCode, headers, body } = await send(options, 'HEAD', at(org, sha256))
    await body.dump()
    if (statusCode === 404) return undefined
    if (statusCode !== 200) throw new EvidenceUnavailable(statusCode, '')
    return Number(headers['content-length'])
  }
  return {
    size,
    put: async (org, bytes, expected) => {
      const draft = join(spool, randomUUID())
      try {
        const stored = checked(await written(draft, bytes), expected)
        // what is there need not be sent for nothing
        if ((await size(org, stored.sha256)) !== stored.size) await sent(options, at(org, stored.sha256), draft, stored)
        return stored
      } finally {
        await rm(draft, { force: true })
      }
    },
    get: async (org, sha256, range) => {
      if (range && range.to <= range.from)
        return (await size(org, sha256)) === undefined ? undefined : Readable.from([])
      const asked = range ? { range: `bytes=${range.from}-${range.to - 1}` } : undefined
      const { statusCode, body } = await send(options, 'GET', at(org, sha256), asked)
      if (statusCode === (range ? 206 : 200)) return body
      const word = wordOf(await body.text())
      if (statusCode === 404) return undefined
      // behind the end there is nothing
      if (statusCode === 416) return Readable.from([])
      throw new EvidenceUnavailable(statusCode, word)
    },
  }
}

async function sent(options: S3Options, url: string, draft: string, { sha256, size }: Stored): Promise<void> {
  const headers = {
    'content-length': String(size),
    'if-none-match': '*',
    'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
    'x-amz-content-sha256': sha256,
  }
  const { statusCode, body } = await send(options, 'PUT', url, headers, () => createReadStream(draft))
  const word = wordOf(await body.text())
  // 412: somebody else has put the same bytes meanwhile
  if (statusCode !== 200 && statusCode !== 412) throw new EvidenceUnavailable(statusCode, word)
}

/** Sends until it is answered by more than "not now". All we send can be sent again. */
async function send(
  options: S3Options,
  method: 'GET' | 'HEAD' | 'PUT',
  url: string,
  headers: Readonly<Record<string, string>> = {},
  body?: () => Readable,
): Promise<Dispatcher.ResponseData> {
  const { retries = 4 } = options
  for (let tried = 0; ; tried++) {
    const last = tried >= retries
    try {
      const answer = await request(url, {
        method,
        headers: await signed(options, method, url, headers),
        body: body?.() ?? null,
      })
      // 409: two conditional writes at once
      if (last || !(answer.statusCode >= 500 || [409, 429].includes(answer.statusCode))) return answer
      await answer.body.dump()
    } catch (error) {
      const { code } = error as { code?: string }
      if (last || isCertificateFault(code)) throw new EvidenceUnavailable(undefined, code ?? 'lost')
    }
    await sleep(50 * 2 ** tried * (1 + Math.random()))
  }
}

async function signed(
  { accessKeyId, secretAccessKey, region }: S3Options,
  method: string,
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  // of the hash of nothing, where there is no body: some services take no other word for it
  const hash = { 'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' }
  const of = { method, url, headers: { ...hash, ...headers }, accessKeyId, secretAccessKey, region, service: 's3' }
  const signer = new AwsV4Signer(of)
  return Object.fromEntries((await signer.sign()).headers)
}

/** The service's own code for an error, such as `SignatureDoesNotMatch`. */
const wordOf = (xml: string): string => /<Code>([A-Za-z0-9]{1,80})<\/Code>/.exec(xml)?.[1] ?? ''
