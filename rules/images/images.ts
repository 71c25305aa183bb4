import { effectiveTag, type ImageReference, parseImageReference } from "../../src/kubernetes/image.ts";
import type { Pod } from "../../src/model/daemon-set.ts";
import type { Field } from "../../src/model/field.ts";
import { Memo } from "../../src/model/memo.ts";

/** An image that a pod pulls. */
export interface UsedImage {
  readonly at: Field;
  /** As written. */
  readonly text: string;
  readonly reference: ImageReference;
  /** What a message calls its user: `container "agent"`, `volume "models"`. */
  readonly user: string;
  readonly pullPolicy: Field;
}

const known = new Memo<Pod, readonly UsedImage[]>();

/** The images of a pod: of containers of every kind and of image volumes. Malformed ones are left out. */
export function imagesOf(pod: Pod): readonly UsedImage[] {
  let images = known.get(pod);
  if (images === undefined) {
    images = findImages(pod);
    known.set(pod, images);
  }
  return images;
}

function findImages(pod: Pod): UsedImage[] {
  const images: UsedImage[] = [];
  const add = (at: Field, user: string, pullPolicy: Field): void => {
    const { value } = at;
    const reference = typeof value === "string" ? parseImageReference(value) : undefined;
    if (typeof value === "string" && reference !== undefined) {
      images.push({ at, text: value, reference, user, pullPolicy });
    }
  };
  for (const { fields, label } of pod.allContainers()) add(fields.at("image"), label, fields.at("imagePullPolicy"));
  for (const [name, volume] of pod.volumes()) {
    const image: Field = (volume as Field).at("image");
    if (image.written) add(image.at("reference"), `volume "${name}"`, image.at("pullPolicy"));
  }
  return images;
}

/** Tags that name a branch or whatever was pushed last. */
const MOVING =
  /(?:^|[-_.])latest(?:$|[-_.])|^(?:canary|dev|devel|develop|edge|head|main|master|nightly|stable|tip|trunk|unstable)$/i;

/** The tag that is pulled where that tag moves from build to build; undefined for a pinned image. */
export function floatingTag({ reference }: UsedImage): string | undefined {
  if (reference.digest !== undefined) return undefined;
  const tag = effectiveTag(reference);
  return tag !== undefined && MOVING.test(tag) ? tag : undefined;
}
