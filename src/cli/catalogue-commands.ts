import { type Command, Option } from 'commander'
import { levels } from '../catalogue/edition.ts'
import type { Tools } from './bank-commands.ts'

/** The commands on the catalogue of standards. */
export function catalogueCommands(program: Command, { common, say, example, run, options }: Tools): void {
  const catalogue = program
    .command('catalogue')
    .description(say('标准目录：查找、查看、核对', 'the catalogue of standards: search, show, check'))
    .helpOption('-h, --help', say('显示帮助', 'show help'))
    .helpCommand('help [command]', say('显示某个命令的帮助', 'show help for a command'))
    .addHelpText(
      'after',
      example('plumbline catalogue search 可信赖大模型', 'plumbline catalogue show "GB/T 45654-2025" --on 2025-10-31'),
    )
    .exitOverride()
  const shared = (c: Command) =>
    common(c)
      .option('--file <file>', say('另一份目录（CSV）', 'another catalogue (CSV)'))
      .option('--on <day>', say('哪一天的状态，缺省为今天', 'as of which day; today if not given'))
  shared(catalogue.command('search'))
    .description(say('按名称或编号查找，中英文互通', 'find by title or number; either language finds the other'))
    .argument('<words...>', say('名称或编号', 'title or number'))
    .addOption(new Option('--level <level>', say('只看这一层级', 'this level alone')).choices(levels))
    .option('--limit <n>', say('最多几条', 'how many at the most'), (text) =>
      Math.max(1, Math.min(1000, Number(text) || 20)),
    )
    .addHelpText(
      'after',
      example('plumbline catalogue search trustworthy LLM', 'plumbline catalogue search 人脸识别 --level industry'),
    )
    .action(async (words: string[], o) => {
      await run(import('./commands/catalogue.ts').then((m) => m.search(words.join(' '), o, options(o))))
    })
  shared(catalogue.command('show'))
    .description(
      say('查看一项：状态、版本、采标、来源', 'one document: what it is on a day, editions, what it adopts, source'),
    )
    .argument('<number>', say('编号', 'number'))
    .addHelpText('after', example('plumbline catalogue show "GB/T 45081-2024"'))
    .action(async (number: string, o) => {
      await run(import('./commands/catalogue.ts').then((m) => m.show(number, o, options(o))))
    })
  shared(catalogue.command('map'))
    .description(
      say(
        '标准体系：各类目中记录了什么，什么没有',
        'the system of standards: what is recorded in each class, and what is not',
      ),
    )
    .addHelpText('after', example('plumbline catalogue map', 'plumbline catalogue map --on 2024-07-02'))
    .action(async (o) => {
      await run(import('./commands/catalogue.ts').then((m) => m.map(o, options(o))))
    })
  shared(catalogue.command('targets'))
    .description(
      say(
        '政策目标：要求多少，记录了多少，由哪些构成',
        'targets of policies: how many are wanted, how many are recorded, which',
      ),
    )
    .option('--rows', say('列出每一条', 'list every row'))
    .addHelpText('after', example('plumbline catalogue targets --rows'))
    .action(async (o) => {
      await run(import('./commands/catalogue.ts').then((m) => m.targets(o, options(o))))
    })
  shared(catalogue.command('check'))
    .description(
      say('核对目录：重号、日期、代替、采标滞后', 'check it: numbers twice, dates, successors, adoptions that lag'),
    )
    .addHelpText('after', example('plumbline catalogue check --json'))
    .action(async (o) => {
      await run(import('./commands/catalogue.ts').then((m) => m.check(o, options(o))))
    })
}
