import type { Command } from 'commander'
import type { Tools } from './bank-commands.ts'

/** Copies of a registry: export and import, backup and restore; and what is done when somebody cannot get in. */
export function keepingCommands(
  program: Command,
  { say, example, run, options }: Tools,
  keeping: (c: Command) => Command,
): void {
  // `import` alone is of results
  const registry = program
    .command('registry')
    .description(say('整个登记库：导出、导入', 'a registry as a whole: export it, import it'))
    .helpOption('-h, --help', say('显示帮助', 'show help'))
    .helpCommand('help [command]', say('显示某个命令的帮助', 'show help for a command'))
    .addHelpText('after', example('plumbline registry export --out registry-2026-11-22 --with-accounts'))
    .exitOverride()
  keeping(registry.command('export'))
    .description(
      say(
        '导出整个登记库或一个组织：每张表一个文本文件，证据按散列值存放，可导入任一种数据库',
        'export a registry or one organization as text, a file a table, and evidence by its hash; either kind of database takes it',
      ),
    )
    .requiredOption('-o, --out <folder>', say('空文件夹', 'an empty folder'))
    .option('--org <id>', say('只导出这个组织', 'this organization alone'))
    .option(
      '--with-accounts',
      say(
        '连同口令散列值、第二因素、令牌、服务的密钥与签名密钥',
        'with hashes of passwords, second factors, tokens, the secret and the signing key',
      ),
    )
    .addHelpText('after', example('plumbline registry export --out registry-2026-11-22 --with-accounts'))
    .action((o) => run(import('./commands/export.ts').then((m) => m.exportTo(o, options(o)))))
  keeping(registry.command('import'))
    .description(
      say('导入 plumbline registry export 写出的文件夹', 'import a folder that plumbline registry export has written'),
    )
    .argument('<folder>', say('导出的文件夹', 'exported folder'))
    .addHelpText('after', example('plumbline registry import registry-2026-11-22 --data /srv/plumbline'))
    .action((folder: string, o) => run(import('./commands/import.ts').then((m) => m.importFrom(folder, o, options(o)))))
  keeping(program.command('backup'))
    .description(
      say(
        '备份嵌入式数据库、密钥与证据；服务运行时也可以',
        'back up the embedded database, keys and evidence; also while it is served',
      ),
    )
    .requiredOption(
      '-o, --out <file>',
      say(
        '备份文件；证据放在它旁边的 evidence 里',
        'file of the backup; evidence goes to the folder evidence beside it',
      ),
    )
    .addHelpText('after', example('plumbline backup --out /media/safe/plumbline-2026-11-22.backup'))
    .action((o) => run(import('./commands/backup.ts').then((m) => m.backup(o, options(o)))))
  keeping(program.command('restore'))
    .description(
      say(
        '用备份恢复嵌入式数据库；原有文件改名保留',
        'put a backup in the place of the embedded database; what was there is renamed',
      ),
    )
    .argument('<file>', say('备份文件', 'file of the backup'))
    .addHelpText('after', example('plumbline restore plumbline-data/backups/20261122T200000Z.backup'))
    .action((file: string, o) => run(import('./commands/restore.ts').then((m) => m.restoreFrom(file, o, options(o)))))
  keeping(program.command('set-password'))
    .description(
      say('为忘记口令的用户设置新口令（从标准输入读取）', 'give somebody a new password, read from standard input'),
    )
    .argument('<email>', say('用户的邮箱', 'their address'))
    .option('--no-factor', say('同时取消其第二因素', 'take away their second factor too'))
    .addHelpText('after', example('plumbline set-password ann@example.org < password.txt'))
    .action((email: string, o) =>
      run(import('./commands/set-password.ts').then((m) => m.setPasswordOf(email, o, options(o)))),
    )
  keeping(program.command('doctor'))
    .description(
      say(
        '检查登记库有什么问题、下一步做什么；有错误时退出码为 1',
        'look for what is wrong with a registry and say the next step; exit code 1 where something is',
      ),
    )
    .option('--deep', say('逐个核对全部证据的散列值', 'read all evidence against its hashes'))
    .option(
      '--origin <url>',
      say('同时检查用户看到的网址及其证书', 'look at the address where people reach it too, and its certificate'),
    )
    .addHelpText(
      'after',
      example(
        'plumbline doctor',
        'plumbline doctor --data /srv/plumbline --deep --origin https://plumbline.example.org',
      ),
    )
    .action((o) => run(import('./commands/doctor.ts').then((m) => m.doctor(o, options(o)))))
}
