import { lookup as systemLookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { type Problem, problem } from '../../../language/problem.ts'

/**
 * Where a process may call to. A person at a command line calls where they like: nothing is set. A server calls for strangers: it is set
 * there, and names hosts (`models.example.org`, `10.0.0.5:8080`), or `public` for every address that is not somebody's own network.
 */
export const REACH = 'PLUMBLINE_REACH'

/** On a server a subject may name only keys that are meant for subjects. */
export const KEY_PREFIX = 'PLUMBLINE_KEY_'

export interface Reach {
  /** whether a URL may be called at all */
  readonly allows: (url: URL) => boolean
  /** resolves names, and refuses what they resolve to where that is a private address and the host is not named */
  readonly lookup: LookupFunction
  readonly allowsKey: (name: string) => boolean
  readonly stated: string
}

/** undefined where nothing is set: everything may be called. */
export function reachFrom(env: Readonly<Record<string, string | undefined>>): Reach | undefined {
  const stated = env[REACH]
  if (stated === undefined) return undefined
  const named = new Set(stated.split(/[\s,]+/).filter(Boolean))
  const isNamed = ({ hostname, host, port }: URL) =>
    named.has(hostname) || named.has(host) || (port === '' && named.has(hostname))
  const open = named.has('public')
  return {
    stated,
    allows: (url) => {
      if (isNamed(url)) return true
      const literal = url.hostname.replace(/^\[|\]$/g, '')
      return open && (isIP(literal) === 0 || !isPrivate(literal))
    },
    lookup: (hostname, options, callback) =>
      systemLookup(hostname, { ...options, all: true }, (error, addresses) => {
        if (error) return callback(error, '', 0)
        // a public name may point into a private network, and point elsewhere the next time: what is called is what was looked at
        const own = [...named].some((name) => name === hostname || name.startsWith(`${hostname}:`))
        const good = own ? addresses : addresses.filter(({ address }) => !isPrivate(address))
        if (good.length === 0) return callback(Object.assign(new Error('not allowed'), { code: REACH }), '', 0)
        if (options.all) return (callback as (e: null, all: typeof good) => void)(null, good)
        return callback(null, good[0]!.address, good[0]!.family)
      }),
    allowsKey: (name) => name.startsWith(KEY_PREFIX),
  }
}

/** What a server refuses to call for somebody, with the next step. */
export function reachProblems(
  { url, apiKeyEnv }: { readonly url: string; readonly apiKeyEnv?: string | undefined },
  env: Readonly<Record<string, string | undefined>>,
  section: string,
): readonly Problem[] {
  const reach = reachFrom(env)
  if (reach === undefined || !URL.canParse(url)) return []
  const problems: Problem[] = []
  const { host } = new URL(url)
  if (!reach.allows(new URL(url)))
    problems.push(
      problem(
        'endpoint-not-allowed',
        { zh: '本服务没有获准调用这个地址', en: 'This server has not been allowed to call this address' },
        {
          place: { path: `${section}.url` },
          expected: reach.stated === '' ? undefined : reach.stated,
          got: host,
          next: { zh: `请管理员把 ${host} 加入 ${REACH}`, en: `ask the administrator to add ${host} to ${REACH}` },
        },
      ),
    )
  if (apiKeyEnv !== undefined && !reach.allowsKey(apiKeyEnv))
    problems.push(
      problem(
        'key-not-allowed',
        {
          zh: '本服务不会把这个环境变量交给被测对象的接口',
          en: 'This server does not hand this environment variable to an endpoint',
        },
        { place: { path: `${section}.apiKeyEnv` }, expected: `${KEY_PREFIX}…`, got: apiKeyEnv },
      ),
    )
  return problems
}

/** This machine, private and shared networks, link-local (where clouds keep their secrets), multicast and what is reserved (IANA special-purpose registries). */
const ownNetworks = new BlockList()
for (const [address, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  ownNetworks.addSubnet(address, bits, 'ipv4')
for (const [address, bits] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  ownNetworks.addSubnet(address, bits, 'ipv6')

export function isPrivate(address: string): boolean {
  const family = isIP(address)
  if (family === 0) return true
  return ownNetworks.check(address, family === 4 ? 'ipv4' : 'ipv6')
}
