import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import type { Tools } from './bank-commands.ts'

/** The commands on industry monitoring. */
export function monitorCommands(program: Command, { common, say, example, collect, run, options }: Tools): void {
  const few = (text: string) => {
    const n = Number(text)
    if (/^\d+$/.test(text) && n >= 3 && n <= 100) return n
    throw new InvalidArgumentError(say('须为 3 至 100 的整数', 'It is a whole number from 3 to 100.'))
  }
  const monitor = program
    .command('monitor')
    .description(
      say(
        '产业监测：判定名录中的企业，汇总成表，隐去可能泄露单家企业的单元格，冻结为快照',
        'industry monitoring: judge a register of enterprises, add up tables, withhold what would tell of one firm, freeze a snapshot',
      ),
    )
    .helpOption('-h, --help', say('显示帮助', 'show help'))
    .helpCommand('help [command]', say('显示某个命令的帮助', 'show help for a command'))
    .exitOverride()
  common(monitor.command('publish'))
    .description(say('由名录制作并冻结统计表', 'make tables from a register, and freeze them'))
    .argument('<register>', say('名录：JSON Lines，每行一份填报', 'the register: JSON lines, one filing each'))
    .requiredOption('--out <folder>', say('写入的文件夹', 'folder to write to'))
    .option(
      '--by <dimensions>',
      say(
        '一张表，按一至三个维度，以逗号分隔，可重复：layer subclass level kind district section class size',
        'a table by one to three of these, with commas; can be given again: layer subclass level kind district section class size',
      ),
      collect,
      [],
    )
    .option(
      '--measure <name>',
      say(
        '统计量，可重复：revenue aiRevenue research aiResearch staff aiStaff',
        'what is added up; can be given again: revenue aiRevenue research aiResearch staff aiStaff',
      ),
      collect,
      [],
    )
    .option('-a, --against <standard>', say('判定所依的标准', 'the standard to judge by'), 'cn-sh/ai-enterprise')
    .option('--as-of <day>', say('截至哪一天所知，缺省为今天', 'what was known on this day; today if not given'))
    .option(
      '--compare <snapshot>',
      say('前次快照：连同两次之差一并保护', 'the publication before: what the difference would tell is protected, too'),
    )
    .option(
      '--contributors <n>',
      say('少于几家即隐去，缺省 3', 'withhold below so many contributors; 3 if not given'),
      few,
    )
    .addHelpText(
      'after',
      example(
        'plumbline monitor publish register.jsonl --by layer,district --measure aiRevenue --out 2025',
        'plumbline monitor publish register.jsonl --by level --out 2025-corrected --compare 2025/snapshot.json',
      ),
    )
    .action(async (register: string, o) => {
      const asked = {
        ...o,
        by: o.by.length > 0 ? o.by : ['layer,district', 'level'],
        measure: o.measure.length > 0 ? o.measure : ['aiRevenue', 'revenue', 'research', 'staff', 'aiStaff'],
      }
      await run(import('./commands/monitor.ts').then((m) => m.monitor(register, asked, options(o))))
    })
  common(monitor.command('verify'))
    .description(say('重新计算快照的散列值', 'compute the hash of a snapshot again'))
    .argument('<snapshot>', 'snapshot.json')
    .addHelpText('after', example('plumbline monitor verify 2025/snapshot.json'))
    .action(async (file: string, o) => {
      await run(import('./commands/monitor.ts').then((m) => m.verifySnapshot(file, options(o))))
    })
}
