/** Pages that rules refer to, once each. */
const DOCS = "https://kubernetes.io/docs";

export const UPDATE_STRATEGY = `${DOCS}/tasks/manage-daemon/update-daemon-set/`;
export const POD_SECURITY_STANDARDS = `${DOCS}/concepts/security/pod-security-standards/`;
