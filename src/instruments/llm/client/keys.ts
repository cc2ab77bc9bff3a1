import { AsyncLocalStorage } from 'node:async_hooks'
import { type Problem, problem } from '../../../language/problem.ts'

/** A key by its name, and the hosts (`models.example.org`, `10.0.0.5:8080`) that it may be sent to. */
export interface NamedKey {
  readonly value: string
  readonly hosts: readonly string[]
}
export type NamedKeys = Readonly<Record<string, NamedKey>>

const given = new AsyncLocalStorage<NamedKeys>()

/** Runs work that may use these keys, by the names under which a subject asks for them. They are in no environment, and end with the work. */
export const withKeys = <T>(keys: NamedKeys, work: () => Promise<T>): Promise<T> => given.run(keys, work)

/** undefined where this work was given none of that name. */
export function keyNamed(name: string): NamedKey | undefined {
  const keys = given.getStore() ?? {}
  return Object.hasOwn(keys, name) ? keys[name] : undefined
}

/** Whether a key may go to an address. A host without a port stands for https on its usual one, so that no key goes out in clear unnoticed. */
export function mayGo({ hosts }: NamedKey, { protocol, hostname, port }: URL): boolean {
  const own = port || (protocol === 'https:' ? '' : '80')
  return hosts.includes(own ? `${hostname}:${own}` : hostname)
}

/** What speaks against the key that a section asks for by its name. Codes: key-twice, key-unknown, key-not-for-host. */
export function namedKeyProblems(
  {
    url,
    key,
    apiKeyEnv,
  }: { readonly url: string; readonly key?: string | undefined; readonly apiKeyEnv?: string | undefined },
  section: string,
): readonly Problem[] {
  if (key === undefined) return []
  const place = { path: `${section}.key` }
  if (apiKeyEnv !== undefined)
    return [
      problem('key-twice', { zh: 'key 与 apiKeyEnv 只能写一个', en: 'Either key or apiKeyEnv, not both' }, { place }),
    ]
  const named = keyNamed(key)
  if (named === undefined)
    return [
      problem(
        'key-unknown',
        { zh: '没有保存这个名称的密钥', en: 'No key of this name is kept' },
        {
          place,
          got: key,
          next: {
            zh: '在登记库中以这个名称保存密钥；在命令行中改用 apiKeyEnv',
            en: 'keep one of this name in the registry; at the command line use apiKeyEnv',
          },
        },
      ),
    ]
  if (mayGo(named, new URL(url))) return []
  return [
    problem(
      'key-not-for-host',
      { zh: '这个密钥不得发送到该主机', en: 'This key may not be sent to that host' },
      {
        place,
        expected: named.hosts.join(', '),
        got: new URL(url).host,
        next: {
          zh: '改正地址，或请负责人为该主机重新保存密钥',
          en: 'correct the address, or have the key kept anew for that host',
        },
      },
    ),
  ]
}
