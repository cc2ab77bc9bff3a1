import type { Command } from 'commander'
import type { Tools } from './bank-commands.ts'

/** The commands for whoever writes a standard; its wording is checked by `lint --wording`. */
export function draftCommands(program: Command, { common, say, example, run, options }: Tools): void {
  const draft = program
    .command('draft')
    .description(
      say(
        '起草标准：纸质文本、跨版本定位条款',
        'drafting a standard: on paper, and clauses found again in another edition',
      ),
    )
    .helpOption('-h, --help', say('显示帮助', 'show help'))
    .helpCommand('help [command]', say('显示某个命令的帮助', 'show help for a command'))
    .addHelpText('after', example('plumbline draft paper cn-sh/llm-trust --out draft.docx --lang zh'))
    .exitOverride()
  const standard = say('标准：编号、文件夹或文件', 'the standard: id, folder or file')
  common(draft.command('paper'))
    .description(say('按 GB/T 1.1 的要素次序写成文件', 'write it as a document, its elements in the order of GB/T 1.1'))
    .argument('<standard>', standard)
    .option('-o, --out <file>', say('文件：.html 或 .docx', 'file: .html or .docx'))
    .option('--ics <code>', say('ICS 分类号', 'ICS classification'))
    .option('--ccs <code>', say('CCS 分类号', 'CCS classification'))
    .option('--number <number>', say('标准编号', 'number of the standard'))
    .option('--filing <number>', say('备案号', 'filing number'))
    .option('--issued <day>', say('发布日期', 'day of issue'))
    .option('--effective <day>', say('实施日期', 'day on which it takes effect'))
    .option('--degree <text>', say('与国际文件的一致性程度', 'degree of consistency with an international document'))
    .addHelpText(
      'after',
      example(
        'plumbline draft paper cn-sh/llm-trust --ics 35.240 --out llm-trust.docx',
        'plumbline draft paper drafts/lamp',
      ),
    )
    .action(async (reference: string, o) => {
      await run(import('./commands/draft/paper.ts').then((m) => m.paper(reference, o, options(o))))
    })
  common(draft.command('anchor'))
    .description(
      say(
        '一个版本的条款在另一个版本的哪里：原处、改号、移动、改写、拆分、已无',
        'where clauses of one edition are in another: there, renumbered, moved, reworded, split, gone',
      ),
    )
    .argument('<from>', standard)
    .argument('<to>', standard)
    .option('--clause <id>', say('只看这一条：标识或编号', 'this clause alone: its id or number'))
    .option('--quote <words>', say('这一条里的文字', 'words of that clause'))
    .addHelpText('after', example('plumbline draft anchor cn-sh/llm-trust drafts/llm-trust --clause T1.2'))
    .action(async (from: string, to: string, o) => {
      await run(import('./commands/draft/anchor.ts').then((m) => m.anchor(from, to, o, options(o))))
    })
  common(draft.command('national'))
    .description(
      say(
        '与国家标准逐条比较：更严、更宽、宽严不可比；宽于国家标准的不得报批',
        'hold it against the national standard, requirement by requirement: stricter, looser, incomparable; what is looser may not be submitted',
      ),
    )
    .argument('<local>', standard)
    .argument('<national>', say('国家标准：编号、文件夹或文件', 'the national standard: id, folder or file'))
    .option(
      '--pair <local=national>',
      say(
        '两条要求相互对应；可重复。未列出的按相同标识对应',
        'two requirements that are counterparts; may be repeated. Others by the same id',
      ),
      (pair: string, before: readonly string[]) => [...before, pair],
      [] as readonly string[],
    )
    .addHelpText(
      'after',
      example('plumbline draft national cn-sh/llm-trust cn/genai-service-safety --pair V2=Q_21 --pair V3=Q_22'),
    )
    .action(async (local: string, other: string, o) => {
      await run(import('./commands/draft/national.ts').then((m) => m.national(local, other, o, options(o))))
    })
}
