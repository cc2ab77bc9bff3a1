import { type Command, InvalidArgumentError } from 'commander'
import type { Tools } from './bank-commands.ts'

/** The commands on how the requirements of different documents stand to one another. */
export function crosswalkCommands(program: Command, { common, say, example, collect, run, options }: Tools): void {
  const crosswalk = program
    .command('crosswalk')
    .description(
      say(
        '条款对照：框架、映射、链、跨框架证明、最小补充工作',
        'requirements of different documents: mappings, chains, what is proved elsewhere, the smallest extra work',
      ),
    )
    .helpOption('-h, --help', say('显示帮助', 'show help'))
    .helpCommand('help [command]', say('显示某个命令的帮助', 'show help for a command'))
    .addHelpText(
      'after',
      example(
        "plumbline crosswalk chain 'cn-sh/llm-trust#LT3'",
        'plumbline crosswalk prove --report service.plumb --in gb-t-45654',
        'plumbline crosswalk import strm.xlsx --source scf --target iso-42001',
      ),
    )
    .exitOverride()
  const least = (n: number, most: number) => (text: string) => {
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= n && value <= most) return value
    throw new InvalidArgumentError(say(`须为 ${n} 至 ${most} 的整数`, `It is a whole number from ${n} to ${most}.`))
  }
  const opening = (c: Command) =>
    common(c).option(
      '--with <file>',
      say(
        '一并使用的对照文件，或导入所写的文件夹；表格写作 文件=源,目标；可重复',
        'a crosswalk file to use as well, or a folder that an import wrote; a sheet as file=source,target; may be repeated',
      ),
      collect,
      [],
    )
  const hopping = (c: Command) =>
    opening(c).option('--hops <n>', say('至多经过几行映射', 'mappings in a row at most'), least(1, 6), 3)
  const requirement = say('条款，写作 框架#编号', 'a requirement, as framework#id')
  const finding = (c: Command) =>
    hopping(c)
      .requiredOption('--in <framework>', say('要看的框架', 'the framework in question'))
      .option('--report <bundle>', say('报告包或测量文件夹', 'a bundle, or the folder of an assessment'))
      .option(
        '--satisfied <requirement>',
        say('已满足的条款（框架#编号），可重复', 'satisfied, as framework#id; may be repeated'),
        collect,
        [],
      )
      .option('--partly <requirement>', say('部分满足的条款，可重复', 'partly satisfied; may be repeated'), collect, [])
      .option('--failed <requirement>', say('不满足的条款，可重复', 'failed; may be repeated'), collect, [])
  const load = () => import('./commands/crosswalk/exchange.ts')

  opening(crosswalk.command('frameworks'))
    .description(say('列出框架', 'list the frameworks'))
    .action((o) => run(import('./commands/crosswalk/frameworks.ts').then((m) => m.frameworks(o, options(o)))))
  opening(crosswalk.command('show'))
    .description(say('显示一个框架，或一条及其映射', 'show a framework, or one requirement with its mappings'))
    .argument('<reference>', say('框架，或 框架#编号', 'a framework, or framework#id'))
    .action((reference: string, o) =>
      run(import('./commands/crosswalk/frameworks.ts').then((m) => m.show(reference, o, options(o)))),
    )
  hopping(crosswalk.command('matrix'))
    .description(say('框架两两之间的覆盖：下界与上界', 'coverage between frameworks: at least and at most'))
    .action((o) => run(import('./commands/crosswalk/matrix.ts').then((m) => m.matrix(o, options(o)))))
  hopping(crosswalk.command('chain'))
    .description(
      say(
        '从地方到国家到国际逐级追踪一条，或追踪到另一条',
        'follow a requirement from local to national to international, or to another one',
      ),
    )
    .argument('<requirement>', requirement)
    .option(
      '--to <requirement>',
      say('另一条；层级不限，--hops 只用于此', 'another one, whatever its level; --hops is for this'),
    )
    .option('--most <n>', say('至多列几条链', 'chains at most'), least(1, 200), 20)
    .action((reference: string, o) =>
      run(import('./commands/crosswalk/chain.ts').then((m) => m.chain(reference, o, options(o)))),
    )
  finding(crosswalk.command('prove'))
    .description(say('已有结论在另一框架下证明了什么', 'what findings prove under another framework'))
    .action((o) => run(import('./commands/crosswalk/prove.ts').then((m) => m.prove(o, options(o)))))
  finding(crosswalk.command('plan'))
    .description(say('满足另一框架的最小补充工作', 'the smallest extra work for another framework'))
    .option(
      '--work <framework>',
      say('其条款也可以做的框架，可重复', 'a framework whose requirements may be worked on too; may be repeated'),
      collect,
      [],
    )
    .option('--costs <file>', say('代价表（CSV：requirement、cost）', 'costs (CSV: requirement, cost)'))
    .action((o) => run(import('./commands/crosswalk/plan.ts').then((m) => m.plan(o, options(o)))))
  opening(crosswalk.command('candidates'))
    .description(say('为评审人找出标题相近的条款', 'pairs with like titles for a reviewer to look at'))
    .argument('<source>', say('源框架', 'source framework'))
    .argument('<target>', say('目标框架', 'target framework'))
    .option('--top <n>', say('每条至多几个', 'for each at most'), least(1, 50), 5)
    .action((source: string, target: string, o) =>
      run(import('./commands/crosswalk/review.ts').then((m) => m.candidates(source, target, o, options(o)))),
    )
  common(crosswalk.command('agree'))
    .description(
      say('两位评审人的一致程度（线性加权 kappa）', 'how far two reviewers agree (kappa with linear weights)'),
    )
    .argument('<first>', say('一位评审人的映射表（CSV）', 'mappings of one reviewer (CSV)'))
    .argument('<second>', say('另一位评审人的映射表（CSV）', 'mappings of the other (CSV)'))
    .action((first: string, second: string, o) =>
      run(import('./commands/crosswalk/review.ts').then((m) => m.agree(first, second, options(o)))),
    )
  opening(crosswalk.command('lint'))
    .description(say('按 X1 至 X12 检查映射', 'look over mappings by X1 to X12'))
    .action((o) => run(load().then((m) => m.lint(o, options(o)))))
  common(crosswalk.command('import'))
    .description(
      say('读入 OSCAL、CISO Assistant、SCF 或 OLIR 文件', 'read a file of OSCAL, CISO Assistant, SCF or OLIR'),
    )
    .argument('<file>', say('对照文件', 'crosswalk file'))
    .option('--source <framework>', say('表格的源框架', 'source framework of a sheet'))
    .option('--target <framework>', say('表格的目标框架', 'target framework of a sheet'))
    .option('-o, --out <folder>', say('写成自有表格的文件夹', 'folder for tables of our own'))
    .action((file: string, o) => run(load().then((m) => m.importFile(file, o, options(o)))))
  opening(crosswalk.command('export'))
    .description(say('写成 OSCAL 映射（JSON），或单个映射集的 CSV', 'write OSCAL mappings (JSON), or one set as CSV'))
    .option(
      '--set <id>',
      say('映射集，可重复；不写即全部可公开的', 'a mapping set, may be repeated; all that may be published if none'),
      collect,
      [],
    )
    .option('-o, --out <file>', say('输出文件', 'file to write'))
    .action((o) => run(load().then((m) => m.exportSets(o, options(o)))))
}
