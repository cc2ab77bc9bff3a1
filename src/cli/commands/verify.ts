import { readFileSync } from 'node:fs'
import { verifyBundle } from '../../assessment/verify.ts'
import { knownKeys, signingKeyOptions } from '../../attestation/keys.ts'
import { type PublicKey, publicKeyOfPem } from '../../attestation/public-key.ts'
import { stepTitles } from '../../attestation/verify/steps.ts'
import { renderHtml } from '../../exchange/html/page.ts'
import { type Problem, problem } from '../../language/problem.ts'
import { say } from '../../language/text.ts'
import { type Common, Console } from '../console.ts'
import { exit } from '../exit.ts'

const verdicts = {
  genuine: {
    zh: '真实：签署者可信，一切可由证据重算得出',
    en: 'genuine: a trusted signer, and everything follows from the evidence',
  },
  'genuine-unknown-signer': {
    zh: '完整且可重算，但不认识签署者（用 --trust 指明其公钥）',
    en: 'whole and recomputed, but the signer is not known (name their public key with --trust)',
  },
  altered: { zh: '已被改动', en: 'altered' },
  'not-rejudgeable': { zh: '此处无法完全重算', en: 'not all of it can be computed again here' },
}

/** 0 genuine, 1 altered, 3 not known to be either; 2 when a file cannot be read. */
export async function verifyFiles(
  paths: readonly string[],
  o: { trust?: readonly string[] },
  common: Common,
): Promise<number> {
  const c = new Console(common)
  const trusted: PublicKey[] = []
  const problems: Problem[] = []
  for (const file of o.trust ?? []) {
    const text = read(file)
    const key = typeof text === 'string' ? undefined : publicKeyOfPem(new TextDecoder().decode(text), file)
    if (key?.ok) trusted.push(key.value)
    else problems.push(...(key && !key.ok ? key.problems : [unreadable(file, String(text))]))
  }
  const own = await knownKeys(signingKeyOptions(process.env).folder)
  if (own.ok) trusted.push(...own.value)
  else c.problems(own.problems.map((p) => ({ ...p, severity: 'warning' })))
  if (problems.length > 0) return c.refuse(problems)
  const codes: number[] = []
  const all: unknown[] = []
  for (const path of paths) {
    const bytes = read(path)
    if (typeof bytes === 'string') {
      codes.push(c.refuse([unreadable(path, bytes)]))
      continue
    }
    // a ZIP starts with PK; anything else was never a bundle
    if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) {
      codes.push(c.refuse([notABundle(path)]))
      continue
    }
    const v = verifyBundle(bytes, trusted, renderHtml)
    codes.push(v.verdict === 'genuine' ? exit.conforms : v.verdict === 'altered' ? exit.doesNotConform : exit.open)
    all.push({ file: path, ...v })
    if (c.json) continue
    c.out(`${path}: ${say(verdicts[v.verdict], c.lang)}`)
    for (const s of v.steps)
      c.out(`  ${s.outcome === 'passed' ? '✓' : s.outcome === 'failed' ? '✗' : '–'} ${say(stepTitles[s.step], c.lang)}`)
    for (const s of v.signers)
      c.out(
        `  ${c.say('签署者', 'signer')} ${s.name ? `${s.name} ` : ''}${s.keyId} (${s.trusted ? c.say('可信', 'trusted') : c.say('未知', 'not known')})`,
      )
    if (v.first) c.problems([v.first])
  }
  if (c.json) c.data(all.length === 1 ? all[0] : all)
  // the gravest of several files
  return [exit.doesNotConform, exit.usage, exit.open].find((code) => codes.includes(code)) ?? exit.conforms
}

function read(path: string): Uint8Array | string {
  try {
    return readFileSync(path)
  } catch (e) {
    return (e as NodeJS.ErrnoException).code ?? String(e)
  }
}

function notABundle(path: string): Problem {
  return problem(
    'not-a-bundle',
    { zh: `${path} 不是报告包`, en: `${path} is not a report bundle` },
    { expected: '*.plumb' },
  )
}

function unreadable(path: string, got: string): Problem {
  return problem('file-unreadable', { zh: `无法读取 ${path}`, en: `${path} cannot be read` }, { got })
}
