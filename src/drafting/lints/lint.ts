import type { Draft } from '../draft.ts'
import type { Advice } from './advice.ts'
import { cites } from './cites.ts'
import { competition } from './competition.ts'
import { gradesInGuide } from './grades-in-guide.ts'
import { languages } from './languages.ts'
import { limitWithoutUnit } from './limit-without-unit.ts'
import { noTestMethod } from './no-test-method.ts'
import { numbering } from './numbering.ts'
import { otherModal } from './other-modal.ts'
import { references } from './references.ts'
import { requirementOutOfPlace } from './requirement-out-of-place.ts'
import { strength } from './strength.ts'
import { twoRequirements } from './two-requirements.ts'
import { vagueWords } from './vague-words.ts'

const lints = [
  noTestMethod,
  twoRequirements,
  vagueWords,
  limitWithoutUnit,
  requirementOutOfPlace,
  gradesInGuide,
  otherModal,
  strength,
  languages,
  cites,
  competition,
  references,
  numbering,
]

/** All advice on the wording of a draft, in the order of the file. */
export function lintWording(draft: Draft): readonly Advice[] {
  return lints.flatMap((each) => each(draft)).sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end)
}
