import type { Migration } from '../migrate.ts'

/**
 * Accounts and sessions. The first five tables are those of better-auth 1.7 (its own names, so that its statements fit); the others are
 * ours. No foreign key leads from here to a tenant's rows: two schemas, two roles, joined by ids alone.
 */
export const signInMigration: Migration = {
  name: '0003-sign-in',
  sql: `
CREATE SCHEMA auth;
CREATE TABLE auth."user" (
  "id" text NOT NULL PRIMARY KEY,
  "name" text NOT NULL,
  "email" text NOT NULL UNIQUE,
  "emailVerified" boolean NOT NULL,
  "image" text,
  "createdAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "twoFactorEnabled" boolean
);
CREATE TABLE auth."session" (
  "id" text NOT NULL PRIMARY KEY,
  "expiresAt" timestamptz NOT NULL,
  "token" text NOT NULL UNIQUE,
  "createdAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" timestamptz NOT NULL,
  "ipAddress" text,
  "userAgent" text,
  "userId" text NOT NULL REFERENCES auth."user" ("id") ON DELETE CASCADE,
  -- which of a person's organizations the session acts for
  "activeOrg" text
);
CREATE INDEX "session_userId_idx" ON auth."session" ("userId");
CREATE TABLE auth."account" (
  "id" text NOT NULL PRIMARY KEY,
  "accountId" text NOT NULL,
  "providerId" text NOT NULL,
  "userId" text NOT NULL REFERENCES auth."user" ("id") ON DELETE CASCADE,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  "scope" text,
  "password" text,
  "createdAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" timestamptz NOT NULL,
  UNIQUE ("providerId", "accountId")
);
CREATE INDEX "account_userId_idx" ON auth."account" ("userId");
CREATE TABLE auth."verification" (
  "id" text NOT NULL PRIMARY KEY,
  "identifier" text NOT NULL,
  "value" text NOT NULL,
  "expiresAt" timestamptz NOT NULL,
  "createdAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "verification_identifier_idx" ON auth."verification" ("identifier");
CREATE TABLE auth."twoFactor" (
  "id" text NOT NULL PRIMARY KEY,
  "secret" text NOT NULL,
  "backupCodes" text NOT NULL,
  "userId" text NOT NULL REFERENCES auth."user" ("id") ON DELETE CASCADE,
  "verified" boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamptz
);
CREATE INDEX "twoFactor_secret_idx" ON auth."twoFactor" ("secret");
CREATE INDEX "twoFactor_userId_idx" ON auth."twoFactor" ("userId");

-- the time step of the last code that was taken: none before it, nor it again
CREATE TABLE auth.code_taken (
  user_id text PRIMARY KEY REFERENCES auth."user" ("id") ON DELETE CASCADE,
  step bigint NOT NULL
);
-- keys are hashes of an account or an address
CREATE TABLE auth.attempt (
  key text PRIMARY KEY,
  count int NOT NULL,
  since timestamptz NOT NULL
);

CREATE TABLE auth.organization (
  org_id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('company', 'laboratory', 'committee', 'regulator', 'zone', 'administrator')),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE auth.member (
  org_id uuid NOT NULL REFERENCES auth.organization,
  user_id text NOT NULL REFERENCES auth."user" ("id") ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('owner', 'manager', 'measurer', 'reviewer', 'viewer')),
  since timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, user_id)
);
CREATE INDEX member_by_user ON auth.member (user_id, since);
CREATE TABLE auth.invitation (
  org_id uuid NOT NULL REFERENCES auth.organization,
  invitation_id uuid NOT NULL,
  role text NOT NULL CHECK (role IN ('owner', 'manager', 'measurer', 'reviewer', 'viewer')),
  -- whoever has the link may use it, where no address is named
  email text,
  hash text NOT NULL UNIQUE,
  invited_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  used_by text,
  revoked_at timestamptz,
  PRIMARY KEY (org_id, invitation_id)
);
CREATE TABLE auth.token (
  org_id uuid NOT NULL,
  token_id uuid NOT NULL,
  user_id text NOT NULL,
  name text NOT NULL,
  -- the beginning, to tell one from another; the whole is nowhere
  prefix text NOT NULL,
  hash text NOT NULL UNIQUE,
  scopes text[] NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at timestamptz,
  PRIMARY KEY (org_id, token_id),
  -- whoever leaves takes their tokens along
  FOREIGN KEY (org_id, user_id) REFERENCES auth.member ON DELETE CASCADE
);

GRANT USAGE ON SCHEMA auth TO pl_auth;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA auth TO pl_auth
`,
}
