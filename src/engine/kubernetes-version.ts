/** The newest Kubernetes that dslint knows, which is the target where none is named. */
export const LATEST_KUBERNETES: readonly [number, number] = [1, 36];
