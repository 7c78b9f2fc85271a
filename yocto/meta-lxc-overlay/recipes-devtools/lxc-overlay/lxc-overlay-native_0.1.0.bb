SUMMARY = "Deterministic LXC container overlays from a host rootfs tarball and XML descriptions"
DESCRIPTION = "The command: a bundle of JavaScript that needs Node.js alone. Which Node.js runs it is LXC_OVERLAY_NODE's to say."
# What is bundled stands in dist/NOTICES.txt.
LICENSE = "Apache-2.0 & MIT & ISC & BSD-3-Clause & Zlib"
LIC_FILES_CHKSUM = "file://LICENSE;md5=3b83ef96387f14655fc854ddc3c6bd57"

inherit native

# What `make release` makes. Beside this layer in a checkout of lxc-overlay it is found where that puts it; elsewhere LXC_OVERLAY_RELEASE is its
# URI, and LXC_OVERLAY_RELEASE_SHA256 what stands in the file published beside it.
LXC_OVERLAY_RELEASE ?= "file://lxc-overlay-${PV}.tgz"
LXC_OVERLAY_RELEASE_SHA256 ?= ""
FILESEXTRAPATHS =. "${THISDIR}/../../../..:"
SRC_URI = "${LXC_OVERLAY_RELEASE}"
SRC_URI[sha256sum] = "${LXC_OVERLAY_RELEASE_SHA256}"

# Up to scarthgap sources are unpacked into WORKDIR.
S = "${@d.getVar('UNPACKDIR') or d.getVar('WORKDIR')}/package"

python () {
    release = d.getVar('LXC_OVERLAY_RELEASE')
    if not release.startswith('file://'):
        return
    name = release[len('file://'):].split(';')[0]
    made = os.path.normpath(os.path.join(d.getVar('THISDIR'), '../../../..', name))
    # So that this file is parsed anew once it is there.
    bb.parse.mark_dependency(d, made)
    if not os.path.isabs(name) and not bb.utils.which(d.getVar('FILESPATH'), name):
        raise bb.parse.SkipRecipe('there is no %s: run `make release` in a checkout of lxc-overlay, which this layer is part of, or set '
                                  'LXC_OVERLAY_RELEASE and LXC_OVERLAY_RELEASE_SHA256' % made)
}

do_configure[noexec] = "1"
do_compile[noexec] = "1"

do_install () {
	install -d "${D}${bindir}" "${D}${datadir}/lxc-overlay"
	cp -R "${S}/dist" "${S}/config.ini" "${S}/package.json" "${S}/LICENSE" "${D}${datadir}/lxc-overlay/"
	# For devshell and scripts: it starts the node of PATH. The classes start theirs themselves.
	chmod 0755 "${D}${datadir}/lxc-overlay/dist/main.js"
	ln -s ../share/lxc-overlay/dist/main.js "${D}${bindir}/lxc-overlay"
}
