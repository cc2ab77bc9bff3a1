/** Invented enterprises that file for three years: lognormal revenues, groups, 16 districts, some that enter, leave or correct. One seed, one register. */
import { createWriteStream } from 'node:fs'
import { pcg32, type Random } from '../dist/metrics/random.js'

const districts = [
  '310115',
  '310104',
  '310112',
  '310110',
  '310106',
  '310114',
  '310117',
  '310105',
  '310113',
  '310107',
  '310109',
  '310101',
  '310120',
  '310118',
  '310116',
  '310151',
]
const subClasses = ['A1', 'A5', 'A6', 'M2', 'M1', 'F3', 'K2', 'F4', 'A2', 'A3', 'A4', 'F1', 'M3', 'K1', 'F2', 'M4']
const industries = ['I6513', 'I6531', 'I6540', 'I6519', 'C3964', 'I6450', 'I6550']

const symbols = '0123456789ABCDEFGHJKLMNPQRTUWXY'
function creditCode(n: number): string {
  const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  const body = `MA${n.toString().padStart(6, '0')}`
  const sum = [...body].reduce((s, x, i) => s + letters.indexOf(x) * [3, 7, 9, 10, 5, 8, 4, 2][i]!, 0)
  const organisation = body + '0123456789X0'[11 - (sum % 11)]!
  const head = `91310115${organisation}`
  let weighed = 0
  for (const [i, x] of [...head].entries()) {
    let w = 1
    for (let k = 0; k < i; k++) w = (w * 3) % 31
    weighed += symbols.indexOf(x) * w
  }
  return head + symbols[(31 - (weighed % 31)) % 31]!
}

/** Writes filings of 2023 to 2025, one a line; how many. */
export async function writeRegister(
  file: string,
  enterprises: number,
  seed: bigint,
  years = [2023, 2024, 2025],
): Promise<number> {
  const random = pcg32(seed)
  const out = createWriteStream(file)
  let lines = 0
  for (let i = 0; i < enterprises; i++)
    for (const line of filings(i, enterprises, random, years)) {
      lines++
      if (!out.write(`${JSON.stringify(line)}\n`))
        await new Promise<void>((resolve) => out.once('drain', () => resolve()))
    }
  await new Promise<void>((resolve) => out.end(() => resolve()))
  return lines
}

function* filings(i: number, count: number, random: Random, years: readonly number[]): Generator<unknown> {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform())
  const pick = (list: readonly string[], steep: number) => list[Math.floor(list.length * random.uniform() ** steep)]!
  const chance = (p: number) => random.uniform() < p
  const district = pick(districts, 2)
  const [main, side] = [pick(subClasses, 1.6), pick(subClasses, 1)]
  const controller = chance(0.08) ? `group-${random.below(Math.ceil(count / 40))}` : undefined
  const share = 0.3 + 0.65 * random.uniform()
  const industry = pick(industries, 2)
  const facts = {
    foundedOn: `20${10 + random.below(13)}-05-01`,
    catalogueProduct: chance(0.95),
    ipSupports: chance(0.9),
    vetoed: chance(0.02),
    managementCertified: chance(0.2),
    ethicsBody: chance(0.2),
    dataSecurityAssessed: chance(0.4),
    gradedBefore: false,
  }
  let revenue = Math.exp(7 + 1.6 * normal())
  let assets = revenue * 1.2
  let staff = Math.max(3, Math.round(revenue / 60))
  const from = chance(0.12) && years.length > 1 ? 1 : 0
  const until = chance(0.05) && years.length > 1 ? years.length - 1 : years.length
  const reports: Record<string, unknown>[] = []
  const wan = (x: number) => x.toFixed(2)
  for (const [k, year] of [years[0]! - 2, years[0]! - 1, ...years].entries()) {
    const ai = Number(wan(revenue * share))
    const first = Number(wan(ai * (0.6 + 0.4 * random.uniform())))
    const research = revenue * (0.05 + 0.2 * random.uniform())
    const split = main === side ? { [main]: wan(ai) } : { [main]: wan(first), [side]: wan(ai - first) }
    reports.push({
      year,
      revenue: wan(revenue),
      aiBusinessRevenue: wan(ai),
      aiRevenueBySubclass: split,
      rdExpense: wan(research),
      aiRdExpense: wan(research * 0.7),
      netAssets: wan(assets),
      staff,
      aiRdStaff: Math.floor(staff * 0.25),
      ip: { classI: 3, classII: 9, aiClassI: random.below(4), aiClassII: random.below(10) },
      products: random.below(5),
      filings: random.below(3),
      sectors: random.below(5),
      standards: { high: random.below(2), local: random.below(3) },
    })
    if (k >= 2 + from && k < 2 + until)
      yield {
        filing: {
          uscc: creditCode(i),
          name: `企业${i}`,
          district,
          gbt4754: industry,
          registeredOn: facts.foundedOn,
          reports: reports.slice(-3),
        },
        facts,
        ...(controller === undefined ? {} : { controller }),
        asOf: `${year + 1}-03-31`,
      }
    const growth = Math.exp(0.15 + 0.25 * normal())
    revenue *= growth
    assets *= 1 + (growth - 1) / 2
    staff = Math.max(3, Math.round(staff * (0.8 + 0.2 * growth)))
  }
}
