import { access, constants, readFile, stat } from 'node:fs/promises'
import { isIP } from 'node:net'
import { connect } from 'node:tls'
import { type Problem, problem, warning } from '../../language/problem.ts'
import { folders } from '../place.ts'
import { checkOptions } from '../sign-in/options.ts'
import type { Check } from './check.ts'
import { ownersAlone } from './rights.ts'

const [LEAST, LITTLE] = [200 * 2 ** 20, 2 * 2 ** 30]
const DAY = 24 * 3600_000

/** What can be seen without the database. */
export const machineChecks: readonly Check[] = [
  {
    id: 'node',
    title: { zh: 'Node 版本', en: 'version of Node' },
    of: 'machine',
    look: async ({ node }) => {
      const [major = 0, minor = 0] = node.split('.').map(Number)
      return major > 20 || (major === 20 && minor >= 19)
        ? []
        : [
            problem(
              'node-old',
              { zh: 'Node 版本过旧', en: 'Node is too old' },
              { expected: '>= 20.19', got: node, next: { zh: '安装较新的 Node', en: 'install a newer Node' } },
            ),
          ]
    },
  },
  {
    id: 'folder',
    title: { zh: '数据文件夹', en: 'folder of the data' },
    of: 'machine',
    look: async ({ place: { folder } }) => {
      const found = await stat(folder).catch(() => undefined)
      if (!found?.isDirectory()) return [absent(folder)]
      const writable = await access(folder, constants.R_OK | constants.W_OK | constants.X_OK).then(
        () => true,
        () => false,
      )
      if (!writable)
        return [
          problem(
            'folder-not-writable',
            { zh: '无权写入数据文件夹', en: 'The folder of the data cannot be written to' },
            {
              place: { file: folder },
              next: { zh: `运行：chown -R $(id -u) '${folder}'`, en: `run: chown -R $(id -u) '${folder}'` },
            },
          ),
        ]
      return (found.mode & 0o002) !== 0 && process.platform !== 'win32'
        ? [
            problem(
              'folder-open',
              { zh: '任何人都可写入数据文件夹', en: 'Anybody may write to the folder of the data' },
              {
                place: { file: folder },
                next: { zh: `运行：chmod 700 '${folder}'`, en: `run: chmod 700 '${folder}'` },
              },
            ),
          ]
        : []
    },
  },
  {
    id: 'disk',
    title: { zh: '磁盘空间', en: 'room on the disk' },
    of: 'machine',
    look: async ({ place: { folder }, free }) => {
      const bytes = await free(folder).catch(() => Number.POSITIVE_INFINITY)
      if (bytes >= LITTLE) return []
      const make = bytes < LEAST ? problem : warning
      return [
        make(
          'disk-low',
          { zh: '磁盘快满了', en: 'The disk is nearly full' },
          {
            place: { file: folder },
            expected: `>= ${LITTLE / 2 ** 20} MiB`,
            got: `${Math.floor(bytes / 2 ** 20)} MiB`,
            next: { zh: '腾出空间，或把文件夹移到更大的磁盘', en: 'make room, or move the folder to a larger disk' },
          },
        ),
      ]
    },
  },
  {
    id: 'keys',
    title: { zh: '签名密钥的权限', en: 'rights of the signing key' },
    of: 'machine',
    look: async ({ place: { folder } }) => [
      ...(await ownersAlone(folders.keys(folder), '700')),
      ...(await ownersAlone(`${folders.keys(folder)}/signing.pem`, '600')),
    ],
  },
  {
    id: 'secret',
    title: { zh: '服务的密钥', en: 'secret of the server' },
    of: 'machine',
    look: async ({ place: { folder }, env }) => {
      const file = folders.secret(folder)
      const given = env['PLUMBLINE_SECRET']
      const secret = given ?? (await readFile(file, 'utf8').catch(() => undefined))?.trim()
      if (secret === undefined) return []
      const checked = checkOptions({ secret, origin: 'http://localhost' })
      return [...(given === undefined ? await ownersAlone(file, '600') : []), ...(checked.ok ? [] : checked.problems)]
    },
  },
  {
    id: 'origin',
    title: { zh: '网址与证书', en: 'address and certificate' },
    of: 'machine',
    look: async ({ origin, now }) => {
      if (origin === undefined) return []
      const checked = checkOptions({ secret: 'abcdefghijklmnopqrstuvwxyz0123456789', origin })
      if (!checked.ok) return checked.problems
      const { protocol, hostname, port } = new URL(origin)
      if (protocol === 'http:')
        return /^(localhost|127\.|\[::1\])/.test(hostname)
          ? []
          : [
              warning(
                'origin-plain',
                {
                  zh: '网址没有加密：口令会以明文经过网络',
                  en: 'The address is not encrypted: passwords cross the network as they are',
                },
                {
                  got: origin,
                  next: {
                    zh: '在前面放置带证书的代理，并用 --origin https://… 启动',
                    en: 'put a proxy with a certificate before it, and serve with --origin https://…',
                  },
                },
              ),
            ]
      return certificate(hostname, Number(port || 443), now())
    },
  },
]

/** Whether the certificate is trusted, and for how long. */
function certificate(host: string, port: number, now: number): Promise<readonly Problem[]> {
  const renew = { zh: '更新证书', en: 'renew the certificate' }
  return new Promise((resolve) => {
    const socket = connect({ host, port, ...(isIP(host) ? {} : { servername: host }), timeout: 5000 }, () => {
      const days = Math.floor((Date.parse(socket.getPeerCertificate().valid_to) - now) / DAY)
      socket.end()
      resolve(
        days < 14
          ? [
              (days < 0 ? problem : warning)(
                'certificate-ends',
                { zh: '证书快到期了', en: 'The certificate ends soon' },
                { expected: '>= 14 d', got: `${days} d`, next: renew },
              ),
            ]
          : [],
      )
    })
    const failed = (error?: Error) => {
      socket.destroy()
      resolve([
        problem(
          'origin-unreachable',
          {
            zh: '从这里连不上这个网址，或其证书不可信',
            en: 'The address cannot be reached from here, or its certificate is not trusted',
          },
          { got: `${host}:${port} ${(error as NodeJS.ErrnoException | undefined)?.code ?? ''}`.trim(), next: renew },
        ),
      ])
    }
    socket.on('error', failed).on('timeout', () => failed())
  })
}

const absent = (file: string): Problem =>
  problem(
    'no-installation',
    { zh: '这里没有登记库', en: 'There is no registry here' },
    {
      place: { file },
      next: {
        zh: '用 --data 指明文件夹，或用 plumbline serve 新建',
        en: 'name its folder with --data, or make one with plumbline serve',
      },
    },
  )
