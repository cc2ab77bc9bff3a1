import { acts } from './acts.ts'
import { activity, assess, evidencePart, kindOf, state, verdict } from './assess.ts'
import { audit } from './audit.ts'
import { backTests } from './back-tests.ts'
import { catalogue, knownAs, levelOf, overlapVerdict, placedAs, relationTo, standingOf } from './catalogue.ts'
import { compare } from './compare.ts'
import { authorOf, confidenceOf, crosswalk, rationaleOf, relationOf, weightOf } from './crosswalk.ts'
import { anchored, drafting } from './drafting.ts'
import { elsewhere, provedAs } from './elsewhere.ts'
import { home } from './home.ts'
import { industry } from './industry.ts'
import { actions, inspections } from './inspections.ts'
import { notices } from './notices.ts'
import { kinds, permission, roles } from './people.ts'
import {
  checkWord,
  commentDrafts,
  commentWord,
  conclusionWord,
  deedWord,
  directionWord,
  dispositionWord,
  lifeRole,
  partWord,
  projectFields,
  projects,
} from './projects.ts'
import { register } from './register.ts'
import { report } from './report.ts'
import { requests } from './requests.ts'
import type { Sentences } from './sentences.ts'
import { settings } from './settings.ts'
import { errors, shell } from './shell.ts'
import { invitation, setUp, signIn } from './sign-in.ts'
import { authority, standards } from './standards.ts'
import { systems } from './systems.ts'
import { verify } from './verify.ts'

/** Every sentence of the console, by the task that it belongs to. */
export const sentences = {
  shell,
  errors,
  roles,
  kinds,
  permission,
  signIn,
  setUp,
  invitation,
  home,
  systems,
  standards,
  authority,
  drafting,
  anchored,
  assess,
  evidencePart,
  kindOf,
  state,
  activity,
  verdict,
  report,
  compare,
  backTests,
  projects,
  projectFields,
  lifeRole,
  deedWord,
  directionWord,
  checkWord,
  commentWord,
  dispositionWord,
  partWord,
  conclusionWord,
  commentDrafts,
  requests,
  industry,
  inspections,
  actions,
  notices,
  register,
  verify,
  settings,
  audit,
  acts,
  catalogue,
  standingOf,
  levelOf,
  knownAs,
  placedAs,
  overlapVerdict,
  relationTo,
  crosswalk,
  relationOf,
  rationaleOf,
  confidenceOf,
  authorOf,
  elsewhere,
  provedAs,
  weightOf,
} satisfies Readonly<Record<string, Sentences>>
