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
  const inSystem = (c: Command) =>
    c
      .option(
        '--system <id>',
        say('哪个标准体系，缺省为 2024 版国家体系', 'which system of standards; the national one of 2024 if not given'),
      )
      .option('--suggested', say('连同待确认的归类', 'count places that somebody has to confirm, too'))
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
      await run(import('./commands/catalogue/search.ts').then((m) => m.search(words.join(' '), o, options(o))))
    })
  shared(catalogue.command('show'))
    .description(
      say('查看一项：状态、版本、采标、来源', 'one document: what it is on a day, editions, what it adopts, source'),
    )
    .argument('<number>', say('编号', 'number'))
    .addHelpText('after', example('plumbline catalogue show "GB/T 45081-2024"'))
    .action(async (number: string, o) => {
      await run(import('./commands/catalogue/show.ts').then((m) => m.show(number, o, options(o))))
    })
  inSystem(shared(catalogue.command('map')))
    .description(
      say(
        '标准体系：各类目中记录了什么，什么没有',
        'the system of standards: what is recorded in each class, and what is not',
      ),
    )
    .addHelpText(
      'after',
      example('plumbline catalogue map --on 2024-07-02', 'plumbline catalogue map --system shanghai-2021'),
    )
    .action(async (o) => {
      await run(import('./commands/catalogue/map.ts').then((m) => m.map(o, options(o))))
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
      await run(import('./commands/catalogue/targets.ts').then((m) => m.targets(o, options(o))))
    })
  shared(catalogue.command('check'))
    .description(
      say('核对目录：重号、日期、代替、采标滞后', 'check it: numbers twice, dates, successors, adoptions that lag'),
    )
    .addHelpText('after', example('plumbline catalogue check --json'))
    .action(async (o) => {
      await run(import('./commands/catalogue/check.ts').then((m) => m.check(o, options(o))))
    })
  inSystem(shared(catalogue.command('gaps')))
    .description(
      say(
        '本目录没有记录的类目，以及有记录而都不现行的类目',
        'classes of which this catalogue has no record, and those in which nothing is in force',
      ),
    )
    .addHelpText('after', example('plumbline catalogue gaps', 'plumbline catalogue gaps --system national-2020'))
    .action(async (o) => {
      await run(import('./commands/catalogue/gaps.ts').then((m) => m.gaps(o, options(o))))
    })
  shared(catalogue.command('figures'))
    .description(
      say(
        '体系的各项指标及其算法：完成率、标龄、复审超期、采标',
        'figures of the system with their formulas: completion, age, overdue reviews, adoption',
      ),
    )
    .addHelpText('after', example('plumbline catalogue figures --json'))
    .action(async (o) => {
      await run(import('./commands/catalogue/figures.ts').then((m) => m.figures(o, options(o))))
    })
  shared(catalogue.command('overlaps'))
    .description(
      say(
        '可能重复的标准（候选）；新发布的标准触及哪些地方标准',
        'standards that may overlap (candidates); which local ones a new publication touches',
      ),
    )
    .option(
      '--since <day>',
      say('只看此日以来发布的标准触及的地方标准', 'local standards touched by what was published since that day'),
    )
    .addHelpText('after', example('plumbline catalogue overlaps', 'plumbline catalogue overlaps --since 2026-01-01'))
    .action(async (o) => {
      await run(import('./commands/catalogue/overlaps.ts').then((m) => m.overlaps(o, options(o))))
    })
  shared(catalogue.command('references'))
    .description(
      say(
        '引用是否仍指向有效的版本：目录所记与本产品各标准所引',
        'where references lead: those of the catalogue and of the standards that run here',
      ),
    )
    .addHelpText('after', example('plumbline catalogue references --on 2027-01-01'))
    .action(async (o) => {
      await run(import('./commands/catalogue/references.ts').then((m) => m.references(o, options(o))))
    })
  shared(catalogue.command('export'))
    .description(
      say('导出全部或查到的标准：工作簿、CSV、JSON-LD', 'export everything or what is found: workbook, CSV, JSON-LD'),
    )
    .argument('[words...]', say('名称或编号', 'title or number'))
    .addOption(new Option('--level <level>', say('只要这一层级', 'this level alone')).choices(levels))
    .addOption(
      new Option('--as <format>', say('格式，缺省按文件名', 'format; by the name of the file if not given')).choices([
        'xlsx',
        'csv',
        'jsonld',
      ]),
    )
    .option('--out <file>', say('写入的文件；缺省写到标准输出', 'file to write; standard output if not given'))
    .addHelpText(
      'after',
      example('plumbline catalogue export --out standards.xlsx', 'plumbline catalogue export 大模型 --as jsonld'),
    )
    .action(async (words: string[], o) => {
      await run(import('./commands/catalogue/export.ts').then((m) => m.exported(words.join(' '), o, options(o))))
    })
}
