/** The newest Kubernetes that dslint knows, which is the target where none is named. */
export const LATEST_KUBERNETES: readonly [number, number] = [1, 36];

/** The oldest whose fields dslint knows. */
export const OLDEST_KUBERNETES: readonly [number, number] = [1, 20];
