import { budgetOf, type MeasureBudget } from '../../assessment/budget.ts'
import type { Plan } from '../../assessment/plan.ts'
import { say } from '../../language/text.ts'
import { type Common, Console } from '../console.ts'
import { exit } from '../exit.ts'
import { type AssessOptions, type Prepared, prepare } from './prepare.ts'

export async function plan(subject: string, o: AssessOptions, common: Common): Promise<number> {
  const c = new Console(common)
  const prepared = await prepare(subject, o)
  if (!prepared.ok) return c.refuse(prepared.problems)
  c.problems(prepared.warnings)
  const p = prepared.value
  const budgets = await budgetOf(p.plan, p.file.subject)
  if (c.json) c.data({ ...planData(p.plan), budget: budgets })
  else {
    showPlan(c, p, 'full', budgets)
    c.out(budgetLine(c, budgets))
  }
  return complete(p.plan) ? exit.conforms : exit.open
}

function complete(p: Plan): boolean {
  return p.open.length === 0 && p.findings.length === 0 && p.facts.length === 0
}

function planData(p: Plan) {
  return {
    standard: {
      id: p.standard.id,
      edition: p.standard.edition,
      hash: p.standard.hash,
      authority: p.standard.authority,
    },
    measures: p.measures.map((m) => ({
      measure: m.measure,
      instrument: m.instrument.name,
      version: m.instrument.version,
      params: m.recorded,
      minimum: m.minimum,
    })),
    open: p.open,
    findings: p.findings,
    facts: p.facts,
    aside: p.aside,
  }
}

function budgetLine(c: Console, budgets: readonly MeasureBudget[]): string {
  const sum = (of: 'items' | 'calls' | 'tokens' | 'shared') => budgets.reduce((n, b) => n + b[of], 0)
  const [items, calls, tokens, shared] = [sum('items'), sum('calls'), sum('tokens'), sum('shared')]
  return c.say(
    `合计 ${items} 项，${calls} 次请求，最多约 ${tokens} 词元；${shared} 项沿用先前测量的回答。用 plumbline measure --smoke 试跑可知要多久`,
    `In all ${items} items, ${calls} requests, about ${tokens} tokens at most; ${shared} items take over answers of earlier measures. plumbline measure --smoke says how long it takes`,
  )
}

export function showPlan(c: Console, p: Prepared, how: 'short' | 'full', budgets: readonly MeasureBudget[] = []): void {
  const { standard, measures, open, findings, facts, aside } = p.plan
  const write = how === 'full' ? (line: string) => c.out(line) : (line: string) => c.note(line)
  write(`${say(standard.title, c.lang)} (${standard.id} ${standard.edition})`)
  if (standard.authority !== 'official')
    write(
      c.say(
        '参考方案，不是标准的正式文本；未注明其他来源的数值为本产品的参考设计',
        'Reference profile, not the official text; numbers without another source are our reference design',
      ),
    )
  write(`${c.say('对象', 'Subject')}: ${say(p.file.subject.title, c.lang)} ${p.file.subject.version}`)
  for (const m of measures) {
    const budget = budgets.find((b) => b.measure === m.measure)
    const calls = budget && budget.calls > 0 ? c.say(`，${budget.calls} 次请求`, `, ${budget.calls} requests`) : ''
    write(
      `  ${c.say('测量', 'measure')} ${m.measure} — ${m.instrument.name} ${m.minimum ? c.say(`（至少 ${m.minimum}）`, `(at least ${m.minimum})`) : ''}${calls}`,
    )
  }
  const list = (label: string, items: readonly string[]) => {
    if (items.length > 0)
      write(
        `  ${label} ${items.length}: ${how === 'full' || items.length <= 8 ? items.join(', ') : `${items.slice(0, 8).join(', ')}, …`}`,
      )
  }
  list(
    c.say('尚无仪器或来源的测量', 'measures without an instrument or a source'),
    open.map((m) => `${m.measure} (${m.origin})`),
  )
  list(c.say('待检查的要求', 'requirements still to be checked'), findings)
  list(c.say('未声明的事实', 'facts not declared'), facts)
  list(c.say('本标准不问、放在一边的内容', 'declared but not asked by this standard'), aside)
}
