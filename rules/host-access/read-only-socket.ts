import { defineRule } from "../../src/engine/rule.ts";
import { isSocketPath, runtimeSocketAt } from "../../src/kubernetes/runtime-socket.ts";
import { HOST_PATH } from "../references.ts";

export default defineRule({
  id: "read-only-socket",
  category: "host-access",
  severity: "note",
  summary: "`readOnly` on a socket limits nothing",
  why: "A read-only mount keeps the socket's file from being replaced. Everything can still be said through it: the kernel asks for the right to write the file and not for a writable mount. Whoever reads `readOnly: true` believes otherwise.",
  remedy:
    "Decide as if it were writable. Where the server can limit its clients, by the file's owner and mode or by a socket for reading only, use that; and drop the `readOnly` that promises too much.",
  exceptions:
    "Where `readOnly: true` is house style on every mount, waive it with the reason that the server behind the socket is trusted with whatever the pod may say.",
  references: ["https://man7.org/linux/man-pages/man7/unix.7.html", HOST_PATH],
  needs: ["hostPath"],
  *check({ daemonSet: { pod } }) {
    if (pod.isWindows) return;
    for (const { container, mount, volume, path, readOnly } of pod.hostMounts()) {
      if (readOnly !== true || path === undefined) continue;
      if (!isSocketPath(path, volume.at("hostPath").at("type").value) || runtimeSocketAt(path) !== undefined) continue;
      yield {
        at: mount.at("readOnly"),
        subject: volume.path,
        message: `readOnly: true does not limit what ${container.label} can say through the socket ${path}: it guards the file only`,
      };
    }
  },
});
