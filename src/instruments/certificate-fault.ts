/** Codes of Node and OpenSSL for a certificate that is expired, of another host, or from nobody who is trusted. */
const codes =
  /^(CERT_\w+|ERR_TLS_CERT_ALTNAME_\w+|HOSTNAME_MISMATCH|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(GET|VERIFY)_\w+)$/

/** Whether a connection failed for the certificate of the other side: it will not be better the next time. */
export const isCertificateFault = (code: string | undefined): boolean => code !== undefined && codes.test(code)
