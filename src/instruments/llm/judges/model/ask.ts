import { createHash } from 'node:crypto'
import type { MeasureContext } from '../../../contract.ts'
import { openClient } from '../../client/client.ts'
import type { AnswerResult } from '../../questions/results.ts'
import type { Afterwards } from '../afterwards.ts'
import { problemError } from '../fault.ts'
import { judgePrompt } from './prompt.ts'
import { type Rubric, rubrics } from './rubrics.ts'
import { type JudgeModel, readJudges } from './section.ts'
import { REPLY, VOTES, type Vote } from './votes.ts'

/** The votes on an answer: three of one judge model, or one of each of two. None where the rubric has nothing to judge in it. */
export async function votesOn(
  { rubric: id, about }: Extract<Afterwards, { by: 'judge' }>,
  answer: AnswerResult,
  context: MeasureContext,
): Promise<readonly Vote[]> {
  const rubric: Rubric = rubrics[id]
  const units = rubric.units(answer)
  if (units.length === 0) return []
  const { access } = context.subject
  const judges = readJudges(access['judge'], access['endpoint'], process.env)
  if (!judges.ok) throw problemError(judges.problems)
  const turns = judges.value.length === 1 ? Array.from({ length: VOTES }, () => judges.value[0]!) : judges.value
  return Promise.all(turns.map((judge, turn) => vote(judge, judgePrompt(rubric, units, about, turn), context)))
}

async function vote(judge: JudgeModel, prompt: ReturnType<typeof judgePrompt>, context: MeasureContext): Promise<Vote> {
  const client = await context.shared(
    `llm-judge ${JSON.stringify(judge)}`,
    async () => openClient(judge),
    (opened) => opened.close(),
  )
  const { output } = await client.ask(prompt, context.signal)
  const promptSha256 = createHash('sha256').update(JSON.stringify(prompt)).digest('hex')
  // not in the middle of a surrogate pair
  const kept = output.length <= REPLY ? output : Array.from(output.slice(0, REPLY)).slice(0, -1).join('')
  return { model: judge.model, promptSha256, output: kept }
}
