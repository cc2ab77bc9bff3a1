import type { Command } from 'commander'
import type { Tools } from './bank-commands.ts'

/** The command that makes a subject file. */
export function initCommand(
  program: Command,
  against: string,
  { common, say, example, collect, run, options }: Tools,
): void {
  common(program.command('init'))
    .description(say('生成对象文件：为一个标准，或逐项提问', 'make a subject file: for one standard, or by asking'))
    .option('-a, --against <standard>', against)
    .option(
      '--for <kind>',
      say('逐项提问；对象的类别，如 genai-service', 'ask; the kind of object, such as genai-service'),
    )
    .option('-o, --out <file>', say('对象文件', 'subject file'), 'subject.yaml')
    .option(
      '--answers <file>',
      say('回答文件（JSON），其中已有的不再提问', 'file of answers (JSON); what it answers is not asked'),
    )
    .option('--set <key=value>', say('一个回答，可重复', 'one answer; may be repeated'), collect, [])
    .option('-y, --yes', say('不提问，其余取默认', 'ask nothing, defaults for the rest'))
    .option('--force', say('覆盖已有的文件', 'overwrite a file that exists'))
    .addHelpText(
      'after',
      example(
        'plumbline init --against cn/genai-service-safety --out service.yaml',
        'plumbline init --for genai-service --out service.yaml',
        'plumbline init --for genai-service --answers answers.json --set facts.trains=no --yes',
      ),
    )
    .action(async (o) => {
      await run((await import('./commands/init.ts')).init(o, options(o)))
    })
}
