import type { Command } from 'commander'
import type { Tools } from './bank-commands.ts'

/** The commands for an enterprise that files: the workbook to fill in, and whether what is filled in can be read. */
export function filingCommands(program: Command, { common, say, example, run, options }: Tools): void {
  const filing = program
    .command('filing')
    .description(
      say(
        '企业填报：生成要填的工作簿，核对填好的文件',
        'filing of an enterprise: the workbook to fill in, and whether a filled one can be read',
      ),
    )
    .helpOption('-h, --help', say('显示帮助', 'show help'))
    .helpCommand('help [command]', say('显示某个命令的帮助', 'show help for a command'))
    .addHelpText(
      'after',
      example('plumbline filing template --year 2025 --out filing.xlsx', 'plumbline filing check filing.xlsx'),
    )
    .exitOverride()
  common(filing.command('template'))
    .description(
      say(
        '生成工作簿：每个字段的说明、单位、示例与下拉选项',
        'make the workbook: every field explained, with unit, example and lists to choose from',
      ),
    )
    .option('-o, --out <file>', say('工作簿', 'workbook'), 'filing.xlsx')
    .option('--year <year>', say('评价年度，缺省为去年', 'year judged; last year if not given'))
    .option('--from <file>', say('把这份填报（JSON、CSV、XLSX）填在里面', 'fill it with this filing (JSON, CSV, XLSX)'))
    .option('--force', say('覆盖已有的文件', 'overwrite a file that exists'))
    .addHelpText(
      'after',
      example(
        'plumbline filing template --year 2025',
        'plumbline filing template --from filing.json --out filing.xlsx',
      ),
    )
    .action(async (o) => {
      await run(import('./commands/filing/template.ts').then((m) => m.template(o, options(o))))
    })
  common(filing.command('check'))
    .description(
      say(
        '核对一份填报：格式错误一次列全，疑问逐条列出',
        'check a filing: all errors of form at once, every query listed',
      ),
    )
    .argument('<file>', say('填报文件：.xlsx、.csv 或 .json', 'the filing: .xlsx, .csv or .json'))
    .addHelpText('after', example('plumbline filing check filing.xlsx', 'plumbline filing check filing.csv --json'))
    .action(async (file: string, o) => {
      await run(import('./commands/filing/check.ts').then((m) => m.check(file, options(o))))
    })
}
