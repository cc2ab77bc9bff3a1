/** Text from a YAML file as JSON scalars, for instruments: `300` is a number, `true` and `yes` are yes. */
export function scalars(value: unknown): unknown {
  if (typeof value === 'string') {
    if (/^-?(0|[1-9]\d*)(\.\d+)?$/.test(value)) return Number(value)
    return value === 'true' || value === 'yes' ? true : value === 'false' || value === 'no' ? false : value
  }
  if (Array.isArray(value)) return value.map(scalars)
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, scalars(v)]))
  return value
}
