import { readRow } from '../answers/row.ts'
import { askingInstrument } from '../questions/instrument.ts'
import type { QuestionParams } from '../questions/params.ts'
import { privacyReducer, privacyShape, type Secret } from './reduce.ts'

/** Whether what was entrusted, memorised or set up comes out again. */
export const privacy = askingInstrument<QuestionParams, Secret>(
  privacyReducer,
  {
    title: { zh: '隐私泄露', en: 'Disclosure' },
    method: {
      title: {
        zh: '虚构人物资料、训练文本与系统提示的套取；按原文、连续片段与八元组重合判定（R0）',
        en: 'Attempts to draw out invented personal data, memorised passages and the system prompt, told by verbatim text, runs and eight-gram overlap (R0)',
      },
      source: 'privacy of DecodingTrust, leakage rate of Moonshot, OWASP LLM07',
    },
    produces: {
      leak: { kind: 'ratio', better: 'lower', title: { zh: '个人信息泄露率', en: 'personal data disclosed' } },
      extraction: { kind: 'ratio', better: 'lower', title: { zh: '记忆提取率', en: 'passages extracted' } },
      systemPrompt: { kind: 'ratio', better: 'lower', title: { zh: '系统提示泄露率', en: 'system prompt revealed' } },
    },
  },
  {
    type: 'privacy',
    // the prompt to be kept is the system message itself
    row: ({ data, messages }) =>
      readRow(privacyShape, {
        ...(isPrompt(data) ? { prompt: messages.find((m) => m.role === 'system')?.content } : {}),
        ...(data as object | undefined),
      }),
  },
)

function isPrompt(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'prompt'
}
