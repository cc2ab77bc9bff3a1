import type { Command } from 'commander'
import type { Tools } from './bank-commands.ts'

/** The commands on the audit chain. `keeping`: with the options that name an installation. */
export function auditCommands(
  program: Command,
  { say, example, run, options, collect }: Tools,
  keeping: (c: Command) => Command,
): void {
  const audit = program
    .command('audit')
    .description(say('审计链：核验、检查点', 'the audit chain: verify it, sign checkpoints'))
    .helpOption('-h, --help', say('显示帮助', 'show help'))
    .helpCommand('help [command]', say('显示某个命令的帮助', 'show help for a command'))
    .addHelpText('after', example('plumbline audit verify', 'plumbline audit checkpoint --out heads.json'))
    .exitOverride()
  keeping(audit.command('verify'))
    .description(
      say(
        '核验每个组织的审计链，并与检查点比对；有问题时退出码为 1',
        'verify the chain of every organization, and hold it against checkpoints; exit code 1 where something is wrong',
      ),
    )
    .option(
      '--checkpoints <path>',
      say('另存的检查点：文件或文件夹，可重复', 'checkpoints kept elsewhere: a file or a folder; may be repeated'),
      collect,
      [],
    )
    .option(
      '--trust <file>',
      say('检查点签署者的公钥（PEM），可重复', 'public key of who signed them (PEM); may be repeated'),
      collect,
      [],
    )
    .addHelpText(
      'after',
      example('plumbline audit verify', 'plumbline audit verify --checkpoints /media/safe/checkpoints'),
    )
    .action((o) => run(import('./commands/audit.ts').then((m) => m.auditVerify(o, options(o)))))
  keeping(audit.command('checkpoint'))
    .description(
      say(
        '签署所有审计链此刻的链尾，存到数据库之外',
        'sign the ends of all chains as they are now, to be kept outside of the database',
      ),
    )
    .requiredOption('-o, --out <file>', say('检查点文件', 'file of the checkpoint'))
    .addHelpText('after', example('plumbline audit checkpoint --out /media/safe/checkpoints/2026-11-22.json'))
    .action((o) => run(import('./commands/audit.ts').then((m) => m.auditCheckpoint(o, options(o)))))
}
