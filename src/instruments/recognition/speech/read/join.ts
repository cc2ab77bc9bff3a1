import { ProblemError, problem } from '../../../../language/problem.ts'
import type { Parsed } from '../../files/refusal.ts'
import type { SpeechAccess } from '../access.ts'
import type { Utterance } from '../utterance.ts'
import {
  ctmLine,
  glmLine,
  kaldiLine,
  type Segment,
  stmLine,
  type Transcript,
  trnHypothesis,
  trnLine,
  type Word,
} from './forms.ts'
import { pairsOf } from './pairs.ts'
import { MOST_CHARACTERS, type SpeechSource, tooLong } from './source.ts'

/** Utterances in the order of the references, each with its hypothesis. What was left out is known to `source` when all are read. */
export async function* utterancesOf(access: SpeechAccess, source: SpeechSource): AsyncGenerator<Utterance> {
  switch (access.format) {
    case 'pairs':
      return yield* pairsOf(source, access.pairs)
    case 'stm-ctm':
      return yield* segmentsOf(access.references, access.hypotheses, source)
    case 'trn':
      return yield* joined(access.references, access.hypotheses, [trnLine, trnHypothesis], new Map(), source)
    case 'kaldi': {
      const speakers = new Map<string, string>()
      if (access.speakers !== undefined)
        for await (const { id, text } of source.read(access.speakers, kaldiLine)) speakers.set(id, text)
      yield* joined(access.references, access.hypotheses, [kaldiLine, kaldiLine], speakers, source)
    }
  }
}

type Form = (line: string) => Parsed<Transcript>

/** Two files of transcripts joined by id. */
async function* joined(
  references: string,
  hypotheses: string,
  [reference, hypothesis]: readonly [Form, Form],
  speakers: ReadonlyMap<string, string>,
  source: SpeechSource,
): AsyncGenerator<Utterance> {
  const heard = new Map<string, string>()
  for await (const { id, text } of source.read(hypotheses, once(hypothesis))) heard.set(id, text)
  for await (const { id, text, speaker, ...mark } of source.read(references, once(reference))) {
    const said = heard.get(id) ?? null
    heard.delete(id)
    yield { id, reference: text, hypothesis: said, speaker: speakers.get(id) ?? speaker, stratum: '', ...mark }
  }
  source.leftOver(heard.keys())
}

/** Refuses a second line under the same id, and transcripts that are too long. */
function once(parse: (line: string) => Parsed<Transcript>): (line: string) => Parsed<Transcript> {
  const seen = new Set<string>()
  return (line) => {
    const got = parse(line)
    if (got === undefined || 'expected' in got) return got
    if (seen.has(got.id)) return { expected: 'id: not listed before' }
    if (tooLong(got.text)) return { expected: `at most ${MOST_CHARACTERS} characters` }
    seen.add(got.id)
    return got
  }
}

/**
 * Words of a ctm joined to the segments of a stm as sclite joins them: within a file and channel, in order of time, a word belongs to the
 * first segment that ends after the word's middle; what comes after the last segment belongs to the last. So a word in a gap is an insertion
 * in the segment that follows. Words in segments marked IGNORE_TIME_SEGMENT_IN_SCORING are dropped with them.
 */
async function* segmentsOf(references: string, hypotheses: string, source: SpeechSource): AsyncGenerator<Utterance> {
  const words = new Map<string, Word[]>()
  for await (const word of source.read(hypotheses, ctmLine)) {
    const own = words.get(word.stream)
    if (own) own.push(word)
    else words.set(word.stream, [word])
  }
  const streams = new Map<string, Segment[]>()
  for await (const segment of source.read(references, stmLine)) {
    const own = streams.get(segment.stream)
    if (own) own.push(segment)
    else streams.set(segment.stream, [segment])
  }
  for (const [stream, segments] of streams) {
    segments.sort((a, b) => a.begin - b.begin || a.end - b.end)
    const heard = (words.get(stream) ?? []).sort((a, b) => a.middle - b.middle)
    words.delete(stream)
    let next = 0
    for (const [k, segment] of segments.entries()) {
      const from = next
      const last = k === segments.length - 1
      while (next < heard.length && (last || heard[next]!.middle < segment.end)) next++
      const text = heard.slice(from, next).map((w) => w.word)
      if (/^IGNORE_TIME_SEGMENT_IN_SCORING$/i.test(segment.text)) source.ignored++
      else yield utteranceOf(stream, k, segment, text.join(' '))
    }
  }
  source.leftOver([...words].flatMap(([stream, heard]) => heard.map((w) => `${stream} ${w.word}`)))
}

function utteranceOf(stream: string, k: number, { text, speaker, labels, marked }: Segment, heard: string): Utterance {
  const id = `${stream} ${String(k).padStart(5, '0')}`
  if (tooLong(text) || tooLong(heard))
    throw new ProblemError([
      problem(
        'speech-segment-long',
        { zh: '这个时间段的文本太长。', en: 'The text of this segment is too long.' },
        { place: { path: id }, expected: `at most ${MOST_CHARACTERS} characters` },
      ),
    ])
  return { id, reference: text, hypothesis: heard, speaker, stratum: labels, ...(marked ? { marked } : {}) }
}

const MOST_RULES = 10_000

/** The replacements of a GLM file in its order, none where no file is named. */
export async function rulesOf(
  access: SpeechAccess,
  source: SpeechSource,
): Promise<readonly (readonly [string, string])[]> {
  const rules: (readonly [string, string])[] = []
  if (access.rules === undefined) return rules
  for await (const { rule } of source.read(access.rules, glmLine)) {
    if (rules.length === MOST_RULES)
      throw new ProblemError([
        problem(
          'speech-rules-many',
          { zh: '替换规则太多。', en: 'There are too many rules.' },
          { place: { file: access.rules }, expected: `at most ${MOST_RULES} rules` },
        ),
      ])
    rules.push(rule)
  }
  return rules
}
