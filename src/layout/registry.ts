/** A registry, as far as layouts are copied from and to it; what fails is thrown and says why. */
export interface Registry {
  /** Copies a manifest of an image layout with all it needs, and what refers to it; then gives it the tags that the destination names. */
  upload(layout: string, digest: string, destination: string): Promise<void>;
  /** Copies what a reference names into a new image layout, under a tag. */
  download(reference: string, layout: string, tag: string): Promise<void>;
  /** Puts an index, whose manifests are there, under the tags that the destination names. */
  putIndex(file: string, destination: string): Promise<void>;
  /** The digest that a reference stands for. */
  resolve(reference: string): Promise<string>;
  /** Fails if a reference stands for another digest. */
  expect(reference: string, digest: string): Promise<void>;
}
