/** The order of two strings' UTF-8 bytes, which is that of their code points (`<` would compare UTF-16 units). */
export const compareUtf8 = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
