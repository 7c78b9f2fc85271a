import type { Row } from "./started.ts";
import { besideOf, loadedOf } from "./started.ts";

/** What a library opens, by how its name begins; `beside` stands for paths below the directories of libraries. */
interface LibraryRow {
  readonly libraries: readonly string[];
  readonly beside?: readonly string[];
  readonly anywhere?: readonly string[];
}

/** As the documents of each library say, and Debian's packages of them are laid out. */
const ROWS: readonly LibraryRow[] = [
  // What is verified needs a certificate of who signed it: curl(1), --cacert; gnutls_certificate_set_x509_system_trust(3).
  {
    libraries: ["libcurl", "libcurl-gnutls", "libgnutls", "libssl", "libwolfssl", "libmbedtls"],
    anywhere: [
      "/etc/ssl/certs/ca-certificates.crt",
      "/etc/ssl/certs",
      "/etc/ssl/cert.pem",
      "/etc/ssl/ca-bundle.pem",
      "/etc/pki/tls/certs/ca-bundle.crt",
    ],
  },
  // gio(7), GIO_MODULE_DIR: TLS and proxies are modules.
  { libraries: ["libgio-2.0"], beside: ["gio/modules"] },
  // Qt, "Deploying Plugins": no window without a platform plugin.
  { libraries: ["libQt5Gui"], beside: ["qt5/plugins/platforms", "qt/plugins/platforms"] },
  { libraries: ["libQt6Gui"], beside: ["qt6/plugins/platforms"] },
  // fonts-conf(5).
  { libraries: ["libfontconfig"], anywhere: ["/etc/fonts/fonts.conf"] },
  // terminfo(5).
  {
    libraries: ["libtinfo", "libtinfow", "libncurses", "libncursesw"],
    anywhere: ["/usr/share/terminfo", "/lib/terminfo", "/etc/terminfo"],
  },
  // libmagic(3), FILES.
  { libraries: ["libmagic"], anywhere: ["/usr/share/misc/magic.mgc", "/usr/lib/file/magic.mgc", "/etc/magic"] },
  // gdk-pixbuf-query-loaders(1).
  { libraries: ["libgdk_pixbuf-2.0"], beside: ["gdk-pixbuf-2.0/2.10.0/loaders.cache"] },
  // gst-inspect-1.0(1), GST_PLUGIN_SYSTEM_PATH: every element is in a plugin.
  { libraries: ["libgstreamer-1.0"], beside: ["gstreamer-1.0"] },
  // asoundrc: without alsa.conf no PCM has a name.
  { libraries: ["libasound"], anywhere: ["/usr/share/alsa/alsa.conf"] },
  // Cyrus SASL, SASL_PATH.
  { libraries: ["libsasl2"], beside: ["sasl2"] },
];

/** What libraries open. */
export const libraryRows: Row = (started) =>
  ROWS.flatMap(({ libraries, beside = [], anywhere = [] }) => {
    const [first] = loadedOf(started, ...libraries);
    return first === undefined ? [] : [[...beside.flatMap((below) => besideOf(first, below)), ...anywhere]];
  });
