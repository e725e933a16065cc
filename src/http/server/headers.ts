/**
 * Headers of every response, including errors. Constants, since a middleware for them takes a third of the time of a
 * request.
 */

/** Only our own scripts, styles and pictures; no framing; forms submit only to this site. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

export const securityHeaders = {
  'content-security-policy': policy,
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
} as const;

/**
 * For the only kind of page that other sites may frame: a single chart. It runs no script and submits no form, so
 * clickjacking has no effect.
 */
const framePolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "form-action 'none'",
  'frame-ancestors *',
  "base-uri 'none'",
].join('; ');

export const frameHeaders = {
  'content-security-policy': framePolicy,
  'cross-origin-resource-policy': 'cross-origin',
} as const;
