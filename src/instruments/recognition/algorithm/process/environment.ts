/** What a program needs to run at all; keys of services, tokens and the like stay here. */
const PASSED_ON = ['PATH', 'LANG', 'LC_ALL', 'LC_CTYPE', 'TZ', 'TMPDIR', 'LD_LIBRARY_PATH']
const PASSED_ON_WINDOWS = ['SystemRoot', 'SystemDrive', 'TEMP', 'TMP', 'PATHEXT', 'NUMBER_OF_PROCESSORS']

/** The environment of a child: a short list, and what the subject file names. */
export function environmentFor(
  named: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const names = [...PASSED_ON, ...(process.platform === 'win32' ? PASSED_ON_WINDOWS : []), ...named]
  return Object.fromEntries(names.flatMap((n) => (env[n] === undefined ? [] : [[n, env[n]]])))
}
