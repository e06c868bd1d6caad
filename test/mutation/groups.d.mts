export const EXEMPT: readonly string[];
export const TEST_FILES: readonly string[];
