import type { Reducer } from './contract.ts'
import { enterpriseReducers } from './enterprise/reducers.ts'
import { genaiReducers } from './genai/reducers.ts'
import { labelReducers } from './label/reducers.ts'
import { llmReducers } from './llm/reducers.ts'
import { railReducers } from './rail/reducers.ts'
import { recognitionReducers } from './recognition/reducers.ts'
import { recordReducers } from './records/reducers.ts'
import { robotReducers } from './robot/reducers.ts'
import { surgicalReducers } from './surgical/reducers.ts'

const families = [
  recognitionReducers,
  llmReducers,
  enterpriseReducers,
  genaiReducers,
  labelReducers,
  railReducers,
  robotReducers,
  surgicalReducers,
  recordReducers,
]

/** The pure halves, by `name@version` and by name: all that verification needs. */
export const reducers: ReadonlyMap<string, Reducer> = new Map(
  families.flat().flatMap((r) => [[`${r.name}@${r.version}`, r] as const, [r.name, r] as const]),
)
