import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { bankCommands, type Tools } from './bank-commands.ts'
import { catalogueCommands } from './catalogue-commands.ts'
import type { Common } from './console.ts'
import { corpusCommands } from './corpus-commands.ts'
import { crosswalkCommands } from './crosswalk-commands.ts'
import { draftCommands } from './draft-commands.ts'
import { exit } from './exit.ts'
import { filingCommands } from './filing-commands.ts'
import { initCommand } from './init-command.ts'
import { chosenLanguage, sayer } from './language.ts'
import { monitorCommands } from './monitor-commands.ts'
import { registryCommands } from './registry-commands.ts'
import { helpIn, usageProblem } from './usage.ts'

/**
 * The command. Nothing but the table of commands is loaded here: each command brings its own parts when it runs, so that
 * `--help` answers at once.
 */
export async function main(argv: readonly string[]): Promise<number> {
  const lang = chosenLanguage(argv, process.env)
  const say = sayer(lang)
  let code = 0
  // a reader that went away (`| head`) ends no assessment
  process.stdout.on('error', (e: NodeJS.ErrnoException) => {
    if (e.code === 'EPIPE') return
    process.stderr.write(`plumbline: ${e.message}\n`)
    process.exit(exit.usage)
  })
  const program = new Command('plumbline')
  program
    .description(
      say(
        '准绳：能运行的标准。测量真实的人工智能系统，精确定级，说明把握，签署可复判的报告。',
        'Standards you can run: measure real AI systems, grade them exactly, say how sure the grade is, sign a report that anyone can judge again.',
      ),
    )
    .version('0.1.0', '-V, --version', say('版本', 'version'))
    .helpOption('-h, --help', say('显示帮助', 'show help'))
    .helpCommand('help [command]', say('显示某个命令的帮助', 'show help for a command'))
    .exitOverride()
    .configureHelp(helpIn(lang))
    // errors are said once, below, in the reader's language
    .configureOutput({ outputError: () => {} })
    .addHelpText(
      'after',
      `\n${say('退出码', 'Exit codes')}: 0 ${say('符合', 'conforms')} · 1 ${say('不符合', 'does not conform')} · 2 ${say('用法或输入有误', 'usage or input error')} · 3 ${say('无定论或未测定', 'inconclusive or not determined')}`,
    )

  const language = () => new Option('--lang <lang>', say('语言：zh 或 en', 'language: zh or en')).choices(['zh', 'en'])
  program.addOption(language())
  const common = (c: Command): Command =>
    c
      .addOption(language())
      .option('--json', say('输出 JSON', 'print JSON'))
      .helpOption('-h, --help', say('显示帮助', 'show help'))
      .exitOverride()
  const options = (given: { json?: boolean }): Common => ({ lang, json: given.json === true })
  const whole = (least: number, most: number) => (text: string) => {
    const n = Number(text)
    if (/^\d+$/.test(text) && n >= least && n <= most) return n
    throw new InvalidArgumentError(
      say(`须为 ${least} 至 ${most} 的整数`, `It is a whole number from ${least} to ${most}.`),
    )
  }
  const width = whole(1, 4096)
  const draws = whole(0, 1_000_000)
  const example = (...lines: string[]) => `\n${say('示例', 'Examples')}:\n${lines.map((l) => `  ${l}`).join('\n')}`
  const against = say('标准：编号、文件夹或文件', 'the standard: id, folder or file')
  const subjectFile = say('对象文件（YAML）', 'subject file (YAML)')
  const out = say('存放测量、报告与报告包的文件夹', 'folder for journals, reports and the bundle')

  const assessing = (c: Command): Command =>
    common(c)
      .argument('<subject>', subjectFile)
      .requiredOption('-a, --against <standard>', against)
      .addOption(
        new Option('--party <party>', say('评价方', 'who assesses'))
          .choices(['first', 'second', 'third'])
          .default('first'),
      )
      .option('--date <date>', say('判定日期，默认今天', 'day of judgement, default today'))

  assessing(program.command('assess'))
    .description(
      say(
        '从标准到签署的报告：计划、测量、判定、报告、签署',
        'from a standard to a signed report: plan, measure, judge, report, attest',
      ),
    )
    .option('-o, --out <folder>', out)
    .option('-w, --width <n>', say('同时测量的项数', 'items measured at once'), width, 8)
    .option('--draws <n>', say('蒙特卡罗次数，0 为不做', 'Monte Carlo draws, 0 for none'), draws, 10_000)
    .option('--fresh', say('不接续，重新测量', 'start again instead of resuming'))
    .option('--key <file>', say('签名私钥文件（PKCS#8 PEM）', 'signing key file (PKCS#8 PEM)'))
    .option('--new-identity', say('旧密钥已丢失，换用新身份', 'the old key is lost: go on under a new identity'))
    .addHelpText(
      'after',
      example(
        'plumbline assess examples/ocr-line-reading/subject.yaml --against cn-sh/av-recognition',
        'plumbline assess service.yaml --against cn/genai-service-safety --party third',
      ),
    )
    .action(async (subject: string, o) => {
      code = await (await import('./commands/assess.ts')).assess(subject, o, options(o))
    })

  assessing(program.command('plan'))
    .description(
      say(
        '列出将测定什么、用什么仪器、还缺什么',
        'what will be determined, with which instruments, and what is missing',
      ),
    )
    .addHelpText('after', example('plumbline plan service.yaml --against cn/genai-service-safety'))
    .action(async (subject: string, o) => {
      code = await (await import('./commands/plan.ts')).plan(subject, o, options(o))
    })

  assessing(program.command('measure'))
    .description(say('只测量；中断后再运行即接续', 'only measure; run again to resume'))
    .option('-o, --out <folder>', out)
    .option('-w, --width <n>', say('同时测量的项数', 'items measured at once'), width, 8)
    .option('--fresh', say('不接续，重新测量', 'start again instead of resuming'))
    .option(
      '--smoke',
      say(
        '试跑约二十分之一，看是否通、要多久；不判定',
        'try about a twentieth: does it work, how long will it take; never judged',
      ),
    )
    .addHelpText(
      'after',
      example(
        'plumbline measure service.yaml --against cn/genai-service-safety --out run1',
        'plumbline measure service.yaml --against cn-sh/llm-trust --smoke',
      ),
    )
    .action(async (subject: string, o) => {
      code = await (await import('./commands/measure.ts')).measure(subject, o, options(o))
    })

  common(program.command('judge'))
    .description(
      say(
        '判定证据：文件夹（measure 的输出）、报告包或证据文件',
        'judge evidence: a folder made by measure, a bundle, or an evidence file',
      ),
    )
    .argument('<evidence>', say('文件夹、*.plumb 或 evidence.json', 'folder, *.plumb or evidence.json'))
    .option(
      '-a, --against <standard>',
      say('标准；文件夹与报告包自带', 'the standard; folders and bundles bring their own'),
    )
    .option('--draws <n>', say('蒙特卡罗次数，0 为不做', 'Monte Carlo draws, 0 for none'), draws, 10_000)
    .option('--explain <node>', say('解释一个节点', 'explain one node'))
    .addHelpText(
      'after',
      example('plumbline judge run1', 'plumbline judge evidence.json --against cn-sh/llm-trust --explain grade'),
    )
    .action(async (evidence: string, o) => {
      code = await (await import('./commands/judge.ts')).judgeEvidence(evidence, o, options(o))
    })

  common(program.command('what-if'))
    .description(
      say(
        '最小改变：哪个数或回答最少变多少，结论就会不同',
        'the smallest change of a number or answer that flips a result',
      ),
    )
    .argument('<evidence>', say('文件夹、*.plumb 或 evidence.json', 'folder, *.plumb or evidence.json'))
    .option(
      '-a, --against <standard>',
      say('标准；文件夹与报告包自带', 'the standard; folders and bundles bring their own'),
    )
    .option(
      '--result <node>',
      say(
        '哪个结果或要求，默认首个有结论的结果',
        'which result or requirement, default the first result that has a verdict',
      ),
    )
    .option('--to <verdict>', say('只看这一结论', 'only this verdict'))
    .option(
      '--keep <path...>',
      say('不会改变的内容，* 代表任意', 'what stays as it is, with all below it; * stands for anything'),
    )
    .addHelpText(
      'after',
      example(
        'plumbline what-if run1',
        "plumbline what-if evidence.json --against cn/high-tech-enterprise --keep 'filing.years[0]' 'filing.years[1]'",
        'plumbline what-if evidence.json --against cn-wuhan/ai-enterprise --to satisfied --json',
      ),
    )
    .action(async (evidence: string, o) => {
      code = await (await import('./commands/what-if.ts')).whatIfOf(evidence, o, options(o))
    })

  common(program.command('report'))
    .description(say('写出 HTML 报告，或追溯一个数', 'write the HTML report, or trace a number'))
    .argument('<source>', say('文件夹或 *.plumb', 'folder or *.plumb'))
    .option('-o, --out <file>', say('报告文件', 'report file'))
    .option(
      '--view <name>',
      say('按读者编排：标准 views 中的名字', 'lay out for a reader: a name under views in the standard'),
    )
    .addOption(
      new Option(
        '--form <form>',
        say(
          '另一种文书：filing 为备案安全自评估报告草稿（.html 或 .docx）',
          'another form: filing is the draft of a self-assessment report for a filing (.html or .docx)',
        ),
      ).choices(['filing']),
    )
    .option('--trace <node>', say('把一个结果追溯到证据', 'trace a result to its evidence'))
    .addHelpText(
      'after',
      example(
        'plumbline report reader.plumb --lang zh --out report.html',
        'plumbline report reader.plumb --trace grade',
        'plumbline report grading.plumb --view supervisor',
        'plumbline report run1 --form filing --lang zh --out filing.docx',
      ),
    )
    .action(async (source: string, o) => {
      code = await (await import('./commands/report.ts')).report(source, o, options(o))
    })

  common(program.command('attest'))
    .description(say('签署一个已测量的文件夹，写出报告包', 'sign a measured folder and write its bundle'))
    .argument('<folder>', say('measure 的输出文件夹', 'folder made by measure'))
    .option('-o, --out <file>', say('报告包文件', 'bundle file'))
    .option('--draws <n>', say('蒙特卡罗次数，0 为不做', 'Monte Carlo draws, 0 for none'), draws, 10_000)
    .option('--key <file>', say('签名私钥文件（PKCS#8 PEM）', 'signing key file (PKCS#8 PEM)'))
    .option('--new-identity', say('旧密钥已丢失，换用新身份', 'the old key is lost: go on under a new identity'))
    .addHelpText('after', example('plumbline attest run1'))
    .action(async (folder: string, o) => {
      code = await (await import('./commands/attest.ts')).attestFolder(folder, o, options(o))
    })

  common(program.command('verify'))
    .description(
      say(
        '核验报告包：签名、哈希、重新归约、重新判定，逐字节比较',
        'verify a bundle: signatures, hashes, reduce again, judge again, compare byte for byte',
      ),
    )
    .argument('<bundle...>', '*.plumb')
    .option('--trust <pem...>', say('信任的公钥文件', 'public keys to trust'))
    .addHelpText(
      'after',
      example('plumbline verify reader.plumb', 'plumbline verify reader.plumb --trust laboratory.pub.pem'),
    )
    .action(async (bundles: string[], o) => {
      code = await (await import('./commands/verify.ts')).verifyFiles(bundles, o, options(o))
    })

  common(program.command('look'))
    .description(
      say(
        '看一个文件里有什么、对象描述里可以怎样写它：机器人日志、时刻表、实时消息、表；不测量',
        'what a file holds and how a subject could name it: logs of robots, timetables, realtime messages, tables; measures nothing',
      ),
    )
    .argument('<file>', say('文件或文件夹', 'file or folder'))
    .addHelpText('after', example('plumbline look monday.mcap', 'plumbline look gtfs.zip'))
    .action(async (file: string, o) => {
      code = await (await import('./commands/look.ts')).look(file, options(o))
    })

  common(program.command('compare'))
    .description(
      say(
        '比较两次评价：逐项配对，或按各自的试验；区间、显著性，不显著就说不显著',
        'compare two assessments, in pairs or by trials of their own: with intervals, and plain where the difference is not significant',
      ),
    )
    .argument('<first>', say('文件夹或 *.plumb', 'folder or *.plumb'))
    .argument('<second>', say('文件夹或 *.plumb', 'folder or *.plumb'))
    .option('-o, --out <file>', say('比较报告：.html 或 .docx', 'comparison: .html or .docx'))
    .addHelpText('after', example('plumbline compare reader-a.plumb reader-b.plumb --out comparison.html'))
    .action(async (first: string, second: string, o) => {
      code = await (await import('./commands/compare.ts')).compareSources(first, second, o, options(o))
    })

  common(program.command('test'))
    .description(say('运行标准的单元用例', "run a standard's unit cases"))
    .argument('[standards...]', say('标准；缺省为全部', 'standards; all if none is named'))
    .addHelpText('after', example('plumbline test cn-sh/llm-trust', 'plumbline test drafts/my-standard'))
    .action(async (standards: string[], o) => {
      code = await (await import('./commands/test.ts')).testStandards(standards, o, options(o))
    })

  common(program.command('lint'))
    .description(say('检查标准：错误与建议，一次全部列出', 'check a standard: errors and advice, all at once'))
    .argument('[standards...]', say('标准；缺省为全部', 'standards; all if none is named'))
    .option('--schema', say('输出编辑器用的 JSON Schema', 'print the JSON Schema for editors'))
    .option(
      '--wording',
      say(
        '也检查文字：应、宜、可，无法检验的要求，过时的引用',
        'its words too: shall, should, may, what cannot be tested, citations that are over',
      ),
    )
    .option(
      '--on <day>',
      say('按哪一天核对引用，缺省为今天', 'as of which day citations are looked up; today if not given'),
    )
    .addHelpText(
      'after',
      example(
        'plumbline lint drafts/my-standard/standard.yaml',
        'plumbline lint --wording cn-sh/llm-trust',
        'plumbline lint --schema > standard.schema.json',
      ),
    )
    .action(async (standards: string[], o) => {
      code = await (await import('./commands/lint.ts')).lint(standards, o, options(o))
    })

  common(program.command('diff'))
    .description(
      say(
        '两个版次的标准改了什么：逐条，并说明更严还是更宽',
        'what changed between two editions of a standard: clause by clause, stricter or looser',
      ),
    )
    .argument('<from>', against)
    .argument('<to>', against)
    .addHelpText('after', example('plumbline diff cn-sh/llm-trust drafts/llm-trust/standard.yaml'))
    .action(async (from: string, to: string, o) => {
      code = (await import('./commands/diff.ts')).diffStandards(from, to, options(o))
    })

  common(program.command('back-test').alias('backtest'))
    .description(
      say(
        '草案的回溯检验：用已有证据按原版与草案各判一遍，看谁会变动、为什么、有多大把握',
        'judge existing evidence again under a draft: who would move, why, and how sure that is',
      ),
    )
    .requiredOption('--from <standard>', say('原版：编号、文件夹或文件', 'the old edition: id, folder or file'))
    .requiredOption('--to <standard>', say('草案：编号、文件夹或文件', 'the draft: id, folder or file'))
    .requiredOption(
      '--reports <path>',
      say(
        '报告：文件夹，或 .jsonl、.csv、.json、.plumb 文件',
        'reports: a folder, or a .jsonl, .csv, .json or .plumb file',
      ),
    )
    .option(
      '-o, --out <file>',
      say('检验报告：.html 或 .docx；数据在旁边的 .json', 'report: .html or .docx; the data is the .json beside it'),
    )
    .option('--result <id>', say('比较哪个结果，默认首要结果', 'which result, default the headline'))
    .option('--sector <fact>', say('以此事实为行业', 'the fact that names the sector'))
    .option('--zone <fact>', say('以此事实为试点区域', 'the fact that names the zone'))
    .option('--least <n>', say('少于此数的计数不显示', 'counts below this are kept back'), whole(1, 1000), 3)
    .option(
      '--draws <n>',
      say('每份报告的成对抽样次数，0 为不做', 'paired draws for each report, 0 for none'),
      draws,
      1000,
    )
    .option(
      '--find <place>',
      say('搜索阈值，如 grade.at-least.L3=50..90/1', 'search a threshold, such as grade.at-least.L3=50..90/1'),
    )
    .option('--pass <level>', say('搜索时，达到此等级为通过', 'in a search, the level that passes'))
    .option('--rate <share>', say('搜索时，想要的通过率', 'in a search, the wanted pass rate'))
    .option('--threads <n>', say('线程数', 'threads'), whole(0, 256))
    .option('--fresh', say('不接续，重新开始', 'start again instead of resuming'))
    .addHelpText(
      'after',
      example(
        'plumbline back-test --from cn-sh/llm-trust --to drafts/llm-trust --reports reports',
        'plumbline back-test --from old.yaml --to new.yaml --reports all.jsonl --find grade.at-least.L3=50..90/1 --pass L3 --rate 0.8',
      ),
    )
    .action(async (o) => {
      code = await (await import('./commands/back-test.ts')).backTestDraft(o, options(o))
    })

  const standards = program
    .command('standards')
    .description(say('标准库', 'the library of standards'))
    .helpOption('-h, --help', say('显示帮助', 'show help'))
    .helpCommand('help [command]', say('显示某个命令的帮助', 'show help for a command'))
    .addHelpText('after', example('plumbline standards list', 'plumbline standards show cn-sh/llm-trust'))
    .exitOverride()
  common(standards.command('list'))
    .description(say('列出标准', 'list standards'))
    .addHelpText('after', example('plumbline standards list'))
    .action(async (o) => {
      code = await (await import('./commands/standards.ts')).list(options(o))
    })
  common(standards.command('show'))
    .description(say('显示一个标准', 'show a standard'))
    .argument('<standard>', against)
    .addHelpText('after', example('plumbline standards show cn-sh/llm-trust'))
    .action(async (reference: string, o) => {
      code = await (await import('./commands/standards.ts')).show(reference, options(o))
    })

  const collect = (value: string, before: readonly string[]) => [...before, value]
  const tools: Tools = {
    common,
    say,
    example,
    collect,
    run: async (work) => {
      code = await work
    },
    options,
  }
  bankCommands(program, tools)
  corpusCommands(program, tools)
  catalogueCommands(program, tools)
  crosswalkCommands(program, tools)
  draftCommands(program, tools)
  filingCommands(program, tools)
  monitorCommands(program, tools)
  registryCommands(program, tools)

  initCommand(program, against, tools)

  try {
    await program.parseAsync(['node', 'plumbline', ...argv])
    return code
  } catch (e) {
    if (e instanceof CommanderError && (e.exitCode === 0 || e.code === 'commander.help'))
      return e.exitCode === 0 ? 0 : exit.usage
    const { Console } = await import('./console.ts')
    const { ProblemError } = await import('../language/problem.ts')
    const c = new Console({ lang, json: argv.includes('--json') })
    if (e instanceof ProblemError) return c.refuse(e.problems)
    if (e instanceof CommanderError) return c.refuse([usageProblem(e)])
    const { unexpected } = await import('./unexpected.ts')
    return c.refuse([unexpected(e, Boolean(process.env['PLUMBLINE_DEBUG']))])
  }
}
