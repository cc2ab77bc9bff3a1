import { z } from 'zod'
import { SPEECH_STEPS } from '../../../metrics/speech-tokens.ts'
import type { QuantityKind } from '../../contract.ts'
import type { Intake } from './utterance.ts'

/** What a standard says about comparing transcripts. Every choice is part of the metric and stands in the report. */
export const speechParams = z.strictObject({
  /** mixed: each hanzi, kana or hangul a token, every other run a word; words: what stands between blanks */
  tokens: z.enum(['mixed', 'words']).default('mixed'),
  /** least edits with the tie rule of RapidFuzz and jiwer, or the weights and ties of NIST sclite */
  alignment: z.enum(['by-definition', 'sclite']).default('by-definition'),
  /** a word `(w)` of a trn or stm reference: text like any other, or it may be left out (sclite -D) */
  optionalWords: z.enum(['literal', 'deletable']).default('literal'),
  /** steps done to both texts, in this fixed order: tags, nfkc, width, case, punctuation, rules, fillers; rules are those of the subject's access */
  normalise: z.array(z.enum(SPEECH_STEPS)).default(['tags', 'nfkc', 'case', 'punctuation']),
  /** tokens that the step fillers drops */
  fillers: z.array(z.string().min(1)).default(['uh', 'um', 'erm', 'hmm', '呃', '嗯']),
  /** an utterance without hypothesis: all deletions, or left out as sclite does */
  missing: z.enum(['deletions', 'excluded']).default('deletions'),
  /** an utterance whose reference holds no token: its insertions count, or it is left out */
  emptyReferences: z.enum(['insertions', 'excluded']).default('insertions'),
  /** section of the subject's access, where a subject has more than one set of transcripts */
  section: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]*$/)
    .default('speech'),
})

export type SpeechParams = z.infer<typeof speechParams>

/** Length of the reference and of the hypothesis, substitutions, deletions, insertions. */
export type Counts = readonly [n: number, m: number, s: number, d: number, i: number]

/** What is kept of an utterance: no text, only counts, first in tokens, then in characters. */
export type Row = readonly [id: string, speaker: string, stratum: string, heard: 0 | 1, tokens: Counts, chars: Counts]

export type SpeechResult =
  | { readonly kind: 'counts'; readonly rows: readonly Row[] }
  | { readonly kind: 'intake'; readonly intake: Intake }

const rate = (zh: string, en: string) => ({ kind: 'ratio', better: 'lower', title: { zh, en } }) as const
const count = (zh: string, en: string) => ({ kind: 'integer', title: { zh, en } }) as const
const group = (of: Readonly<Record<string, QuantityKind>>, zh: string, en: string) =>
  ({
    kind: 'list',
    fields: {
      ...of,
      cer: { kind: 'ratio', better: 'lower', title: { zh: '字错误率', en: 'character error rate' } },
      wer: { kind: 'ratio', better: 'lower', title: { zh: '词（记号）错误率', en: 'word (token) error rate' } },
      utterances: { kind: 'integer', title: { zh: '语句数', en: 'utterances' } },
    },
    title: { zh, en },
  }) as const

export const speechProduces = {
  cer: rate('字错误率', 'character error rate'),
  wer: rate('词（记号）错误率', 'word (token) error rate'),
  cerBySpeaker: rate('字错误率，按说话人整群重抽样', 'character error rate, bounds by whole speakers'),
  werBySpeaker: rate('词（记号）错误率，按说话人整群重抽样', 'word (token) error rate, bounds by whole speakers'),
  sentenceErrors: rate('有错的语句占比', 'share of utterances with an error'),
  characters: count('参考文本字符数', 'characters in the references'),
  tokens: count('参考文本记号数', 'tokens in the references'),
  substitutions: count('替换（记号）', 'substitutions (tokens)'),
  deletions: count('删除（记号）', 'deletions (tokens)'),
  insertions: count('插入（记号）', 'insertions (tokens)'),
  utterances: count('计入的语句', 'utterances that count'),
  missing: count('没有识别结果的语句', 'utterances without hypothesis'),
  extra: count('没有参考文本的识别结果', 'hypotheses without reference'),
  refused: count('不合格式而未读入的行', 'malformed lines not taken'),
  emptyReferences: count('参考文本为空的语句', 'utterances with an empty reference'),
  speakers: group({ speaker: { kind: 'word', title: { zh: '说话人', en: 'speaker' } } }, '各说话人', 'by speaker'),
  strata: group({ stratum: { kind: 'word', title: { zh: '分层', en: 'stratum' } } }, '各分层', 'by stratum'),
} satisfies Record<string, QuantityKind>
