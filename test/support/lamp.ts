import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A small standard with a fact, a supplied measure and a check. */
export const lamp = `plumbline: 1
id: acme/lamp
edition: 1.0.0
title: { zh: 灯具, en: Lamp }
authority: reference-profile
sources: { design: { title: Made for a test, kind: proposal } }
from: [design]
subject: lamp
decision: { guarded: 0.95 }
facts:
  bright: yes-no
  colour: { one-of: [red, green] }
measures:
  life:
    instrument: records/life
    minimum: 100
    gives: { share: ratio }
requirements:
  - { id: R1, clause: 4.1, title: { zh: 够亮, en: Bright enough }, holds: subject.bright }
  - { id: R2, clause: 4.2, title: { zh: 有说明书, en: It has a manual }, check: document }
results:
  - { id: good, title: { zh: 合格, en: Good lamp }, holds: met(of) && life.share >= 0.9, of: [R1, R2] }
`

export const lampCases = `standard: acme/lamp
cases:
  - name: { zh: 好灯, en: a good lamp }
    facts: { bright: yes, colour: red }
    measures: { life: { n: 200, share: { value: 190/200, lower: "0.91", upper: "0.98" } } }
    findings: { R2: yes }
    expect: { good: satisfied }
`

export interface Shares {
  readonly value?: string
  readonly lower?: string
  readonly upper?: string
  readonly n?: number
}

/** A lamp that conforms, unless the shares say otherwise: certain below 0.9, or not certain on either side of it. */
export function lampSubject({ value = '190/200', lower = '0.91', upper = '0.98', n = 200 }: Shares = {}): string {
  return `id: acme/my-lamp
title: { zh: 我的灯, en: My lamp }
version: "3"
facts: { bright: yes, colour: red }
findings: { R2: { satisfied: yes, evidence: document } }
measurements: { life: { n: ${n}, evidence: record, share: { value: ${value}, lower: "${lower}", upper: "${upper}" } } }
`
}

/** The standard in `<folder>/acme/lamp`; returns its folder. */
export function writeLamp(folder: string, text = lamp, cases = lampCases): string {
  const at = join(folder, 'acme', 'lamp')
  mkdirSync(at, { recursive: true })
  writeFileSync(join(at, 'standard.yaml'), text)
  writeFileSync(join(at, 'standard.test.yaml'), cases)
  return at
}
