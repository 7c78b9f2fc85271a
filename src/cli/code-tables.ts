export * from "../allow/code-tables.ts";
export { ALLOW_CODES } from "../allow/findings.ts";
export { APPLY_CODES } from "../apply/findings.ts";
export { OCI_CODES } from "../oci/findings.ts";
export { EXPLAIN_CODES } from "../explain/findings.ts";
export { CLI_CODES } from "./findings.ts";
export { MANIFEST_CODES } from "../manifest/findings.ts";
