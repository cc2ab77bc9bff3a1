import { type Telemetry, unobserved } from '../../registry/telemetry.ts'

/**
 * What the environment asks for by OpenTelemetry's own variables: an endpoint (OTLP over HTTP, JSON) switches it on. Where none is named no
 * package of it is loaded.
 */
export async function telemetryFrom(env: Readonly<Record<string, string | undefined>>): Promise<Telemetry> {
  const named = (signal: 'TRACES' | 'METRICS') =>
    env[`OTEL_${signal}_EXPORTER`] !== 'none' &&
    Boolean(env['OTEL_EXPORTER_OTLP_ENDPOINT'] || env[`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`])
  const [traces, metrics] = [named('TRACES'), named('METRICS')]
  if (env['OTEL_SDK_DISABLED'] === 'true' || !(traces || metrics)) return unobserved
  const { openTelemetry } = await import('./open-telemetry.ts')
  return openTelemetry({ traces, metrics, everyMs: Number(env['OTEL_METRIC_EXPORT_INTERVAL'] ?? 60_000) })
}
