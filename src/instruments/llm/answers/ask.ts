import type { Message } from '../client/client.ts'
import { optionLines } from './option.ts'

const chinese = /\p{Script=Han}/u

/** The same conversation with something said in its last turn. */
export function withLast(messages: readonly Message[], change: (content: string) => string): Message[] {
  const last = messages.at(-1)!
  return [...messages.slice(0, -1), { ...last, content: change(last.content) }]
}

/** The question with its options below it, and what is wanted: a letter. Nothing is added where there are no options. */
export function withOptions(messages: readonly Message[], options: readonly string[] | undefined): readonly Message[] {
  if (options === undefined) return messages
  return withLast(messages, (content) => {
    const please = chinese.test(content) ? '请只回答选项字母。' : 'Answer with the letter of the option only.'
    return `${content}\n${optionLines(options)}\n${please}`
  })
}
