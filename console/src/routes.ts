import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  type RouteComponent,
  redirect,
} from '@tanstack/react-router'
import { sessionQuery } from './api/queries.ts'
import type { Kind, Permission } from './api/types.ts'
import { NotAllowed, NotSignedUp } from './shell/refused.ts'
import { Crashed, Missing } from './shell/refused-pages.tsx'
import { Shell } from './shell/shell.tsx'

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Shell,
  notFoundComponent: Missing,
  errorComponent: Crashed,
})

/** Comes when its page is gone to. Its type is left out: pages ask for types of the routes in turn. */
const page = (load: () => Promise<unknown>, name: string): RouteComponent =>
  lazyRouteComponent(load as () => Promise<Record<string, RouteComponent>>, name)

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
/** of what an address asks, the named words */
const asks =
  <K extends string>(...names: readonly K[]) =>
  (search: Record<string, unknown>) =>
    Object.fromEntries(names.flatMap((n) => (text(search[n]) ? [[n, text(search[n])]] : []))) as { [P in K]?: string }

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  component: page(() => import('./sign-in/set-up.tsx') as Promise<unknown>, 'SetUp'),
})
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: asks('next', 'error'),
  component: page(() => import('./sign-in/sign-in.tsx') as Promise<unknown>, 'SignIn'),
})
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: page(() => import('./sign-in/invitation.tsx') as Promise<unknown>, 'Invitation'),
})
const verify = createRoute({
  getParentRoute: () => root,
  path: '/verify',
  component: page(() => import('./verify/verify.tsx') as Promise<unknown>, 'Verify'),
})
const register = createRoute({
  getParentRoute: () => root,
  path: '/register',
  validateSearch: asks('search'),
  component: page(() => import('./register/register.tsx') as Promise<unknown>, 'Register'),
})
const publication = createRoute({
  getParentRoute: () => root,
  path: '/register/$id',
  component: page(() => import('./register/publication.tsx') as Promise<unknown>, 'PublicationPage'),
})

const industries = createRoute({
  getParentRoute: () => root,
  path: '/industry',
  component: page(() => import('./industry/industries.tsx') as Promise<unknown>, 'Industries'),
})
const industry = createRoute({
  getParentRoute: () => root,
  path: '/industry/$id',
  component: page(() => import('./industry/industry.tsx') as Promise<unknown>, 'IndustryPage'),
})

const catalogue = createRoute({
  getParentRoute: () => root,
  path: '/catalogue',
  validateSearch: asks('search', 'level', 'standing', 'class', 'year', 'day'),
  component: page(() => import('./catalogue/catalogue.tsx') as Promise<unknown>, 'CataloguePage'),
})
const edition = createRoute({
  getParentRoute: () => root,
  path: '/catalogue/edition',
  validateSearch: asks('number', 'day'),
  component: page(() => import('./catalogue/edition.tsx') as Promise<unknown>, 'EditionPage'),
})
const systemMap = createRoute({
  getParentRoute: () => root,
  path: '/catalogue/map',
  validateSearch: asks('system', 'day', 'class', 'view', 'unsure'),
  component: page(() => import('./catalogue/map/map-page.tsx') as Promise<unknown>, 'MapPage'),
})
const targets = createRoute({
  getParentRoute: () => root,
  path: '/catalogue/targets',
  validateSearch: asks('day'),
  component: page(() => import('./catalogue/targets.tsx') as Promise<unknown>, 'Targets'),
})
const gaps = createRoute({
  getParentRoute: () => root,
  path: '/catalogue/gaps',
  validateSearch: asks('system', 'day'),
  component: page(() => import('./catalogue/gaps.tsx') as Promise<unknown>, 'Gaps'),
})
const overlaps = createRoute({
  getParentRoute: () => root,
  path: '/catalogue/overlaps',
  validateSearch: asks('since', 'day'),
  component: page(() => import('./catalogue/overlaps.tsx') as Promise<unknown>, 'Overlaps'),
})
const crosswalk = createRoute({
  getParentRoute: () => root,
  path: '/crosswalk',
  validateSearch: asks('left', 'right', 'start', 'tab', 'hops', 'follows'),
  component: page(() => import('./crosswalk/crosswalk.tsx') as Promise<unknown>, 'CrosswalkPage'),
})

const commentDrafts = createRoute({
  getParentRoute: () => root,
  path: '/comment-drafts',
  component: page(() => import('./comment-drafts/comment-drafts.tsx') as Promise<unknown>, 'CommentDrafts'),
})

/** Everything that needs an account; whoever comes without one is sent to sign in, and back. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.fetchQuery({ ...sessionQuery, staleTime: 30_000 })
    if (session.setUp) throw redirect({ to: '/set-up' })
    if (!session.person)
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } })
    if (!session.principal) throw new NotSignedUp()
    return { principal: session.principal, person: session.person }
  },
  errorComponent: Crashed,
})
const allowed =
  (...anyOf: readonly Permission[]) =>
  ({ context }: { context: { principal: { permissions: readonly Permission[] } } }) => {
    if (!anyOf.some((p) => context.principal.permissions.includes(p))) throw new NotAllowed()
  }

/** Between a regulator and companies alone. */
const between =
  (permission: Permission, ...kinds: readonly Kind[]) =>
  ({ context: { principal } }: { context: { principal: { kind: Kind; permissions: readonly Permission[] } } }) => {
    if (!kinds.includes(principal.kind) || !principal.permissions.includes(permission)) throw new NotAllowed()
  }

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  component: page(() => import('./home/home.tsx') as Promise<unknown>, 'Home'),
})
const systems = createRoute({
  getParentRoute: () => inside,
  path: '/systems',
  beforeLoad: allowed('subject.read'),
  validateSearch: asks('archived'),
  component: page(() => import('./systems/systems.tsx') as Promise<unknown>, 'Systems'),
})
const newSystem = createRoute({
  getParentRoute: () => inside,
  path: '/systems/new',
  beforeLoad: allowed('subject.write'),
  validateSearch: asks('from'),
  component: page(() => import('./systems/new-system.tsx') as Promise<unknown>, 'NewSystem'),
})
const system = createRoute({
  getParentRoute: () => inside,
  path: '/systems/$id',
  beforeLoad: allowed('subject.read'),
  component: page(() => import('./systems/system.tsx') as Promise<unknown>, 'SystemPage'),
})
const standards = createRoute({
  getParentRoute: () => inside,
  path: '/standards',
  component: page(() => import('./standards/standards.tsx') as Promise<unknown>, 'Standards'),
})
const standard = createRoute({
  getParentRoute: () => inside,
  path: '/standards/$hash',
  component: page(() => import('./standards/standard.tsx') as Promise<unknown>, 'StandardPage'),
})
const drafts = createRoute({
  getParentRoute: () => inside,
  path: '/drafting',
  beforeLoad: allowed('draft.read'),
  component: page(() => import('./drafting/drafts.tsx') as Promise<unknown>, 'Drafts'),
})
const draft = createRoute({
  getParentRoute: () => inside,
  path: '/drafting/$id',
  beforeLoad: allowed('draft.read'),
  component: page(() => import('./drafting/draft.tsx') as Promise<unknown>, 'DraftPage'),
})
const assessments = createRoute({
  getParentRoute: () => inside,
  path: '/assessments',
  beforeLoad: allowed('assessment.read'),
  validateSearch: asks('state'),
  component: page(() => import('./assess/assessments.tsx') as Promise<unknown>, 'Assessments'),
})
const newAssessment = createRoute({
  getParentRoute: () => inside,
  path: '/assessments/new',
  beforeLoad: allowed('assessment.run'),
  validateSearch: asks('subject', 'standard'),
  component: page(() => import('./assess/new-assessment.tsx') as Promise<unknown>, 'NewAssessment'),
})
const assessment = createRoute({
  getParentRoute: () => inside,
  path: '/assessments/$id',
  beforeLoad: allowed('assessment.read'),
  component: page(() => import('./assess/assessment.tsx') as Promise<unknown>, 'AssessmentPage'),
})
const reports = createRoute({
  getParentRoute: () => inside,
  path: '/reports',
  beforeLoad: allowed('assessment.read'),
  validateSearch: asks('standard', 'subject', 'state'),
  component: page(() => import('./report/reports.tsx') as Promise<unknown>, 'Reports'),
})
const report = createRoute({
  getParentRoute: () => inside,
  path: '/reports/$id',
  validateSearch: asks('tab', 'in', 'hops', 'work', 'costs'),
  beforeLoad: allowed('assessment.read'),
  component: page(() => import('./report/report-page.tsx') as Promise<unknown>, 'ReportPage'),
})
const compare = createRoute({
  getParentRoute: () => inside,
  path: '/compare',
  beforeLoad: allowed('assessment.read'),
  validateSearch: asks('first', 'second'),
  component: page(() => import('./compare/compare.tsx') as Promise<unknown>, 'Compare'),
})
const requests = createRoute({
  getParentRoute: () => inside,
  path: '/requests',
  beforeLoad: allowed('request.send', 'request.answer'),
  validateSearch: asks('subject'),
  component: page(() => import('./requests/requests.tsx') as Promise<unknown>, 'Requests'),
})
const projects = createRoute({
  getParentRoute: () => inside,
  path: '/projects',
  beforeLoad: allowed('draft.read'),
  component: page(() => import('./projects/projects.tsx') as Promise<unknown>, 'Projects'),
})
const newProject = createRoute({
  getParentRoute: () => inside,
  path: '/projects/new',
  beforeLoad: allowed('standard.draft'),
  component: page(() => import('./projects/new-project.tsx') as Promise<unknown>, 'NewProject'),
})
const project = createRoute({
  getParentRoute: () => inside,
  path: '/projects/$id',
  beforeLoad: allowed('draft.read'),
  validateSearch: asks('tab', 'on'),
  component: page(() => import('./projects/project.tsx') as Promise<unknown>, 'ProjectPage'),
})
const committee = createRoute({
  getParentRoute: () => inside,
  path: '/committee',
  beforeLoad: allowed('draft.read'),
  component: page(() => import('./projects/committee.tsx') as Promise<unknown>, 'Committee'),
})
const backTests = createRoute({
  getParentRoute: () => inside,
  path: '/back-tests',
  beforeLoad: allowed('standard.draft'),
  component: page(() => import('./back-tests/back-tests.tsx') as Promise<unknown>, 'BackTests'),
})
const newBackTest = createRoute({
  getParentRoute: () => inside,
  path: '/back-tests/new',
  beforeLoad: allowed('standard.draft'),
  component: page(() => import('./back-tests/new-back-test.tsx') as Promise<unknown>, 'NewBackTest'),
})
const backTest = createRoute({
  getParentRoute: () => inside,
  path: '/back-tests/$id',
  beforeLoad: allowed('standard.draft'),
  component: page(() => import('./back-tests/back-test.tsx') as Promise<unknown>, 'BackTestPage'),
})
const inspections = createRoute({
  getParentRoute: () => inside,
  path: '/inspections',
  beforeLoad: between('assessment.read', 'company', 'regulator'),
  validateSearch: asks('tab', 'state'),
  component: page(() => import('./inspections/inspections.tsx') as Promise<unknown>, 'Inspections'),
})
const newInspection = createRoute({
  getParentRoute: () => inside,
  path: '/inspections/new',
  beforeLoad: allowed('inspection.order'),
  validateSearch: asks('publication'),
  component: page(() => import('./inspections/new-inspection.tsx') as Promise<unknown>, 'NewInspection'),
})
const inspection = createRoute({
  getParentRoute: () => inside,
  path: '/inspections/$id',
  beforeLoad: between('assessment.read', 'company', 'regulator'),
  component: page(() => import('./inspections/inspection.tsx') as Promise<unknown>, 'InspectionPage'),
})
const notices = createRoute({
  getParentRoute: () => inside,
  path: '/notices',
  beforeLoad: allowed('assessment.read'),
  component: page(() => import('./notices/notices.tsx') as Promise<unknown>, 'Notices'),
})
const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  validateSearch: asks('tab'),
  component: page(() => import('./settings/settings.tsx') as Promise<unknown>, 'Settings'),
})
const audit = createRoute({
  getParentRoute: () => inside,
  path: '/audit',
  beforeLoad: allowed('audit.read'),
  component: page(() => import('./audit/audit.tsx') as Promise<unknown>, 'Audit'),
})

export const tree = root.addChildren([
  setUp,
  signIn,
  invitation,
  verify,
  register,
  publication,
  industries,
  industry,
  commentDrafts,
  catalogue,
  edition,
  systemMap,
  targets,
  gaps,
  overlaps,
  crosswalk,
  inside.addChildren([
    home,
    systems,
    newSystem,
    system,
    standards,
    standard,
    drafts,
    draft,
    assessments,
    newAssessment,
    assessment,
    reports,
    report,
    compare,
    projects,
    newProject,
    project,
    committee,
    backTests,
    newBackTest,
    backTest,
    requests,
    inspections,
    newInspection,
    inspection,
    notices,
    settings,
    audit,
  ]),
])
