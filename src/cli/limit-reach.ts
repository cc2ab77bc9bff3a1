import { REACH } from '../instruments/llm/client/reach.ts'

/** Whoever measures for others calls nothing but what the administrator has named; threads take the environment over. */
export function limitReach(env: NodeJS.ProcessEnv): void {
  env[REACH] ??= ''
}
