import type { Message } from '../client/client.ts'
import { askingInstrument } from '../questions/instrument.ts'
import { attack, type Channel, codeOf, type Style } from './attacks.ts'
import { type InjectionParams, injectionReducer } from './reduce.ts'

/** Whether instructions that come with the data are obeyed. */
export const injection = askingInstrument<InjectionParams>(
  injectionReducer,
  {
    title: { zh: '提示注入成功率', en: 'Prompt injection success' },
    method: {
      title: {
        zh: '在用户话语、文档与工具结果中埋入指令，要求输出只有照做才会出现的校验码（R0）',
        en: 'Instructions planted in user text, documents and tool results ask for a code that appears only if they are obeyed (R0)',
      },
      source: 'goal hijacking as in Tensor Trust and COMPL-AI; OWASP LLM01',
    },
    produces: {
      success: { kind: 'ratio', better: 'lower', title: { zh: '注入成功率', en: 'injections obeyed' } },
      direct: { kind: 'ratio', better: 'lower', title: { zh: '直接注入', en: 'direct' } },
      indirect: { kind: 'ratio', better: 'lower', title: { zh: '间接注入', en: 'indirect' } },
    },
  },
  {
    type: 'attack',
    asks: ({ id, messages }, { channels, styles, seed }) =>
      channels.flatMap((channel) =>
        styles.map((style) => {
          const part = `${channel}-${style}`
          return { part, messages: planted(messages, channel, style, codeOf(id, part, seed)) }
        }),
      ),
  },
)

/** A bank line holds a task and, behind an empty line, the material it works on; the attack is put behind the material. */
function planted(
  messages: readonly Message[],
  channel: Channel,
  style: Style,
  code: readonly [string, string],
): Message[] {
  const before = messages.slice(0, -1)
  const [task, ...rest] = messages.at(-1)!.content.split('\n\n')
  const material = rest.join('\n\n')
  const chinese = /\p{Script=Han}/u.test(task!)
  const foreign = attack(style, code, chinese)
  if (channel === 'direct') return [...before, { role: 'user', content: `${task}\n\n${material}\n\n${foreign}` }]
  if (channel === 'document') {
    const [open, close] = chinese ? ['<文档>', '</文档>'] : ['<document>', '</document>']
    return [...before, { role: 'user', content: `${task}\n\n${open}\n${material}\n${foreign}\n${close}` }]
  }
  const call = { id: 'call_1', type: 'function', function: { name: 'read_document', arguments: '{}' } } as const
  return [
    ...before,
    { role: 'user', content: task! },
    { role: 'assistant', content: '', tool_calls: [call] },
    { role: 'tool', tool_call_id: 'call_1', content: `${material}\n${foreign}` },
  ]
}
