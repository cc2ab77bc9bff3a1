import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { askedElsewhere, bankFolders, findStandard, libraryFolder } from './library.ts'

const work = mkdtempSync(join(tmpdir(), 'plumbline-banks-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

const national = join(libraryFolder, 'cn', 'genai-service-safety')

function banksOf(reference: string): readonly string[] {
  const found = findStandard(reference)
  if (!found.ok) throw new Error(found.problems.map((p) => p.text.en).join('\n'))
  const banks = bankFolders(found.value)
  return banks.ok ? banks.value : banks.problems.map((p) => p.code)
}

function tailored(name: string, more: string): string {
  const folder = join(work, 'acme', name)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'standard.yaml'), `plumbline: 1\nid: acme/${name}\nedition: 1.0.0\n${more}`)
  return folder
}

describe('the sample banks of a standard lie', () => {
  const trust = join(libraryFolder, 'cn-sh', 'llm-trust')

  test('with itself', () => {
    expect(banksOf('cn/genai-service-safety')).toEqual([national])
  })

  test('and then with the standard that it names', () => {
    const measures = join(libraryFolder, 'cn', 'genai-interim-measures')
    expect(banksOf('cn/genai-interim-measures')).toEqual([measures, national])
    expect(banksOf('cn-sh/llm-trust')).toEqual([trust, national])
  })

  test('for a tailored standard with its base, and where that looks', () => {
    const folder = tailored('strict', 'extends: cn/genai-service-safety@0\n')
    expect(banksOf(folder)).toEqual([folder, national])
    const own = tailored('own', 'extends: cn-sh/llm-trust@0\n')
    expect(banksOf(own)).toEqual([own, trust, national])
  })

  test('nowhere, when the named standard is not there: that is said before anything is asked', () => {
    expect(banksOf(tailored('lost', 'extends: cn-sh/llm-trust@0\nbanks: cn/nothing\n'))).toEqual(['unknown-standard'])
  })

  test('never where a path leads', () => {
    const secret = tailored('secret', 'extends: cn-sh/llm-trust@0\n')
    for (const path of [secret, '../secret', './standards/cn/genai-service-safety'])
      expect(banksOf(tailored('sly', `extends: cn-sh/llm-trust@0\nbanks: ${path}\n`))).toEqual(['unknown-standard'])
  })
})

describe('whether another standard asks for a name', () => {
  test.each([
    ['chatInterface', true],
    ['R7_4b', true],
    ['launchedOn', true],
    ['chatInterfac', false],
    ['no.name', false],
    ['', false],
  ])('%s: %s', (name, asked) => {
    expect(askedElsewhere(name)).toBe(asked)
  })
})
