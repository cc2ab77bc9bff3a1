import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newKey, parts, sampleBundle } from './sample.ts'

const imports =
  /(?:^|[;\n])\s*(?:import|export)\s(?!type\b)(?:[^'"();]*?\sfrom\s*)?['"]([^'"]+)['"]|\b(?:import|require)\(\s*['"]([^'"]+)['"]\s*\)/g
const comments = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm

/** Every file that runs when `entry` is imported, packages included, and every module outside the file system. */
function graph(entry: string): { files: Set<string>; outside: Map<string, string> } {
  const files = new Set<string>()
  const outside = new Map<string, string>()
  const open = [resolve(entry)]
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (files.has(file)) continue
    files.add(file)
    for (const match of readFileSync(file, 'utf8').replaceAll(comments, '').matchAll(imports)) {
      const name = (match[1] ?? match[2])!
      if (name.startsWith('.')) open.push(resolve(dirname(file), name))
      else if (name.startsWith('node:') || builtinModules.includes(name)) outside.set(name, file)
      else open.push(packageFile(name))
    }
  }
  return { files, outside }
}

/** The file a browser's bundler would take for a package's export. */
function packageFile(name: string): string {
  const [, owner, rest] = /^((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(name)!
  const folder = join('node_modules', owner!)
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  let target = manifest.exports?.[`.${rest ?? ''}`] ?? manifest.exports?.['.'] ?? manifest.module
  while (typeof target === 'object') target = target.browser ?? target.import ?? target.default
  return resolve(folder, target)
}

describe('the verifying half', () => {
  it('imports no module of Node, in no file of its own nor of its packages', () => {
    const { files, outside } = graph('src/attestation/verify.ts')
    expect([...outside]).toEqual([])
    for (const expected of ['bundle/inflate.ts', 'dsse.ts', 'verify/judgement.ts', 'diff.ts'])
      expect(files).toContain(resolve('src/attestation', expected))
    expect([...files].some((f) => f.includes(join('@noble', 'curves')))).toBe(true)
    expect([...files].some((f) => f.endsWith(join('fflate', 'esm', 'browser.js')))).toBe(true)
  })

  it('the scan sees node: where there is one', () => {
    expect([...graph('src/attestation/keys.ts').outside.keys()]).toContain('node:crypto')
    expect([...graph('src/attestation/bundle/save.ts').outside.keys()]).toContain('node:fs/promises')
  })

  it('reads no clock, no randomness, no environment and no network in its own files', () => {
    const own = [...graph('src/attestation/verify.ts').files].filter((f) => f.startsWith(resolve('src')))
    expect(own.length).toBeGreaterThan(20)
    for (const file of own) {
      const code = readFileSync(file, 'utf8').replaceAll(comments, '')
      expect(
        `${file}: ${/\bDate\b|Math\.random|\bprocess\b|\bBuffer\b|\bfetch\(|\beval\(|new Function/.exec(code)?.[0]}`,
      ).toBe(`${file}: undefined`)
    }
  })

  it('gives the same verdict where there is no Buffer', async () => {
    const key = newKey()
    const bytes = sampleBundle(key)
    const { verify } = await import('../../src/attestation/verify.ts')
    const held = { Buffer: globalThis.Buffer }
    try {
      Reflect.deleteProperty(globalThis, 'Buffer')
      expect(verify(bytes, parts(key)).verdict).toBe('genuine')
    } finally {
      globalThis.Buffer = held.Buffer
    }
  })
})
