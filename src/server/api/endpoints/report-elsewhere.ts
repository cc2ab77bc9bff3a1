import { z } from 'zod'
import { planAnswer } from '../../../crosswalk/answers/plan.ts'
import { proofAnswer } from '../../../crosswalk/answers/proof.ts'
import { elsewhere } from '../../../crosswalk/elsewhere.ts'
import { extraWork } from '../../../crosswalk/extra-work.ts'
import { frameworkNamed } from '../../../crosswalk/named.ts'
import { readCosts } from '../../../exchange/crosswalk/costs.ts'
import { proof, workPlan } from '../crosswalk-shapes.ts'
import { endpoint } from '../endpoint.ts'
import { granted } from '../refusals.ts'
import { reportFindings } from '../report-findings.ts'
import { id, words } from '../shapes.ts'
import { frameworkName, hops } from './crosswalk-questions.ts'
import { reportSeen } from './reports.ts'

const params = z.object({ id })

/** What `plumbline crosswalk prove` and `plan` say with `--json`, of a report that the reader may see. */
export const reportElsewhere = [
  endpoint({
    method: 'GET',
    path: '/reports/:id/prove',
    summary: {
      zh: '一份报告在另一框架下证明了什么，逐条附路径；候选另列，不是结论',
      en: 'What a report proves under another framework, requirement by requirement with its paths; candidates are apart and no findings',
    },
    problems: ['*'],
    needs: 'assessment.read',
    params,
    query: z.object({ in: frameworkName, hops }),
    answer: proof,
    run: async ({ house, actor, params: { id }, query }) => {
      const { org, report } = await reportSeen(house, actor, id)
      const { net, findings, warnings } = granted(await reportFindings(house, org, report.bundle))
      const framework = granted(frameworkNamed(net.frameworks, query.in)).id
      const told = elsewhere(net, findings, framework, query.hops)
      return { ...proofAnswer(net, framework, query.hops, told), warnings }
    },
  }),
  endpoint({
    method: 'GET',
    path: '/reports/:id/plan',
    summary: {
      zh: '在一份报告之外，满足另一框架全部可检验条款的最小补充工作',
      en: 'The smallest extra work beside a report after which every testable requirement of another framework is proved',
    },
    problems: ['*'],
    needs: 'assessment.read',
    params,
    query: z.object({
      in: frameworkName,
      hops,
      /** frameworks whose requirements may be worked on too, by commas; a name that has one goes by its id */
      work: words(2000).default(''),
      /** CSV as the command takes it, with a head or without: `framework#id,cost`, a line each; `framework#*` for all of one */
      costs: words(4000).default(''),
    }),
    answer: workPlan,
    run: async ({ house, actor, params: { id }, query }) => {
      const { org, report } = await reportSeen(house, actor, id)
      const { net, findings, warnings } = granted(await reportFindings(house, org, report.bundle))
      const framework = granted(frameworkNamed(net.frameworks, query.in)).id
      const work = query.work.split(',').flatMap((name) => name.trim() || [])
      const costs = granted(readCosts(query.costs, 'costs'))
      const plan = granted(extraWork(net, findings, { framework, work, costs, hops: query.hops }))
      return { ...planAnswer(net, framework, plan), warnings }
    },
  }),
]
