import { type Command, InvalidArgumentError } from 'commander'
import type { Common } from './console.ts'
import type { Say } from './language.ts'

/** What a table of commands is written with. */
export interface Tools {
  readonly common: (c: Command) => Command
  readonly say: Say
  readonly example: (...lines: string[]) => string
  readonly collect: (value: string, before: readonly string[]) => string[]
  /** takes the exit code of a command */
  readonly run: (work: Promise<number>) => Promise<void>
  readonly options: (given: { json?: boolean }) => Common
}

/** The commands on question banks. */
export function bankCommands(program: Command, { common, say, example, collect, run, options }: Tools): void {
  const share = (text: string) => {
    const n = Number(text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : text)
    if (text.trim() !== '' && n >= 0 && n <= 1) return n
    throw new InvalidArgumentError(say('须为 0 至 1，或百分数', 'It is a share from 0 to 1, or a percentage.'))
  }
  const bank = program
    .command('bank')
    .description(say('题库：导入、核查、公开导出', 'question banks: import, check, export for the public'))
    .helpOption('-h, --help', say('显示帮助', 'show help'))
    .helpCommand('help [command]', say('显示某个命令的帮助', 'show help for a command'))
    .addHelpText(
      'after',
      example(
        'plumbline bank import questions.xlsx --as should_refuse --out banks/should-refuse.jsonl',
        'plumbline bank check banks/should-refuse.jsonl',
      ),
    )
    .exitOverride()
  const bankOut = say('题库文件', 'bank file')
  const force = say('覆盖已有的文件', 'overwrite a file that exists')
  common(bank.command('import'))
    .description(
      say(
        '把题目文件（JSONL、JSON、CSV、XLSX）转换为题库',
        'turn a file of questions (JSONL, JSON, CSV, XLSX) into a bank',
      ),
    )
    .argument('<file>', say('题目文件', 'file of questions'))
    .requiredOption(
      '--as <type>',
      say('题目的类型，如 content、should_refuse', 'type of the questions, such as content or should_refuse'),
    )
    .requiredOption('-o, --out <file>', bankOut)
    .option('--source <text>', say('没有写来源的题目的来源', 'source of questions that say none'))
    .option('--licence <text>', say('没有写许可的题目的许可', 'licence of questions that say none'))
    .option(
      '--text-lang <lang>',
      say('题目的语言，缺省按文字判断', 'language of the questions; told by their script if not given'),
    )
    .option('--class <id>', say('没有写类别的题目的类', 'class of questions that name none'))
    .option(
      '--map <name=id>',
      say('文件中的一个类名对应的类，可重复', 'the class that a name in the file stands for; may be repeated'),
      collect,
      [],
    )
    .option(
      '--holdout <share>',
      say('每类保留的比例，如 30%', 'share of every class that is held out, such as 30%'),
      share,
    )
    .option('--canary [uuid]', say('加入金丝雀', 'add a canary'))
    .option('--force', force)
    .addHelpText(
      'after',
      example(
        'plumbline bank import questions.xlsx --as should_refuse --source in-house --licence proprietary --out banks/should-refuse.jsonl',
        'plumbline bank import risky.json --as content --map our-class=A.2.i --holdout 30% --canary --source X --licence unknown --out banks/content.jsonl',
      ),
    )
    .action(async (file: string, o) => {
      await run((await import('./commands/bank-import.ts')).bankImport(file, o, options(o)))
    })
  common(bank.command('check'))
    .description(say('清点题库：各类数目、保留比例、金丝雀', 'count a bank: classes, share held out, canaries'))
    .argument('<file>', bankOut)
    .option('--answers <file>', say('在这些回答里找金丝雀', 'look for the canaries in these answers'))
    .addHelpText(
      'after',
      example(
        'plumbline bank check banks/content.jsonl',
        'plumbline bank check banks/content.jsonl --answers answers.jsonl',
      ),
    )
    .action(async (file: string, o) => {
      await run((await import('./commands/bank-check.ts')).bankCheck(file, o, options(o)))
    })
  common(bank.command('export'))
    .description(say('导出可以公开的部分：不含保留题', 'export what may be published: nothing that is held out'))
    .argument('<file>', bankOut)
    .requiredOption('--public', say('不含保留题', 'without what is held out'))
    .requiredOption('-o, --out <file>', bankOut)
    .option('--force', force)
    .addHelpText('after', example('plumbline bank export banks/content.jsonl --public --out content.public.jsonl'))
    .action(async (file: string, o) => {
      await run((await import('./commands/bank-export.ts')).bankExport(file, o, options(o)))
    })

  common(program.command('import'))
    .description(
      say(
        '把其他工具的逐题结果（promptfoo、lm-evaluation-harness）变成测量',
        'turn single results of another tool (promptfoo, lm-evaluation-harness) into a measurement',
      ),
    )
    .argument('<file...>', say('结果文件；可加上总结文件', 'results; the summary may go with them'))
    .requiredOption('-a, --against <standard>', say('标准：编号、文件夹或文件', 'the standard: id, folder or file'))
    .requiredOption('--measure <id>', say('标准中的测量', 'the measure of the standard'))
    .option('--quantity <name>', say('测量给出的比率', 'the share that the measure gives'))
    .option('--metric <name>', say('文件中的指标', 'the metric in the file'))
    .option('--task <name>', say('lm-evaluation-harness 的任务', 'task of lm-evaluation-harness'))
    .option('--filter <name>', say('lm-evaluation-harness 的过滤器', 'filter of lm-evaluation-harness'))
    .option('--provider <name>', say('promptfoo 的服务方', 'provider of promptfoo'))
    .option('--prompt <name>', say('promptfoo 的提示', 'prompt of promptfoo'))
    .option('-o, --out <file>', say('写入文件，缺省为标准输出', 'write to a file; standard output if not given'))
    .addHelpText(
      'after',
      example(
        'plumbline import results.json --against cn/genai-service-safety --measure refusal',
        'plumbline import samples_factual.jsonl results_2026.json --against cn-sh/llm-trust --measure factual --metric acc',
      ),
    )
    .action(async (files: string[], o) => {
      await run((await import('./commands/import-results.ts')).importForeign(files, o, options(o)))
    })
}
