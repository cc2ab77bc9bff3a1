import { createServer } from 'node:http'
import { describe, expect, test } from 'vitest'
import { openPoster } from './poster.ts'
import { isPrivate, REACH, reachFrom, reachProblems } from './reach.ts'

describe('addresses that are somebody’s own', () => {
  test.each([
    ...[
      '127.0.0.1',
      '127.9.9.9',
      '10.1.2.3',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '169.254.169.254',
      '0.0.0.0',
    ],
    ...[
      '100.64.0.1',
      '198.18.0.1',
      '224.0.0.1',
      '255.255.255.255',
      '::1',
      '::',
      'fe80::1',
      'fc00::1',
      'fd12::1',
      'ff02::1',
    ],
    ...['::ffff:127.0.0.1', '::ffff:10.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', 'no address'],
  ])('%s is refused', (address) => expect(isPrivate(address)).toBe(true))
  test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '192.169.0.1'])('%s is not', (address) =>
    expect(isPrivate(address)).toBe(false),
  )
})

describe('what a server may call', () => {
  const allows = (stated: string, url: string) => reachFrom({ [REACH]: stated })!.allows(new URL(url))

  test('nothing is set at a command line', () => expect(reachFrom({})).toBeUndefined())

  test.each([
    ['', 'https://models.example.org/v1', false],
    ['models.example.org', 'https://models.example.org/v1', true],
    ['models.example.org', 'https://models.example.org.evil.example/v1', false],
    ['models.example.org', 'https://evil.example/models.example.org', false],
    ['10.0.0.5:8080', 'http://10.0.0.5:8080/v1', true],
    ['10.0.0.5:8080', 'http://10.0.0.5:22/v1', false],
    ['public', 'https://models.example.org/v1', true],
    ['public', 'http://127.0.0.1:5432/', false],
    ['public', 'http://[::1]/', false],
    ['public', 'http://2130706433/', false],
    ['public', 'http://0x7f.1/', false],
    ['public', 'http://[::ffff:127.0.0.1]/', false],
    ['public 127.0.0.1:8080', 'http://127.0.0.1:8080/', true],
  ])('%s: %s %s', (stated, url, may) => expect(allows(stated, url)).toBe(may))

  test('the problem names the host and who can help', () => {
    const env = { [REACH]: 'models.example.org', SECRET: 'x' }
    const found = reachProblems({ url: 'http://169.254.169.254/latest', apiKeyEnv: 'SECRET' }, env, 'access.endpoint')
    expect(found.map(({ code, got }) => [code, got])).toEqual([
      ['endpoint-not-allowed', '169.254.169.254'],
      ['key-not-allowed', 'SECRET'],
    ])
    expect(reachProblems({ url: 'https://models.example.org', apiKeyEnv: 'PLUMBLINE_KEY_A' }, env, 'a')).toEqual([])
  })

  test('a public name that points to this machine is not called', async () => {
    let called = 0
    const server = createServer((_, response) => {
      called++
      response.end('{}')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const post = async (host: string, env: Record<string, string>) => {
      const address = { url: `http://${host}:${port}/`, concurrency: 1, timeoutSeconds: 2, retries: 0 }
      const speech = { path: '', accept: 'application/json', read: () => ({ finish: null, output: 'ok' }) }
      const poster = openPoster(address, speech, { env })
      return poster.post('{}').finally(() => poster.close())
    }
    try {
      await expect(post('localhost', { [REACH]: 'public' })).rejects.toMatchObject({
        fault: { code: 'endpoint-not-allowed' },
      })
      await expect(post('127.0.0.1', { [REACH]: '' })).rejects.toMatchObject({
        fault: { code: 'endpoint-not-allowed' },
      })
      expect(called).toBe(0)
      expect((await post('localhost', { [REACH]: `localhost:${port}` })).output).toBe('ok')
      expect((await post('127.0.0.1', { [REACH]: `127.0.0.1:${port}` })).output).toBe('ok')
      expect((await post('127.0.0.1', {})).output).toBe('ok')
    } finally {
      server.close()
    }
  })
})
