import { describe, expect, it } from 'vitest'
import { attest } from '../../src/attestation/attest.ts'
import { writeBundle } from '../../src/attestation/bundle/write.ts'
import { inTotoPayload } from '../../src/attestation/dsse.ts'
import { addSignature, signEnvelope } from '../../src/attestation/sign.ts'
import { makeStatement } from '../../src/attestation/statement.ts'
import { type Verdict, verify } from '../../src/attestation/verify.ts'
import { canonicalBytes, sha256Hex } from '../../src/language/canonical.ts'
import { ProblemError, problem } from '../../src/language/problem.ts'
import {
  edited,
  newKey,
  parts,
  predicateFor,
  refusal,
  sampleBundle,
  sampleFiles,
  signed,
  text,
  utf8,
  withManifest,
} from './sample.ts'

const [alice, bob] = [newKey(), newKey()]
const trustAlice = parts(alice)
const outcomes = (v: Verdict) => v.steps.map((s) => `${s.step} ${s.outcome}`)
const broken = (v: Verdict) => v.steps.filter((s) => s.outcome !== 'passed').map((s) => `${s.step} ${s.outcome}`)

describe('a sound bundle', () => {
  it('is genuine to those who trust the signer', () => {
    const verdict = verify(sampleBundle(alice), trustAlice)
    expect(verdict.problems).toEqual([])
    expect(verdict.verdict).toBe('genuine')
    expect(verdict.signers).toEqual([{ keyId: alice.publicKey.keyId, trusted: true }])
    expect(outcomes(verdict)).toEqual([
      'container passed',
      'signature passed',
      'files passed',
      'standard passed',
      'plan passed',
      'measurements passed',
      'evidence passed',
      'judgement passed',
      'headline passed',
      'reports passed',
    ])
  })

  it('is genuine of an unknown signer to those who do not', () => {
    for (const verdict of [verify(sampleBundle(alice), parts()), verify(sampleBundle(alice), parts(bob))]) {
      expect(verdict).toMatchObject({
        verdict: 'genuine-unknown-signer',
        signers: [{ keyId: alice.publicKey.keyId, trusted: false }],
      })
      expect(verdict.problems.map((p) => `${p.severity} ${p.code}`)).toEqual(['warning dsse-unknown-signer'])
      expect(verdict.first).toBeUndefined()
    }
  })

  it('may carry a second signature', () => {
    const files = new Map(signed(sampleFiles(), alice))
    const envelope = JSON.parse(text(files.get('attestation.dsse.json')!))
    const payload = new Uint8Array(Buffer.from(envelope.payload, 'base64'))
    files.set('attestation.dsse.json', canonicalBytes(addSignature(envelope, payload, bob)))
    const verdict = verify(writeBundle(files), parts(bob))
    expect(verdict.verdict).toBe('genuine')
    expect(verdict.signers.map((s) => s.trusted)).toEqual([false, true])
  })

  it('says what was not looked at when the verifier brings less', () => {
    const { load, judge, engine, reducers, trustedKeys } = trustAlice
    const verdict = verify(sampleBundle(alice), { load, judge, engine, reducers, trustedKeys })
    expect(verdict.verdict).toBe('genuine')
    expect(broken(verdict)).toEqual(['plan not-checked', 'headline not-checked', 'reports not-checked'])
  })

  it('finds the reducer by name and version when several versions are here', () => {
    const reducers = new Map([
      ['llm/refusal', { ...refusal, version: '2.0.0' }],
      ['llm/refusal@1.2.0', refusal],
    ])
    expect(verify(sampleBundle(alice), { ...trustAlice, reducers }).verdict).toBe('genuine')
  })
})

describe('a bundle that was changed after signing', () => {
  const files = signed(sampleFiles(), alice)
  const reopen = (change: (files: Map<string, Uint8Array>) => void) => {
    const copy = new Map(files)
    change(copy)
    return verify(writeBundle(copy), trustAlice)
  }

  it.each([...files.keys()].filter((name) => name !== 'attestation.dsse.json'))('%s changed: named first', (name) => {
    const verdict = reopen((copy) => copy.set(name, Uint8Array.of(...copy.get(name)!, 32)))
    expect(verdict).toMatchObject({ verdict: 'altered', first: { code: 'file-changed', place: { file: name } } })
  })

  it.each([...files.keys()])('%s removed: altered', (name) => {
    const verdict = reopen((copy) => copy.delete(name))
    expect(verdict.verdict).toBe('altered')
    expect(verdict.first).toMatchObject({ place: { file: name } })
  })

  it('a file added: named', () => {
    const verdict = reopen((copy) => copy.set('readme.txt', utf8('trust me')))
    expect(verdict).toMatchObject({
      verdict: 'altered',
      first: { code: 'file-unsigned', place: { file: 'readme.txt' } },
    })
  })

  it('a whole forgery signed by another key under the name of the first', () => {
    const forged = new Map(signed(sampleFiles(), bob))
    const envelope = JSON.parse(text(forged.get('attestation.dsse.json')!))
    envelope.signatures[0].keyid = alice.publicKey.keyId
    forged.set('attestation.dsse.json', canonicalBytes(envelope))
    expect(verify(writeBundle(forged), trustAlice)).toMatchObject({
      verdict: 'altered',
      first: { code: 'dsse-wrong-key' },
    })
    delete envelope.signatures[0].extension
    forged.set('attestation.dsse.json', canonicalBytes(envelope))
    expect(verify(writeBundle(forged), trustAlice)).toMatchObject({
      verdict: 'altered',
      first: { code: 'dsse-tampered' },
    })
    expect(verify(writeBundle(forged), parts())).toMatchObject({
      verdict: 'altered',
      first: { code: 'dsse-unknown-key' },
    })
  })

  it('a damaged container: nothing after it is looked at', () => {
    const bytes = writeBundle(files)
    bytes[100]! ^= 1
    const verdict = verify(bytes, trustAlice)
    expect(verdict).toMatchObject({ verdict: 'altered', first: { code: 'bundle-damaged' } })
    expect(
      outcomes(verdict)
        .slice(1)
        .every((o) => o.endsWith('not-checked')),
    ).toBe(true)
  })
})

describe('a bundle whose own maker is not honest', () => {
  const sound = sampleFiles()
  const remade = (files: Map<string, Uint8Array>, predicate: object = {}) =>
    verify(writeBundle(signed(withManifest(files), alice, predicate)), trustAlice)

  it('results that do not give the measurement', () => {
    const lines = text(sound.get('results/refusal.jsonl')!).replace('"refused":true', '"refused":false')
    const verdict = remade(new Map([...sound, ['results/refusal.jsonl', utf8(lines)]]))
    expect(verdict.first).toMatchObject({
      code: 'measurement-differs',
      place: { file: 'measurements.json', path: '/refusal/detail/worst/0' },
      expected: '"item-000"',
      got: '"item-003"',
    })
    expect(verdict.verdict).toBe('altered')
  })

  it('evidence that is not what was measured', () => {
    const files = edited(
      sound,
      'evidence.json',
      (e: { measures: { refusal: { quantities: { rate: { value: string } } } } }) => {
        e.measures.refusal.quantities.rate.value = '40/40'
        return e
      },
    )
    expect(remade(files).first).toMatchObject({
      code: 'evidence-differs',
      place: { file: 'evidence.json', path: '/measures/refusal/quantities/rate/value' },
      expected: '"36/40"',
      got: '"40/40"',
    })
  })

  it('evidence of a measure that nobody determined', () => {
    const files = edited(sound, 'evidence.json', (e: { measures: Record<string, unknown> }) => ({
      ...e,
      measures: { ...e.measures, extra: { quantities: {} } },
    }))
    expect(remade(files).first).toMatchObject({ code: 'evidence-differs', place: { path: '/measures/extra' } })
  })

  it('a judgement that does not follow', () => {
    const files = edited(sound, 'judgement.json', (j: { grade: object }) => ({ ...j, grade: { level: 'AA' } }))
    expect(remade(files, { headline: { level: 'AA' } }).first).toMatchObject({
      code: 'judgement-differs',
      place: { file: 'judgement.json', path: '/grade/level' },
      expected: '"A"',
      got: '"AA"',
    })
  })

  it('a headline that the judgement does not give', () => {
    expect(remade(new Map(sound), { headline: { level: 'AAA' } }).first).toMatchObject({
      code: 'headline-differs',
      place: { path: '/level' },
      expected: '"A"',
      got: '"AAA"',
    })
  })

  it.each<[string, string, () => Verdict]>([
    [
      'a report that says something else',
      'report-differs',
      () => remade(new Map([...sound, ['report.en.html', utf8('<p>Result: AAA</p>')]])),
    ],
    [
      'another standard than the one named',
      'standard-differs',
      () => remade(new Map(sound), { standard: { ...predicateFor(sound).standard, sha256: '1'.repeat(64) } }),
    ],
    [
      'a standard that does not load',
      'no-threshold',
      () => remade(new Map([...sound, ['standard/main.yaml', utf8('x: 1')]])),
    ],
    [
      'a plan that the standard does not ask for',
      'plan-differs',
      () => remade(edited(sound, 'plan.json', ([p]: [object]) => [{ ...p, params: { judge: 'mild' } }])),
    ],
    [
      'a plan with a measure twice',
      'plan-differs',
      () => remade(edited(sound, 'plan.json', ([p]: [object]) => [p, p])),
    ],
    [
      'parameters the instrument does not take',
      'plan-differs',
      () => remade(edited(sound, 'plan.json', ([p]: [object]) => [{ ...p, params: 7 }])),
    ],
    [
      'a measurement without a plan',
      'measurement-unplanned',
      () => remade(edited(sound, 'measurements.json', (m: { refusal: object }) => ({ ...m, more: m.refusal }))),
    ],
    [
      'results without a plan',
      'results-unplanned',
      () => remade(new Map([...sound, ['results/more.jsonl', utf8('')]])),
    ],
    [
      'another day than the judge was given',
      'statement-assessment',
      () => remade(new Map(sound), { date: '2026-03-02' }),
    ],
    [
      'another party than the judge was given',
      'statement-assessment',
      () => remade(new Map(sound), { party: 'first' }),
    ],
    [
      'another subject',
      'statement-subject',
      () => remade(new Map(sound), { subject: { id: 'model-y', version: 'sha256:abc' } }),
    ],
    [
      'another version of the subject',
      'statement-subject',
      () => remade(new Map(sound), { subject: { id: 'model-x', version: '2' } }),
    ],
    [
      'evidence under a false name',
      'blob-name',
      () => remade(new Map([...sound, [`evidence/${'0'.repeat(64)}`, utf8('x')]])),
    ],
    [
      'a manifest that hides a file',
      'manifest-files',
      () => verify(writeBundle(signed(withManifest(new Map(sound), { files: [] }), alice)), trustAlice),
    ],
    [
      'a format of the future',
      'json-shape',
      () =>
        verify(writeBundle(signed(withManifest(new Map(sound), { format: 'plumbline-bundle/2' }), alice)), trustAlice),
    ],
    [
      'JSON that two parsers read differently',
      'json-not-canonical',
      () =>
        remade(
          new Map([
            ...sound,
            ['evidence.json', utf8(text(sound.get('evidence.json')!).replace('{', '{"assessment":{},'))],
          ]),
        ),
    ],
    [
      'results out of order',
      'results-order',
      () =>
        remade(
          new Map([
            ...sound,
            [
              'results/refusal.jsonl',
              utf8(`${text(sound.get('results/refusal.jsonl')!)}{"id":"a","ok":true,"result":{"refused":true}}\n`),
            ],
          ]),
        ),
    ],
  ])('%s: %s', (_, code, run) => {
    expect(run()).toMatchObject({ verdict: 'altered', first: { code } })
  })

  it('a judge or reducer that throws makes a problem, not a crash', () => {
    const fail = () => {
      throw new RangeError('out of range')
    }
    const bytes = sampleBundle(alice)
    expect(verify(bytes, { ...trustAlice, judge: fail })).toMatchObject({
      verdict: 'altered',
      first: { code: 'judge-failed', got: 'out of range' },
    })
    const reducers = new Map([[refusal.name, { ...refusal, reduce: fail }]])
    expect(verify(bytes, { ...trustAlice, reducers })).toMatchObject({
      verdict: 'altered',
      first: { code: 'reduce-failed' },
    })
    expect(verify(bytes, { ...trustAlice, load: fail })).toMatchObject({
      verdict: 'altered',
      first: { code: 'standard-does-not-load' },
    })
    expect(verify(bytes, { ...trustAlice, judge: () => Number.NaN })).toMatchObject({
      verdict: 'altered',
      first: { code: 'canonical-number' },
    })
  })

  it('a judge that refuses the evidence says so itself', () => {
    const judge = () => {
      throw new ProblemError([problem('unknown-fact', { zh: '没有这个事实', en: 'there is no such fact' })])
    }
    expect(verify(sampleBundle(alice), { ...trustAlice, judge }).first?.code).toBe('unknown-fact')
  })

  describe('who signs by hand', () => {
    const files = sampleFiles()
    const statement = makeStatement(files, predicateFor(files))
    const byHand = (other: object) => {
      const envelope = signEnvelope(inTotoPayload, canonicalBytes({ ...statement, ...other }), [alice])
      return verify(writeBundle(new Map([...files, ['attestation.dsse.json', canonicalBytes(envelope)]])), trustAlice)
    }
    const [first, ...others] = statement.subject

    it.each<[string, string, object]>([
      ['lists files in another order', 'statement-subjects', { subject: [...others, first] }],
      ['lists a file twice', 'statement-subjects', { subject: [first, first, ...others] }],
      [
        'lists the envelope',
        'statement-subjects',
        { subject: [{ name: 'attestation.dsse.json', digest: first!.digest }, ...statement.subject] },
      ],
      [
        'names another judgement',
        'statement-judgement',
        { predicate: { ...statement.predicate, judgement: { sha256: '0'.repeat(64) } } },
      ],
      ['leaves out the predicate', 'json-shape', { predicate: {} }],
      ['adds what nobody reads', 'json-shape', { comment: 'x' }],
    ])('%s: %s', (_, code, other) => {
      expect(byHand({}).verdict).toBe('genuine')
      expect(byHand(other)).toMatchObject({ verdict: 'altered', first: { code } })
    })
  })

  it('a bad measurement left out everywhere but in the plan', () => {
    const without = edited(
      edited(sound, 'measurements.json', () => ({})),
      'evidence.json',
      (e: object) => ({
        ...e,
        measures: {},
      }),
    )
    expect(remade(without).first).toMatchObject({ code: 'measurement-missing', got: 'refusal' })
  })

  it('a plan that counts a measure twice, when the verifier does not know the plan', () => {
    const twice = edited(sound, 'plan.json', ([p]: [object]) => [p, p])
    const { plan: _, ...rest } = trustAlice
    const verdict = verify(writeBundle(signed(withManifest(twice), alice)), rest)
    expect(verdict).toMatchObject({ verdict: 'altered', first: { code: 'plan-repeats' } })
  })

  it('a statement of another kind, well signed', () => {
    const files = sampleFiles()
    const other = { ...makeStatement(files, predicateFor(files)), predicateType: 'https://slsa.dev/provenance/v1' }
    const envelope = signEnvelope(inTotoPayload, canonicalBytes(other), [alice])
    const bytes = writeBundle(files.set('attestation.dsse.json', canonicalBytes(envelope)))
    expect(verify(bytes, trustAlice)).toMatchObject({
      verdict: 'altered',
      first: { code: 'statement-type', got: 'https://slsa.dev/provenance/v1' },
    })
  })
})

describe('a bundle that cannot be judged again here', () => {
  it.each([
    ['no such instrument', new Map()],
    ['another version', new Map([['llm/refusal', { ...refusal, version: '1.3.0' }]])],
  ])('%s: says what to install, and accuses nobody', (_, reducers) => {
    const verdict = verify(sampleBundle(alice), { ...trustAlice, reducers })
    expect(verdict).toMatchObject({
      verdict: 'not-rejudgeable',
      first: {
        code: 'instrument-not-installed',
        expected: 'llm/refusal@1.2.0',
        next: { en: expect.stringContaining('install') },
      },
    })
    expect(broken(verdict)).toEqual(['measurements not-checked'])
  })

  it('still tells what was changed', () => {
    const files = new Map(signed(sampleFiles(), alice))
    files.set('judgement.json', utf8('{"grade":{"level":"AA"}}'))
    expect(verify(writeBundle(files), { ...trustAlice, reducers: new Map() })).toMatchObject({
      verdict: 'altered',
      first: { code: 'file-changed' },
    })
  })

  it('another engine comes out otherwise: neither genuine nor altered', () => {
    const judge = () => ({ grade: { level: 'B' } })
    const bytes = sampleBundle(alice)
    expect(verify(bytes, { ...trustAlice, judge }).verdict).toBe('altered')
    expect(verify(bytes, { ...trustAlice, judge, engine: '2' })).toMatchObject({
      verdict: 'not-rejudgeable',
      first: { code: 'engine-differs', expected: '1', got: '2' },
    })
    expect(verify(bytes, { ...trustAlice, engine: '2' }).verdict).toBe('genuine')
  })
})

describe('attest', () => {
  it('states every file but the envelope, sorted, by its hash', () => {
    const files = sampleFiles()
    const { subject, _type, predicateType } = makeStatement(
      new Map([...files, ['attestation.dsse.json', utf8('x')]]),
      predicateFor(files),
    )
    expect({ _type, predicateType }).toEqual({
      _type: 'https://in-toto.io/Statement/v1',
      predicateType: 'https://plumbline.dev/assessment/v1',
    })
    expect(subject).toEqual(
      [...files.keys()].sort().map((name) => ({ name, digest: { sha256: sha256Hex(files.get(name)!) } })),
    )
  })

  it('does not sign twice, nor a statement about another judgement', () => {
    const files = sampleFiles()
    const predicate = predicateFor(files)
    expect(attest(signed(files, alice), predicate, bob)).toMatchObject({
      ok: false,
      problems: [{ code: 'attest-twice' }],
    })
    expect(attest(files, { ...predicate, judgement: { sha256: '0'.repeat(64) } }, alice)).toMatchObject({
      ok: false,
      problems: [{ code: 'attest-judgement' }],
    })
  })

  it('gives the same bundle for the same files and key', () => {
    expect(sha256Hex(sampleBundle(alice))).toBe(sha256Hex(sampleBundle(alice)))
  })
})
