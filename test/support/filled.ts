import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { placeOfClause } from '../../src/drafting/anchors.ts'
import { clausesOf } from '../../src/drafting/clauses.ts'
import type { Outcome } from '../../src/language/problem.ts'
import { readYaml } from '../../src/language/source.ts'
import { hash, walked } from '../../src/life/fixtures/walk.ts'
import type { Deed } from '../../src/life/project/act.ts'
import type { LifeRole } from '../../src/life/roles.ts'
import { type Client, clientOf } from '../../src/server/client.ts'
import type { Browser } from './browser.ts'
import { type Desk, deskOf } from './browser.ts'
import { industrySnapshot } from './industry.ts'
import { example, goodFiles, subject } from './labelled.ts'
import { person } from './people.ts'
import type { Served } from './serving.ts'

/** Somebody with an account: what they may ask by program, and a browser that is signed in. */
export interface Someone {
  readonly name: string
  readonly org: string
  readonly api: Client
  /** under `/api/auth` */
  auth<T>(path: string, body?: object): Promise<T>
  desk(browser: Browser, lang: 'zh' | 'en'): Promise<Desk>
}

/** An installation in use: a company whose system was assessed by itself and by a laboratory, and those who look on. */
export interface Filled {
  readonly people: Readonly<
    Record<
      'owner' | 'manager' | 'administrator' | 'measurer' | 'reviewer' | 'regulator' | 'committee' | 'zone',
      Someone
    >
  >
  readonly standard: string
  readonly subject: string
  /** assessments of the company by where they stand */
  readonly asked: string
  readonly reviewed: string
  readonly attested: string
  readonly reports: readonly [failing: string, conforming: string]
  readonly publication: string
  /** inspections of the company: one for which it has to name the system, and one after its decision, with something to mend */
  readonly ordered: string
  readonly decided: string
  /** of the committee, with a comment */
  readonly draft: string
  /** of the committee; there is too little evidence for it */
  readonly backTest: string
  /** of the committee: open to comments, with one and a ballot */
  readonly project: string
  /** a report on a standard that mappings lead from, with something satisfied and something not */
  readonly mapped: string
  /** tables of an industry that the zone published */
  readonly industry: string
}

/** Every page of the console, each as somebody who works with it and with something on it. */
export const pagesOf = ({
  standard,
  subject,
  asked,
  reviewed,
  attested,
  reports: [failing, conforming],
  publication,
  ordered,
  decided,
  draft,
  backTest,
  project,
  mapped,
  industry,
}: Filled) =>
  [
    ['owner', '/'],
    ['owner', '/systems'],
    ['owner', '/systems/new'],
    ['owner', `/systems/${subject}`],
    ['owner', `/systems/new?from=${subject}`],
    ['owner', '/standards'],
    ['owner', `/standards/${standard}`],
    ['owner', '/assessments'],
    ['owner', '/assessments/new'],
    ['owner', `/assessments/${asked}`],
    ['manager', `/assessments/${reviewed}`],
    ['owner', `/assessments/${attested}`],
    ['owner', `/reports/${failing}`],
    ['manager', `/reports/${conforming}`],
    ['manager', `/compare?first=${failing}&second=${conforming}`],
    ['owner', '/systems?archived=only'],
    ['owner', '/reports'],
    ['owner', '/inspections'],
    ['owner', '/inspections?tab=actions'],
    ['manager', `/inspections/${ordered}`],
    ['manager', `/inspections/${decided}`],
    ['regulator', '/inspections'],
    ['regulator', '/inspections/new'],
    ['regulator', `/inspections/new?publication=${publication}`],
    ['regulator', `/inspections/${decided}`],
    ['regulator', `/register/${publication}`],
    ['owner', '/catalogue'],
    ['owner', '/catalogue?search=trustworthy%20LLM'],
    ['owner', '/catalogue/edition?number=GB%2FT%2045654-2025'],
    ['owner', '/catalogue/map'],
    ['owner', '/catalogue/targets'],
    ['owner', '/catalogue/gaps'],
    ['owner', '/crosswalk'],
    ['owner', '/catalogue/map?view=sunburst&class=B'],
    ['owner', '/catalogue/overlaps'],
    ['owner', '/crosswalk?left=cn-sh%2Fllm-trust&right=iso-42001&tab=inferred'],
    ['owner', `/reports/${conforming}?tab=elsewhere`],
    ['manager', `/reports/${mapped}?tab=elsewhere&in=nist-ai-rmf&costs=nist-ai-rmf%23*%2C2`],
    ['manager', `/reports/${mapped}?tab=elsewhere&in=iso-42001&costs=none%2C1`],
    ['stranger', '/catalogue/overlaps?since=2015-01-01'],
    ['owner', '/requests'],
    ['measurer', '/requests'],
    ['measurer', '/notices'],
    ['owner', '/settings'],
    ['owner', '/settings?tab=security'],
    ['owner', '/settings?tab=members'],
    ['owner', '/settings?tab=tokens'],
    ['manager', '/settings?tab=keys'],
    ['administrator', '/settings?tab=organizations'],
    ['owner', '/audit'],
    ['administrator', '/'],
    ['measurer', '/'],
    ['regulator', '/'],
    ['committee', '/'],
    ['committee', '/drafting'],
    ['committee', `/drafting/${draft}`],
    ['committee', '/projects'],
    ['committee', '/projects/new'],
    ['committee', `/projects/${project}`],
    ['committee', `/projects/${project}?tab=comments`],
    ['committee', `/projects/${project}?tab=ballots`],
    ['committee', `/projects/${project}?tab=history`],
    ['committee', '/committee'],
    ['stranger', '/comment-drafts'],
    ['committee', '/back-tests'],
    ['committee', '/back-tests/new'],
    ['committee', `/back-tests/${backTest}`],
    ['zone', '/industry'],
    ['stranger', `/industry/${industry}`],
    ['zone', '/'],
    ['zone', '/systems/new'],
    ['stranger', '/sign-in'],
    ['stranger', '/sign-in?error=signup_disabled'],
    ['stranger', '/register'],
    ['stranger', `/register/${publication}`],
    ['stranger', '/verify'],
    ['stranger', '/set-up'],
    ['stranger', '/invitation'],
  ] as const

const DAY = '2026-11-22'
const long = {
  zh: '面向城市公共服务热线的多模态智能应答与工单自动分派系统（浦东新区、徐汇区与临港新片区联合试运行版）',
  en: 'Multimodal answering and automatic case assignment for the public service hotline (joint trial of three districts)',
}

/** A system whose lifecycle was looked at: six clauses met, one not. */
const lived = `id: city/lifecycle
title: { zh: 热线生命周期, en: Lifecycle of the hotline }
version: "1"
facts: { grade: general, personalData: no, ethicsListed: no, thirdParty: no, annotation: no, trains: no, onlineLearning: no, operating: no, retiring: no }
findings:
${['LC_G1', 'LC_G2', 'LC_G8', 'LC_1_1', 'LC_2_1', 'LC_6_2'].map((id) => `  ${id}: { satisfied: yes, evidence: record }`).join('\n')}
  LC_G3: { satisfied: no, evidence: record }
`

export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems))
  return outcome.value
}

export async function filled(server: Served): Promise<Filled> {
  const owner = await someone(server, 'Li Na', 'set-up', {
    token: server.address.split('#')[1],
    organization: { kind: 'company', name: { zh: '甲公司', en: 'Company A' } },
  })
  const manager = await invited(server, owner, 'Ann Lee', 'manager')
  const [administration] = (await owner.auth<{ org: string; kind: string }[]>('organization/list')).filter(
    ({ kind }) => kind === 'administrator',
  )
  const administrator = await sameIn(server, owner, administration!.org)
  const found = async (kind: string, zh: string, en: string, name: string) => {
    const { invitation } = await administrator.auth<{ invitation: { token: string } }>('organization/found', {
      kind,
      name: { zh, en },
    })
    return someone(server, name, 'invitation/join', { token: invitation.token })
  }
  const measurer = await found('laboratory', '乙检测中心', 'Laboratory B', 'Wei Chen')
  const regulator = await found('regulator', '丙监管局', 'Authority C', 'Sun Yi')
  const committee = await found('committee', '丁标委会', 'Committee D', 'Qian Er')
  const zone = await found('zone', '戊试点区', 'Zone E', 'Zhou San')
  const reviewer = await invited(server, measurer, 'Zhao Min', 'manager')
  await owner.auth('invitation/create', { role: 'viewer', email: 'colleague@example.org', days: 7 })
  await owner.auth('token/create', { name: 'nightly', scopes: ['subject.read'], days: 30 })

  const { api } = owner
  const standards = must(await api('GET /standards', { query: {} })).items
  const standard = standards.find(({ id }) => id === 'cn/genai-labelling')!.hash
  const files = await Promise.all(
    readdirSync(`${example}/outputs`).map((name) =>
      sent(api, `outputs/${name}`, readFileSync(`${example}/outputs/${name}`)),
    ),
  )
  const good = await sent(api, 'good.jsonl', Buffer.from(goodFiles()))
  const whole = (version: string) =>
    readFileSync(`${example}/subject.yaml`, 'utf8').replace('"2026.11"', `"${version}"`)
  const kept = async (description: string, all: typeof files) =>
    must(await api('POST /subjects', { body: { description, files: all } })).subject
  const system = await kept(subject('2026.10'), files)
  await kept(
    `id: city/hotline\ntitle: { zh: "${long.zh}", en: "${long.en}" }\nversion: "3.2.0-rc.14+build.20261122"\n`,
    [],
  )
  const select = async () => must(await api('POST /assessments', { body: { subject: system, standard, date: DAY } })).id
  const asked = await select()
  await kept(whole('2026.11'), files)
  const failing = await select()
  await measured(api, failing)
  await kept(whole('2026.12').replace('outputs/list.jsonl', 'good.jsonl'), [...files, good])
  const reviewed = await select()
  await measured(api, reviewed)

  const lifecycle = async () => {
    const against = standards.find(({ id }) => id === 'cn-sh/ai-lifecycle')!.hash
    const of = await kept(lived, [])
    const { id } = must(await api('POST /assessments', { body: { subject: of, standard: against, date: DAY } }))
    await measured(api, id)
    return id
  }

  const request = (message: string) =>
    api('POST /requests', { body: { performer: measurer.org, subject: system, standard, message } }).then(must)
  const { id } = await request('请于月底前完成。 / By the end of the month, please.')
  const answer = (accept: boolean, message: string, of: string) =>
    measurer.api('POST /requests/:id/answer', { params: { id: of }, body: { accept, message, date: DAY } }).then(must)
  const attested = (await answer(true, '', id)).assessment!
  await answer(false, '当前排期已满。 / No place before spring.', (await request('再测一次。 / Once more.')).id)
  await request('希望在新版本上线前完成。 / Before the new version goes live.')
  await measured(measurer.api, attested)
  must(
    await reviewer.api('POST /assessments/:id/review', {
      params: { id: attested },
      body: { passed: true, note: '' },
    }),
  )
  must(
    await reviewer.api('POST /assessments/:id/decision', {
      params: { id: attested },
      body: {
        granted: true,
        reason: '按所提供的文件核查。',
        from: DAY,
        until: '2028-11-21',
        surveillance: ['2027-11-22'],
      },
    }),
  )
  const reportOf = async (assessment: string) =>
    must(await api('GET /assessments/:id/reports', { params: { id: assessment } })).items[0]!.id
  must(await api('POST /reports/:id/publish', { params: { id: await reportOf(attested) } }))
  const publication = must(await api('GET /register', { query: {} })).items[0]!.id
  const inspector = await invited(server, regulator, 'He Jun', 'manager')
  const inspect = async (of: { company: string } | { publication: string }) =>
    must(
      await regulator.api('POST /inspections', {
        body: { ...of, standard, basis: '《互联网信息服务算法推荐管理规定》第二十八条', due: '2099-12-31' },
      }),
    ).id
  const ordered = await inspect({ company: owner.org })
  const decided = await inspect({ publication })
  await inspected(regulator, inspector, decided)
  const grading = standards.find(({ id }) => id === 'cn-sh/genai-grading')!.hash
  const draft = readFileSync('examples/draft-back-test/draft.yaml', 'utf8')
  const backTest = must(await committee.api('POST /back-tests', { body: { from: grading, draft } })).id
  const secret = { value: 'a-key-that-is-shown-to-nobody', hosts: ['models.example.org'] }
  must(await api('PUT /secrets/:name', { params: { name: 'MODEL_KEY' }, body: secret }))
  const old = await kept('id: city/old\ntitle: { zh: 旧热线, en: Old hotline }\nversion: "1"\n', [])
  must(await api('POST /subjects/:id/archive', { params: { id: old }, body: { away: true } }))
  const written = await drafted(committee.api, standard)
  return {
    people: { owner, manager, administrator, measurer, reviewer, regulator, committee, zone },
    standard,
    subject: system,
    asked,
    reviewed,
    attested,
    reports: [await reportOf(failing), await reportOf(attested)],
    publication,
    ordered,
    decided,
    draft: written,
    backTest,
    project: await underWay(committee, written),
    mapped: await reportOf(await lifecycle()),
    industry: must(await zone.api('POST /industry', { body: { snapshot: JSON.stringify(industrySnapshot()) } })).id,
  }
}

/** A draft that was begun from a standard, with a comment on its first clause. */
async function drafted(api: Client, basedOn: string): Promise<string> {
  const { files } = must(await api('GET /standards/:hash', { params: { hash: basedOn } }))
  const [[, text]] = files as [[string, string]]
  const { id } = must(await api('POST /drafts', { body: { text, basedOn } }))
  const [clause] = clausesOf(readYaml('standard.yaml', text).raw!).map(placeOfClause)
  const said = {
    version: 1,
    anchor: { id: clause!.id, words: clause!.words },
    body: '限值的依据？ / What is the limit based on?',
  }
  must(await api('POST /drafts/:id/comments', { params: { id }, body: said }))
  return id
}

/** A project that is open to comments, on days of this year, with a comment of the public, a member and a ballot. */
async function underWay({ api }: Someone, draft: string): Promise<string> {
  const { sha256 } = await sent(api, 'draft.txt', Buffer.from('征求意见稿'))
  const [first, ...rest] = walked('S6').acts
  const { id } = must(
    await api('POST /projects', {
      body: { procedure: 'cn-sh-local', role: 'department', deed: first!.deed as Extract<Deed, { what: 'opened' }> },
    }),
  )
  const act = async (role: LifeRole, deed: Deed) =>
    must(
      await api('POST /projects/:id/acts', { params: { id }, body: { role, deed: JSON.parse(JSON.stringify(deed)) } }),
    )
  for (const { role, deed } of rest) await act(role, JSON.parse(JSON.stringify(deed).replaceAll(hash, sha256)))
  await act('drafter', { what: 'handed', kind: 'comment-draft', sha256, name: '征求意见稿.txt' })
  const { version } = must(await api('GET /drafts/:id', { params: { id: draft } }))
  await act('secretariat', { what: 'drafted', draft, version: version.number, sha256: version.sha256 })
  const lint = { role: 'secretariat', wish: { check: 'lint' } } as const
  must(await api('POST /projects/:id/checks', { params: { id }, body: lint }))
  const member = crypto.randomUUID()
  const seat = {
    name: '钱二',
    unit: '上海某研究院',
    part: 'chair',
    from: '2024-01-01',
    until: '2028-12-31',
    committees: 1,
    person: null,
  } as const
  must(await api('PUT /committee/:id', { params: { id: member }, body: seat }))
  const said = {
    clause: '5.1',
    type: 'technical',
    original: '不低于 0.95',
    proposed: '不低于 0.9',
    reason: '中小企业难以达到',
    submitter: { organization: '某行业协会', contact: '', named: true },
  } as const
  must(await api('POST /comment-drafts/:id/comments', { params: { id }, body: said }))
  await act('secretariat', {
    what: 'ballot-opened',
    ballot: crypto.randomUUID(),
    form: 'letter',
    voters: [member],
    excluded: [],
  })
  return id
}

/** Measured by one of the regulator, decided by the other, with something to mend. */
async function inspected(by: Someone, other: Someone, request: string): Promise<void> {
  const all = must(await by.api('GET /requests', { query: { side: 'sent' } })).items
  const params = { id: all.find(({ id }) => id === request)!.assessment! }
  await measured(by.api, params.id)
  must(await other.api('POST /assessments/:id/review', { params, body: { passed: true, note: '' } }))
  must(await other.api('POST /assessments/:id/decision', { params, body: { granted: false, reason: '须整改。' } }))
  const items = [
    { clause: '5.2', finding: '三张图片没有显式标识。', due: '2099-12-31' },
    { clause: '6.1', finding: '元数据中缺少生成服务的名称。', due: '2026-11-21' },
  ]
  must(await by.api('POST /assessments/:id/corrective-actions', { params, body: { items } }))
}

export async function measured(api: Client, id: string): Promise<void> {
  must(await api('POST /assessments/:id/begin', { params: { id } }))
  for (let tries = 0; tries < 600; tries++) {
    const { state, activity, problems } = must(await api('GET /assessments/:id', { params: { id } }))
    if (state === 'review') return
    if (activity === 'failed') throw new Error(JSON.stringify(problems))
    await new Promise((later) => setTimeout(later, 50))
  }
  throw new Error('it is not measured')
}

async function sent(api: Client, path: string, bytes: Uint8Array) {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const name = path.split('/').at(-1)!
  const { upload } = must(await api('POST /uploads', { body: { name, size: bytes.length, sha256 } }))
  if (upload)
    must(await api('PATCH /uploads/:id', { params: { id: upload }, bytes, headers: { 'upload-offset': '0' } }))
  return { path, sha256, size: bytes.length }
}

export async function invited(server: Served, by: Someone, name: string, role: string): Promise<Someone> {
  const { token } = await by.auth<{ token: string }>('invitation/create', { role, days: 7 })
  return someone(server, name, 'invitation/join', { token })
}

/** The same person in a session of its own, for another of their organizations. */
async function sameIn(server: Served, who: Someone, org: string): Promise<Someone> {
  const { email, password } = person(who.name)
  const other = await someone(server, who.name, 'sign-in/email', { email, password }, false)
  await other.auth('organization/choose', { org })
  return { ...other, org }
}

export async function someone(
  server: Served,
  name: string,
  path: string,
  body: object,
  isNew = true,
): Promise<Someone> {
  const { origin } = server
  const jar = new Map<string, string>()
  const cookie = () => [...jar].map(([key, value]) => `${key}=${value}`).join('; ')
  const asking = async (url: string, init: RequestInit) => {
    const response = await fetch(url, { ...init, headers: { ...init.headers, origin, cookie: cookie() } })
    for (const set of response.headers.getSetCookie()) {
      const [key, value] = set.split(';')[0]!.split(/=(.*)/s)
      jar.set(key!, value!)
    }
    return response
  }
  const auth = async <T>(to: string, given?: object): Promise<T> => {
    const response = await asking(`${origin}/api/auth/${to}`, {
      method: given ? 'POST' : 'GET',
      ...(given ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(given) } : {}),
    })
    if (!response.ok) throw new Error(`${to}: ${await response.text()}`)
    return (await response.json()) as T
  }
  await auth(path, isNew ? { ...person(name), ...body } : body)
  const api = clientOf({ base: origin, fetch: asking })
  const { principal } = must(await api('GET /session'))
  return {
    name,
    org: principal!.org,
    api,
    auth,
    desk: async (browser, lang) => {
      const made = await deskOf(browser, origin, lang)
      await made.context.addCookies([...jar].map(([key, value]) => ({ name: key, value, url: origin })))
      return made
    },
  }
}
