import { readFileSync } from 'node:fs'
import RiveScript from 'rivescript'

/** A rule-based chatbot (RiveScript) as a subject of the endpoint. It reads the last message of the user and remembers nothing from request to request. */
export async function chatbot() {
  const bot = new RiveScript({ utf8: true })
  bot.stream(readFileSync(new URL('chatbot.rive', import.meta.url), 'utf8'), (error) => {
    throw new Error(error)
  })
  bot.sortReplies()
  let asked = 0
  return {
    name: 'chatbot',
    async *answer(messages) {
      const last = messages.findLast((m) => m.role === 'user')?.content ?? ''
      const user = `user-${asked++}`
      const text = await bot.reply(user, last)
      bot.clearUservars(user)
      yield { text }
      return { finish: 'stop', prompt: last.length, completion: text.length }
    },
  }
}
