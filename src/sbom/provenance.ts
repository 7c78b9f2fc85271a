import type { Artifact } from "../oci/artifact.ts";
import type { JsonObject } from "../oci/canonical-json.ts";
import { MEDIA_TYPES } from "../oci/media-types.ts";
import { inputLabel } from "../oci/overlay-config.ts";

/** An in-toto statement with SLSA provenance v1: from which inputs, tags and options an artifact's manifest was built. */
export const provenance = ({ overlay: config, config: { descriptor }, manifest }: Artifact, version: string): JsonObject => ({
  _type: "https://in-toto.io/Statement/v1",
  subject: [{ name: config.containers.join(", "), digest: { sha256: manifest.descriptor.digest.replace("sha256:", "") } }],
  predicateType: "https://slsa.dev/provenance/v1",
  predicate: {
    buildDefinition: {
      buildType: `urn:lxc-overlay:build:v${config.formatVersion}`,
      externalParameters: {
        output: descriptor.mediaType === MEDIA_TYPES.imageConfig ? "image" : "artifact",
        tags: config.tags,
        options: config.options,
        dialect: config.dialect,
        cgroup: config.cgroup,
        containers: config.containers,
        ...(config.secureContainers === undefined ? {} : { secureContainers: config.secureContainers }),
      },
      resolvedDependencies: config.inputs.map((input) => ({ name: inputLabel(input), digest: { sha256: input.sha256 } })),
    },
    runDetails: { builder: { id: "urn:lxc-overlay:builder", version: { "lxc-overlay": version } } },
  },
});
