import { z } from 'zod'
import { chainAnswer } from '../../../crosswalk/answers/chain.ts'
import { coverages, mappedFrameworks } from '../../../crosswalk/answers/coverage.ts'
import { frameworkLines } from '../../../crosswalk/answers/frameworks.ts'
import { chains, chainsBetween } from '../../../crosswalk/chain.ts'
import { frameworkNamed, nodeNamed } from '../../../crosswalk/named.ts'
import { framework, list } from '../catalogue-shapes.ts'
import { bounds, chain, frameworkLine } from '../crosswalk-shapes.ts'
import { endpoint } from '../endpoint.ts'
import { granted } from '../refusals.ts'
import { words } from '../shapes.ts'
import { shippedCrosswalk } from '../shipped.ts'

/** how many mappings in a row, as the command takes it */
export const hops = z.coerce.number().int().min(1).max(6).default(3)
/** a framework by its id or any of its names */
export const frameworkName = words(200)
const requirement = words(400)

/** What the commands on crosswalks say with `--json`, of the mappings that ship with this version. */
export const crosswalkQuestions = [
  endpoint({
    method: 'GET',
    path: '/crosswalks/frameworks',
    summary: {
      zh: '各框架及其条数、可检验的条数与映射行数',
      en: 'The frameworks, with how many requirements, testable ones and mappings each has',
    },
    needs: 'nothing',
    answer: z.object({ items: list(frameworkLine) }),
    run: async ({ c }) => {
      const { frameworks, sets } = shippedCrosswalk()
      c.header('cache-control', 'no-cache')
      return { items: frameworkLines(frameworks, sets) }
    },
  }),
  endpoint({
    method: 'GET',
    path: '/crosswalks/frameworks/:framework',
    summary: { zh: '一个框架及其各条要求', en: 'A framework with its requirements' },
    problems: ['unknown-framework'],
    needs: 'nothing',
    params: z.object({ framework: frameworkName }),
    answer: framework,
    run: async ({ params, c }) => {
      const found = granted(frameworkNamed(shippedCrosswalk().frameworks, params.framework))
      c.header('cache-control', 'no-cache')
      return found
    },
  }),
  endpoint({
    method: 'GET',
    path: '/crosswalks/chain',
    summary: {
      zh: '从一条要求到另一条的映射链，指出最弱环节；不给 to 时，从其层级逐级向上',
      en: 'Chains of mappings from one requirement to another with the weakest link of each; without `to`, up from its level',
    },
    problems: ['unknown-framework', 'unknown-requirement'],
    needs: 'nothing',
    query: z.object({
      /** `framework#id` */
      from: requirement,
      to: requirement.optional(),
      /** mappings in a row, between two alone */
      hops,
      most: z.coerce.number().int().min(1).max(200).default(20),
    }),
    answer: z.object({
      /** the strongest first */
      items: list(chain),
      /** false: there may be further chains */
      whole: z.boolean(),
    }),
    run: async ({ query: { from, to, hops, most }, c }) => {
      const { net } = shippedCrosswalk()
      const start = granted(nodeNamed(net, from))
      const upward = () => {
        const all = chains(net, start, most + 1)
        return { chains: all.slice(0, most), whole: all.length <= most }
      }
      const found = to === undefined ? upward() : chainsBetween(net, start, granted(nodeNamed(net, to)), hops, most)
      c.header('cache-control', 'no-cache')
      return { items: found.chains.map((f) => chainAnswer(net, f)), whole: found.whole }
    },
  }),
  endpoint({
    method: 'GET',
    path: '/crosswalks/coverage',
    summary: {
      zh: '满足一个框架全部可检验条款时，另一个框架至少、至多满足多少；不给框架时，有映射的两两列出',
      en: 'How much of one framework is satisfied, at least and at most, when all of another is; of all that have mappings where none is named',
    },
    problems: ['unknown-framework'],
    needs: 'nothing',
    query: z.object({ source: frameworkName.optional(), target: frameworkName.optional(), hops }),
    answer: z.object({
      hops: z.number(),
      cells: list(bounds.extend({ source: z.string(), target: z.string() })),
    }),
    run: async ({ query: { source, target, hops }, c }) => {
      const { net } = shippedCrosswalk()
      const ids = (name: string | undefined) =>
        name === undefined ? mappedFrameworks(net) : [granted(frameworkNamed(net.frameworks, name)).id]
      c.header('cache-control', 'no-cache')
      return { hops, cells: coverages(net, ids(source), ids(target), hops) }
    },
  }),
]
