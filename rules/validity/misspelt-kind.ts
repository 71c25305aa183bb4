import { defineResourceRule } from "../../src/engine/rule.ts";
import { fix, renameKey, setField } from "../../src/fix/edits.ts";
import { nearDaemonSet } from "../../src/model/near-daemon-set.ts";
import { DAEMON_SET } from "../references.ts";

export default defineResourceRule({
  id: "misspelt-kind",
  category: "validity",
  severity: "error",
  summary: "Nearly a DaemonSet, and so none",
  why: "The API server knows kinds by their exact names. What is nearly a DaemonSet is refused, or passed over by the tools that look for DaemonSets, this one included: nothing runs, and nothing judges it.",
  remedy: "Write `apiVersion: apps/v1` and `kind: DaemonSet`, letter by letter.",
  references: [DAEMON_SET],
  presets: { validity: "error" },
  kinds: ["*"],
  *checkResource({ resource }) {
    const near = nearDaemonSet(resource.root);
    if (near === undefined) return;
    const { path, message, part, suggestion } = near;
    const at = resource.fields.walk(path);
    const edits =
      suggestion === undefined || !at.written
        ? undefined
        : part === "key"
          ? renameKey(at, suggestion)
          : setField(at, suggestion);
    yield {
      at,
      message,
      api: "DecodeError",
      fix: fix("safe", `write \`${suggestion}\``, edits),
      ...(part === undefined ? {} : { part }),
    };
  },
});
