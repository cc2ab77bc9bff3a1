import { createInterface } from 'node:readline'
import { setPassword } from '../../server/sign-in/set-password.ts'
import type { Common } from '../console.ts'
import { withEngine } from './with-engine.ts'

/** 0 where the person has the new password. */
export function setPasswordOf(
  email: string,
  o: { readonly data: string; readonly factor: boolean },
  common: Common,
): Promise<number> {
  return withEngine(o.data, common, async (c, engine) => {
    if (process.stdin.isTTY) c.note(c.say('新口令（会显示在屏幕上）：', 'New password (it is shown as you type):'))
    const set = await setPassword(engine, email, await firstLine(), !o.factor)
    if (!set.ok) return c.refuse(set.problems)
    c.out(c.say(`${email} 有了新口令，此前的登录全部失效`, `${email} has a new password, and is signed out everywhere`))
    return 0
  })
}

async function firstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin })
  for await (const line of lines) {
    lines.close()
    return line
  }
  return ''
}
