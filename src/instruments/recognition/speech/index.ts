import { createHash } from 'node:crypto'
import { type Problem, ProblemError, problem, warning } from '../../../language/problem.ts'
import { tokenRules } from '../../../metrics/speech-tokens.ts'
import type { Instrument, Item } from '../../contract.ts'
import { refusalWarnings } from '../files/source.ts'
import { accessOf } from './access.ts'
import { type Comparison, comparisonOf, rowOf } from './count.ts'
import { type SpeechParams, type SpeechResult, speechProduces } from './params.ts'
import { rulesOf, utterancesOf } from './read/join.ts'
import { SpeechSource } from './read/source.ts'
import { speechReducer } from './reduce.ts'
import type { Intake, Utterance } from './utterance.ts'

/** Utterances of one item; a result of this size is some 40 KB. */
const AT_ONCE = 500

/** A part of the utterances with what is done to them, or what reading came to. */
type SpeechItem = Item &
  (
    | { readonly utterances: readonly Utterance[]; readonly comparison: Comparison }
    | { readonly intake: Intake; readonly utterances?: undefined }
  )

/** Compares the transcripts of a speech recogniser with their references. */
export const speech: Instrument<SpeechParams, SpeechItem, SpeechResult> = {
  ...speechReducer,
  title: { zh: '语音识别', en: 'speech recognition' },
  method: {
    title: {
      zh: '按声明的规范化步骤与记号规则求替换、删除、插入；错误率为全体之和的比',
      en: 'substitutions, deletions and insertions under declared steps and tokens; rates are ratios of sums over all utterances',
    },
    source:
      'NIST SCTK 2.4.10 (sclite); Levenshtein with the tie rule of RapidFuzz and jiwer; mixed tokens as in WeNet compute-wer',
  },
  produces: speechProduces,
  material: (fixed) => String(fixed['section'] ?? 'speech'),
  async check(subject, params) {
    const access = accessOf(subject, params.section)
    if (!access.ok) return access.problems
    const asked = params.normalise.includes('rules')
    if (asked !== (access.value.rules !== undefined)) return [rulesApart(asked, params.section)]
    const source = new SpeechSource(subject.folder, params.section)
    let read = 0
    try {
      await rulesOf(access.value, source)
      for await (const _ of utterancesOf(access.value, source)) read++
    } catch (error) {
      if (error instanceof ProblemError) return error.problems
      throw error
    }
    return read === 0 ? [nothing(params.section)] : warnings(source.intake())
  },
  async *items(subject, params) {
    const access = accessOf(subject, params.section)
    if (!access.ok) throw new ProblemError(access.problems)
    const source = new SpeechSource(subject.folder, params.section)
    const comparison = comparisonOf(params, tokenRules(await rulesOf(access.value, source), comparisonOf(params)))
    let part = 0
    let utterances: Utterance[] = []
    const item = () => ({
      id: idOf(String(part++).padStart(5, '0'), { utterances, comparison }),
      utterances,
      comparison,
    })
    for await (const utterance of utterancesOf(access.value, source)) {
      utterances.push(utterance)
      if (utterances.length < AT_ONCE) continue
      yield item()
      utterances = []
    }
    if (utterances.length > 0) yield item()
    const intake = source.intake()
    yield { id: idOf('intake', intake), intake }
  },
  measure: async (item) =>
    item.utterances === undefined
      ? { kind: 'intake', intake: item.intake }
      : { kind: 'counts', rows: item.utterances.map((u) => rowOf(u, item.comparison)) },
}

/** The hash makes it another item when the files change under a run that goes on. */
function idOf(part: string, content: object): string {
  return `${part}-${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12)}`
}

function warnings(intake: Intake): readonly Problem[] {
  const { extra, extraIds } = intake
  const left = warning(
    'speech-extra',
    { zh: '有的识别结果没有参考文本，不计入', en: 'some hypotheses have no reference and do not count' },
    { got: `${extra}: ${extraIds.slice(0, 3).join(', ')}` },
  )
  return extra > 0 ? [...refusalWarnings(intake), left] : refusalWarnings(intake)
}

function nothing(section: string): Problem {
  return problem(
    'speech-nothing',
    { zh: '没有读到一条可计的语句', en: 'not one utterance could be read' },
    {
      next: {
        zh: `检查 access.${section} 的 format 与文件`,
        en: `check format and files under access.${section}`,
      },
    },
  )
}

/** Replacing words changes the rate: the standard says whether it is done, the subject with which file, or neither. */
function rulesApart(asked: boolean, section: string): Problem {
  return problem(
    'speech-rules',
    asked
      ? {
          zh: '标准要求按规则替换，对象没有写明规则文件',
          en: 'the standard asks for rules, the subject names no file of them',
        }
      : {
          zh: '对象写了规则文件，标准没有规定按规则替换',
          en: 'the subject names a file of rules, the standard does not ask for them',
        },
    {
      expected: asked ? `access.${section}.rules: file.glm` : `no access.${section}.rules`,
      next: {
        zh: `使 normalise 的 rules 与 access.${section}.rules 一致`,
        en: `make normalise (rules) and access.${section}.rules agree`,
      },
    },
  )
}
