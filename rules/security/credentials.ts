/**
 * Credentials by their shape, and by a name that promises one. Every pattern starts with a text of its own and repeats
 * within bounds, so that time grows with the length of the text and no faster.
 */

interface Shape {
  /** What a message calls it. */
  readonly kind: string;
  readonly pattern: RegExp;
}

export const SHAPES: readonly Shape[] = [
  {
    kind: "a private key",
    pattern: /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[nr]){0,9}[\w+/-]{9}/,
  },
  // "-----BEGIN" and, in each of the three alignments, "PRIVATE KEY" in Base64.
  { kind: "a private key", pattern: /LS0tLS1CRUdJTi[\w+/]{1,60}?(?:UFJJVkFURSBLRV|BSSVZBVEUgS0VZ|QUklWQVRFIEtFW)/ },
  { kind: "an age key", pattern: /AGE-SECRET-KEY-1[0-9A-Z]{58}/ },
  { kind: "an AWS access key", pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/ },
  { kind: "an AWS access key", pattern: /\bAKIA[A-Z0-9]{16}\b/ },
  { kind: "a Google API key", pattern: /\bAIza[\w-]{35}(?![\w-])/ },
  { kind: "a Google OAuth secret", pattern: /\bGOCSPX-[\w-]{28}/ },
  { kind: "a Google access token", pattern: /\bya29\.[\w-]{30}/ },
  { kind: "an Azure storage key", pattern: /\bAccountKey=[\w+/]{86}==/ },
  { kind: "an Azure shared access key", pattern: /\bSharedAccessKey=[\w+/]{43}=/ },
  { kind: "an Azure client secret", pattern: /\b[\w~.-]{3}8Q~[\w~.-]{34}/ },
  { kind: "an Alibaba Cloud access key", pattern: /\bLTAI[A-Za-z0-9]{16,26}\b/ },
  { kind: "a DigitalOcean token", pattern: /\bdo[opr]_v1_[0-9a-f]{64}/ },
  { kind: "a Databricks token", pattern: /\bdapi[0-9a-f]{32}\b/ },
  { kind: "a GitHub token", pattern: /\bgh[oprsu]_[A-Za-z0-9]{36}/ },
  { kind: "a GitHub token", pattern: /\bgithub_pat_\w{40}/ },
  { kind: "a GitLab token", pattern: /\bgl(?:pat|dt|rt|ptt|ft|soat|cbt|agent|imt)-[\w-]{20}/ },
  { kind: "a Docker Hub token", pattern: /\bdckr_[op]at_[\w-]{27}/ },
  { kind: "a registry password", pattern: /"auth"\s{0,4}:\s{0,4}"[\w+/]{8,400}={0,2}"/ },
  { kind: "an npm token", pattern: /\bnpm_[A-Za-z0-9]{36}/ },
  { kind: "a PyPI token", pattern: /\bpypi-AgEIcHlwaS5vcmc[\w-]{50}/ },
  { kind: "a Vault token", pattern: /\bhv[bsr]\.[\w-]{24}/ },
  { kind: "a Terraform token", pattern: /\b\w{14}\.atlasv1\.[\w-]{60}/ },
  { kind: "a Slack token", pattern: /\bxox[abeoprs]-[\w-]{10}/ },
  { kind: "a Slack token", pattern: /\bxapp-\d-[\w-]{10}/ },
  { kind: "a Slack webhook", pattern: /hooks\.slack\.com\/(?:services|workflows)\/T\w{6,20}\/\w{6,20}\/\w{16}/ },
  { kind: "a Discord webhook", pattern: /discord(?:app)?\.com\/api\/webhooks\/\d{15,22}\/[\w-]{60}/ },
  { kind: "a Stripe key", pattern: /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16}/ },
  { kind: "a SendGrid key", pattern: /\bSG\.[\w-]{22}\.[\w-]{43}/ },
  { kind: "a Twilio key", pattern: /\bSK[0-9a-f]{32}\b/ },
  { kind: "a Telegram token", pattern: /\b\d{8,10}:AA[\w-]{33}(?![\w-])/ },
  { kind: "a Grafana token", pattern: /\bglsa_[A-Za-z0-9]{32}_[0-9a-f]{8}/ },
  { kind: "a Grafana token", pattern: /\bglc_eyJ[\w+/]{40}/ },
  { kind: "a New Relic key", pattern: /\bNRAK-[A-Z0-9]{27}\b/ },
  { kind: "a New Relic key", pattern: /\b[0-9a-f]{36}NRAL\b/ },
  { kind: "a Dynatrace token", pattern: /\bdt0[a-z]\d\d\.[A-Z0-9]{24}\.[A-Z0-9]{64}/ },
  { kind: "a Sentry token", pattern: /\bsntry[su]_[\w+/=-]{40}/ },
  { kind: "a PagerDuty key", pattern: /\bu\+[\w-]{18}\b/ },
  { kind: "a Tailscale key", pattern: /\btskey-[a-z]{2,12}-[\w-]{16}/ },
  { kind: "an OpenAI key", pattern: /\bsk-(?:proj-|svcacct-|admin-)?[\w-]{20,100}T3BlbkFJ/ },
  { kind: "an Anthropic key", pattern: /\bsk-ant-[a-z]{3,8}\d\d-[\w-]{40}/ },
  { kind: "a Hugging Face token", pattern: /\bhf_[A-Za-z]{34}\b/ },
  { kind: "a JSON Web Token", pattern: /\beyJ[\w-]{8,300}\.eyJ[\w-]{16}/ },
  {
    kind: "HTTP credentials",
    pattern:
      /\bauthorization["']?\s{0,4}[:=]\s{0,4}["']?(?:Basic|Bearer|Token|ApiKey) {1,4}(?=[\w.~+/-]{0,200}\d)[\w.~+/-]{12}/i,
  },
];

/** What every shape holds. Most texts hold none of it, and are spared four dozen patterns and their compilation. */
export const SIGN =
  /-----BEGIN|LS0tLS1|AGE-SECRET|A(?:KIA|SIA|BIA|CCA|Iza|ccountKey)|GOCSPX|ya29|SharedAccessKey|8Q~|LTAI|do[opr]_v1|dapi[0-9a-f]|gh[oprsu]_|github_pat|gl(?:pat|dt|rt|ptt|ft|soat|cbt|agent|imt)-|dckr_|"auth"|npm_|pypi-|hv[bsr]\.|atlasv1|xox[abeoprs]-|xapp-|hooks\.slack|discord|[rs]k_(?:live|test)|SG\.|SK[0-9a-f]|\d:AA|gl(?:sa|c)_|NRA[KL]|dt0|sntry|u\+|tskey|\bsk-|hf_|eyJ|[Aa][Uu][Tt][Hh][Oo]/;

/** `scheme://user:password@host`. */
const URL_CREDENTIALS = /:\/\/[^\s/:@"'`]{0,128}:([^\s/@"'`]{1,256})@[\w[$-]/g;

/** What stands for a value and is none: a reference, a placeholder, a default that everybody knows. */
const PLACEHOLDER =
  /change|replace|insert|your|example|placeholder|dummy|redact|todo|fixme|sample|goes.?here|[<>]|\{\{|\$|%\w|\*\*|\.\.\.|__|(.)\1{5}/i;
const WORDS: ReadonlySet<string> = new Set([
  ..."admin anonymous auto default disabled elastic empty enabled env false generate generated guest keyring literal mysecret none".split(
    " ",
  ),
  ..."nopass null optional pass passwd password prompt random required root secret stdin test token true undefined unset user".split(
    " ",
  ),
  ..."username vault".split(" "),
]);

function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value) || WORDS.has(value.toLowerCase());
}

/** What kind of credential a text holds, by its shape; undefined where it holds none. */
export function credentialIn(text: string): string | undefined {
  if (SIGN.test(text)) {
    for (const { kind, pattern } of SHAPES) {
      const match = pattern.exec(text);
      if (match !== null && new Set(match[0]).size > 8) return kind;
    }
  }
  if (!text.includes("://")) return undefined;
  for (const [, password = ""] of text.matchAll(URL_CREDENTIALS)) {
    if (!isPlaceholder(password)) return "a password in a URL";
  }
  return undefined;
}

/** What a name promises. Passwords are chosen by people, tokens by machines. */
export type Promise = "password" | "token";

const PASSWORD_WORDS = ["password", "passwd", "passphrase", "passcode", "pwd"];
const TOKEN_WORDS = "token apikey accesskey secretkey privatekey authkey licensekey secret".split(" ");
const KEY_OWNERS: ReadonlySet<string> = new Set(
  "access account admin api app application auth client encryption hmac ingest integration jwt license master private routing secret session shared signing storage write".split(
    " ",
  ),
);
/** A name without any of these promises nothing. */
const PROMISING = ["pass", "psk", "pwd", "token", "key", "secret", "credential"];
/** Of such a name the value is no secret, whatever its last word. */
const HARMLESS_WORDS: ReadonlySet<string> = new Set(
  "ca cert certificate checksum digest fingerprint hash pub public sha sha1 sha256 thumbprint".split(" "),
);

function isPromising(text: string): boolean {
  const lower = text.toLowerCase();
  return PROMISING.some((part) => lower.includes(part));
}

/** What a name (`DB_PASSWORD`, `--api-key`, `apiToken`) promises its value to be, by how it ends. */
export function promiseOf(name: string): Promise | undefined {
  const end = name.slice(-200);
  if (!isPromising(end)) return undefined;
  const words = end
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  if (/^(?:\d+|b64|base64|value)$/.test(words.at(-1) ?? "")) words.pop();
  const last = words.at(-1) ?? "";
  if (words.some((word) => HARMLESS_WORDS.has(word))) return undefined;
  if (last === "pass" || last === "psk" || PASSWORD_WORDS.some((word) => last.endsWith(word))) return "password";
  if (TOKEN_WORDS.some((word) => last.endsWith(word)) || last === "credential" || last === "credentials")
    return "token";
  return last === "key" && KEY_OWNERS.has(words.at(-2) ?? "") ? "token" : undefined;
}

/** Least information, in bits, of what is taken for a secret; English words have two to three bits a letter. */
const PASSWORD_BITS = 13;
const WORD_BITS = 24;
const TOKEN_BITS = 40;

/** True where a value has what a secret of that kind has: it is no path, reference or name, and hard enough to guess. */
export function isSecretValue(value: string, promise: Promise): boolean {
  if (value.length > 4096 || /\s/.test(value) || isPlaceholder(value)) return false;
  if (/^(?:[.~]{0,2}[\\/]|[A-Za-z]:\\|[a-z][a-z0-9+.-]{0,20}:\/\/|[[{])/.test(value) || isName(value)) return false;
  const bits = informationOf(value);
  const mixed = /[A-Za-z]/.test(value) && /[^A-Za-z]/.test(value);
  if (promise === "token") return mixed && /\d/.test(value) && value.length >= 12 && bits >= TOKEN_BITS;
  return mixed ? bits >= PASSWORD_BITS : /[A-Za-z]/.test(value) && bits >= WORD_BITS;
}

/** Words put together, as the names of objects and images are: `db-credentials`, `agent.v2`. */
function isName(value: string): boolean {
  const parts = value.split(/[-_./:@]/);
  return parts.length > 1 && parts.every((part) => /^(?:[A-Za-z]*|[a-z]{0,3}\d{1,3})$/.test(part));
}

/** Shannon's information of a text, its characters taken for independent, in bits. */
function informationOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= count * Math.log2(count / text.length);
  return bits;
}

const ASSIGNMENT = /([A-Za-z][\w.-]{1,63})=["']?([^\s"'`;&|,]{6,256})/g;

/** The name in a text that is given a secret, as in `--password=…`, `-Dapi.key=…` and `export TOKEN=…`. */
export function assignedSecret(text: string): string | undefined {
  if (!text.includes("=") || !isPromising(text)) return undefined;
  for (const [, name = "", value = ""] of text.matchAll(ASSIGNMENT)) {
    const promise = promiseOf(name);
    if (promise !== undefined && isSecretValue(value, promise)) return name;
  }
  return undefined;
}
