import type { Outcome } from '../../../language/problem.ts'
import type { BankItem, BankType } from '../bank/item.ts'
import type { Message } from '../client/client.ts'
import type { Afterwards, SecondService } from '../judges/afterwards.ts'
import type { QuestionParams } from './params.ts'

/** One conversation that a question of a bank is asked in. */
export interface Ask {
  /** names it among those of its question (`typos`, `clean`): letters, digits, `.`, `-`; empty where there is only one */
  readonly part: string
  readonly messages: readonly Message[]
  /** what the user says after each answer, in order; each is sent with all that was said before */
  readonly followUps?: readonly string[]
  /** whether the log probabilities of the answer are wanted */
  readonly logprobs?: boolean
  /** a server error or a broken answer is the subject's here, and kept as a result instead of counting for the set-up */
  readonly faultsCount?: boolean
  /** what a second service does with the answer */
  readonly afterwards?: Afterwards
}

/** A question as it was drawn from its bank. */
export interface Question<Row> {
  readonly id: string
  readonly classId: string
  readonly messages: readonly Message[]
  readonly row: Row
}

/** How an instrument makes conversations of the lines of a bank. All of it is pure: the same line and params give the same asks. */
export interface Probe<P extends QuestionParams = QuestionParams, Row = undefined> {
  /** the instrument's name */
  readonly name: string
  /** type of the lines it asks */
  readonly type: BankType
  /**
   * What `reduce` must know of a line, as JSON: it is kept with the frame, in the evidence. A problem where the line lacks it;
   * file and line are added to its place.
   */
  readonly row?: (item: BankItem, params: P) => Outcome<Row>
  /** the question alone, once, when not given */
  readonly asks?: (question: Question<Row>, params: P) => readonly Ask[]
  /** path of the keyword library that the reducer needs, where it needs one */
  readonly keywords?: (params: P) => string | undefined
  /** the second service that `asks` names with these params */
  readonly second?: (params: P) => SecondService | undefined
  /** how many people are to judge each answer, in the file that `access.review` names; undefined where none are */
  readonly reviewers?: (params: P) => number | undefined
}
