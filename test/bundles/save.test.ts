import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readBundle } from '../../src/attestation/bundle/read.ts'
import { saveBundle } from '../../src/attestation/bundle/save.ts'
import { writeBundle } from '../../src/attestation/bundle/write.ts'
import { compiled } from './compiled.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-save-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const files = new Map([
  ['a.json', new Uint8Array(5000)],
  ['evidence/noise', new Uint8Array(randomBytes(200_000))],
])

describe('saving a bundle', () => {
  it('writes the bytes of writeBundle and leaves nothing else', async () => {
    const path = join(folder, 'x.plumb')
    const saved = await saveBundle(path, files)
    expect(saved).toMatchObject({ ok: true, value: readFileSync(path).length })
    expect(Buffer.compare(readFileSync(path), writeBundle(files))).toBe(0)
    expect(readdirSync(folder)).toEqual(['x.plumb'])
  })

  it('replaces an old bundle as a whole', async () => {
    const path = join(folder, 'x.plumb')
    writeFileSync(path, 'old')
    await saveBundle(path, files)
    expect(readBundle(new Uint8Array(readFileSync(path))).ok).toBe(true)
  })

  it('says when the folder is not there, or the target is one', async () => {
    expect(await saveBundle(join(folder, 'no', 'x.plumb'), files)).toMatchObject({
      ok: false,
      problems: [{ code: 'bundle-not-saved', got: 'ENOENT' }],
    })
    mkdirSync(join(folder, 'dir.plumb'))
    expect(await saveBundle(join(folder, 'dir.plumb'), files)).toMatchObject({
      ok: false,
      problems: [{ code: 'bundle-not-saved' }],
    })
    expect(readdirSync(folder)).toEqual(['dir.plumb'])
  })

  it('refuses names that no reader takes before there is a file', async () => {
    const saved = await saveBundle(join(folder, 'x.plumb'), new Map([['../x', new Uint8Array()]]))
    expect(saved).toMatchObject({ ok: false, problems: [{ code: 'bundle-name-traversal' }] })
    expect(readdirSync(folder)).toEqual([])
  })
})

const tiny = mkdtempSync(join(tmpdir(), 'plumbline-tiny-'))
const mounted = mountTiny()
afterAll(() => {
  if (mounted) execFileSync('umount', [tiny])
  rmSync(tiny, { recursive: true, force: true })
})

/** A file system of 64 KiB. Mounting one needs privileges; without them the test is skipped by name. */
function mountTiny(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', tiny], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe('a full disk', () => {
  it.skipIf(!mounted)('is said, leaves no half bundle, and keeps the old one', async () => {
    const path = join(tiny, 'x.plumb')
    const old = new Map([['a.json', new Uint8Array(100)]])
    expect(await saveBundle(path, old)).toMatchObject({ ok: true })
    const saved = await saveBundle(path, files)
    expect(saved).toMatchObject({
      ok: false,
      problems: [{ code: 'bundle-disk-full', got: 'ENOSPC', place: { file: path } }],
    })
    expect(readdirSync(tiny)).toEqual(['x.plumb'])
    expect(Buffer.compare(readFileSync(path), writeBundle(old))).toBe(0)
  })
})

describe('a process', () => {
  let code: ReturnType<typeof compiled>
  beforeAll(() => {
    code = compiled('src/attestation/bundle/save.ts')
  })
  afterAll(() => code.remove())

  const script = `
    const { saveBundle } = await import(process.argv[1])
    const { randomBytes } = await import('node:crypto')
    const noise = new Uint8Array(randomBytes(3_000_000))
    const files = new Map(Array.from({ length: 12 }, (_, i) => ['evidence/' + i, noise]))
    console.log('writing')
    const saved = await saveBundle(process.argv[2], files)
    console.log(saved.ok ? 'saved' : saved.problems[0].code + ' ' + saved.problems[0].got)`

  it('that may not write files so large says so and leaves none', () => {
    const path = join(folder, 'x.plumb')
    const limited = `ulimit -f 1000; exec "$0" --input-type=module -e "$1" "$2" "$3"`
    const out = execFileSync(
      'bash',
      ['-c', limited, process.execPath, script, join(code.folder, 'attestation/bundle/save.js'), path],
      { encoding: 'utf8' },
    )
    expect(out.trim().split('\n').at(-1)).toBe('bundle-not-saved EFBIG')
    expect(readdirSync(folder)).toEqual([])
  })

  it.each([50, 200, 400])('killed %i ms into writing leaves the old bundle or the whole new one', async (wait) => {
    const path = join(folder, 'x.plumb')
    const old = writeBundle(files)
    writeFileSync(path, old)
    const child = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      script,
      join(code.folder, 'attestation/bundle/save.js'),
      path,
    ])
    await new Promise((resolve) => child.stdout.once('data', resolve))
    await new Promise((resolve) => setTimeout(resolve, wait))
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
    const now = new Uint8Array(readFileSync(path))
    expect(Buffer.compare(now, old) === 0 || readBundle(now).ok).toBe(true)
    expect(readdirSync(folder).every((n) => n === 'x.plumb' || n.endsWith('.part'))).toBe(true)
  })
})
