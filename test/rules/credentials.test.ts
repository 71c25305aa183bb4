import fc from "fast-check";
import { expect, test } from "vitest";
import {
  assignedSecret,
  credentialIn,
  isSecretValue,
  promiseOf,
  SHAPES,
  SIGN,
} from "../../rules/security/credentials.ts";

/** Characters that look random, put together here so that no scanner takes this file for a leak. */
const chars = (length: number, alphabet = "a1B2c3D4e5F6g7H8i9J0kLmNoPqRsTuVwXyZ"): string =>
  Array.from({ length }, (_, index) => alphabet[(index * 7 + 3) % alphabet.length]).join("");
const hex = (length: number): string => chars(length, "0a1b2c3d4e5f6789");
const upper = (length: number): string => chars(length, "A2B3C4D5E6F7GHIJKLMNOPQRSTUVWXYZ");
const digits = (length: number): string => chars(length, "1234567890");
const letters = (length: number): string => chars(length, "abcdefghijKLMNOPQRSTUvwxyz");

const TOKENS: readonly (readonly [kind: string, token: string])[] = [
  ["a private key", `${"-----BEGIN"} RSA PRIVATE KEY-----\n${chars(64)}`],
  ["a private key", `${"-----BEGIN"} OPENSSH PRIVATE KEY-----\\n${chars(64)}`],
  ["a private key", `${"-----BEGIN"} PGP PRIVATE KEY BLOCK-----\n\n${chars(64)}`],
  ["a private key", `${"-----BEGIN"} PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED`],
  ["a private key", btoa(`${"-----BEGIN"} PRIVATE KEY-----\n${chars(64)}`)],
  ["a private key", btoa(`${"-----BEGIN"} EC PRIVATE KEY-----\n${chars(64)}`)],
  ["a private key", btoa(`${"-----BEGIN"} RSA PRIVATE KEY-----\n${chars(64)}`)],
  ["an age key", `AGE-SECRET-KEY-1${upper(58)}`],
  ["an AWS access key", `AKIA${upper(16)}`],
  ["an AWS access key", `ASIA${upper(16)}`],
  ["an AWS access key", "AKIAIOSFODNN7EXAMPLE"],
  ["an AWS access key", `AKIA${"0189ABCDEFGHJKLM"}`],
  ["a Google API key", `AIza${chars(35)}`],
  ["a Google OAuth secret", `GOCSPX-${chars(28)}`],
  ["a Google access token", `ya29.${chars(40)}`],
  ["an Azure storage key", `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${chars(86)}==`],
  ["an Azure shared access key", `Endpoint=sb://a/;SharedAccessKey=${chars(43)}=`],
  ["an Azure client secret", `aB18Q~${chars(34)}`],
  ["an Alibaba Cloud access key", `LTAI${chars(20)}`],
  ["a DigitalOcean token", `dop_v1_${hex(64)}`],
  ["a Databricks token", `dapi${hex(32)}`],
  ["a GitHub token", `ghp_${chars(36)}`],
  ["a GitHub token", `ghs_${chars(36)}`],
  ["a GitHub token", `github_pat_${chars(82)}`],
  ["a GitLab token", `glpat-${chars(20)}`],
  ["a Docker Hub token", `dckr_pat_${chars(27)}`],
  ["a registry password", `{"auths":{"registry.example.com":{"auth": "${chars(20)}=="}}}`],
  ["an npm token", `npm_${chars(36)}`],
  ["a PyPI token", `pypi-AgEIcHlwaS5vcmc${chars(60)}`],
  ["a Vault token", `hvs.${chars(24)}`],
  ["a Terraform token", `${chars(14)}.atlasv1.${chars(60)}`],
  ["a Slack token", `xoxb-${digits(12)}-${chars(24)}`],
  ["a Slack token", `xapp-1-${chars(24)}`],
  ["a Slack webhook", `https://hooks.slack.com/services/T${upper(8)}/B${upper(8)}/${chars(24)}`],
  ["a Discord webhook", `https://discord.com/api/webhooks/${digits(18)}/${chars(68)}`],
  ["a Stripe key", `sk_live_${chars(24)}`],
  ["a SendGrid key", `SG.${chars(22)}.${chars(43)}`],
  ["a Twilio key", `SK${hex(32)}`],
  ["a Telegram token", `${digits(10)}:AA${chars(33)}`],
  ["a Grafana token", `glsa_${chars(32)}_${hex(8)}`],
  ["a Grafana token", `glc_eyJ${chars(60)}`],
  ["a New Relic key", `NRAK-${upper(27)}`],
  ["a New Relic key", `${hex(36)}NRAL`],
  ["a Dynatrace token", `dt0c01.${upper(24)}.${upper(64)}`],
  ["a Sentry token", `sntrys_${chars(60)}`],
  ["a PagerDuty key", `u+${chars(18)}`],
  ["a Tailscale key", `tskey-auth-${chars(20)}`],
  ["an OpenAI key", `sk-proj-${chars(20)}T3BlbkFJ${chars(20)}`],
  ["an Anthropic key", `sk-ant-api03-${chars(60)}`],
  ["a Hugging Face token", `hf_${letters(34)}`],
  [
    "a JSON Web Token",
    `${btoa('{"alg":"HS256"}').replace(/=/g, "")}.${btoa('{"sub":"agent-of-nodes"}').replace(/=/g, "")}.${chars(43)}`,
  ],
  ["HTTP credentials", `Authorization: Bearer ${chars(20)}`],
  ["HTTP credentials", `-H 'authorization: basic ${chars(20)}'`],
  ["HTTP credentials", `{"Authorization":"Token ${chars(20)}"}`],
  ["a password in a URL", "https://agent:hunter2@example.com/"],
  ["a password in a URL", "redis://:hunter2@redis:6379"],
  ["a password in a URL", "amqp://a:password@x,amqp://agent:hunter2@[::1]:5672"],
];

test.each(TOKENS)("%s is known by its shape", (kind, token) => {
  expect(credentialIn(token)).toBe(kind);
  expect(credentialIn(`--option=${token}`)).toBe(kind);
});

test.each(SHAPES.map(({ kind, pattern }) => [kind, pattern] as const))("%s holds a sign: %s", (_, pattern) => {
  // Assertions only narrow what a pattern matches, and the generator knows none.
  const wider = new RegExp(pattern.source.replace(/\\b|\(\?[=!][^)]*\)/g, ""));
  fc.assert(fc.property(fc.stringMatching(wider), (text) => SIGN.test(text) || !pattern.test(text)));
});

test.each([
  "",
  "an ordinary sentence about a token, a password and a private key",
  `${"-----BEGIN"} PUBLIC KEY-----\n${chars(64)}`,
  `${"-----BEGIN"} CERTIFICATE-----\n${chars(64)}`,
  `${"-----BEGIN"} PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----`,
  btoa(`${"-----BEGIN"} CERTIFICATE-----\n${chars(64)}`),
  `ghp_${"x".repeat(36)}`,
  `AKIA${"X".repeat(16)}`,
  `xAKIA${upper(16)}`,
  `AKIA${upper(17)}`,
  `sha256:${hex(64)}`,
  "Authorization: Bearer $(TOKEN)",
  "Authorization: Bearer authentication",
  "eyJhbGciOiJIUzI1NiJ9",
  "https://example.com/a:b@c",
  "https://example.com:8080/@scope",
  "https://agent:$(PASSWORD)@example.com",
  "https://agent:\u0024{PASSWORD}@example.com",
  "https://agent:<password>@example.com",
  "https://agent:changeme@example.com",
  "https://user:password@example.com",
  "https://agent@example.com",
  '{"auth": ""}',
])("%s is no credential", (text) => {
  expect(credentialIn(text)).toBeUndefined();
});

test.each([
  "PASSWORD",
  "DB_PASSWORD",
  "pgpassword",
  "dbPasswd",
  "--db-pwd",
  "PASSPHRASE",
  "smtp.pass",
  "WIFI_PSK",
  "PASSWORD_1",
  "password_b64",
])("%s promises a password", (name) => expect(promiseOf(name)).toBe("password"));

test.each([
  "TOKEN",
  "--api-key",
  "apiKey",
  "DD_API_KEY",
  "AWS_SECRET_ACCESS_KEY",
  "accesstoken",
  "APIKEY",
  "CLIENT_SECRET",
  "CREDENTIALS",
  "credential",
  "LICENSE_KEY",
  "signing.key",
  "TOKEN_VALUE",
  "example.com/api-token",
])("%s promises a token", (name) => expect(promiseOf(name)).toBe("token"));

test.each([
  "",
  "NAME",
  "KEY",
  "PASSWORD_FILE",
  "TOKEN_PATH",
  "SECRET_NAME",
  "AWS_ACCESS_KEY_ID",
  "PARTITION_KEY",
  "PUBLIC_KEY",
  "SSH_PUBLIC_API_KEY",
  "checksum/secret",
  "CA_PASSWORD_HASH",
  "CERT_TOKEN",
  "COMPASS",
  "MONKEY",
  "TOKENS",
])("%s promises nothing", (name) => expect(promiseOf(name)).toBeUndefined());

test.each(["s3cr3t", "hunter2", "supersecret", "P@ssw0rd!", "correct-Horse7-battery"])("%s is a password", (value) =>
  expect(isSecretValue(value, "password")).toBe(true),
);

test.each([
  "",
  "true",
  "Password",
  "changeme",
  "abc",
  "1234",
  "12345678901234",
  "a b c d e f 1 2 3",
  "$(PASSWORD)",
  "\u0024{PASSWORD}",
  "%PASSWORD%",
  "<password1>",
  "{{ password1 }}",
  "********",
  "xxxxxxx1",
  "__PASSWORD1__",
  "/etc/agent/password1",
  "./password1",
  "~/password1",
  "C:\\password1",
  "vault://agent/password1",
  "agent-password",
  "agent.password.v2",
  "AGENT_PASSWORD",
  '["a1b2c3d4"]',
  "{a1b2c3d4}",
  `p4ssw0rd${"a1b2".repeat(1100)}`,
])("%s is no password", (value) => expect(isSecretValue(value, "password")).toBe(false));

test.each([hex(32), chars(12), "8312341f-5678-4abc-9a2b-33bc12d655ef"])("%s is a token", (value) =>
  expect(isSecretValue(value, "token")).toBe(true),
);

test.each([
  "s3cr3t",
  "a1b2c3d4e5f",
  letters(40),
  digits(40),
  "aaaa1111aaaa1111",
  "agent-token-v2",
  "00000000-0000-0000-0000-000000000000",
])("%s is no token", (value) => expect(isSecretValue(value, "token")).toBe(false));

test.each([
  ["--password=hunter2", "password"],
  ["-Dagent.api.key='a1B2c3D4e5F6g7'", "Dagent.api.key"],
  ['export A=b; export TOKEN="a1B2c3D4e5F6g7"', "TOKEN"],
  ["https://example.com/?user=agent1&token=a1B2c3D4e5F6g7&x=1", "token"],
])("%s assigns a secret", (text, name) => expect(assignedSecret(text)).toBe(name));

test.each([
  "--password=$(PASSWORD)",
  "--password=abc",
  "TOKEN=$(cat /token)",
  "--name=hunter2",
  "password: hunter2",
  "=",
])("%s assigns none", (text) => expect(assignedSecret(text)).toBeUndefined());

test("hostile texts take time in proportion to their length", () => {
  const starts = [
    "eyJ",
    "-eyJ",
    "://",
    "://a:",
    "Authorization: Bearer ",
    "LS0tLS1CRUdJTi",
    "-----BEGIN ",
    "a=",
    "password=",
    "a",
    "A.",
    "0",
    '"auth":"',
    "AKIA",
    "sk-",
  ];
  for (const start of starts) {
    const text = start.repeat(Math.ceil(300_000 / start.length));
    expect(credentialIn(text)).toBeUndefined();
    expect(assignedSecret(text)).toBe(start === "password=" ? "password" : undefined);
    expect(isSecretValue(text, "token")).toBe(false);
  }
});
