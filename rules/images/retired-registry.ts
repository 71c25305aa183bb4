import { defineRule } from "../../src/engine/rule.ts";
import type { ImageReference } from "../../src/kubernetes/image.ts";
import { floatingTag, imagesOf, type UsedImage } from "./images.ts";

interface Retirement {
  /** What became of it. */
  readonly fate: string;
  /** The reference to write instead. */
  readonly instead: string;
}

export default defineRule({
  id: "retired-registry",
  category: "images",
  severity: "error",
  summary: "The image comes from a registry that is frozen or gone",
  why: "A frozen registry gets no more versions and no more security fixes, and is switched off some day: nodes that have the image go on, nodes that join stay in ImagePullBackOff. `k8s.gcr.io` has been frozen since April 2023 and answers from `registry.k8s.io` as a stopgap; `gcr.io/google_containers` is its predecessor.",
  remedy:
    "Pull from where the project publishes today, for what Kubernetes publishes `registry.k8s.io`, and take a version of today with it; or from a mirror of your own.",
  exceptions:
    "A mirror that serves these names in your network: the waiver should say so, and who keeps it up to date.",
  references: [
    "https://kubernetes.io/blog/2023/03/10/image-registry-redirect/",
    "https://cloud.google.com/artifact-registry/docs/transition/prepare-gcr-shutdown",
  ],
  *check({ daemonSet }) {
    for (const image of imagesOf(daemonSet.pod)) {
      const retirement = retirementOf(image.reference, image);
      if (retirement === undefined) continue;
      yield {
        at: image.at,
        message: `image ${image.text} of ${image.user} comes from ${retirement.fate}: a node that joins may not get it, and no node gets fixes; use ${retirement.instead}`,
      };
    }
  },
});

/** What Kubernetes published to on gcr.io, and until when. */
const LEFT: Readonly<Record<string, number | undefined>> = {
  google_containers: 2020,
  "google-containers": 2020,
  "k8s-artifacts-prod": 2023,
};

function retirementOf({ registry, repository }: ImageReference, image: UsedImage): Retirement | undefined {
  const slash = repository.indexOf("/");
  const [owner, rest] = slash < 0 ? ["", repository] : [repository.slice(0, slash), repository.slice(slash + 1)];
  if (registry === "k8s.gcr.io") {
    return { fate: "k8s.gcr.io, frozen since April 2023", instead: `registry.k8s.io/${repository}` };
  }
  const regional = /^(?:(?:asia|eu|us)\.)?gcr\.io$/.test(registry);
  const left = regional && Object.hasOwn(LEFT, owner) ? LEFT[owner] : undefined;
  if (left !== undefined) {
    return { fate: `${registry}/${owner}, which Kubernetes left in ${left}`, instead: `registry.k8s.io/${rest}` };
  }
  if (registry === "gcr.io" && owner === "kubebuilder") {
    return { fate: "gcr.io/kubebuilder, closed in March 2025", instead: `quay.io/brancz/${rest}` };
  }
  if (registry === "docker.pkg.github.com") {
    return { fate: "docker.pkg.github.com, which GitHub has closed", instead: `ghcr.io/${repository}` };
  }
  if (registry === "docker.io" && owner === "bitnamilegacy") {
    return { fate: "docker.io/bitnamilegacy, frozen since August 2025", instead: "an image that is still built" };
  }
  if (registry === "docker.io" && owner === "bitnami" && floatingTag(image) === undefined) {
    return {
      fate: "docker.io/bitnami, from which versions were removed in 2025",
      instead: "an image that is still built",
    };
  }
  return undefined;
}
