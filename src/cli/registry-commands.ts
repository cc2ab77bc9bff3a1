import { type Command, InvalidArgumentError, Option } from 'commander'
import { auditCommands } from './audit-commands.ts'
import type { Tools } from './bank-commands.ts'
import { keepingCommands } from './keeping-commands.ts'

/** Commands that keep a registry: its server, its workers, its audit chain, its copies. */
export function registryCommands(program: Command, tools: Tools): void {
  const { common, say, example, run, options } = tools
  const whole = (most: number) => (text: string) => {
    const n = Number(text)
    if (!/^\d+$/.test(text) || n > most)
      throw new InvalidArgumentError(say(`须为不大于 ${most} 的整数`, `It is a whole number up to ${most}.`))
    return n
  }
  const keeping = (c: Command): Command =>
    common(c).addOption(
      new Option('--data <folder>', say('存放登记库的文件夹', 'folder of the registry'))
        .env('PLUMBLINE_DATA')
        .default('plumbline-data'),
    )
  const elsewhere = say(
    '数据库与证据也可在别处：DATABASE_URL、DATABASE_INSTALL_URL、PLUMBLINE_S3_URL 等环境变量',
    'Database and evidence may lie elsewhere: DATABASE_URL, DATABASE_INSTALL_URL, PLUMBLINE_S3_URL and so on in the environment',
  )

  keeping(program.command('serve'))
    .description(say('启动服务与控制台', 'serve the API and the console'))
    .option('--port <n>', say('端口，0 为任选', 'port, 0 for any'), whole(65535), 7310)
    .option('--host <host>', say('监听地址', 'address to listen on'), '127.0.0.1')
    .option('--origin <url>', say('用户看到的网址', 'where people reach it'))
    .option('--behind-proxy', say('来源地址取自代理', "take the client's address from one's own proxy"))
    .option(
      '--workers <n>',
      say('同时进行的测量任务数，0 为另行启动', 'jobs measured here at once; 0: started apart'),
      whole(64),
      2,
    )
    .option(
      '--backup-every <minutes>',
      say(
        '每隔几分钟备份嵌入式数据库，保留 24 份；0 为不备份',
        'minutes between two backups of the embedded database, of which 24 are kept; 0 for none',
      ),
      whole(43_200),
      60,
    )
    .addHelpText(
      'after',
      `${example('plumbline serve', 'plumbline serve --data /srv/plumbline --port 8080')}\n\n${elsewhere}`,
    )
    .action((o) => run(import('./commands/serve.ts').then((m) => m.serveConsole(o, options(o)))))

  keeping(program.command('work'))
    .description(say('启动一个只做测量的进程', 'start a process that only measures'))
    .option('--workers <n>', say('同时进行的测量任务数', 'jobs at once'), whole(64), 2)
    .addHelpText('after', `${example('DATABASE_URL=postgres://… plumbline work')}\n\n${elsewhere}`)
    .action((o) => run(import('./commands/work.ts').then((m) => m.work(o, options(o)))))

  auditCommands(program, tools, keeping)
  keepingCommands(program, tools, keeping)
}
