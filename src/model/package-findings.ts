import { atFile, atSpan, type Diagnostic, type Span } from "../diagnostics/diagnostic.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";

export const PACKAGE_CODES = {
  error: {
    "bad-package-line": "A line of a package manifest (--packages) that is not name, architecture and version.",
  },
  warning: {
    "no-packages": "A package manifest (--packages) that names no package.",
  },
} as const;

const { error, warning } = findingsOf(PACKAGE_CODES);

export const badPackageLine = (span: Span, wrong: string): Diagnostic =>
  error(
    "bad-package-line",
    atSpan(span),
    wrong,
    "write name, architecture and version, as a Yocto image's manifest has them: lxc cortexa9 4.0.12-r0",
  );

export const noPackages = (file: string): Diagnostic =>
  warning("no-packages", atFile(file), "the manifest names no package", "give the .manifest of the image that the rootfs is of");
