SUMMARY = "Node.js as its project publishes it, for LXC_OVERLAY_NODE = prebuilt"
HOMEPAGE = "https://nodejs.org"
LICENSE = "MIT & ISC & BSD-2-Clause & BSD-3-Clause & Artistic-2.0 & Apache-2.0"
LIC_FILES_CHKSUM = "file://LICENSE;md5=c83fcdcd43ab352be6429ee1fd8827a0"

inherit native

COMPATIBLE_HOST = "(x86_64|aarch64).*-linux"
NODE_ARCH = "${@'arm64' if d.getVar('BUILD_ARCH') == 'aarch64' else 'x64'}"

SRC_URI = "https://nodejs.org/dist/v${PV}/node-v${PV}-linux-${NODE_ARCH}.tar.xz;name=${NODE_ARCH}"
SRC_URI[x64.sha256sum] = "4543670b589593f8fa5f106111fd5139081da42bb165a9239f05195e405f240a"
SRC_URI[arm64.sha256sum] = "a9ce85675ba33f00527f6234d90000946c0936fb4fca605f1891bb5f4fe6fb0a"

# Up to scarthgap sources are unpacked into WORKDIR.
S = "${@d.getVar('UNPACKDIR') or d.getVar('WORKDIR')}/node-v${PV}-linux-${NODE_ARCH}"

INHIBIT_SYSROOT_STRIP = "1"
do_configure[noexec] = "1"
do_compile[noexec] = "1"

# Not in bindir: no other recipe is to find it.
do_install () {
	install -d "${D}${datadir}/lxc-overlay-node"
	install -m 0755 "${S}/bin/node" "${D}${datadir}/lxc-overlay-node/node"
}
