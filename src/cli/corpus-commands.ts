import { type Command, InvalidArgumentError } from 'commander'
import type { Tools } from './bank-commands.ts'

/** The commands on training data. */
export function corpusCommands(program: Command, { common, say, example, run, options }: Tools): void {
  const whole = (least: number) => (text: string) => {
    const n = Number(text)
    if (/^\d{1,9}$/.test(text) && n >= least) return n
    throw new InvalidArgumentError(say(`须为不小于 ${least} 的整数`, `It is a whole number from ${least}.`))
  }
  const corpus = program
    .command('corpus')
    .description(say('训练数据：抽检', 'training data: samples'))
    .helpOption('-h, --help', say('显示帮助', 'show help'))
    .helpCommand('help [command]', say('显示某个命令的帮助', 'show help for a command'))
    .addHelpText('after', example('plumbline corpus draw items.csv --size 4000 --out corpus_sample.csv'))
    .exitOverride()
  common(corpus.command('draw'))
    .description(
      say(
        '从条目清单（itemId,sourceId）随机抽出供人工审核的样本；同一种子可重抽',
        'draw at random the items that reviewers look at, from a list (itemId,sourceId); a seed draws the same again',
      ),
    )
    .argument('<list>', say('条目清单（CSV）', 'list of items (CSV)'))
    .option('--size <n>', say('抽几条', 'items to draw'), whole(1), 4000)
    .option('--seed <n>', say('种子', 'seed'), whole(0), 1)
    .requiredOption('-o, --out <file>', say('审核表', 'sheet for the reviewers'))
    .option('--force', say('覆盖已有的文件', 'overwrite a file that exists'))
    .addHelpText('after', example('plumbline corpus draw items.csv --size 4000 --out records/corpus/corpus_sample.csv'))
    .action((list: string, o) =>
      run(import('./commands/corpus-draw.ts').then(({ corpusDraw }) => corpusDraw(list, o, options(o)))),
    )
}
