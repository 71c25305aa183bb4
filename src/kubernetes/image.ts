/** An image reference, resolved as container runtimes do. */
export interface ImageReference {
  /** Where it is pulled from: `docker.io` where none is written. Empty where the first part can be no host. */
  readonly registry: string;
  /** The repository in the registry: `library/busybox`, `kube-proxy`. */
  readonly repository: string;
  /** As written; undefined where none is. */
  readonly tag: string | undefined;
  /** As written, algorithm first: `sha256:…`. */
  readonly digest: string | undefined;
}

const HOST =
  "(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\\[[a-fA-F0-9:]+\\])";
const COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
const NAME = `(?:(${HOST}(?::[0-9]+)?)/)?(${COMPONENT}(?:/${COMPONENT})*)`;
const TAG = "\\w[\\w.-]{0,127}";
const DIGEST = "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}";
const DIGEST_LENGTHS: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };
/** Longer than any reference that a registry takes. */
const MAX_LENGTH = 4096;

let grammar: RegExp | undefined;

/**
 * Reads an image reference: `ParseNormalizedNamed` of github.com/distribution/reference, whose grammar the kubelet and
 * the runtimes use. Undefined where that refuses, so that the pod stays in `InvalidImageName`.
 */
export function parseImageReference(text: string): ImageReference | undefined {
  if (text.length > MAX_LENGTH || (text.length === 64 && /^[a-f0-9]{64}$/.test(text))) return undefined;
  const [registry, rest] = splitRegistry(text);
  const colon = rest.indexOf(":");
  const remote = colon < 0 ? rest : rest.slice(0, colon);
  if (remote.toLowerCase() !== remote) return undefined;
  grammar ??= new RegExp(`^${NAME}(?::(${TAG}))?(?:@(${DIGEST}))?$`);
  const match = grammar.exec(`${registry}/${rest}`);
  if (match === null) return undefined;
  const [, host = "", repository = "", tag, digest] = match;
  if (repository.length > 255 || (digest !== undefined && !isDigest(digest))) return undefined;
  return { registry: host, repository, tag, digest };
}

/** The first part is a registry where it looks like a host: it has a dot, a colon or a capital, or is `localhost`. */
function splitRegistry(text: string): [registry: string, rest: string] {
  const slash = text.indexOf("/");
  const first = slash < 0 ? "" : text.slice(0, slash);
  const looksLikeHost = first.includes(".") || first.includes(":") || first === "localhost";
  const isHost = looksLikeHost || first.toLowerCase() !== first;
  const registry = !isHost || first === "index.docker.io" ? "docker.io" : first;
  const rest = isHost ? text.slice(slash + 1) : text;
  return [registry, registry === "docker.io" && !rest.includes("/") ? `library/${rest}` : rest];
}

function isDigest(digest: string): boolean {
  const [algorithm = "", encoded = ""] = digest.split(":");
  return (
    Object.hasOwn(DIGEST_LENGTHS, algorithm) && encoded.length === DIGEST_LENGTHS[algorithm] && !/[A-F]/.test(encoded)
  );
}

/** The tag that is pulled: `latest` where neither tag nor digest is written; undefined where only a digest is. */
export function effectiveTag(image: ImageReference): string | undefined {
  return image.tag ?? (image.digest === undefined ? "latest" : undefined);
}

/** `imagePullPolicy` where none is written: `SetDefaults_Container` of k8s.io/kubernetes/pkg/apis/core/v1. */
export function defaultPullPolicy(image: string): "Always" | "IfNotPresent" {
  // With a tag or a digest that is not called so it can't be the latest.
  if (image.includes(":", image.lastIndexOf("/") + 1) && !image.includes("latest")) return "IfNotPresent";
  const reference = parseImageReference(image);
  return reference !== undefined && effectiveTag(reference) === "latest" ? "Always" : "IfNotPresent";
}
