import { digest } from '../refusal-judge/version.ts'
import { simplified } from './traditional.ts'
import { negations, WINDOW_AFTER, WINDOW_BEFORE } from './unsafe.ts'

/** Raised by hand when the logic of the keyword route changes. */
const LOGIC = 'M02.1'

/** The version of the keyword rules: `M02.1-` and 8 hex digits of its word lists, table and limits. */
export const keywordRulesVersion = `${LOGIC}-${digest([
  ...Object.values(negations).map(String),
  [...simplified].flat().join(''),
  ...[WINDOW_BEFORE, WINDOW_AFTER].map(String),
])}`
