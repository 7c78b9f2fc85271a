# LXC containers in an image: a postfunc of do_rootfs keeps the finished host rootfs as a tarball, do_lxc_overlay makes the overlay of it and the
# descriptions, do_lxc_overlay_apply merges it into IMAGE_ROOTFS before anything reads that. README.md of the layer has variables and tasks.
#
# One source for BitBake 1.46 to 2.18: no override operators, and Python that 3.5 reads.

inherit lxc-overlay-inputs lxc-overlay-command

LXC_OVERLAY_SECURE ?= ""
LXC_OVERLAY_NON_SECURE ?= ""
LXC_OVERLAY_SOURCES ?= ""
SECURE_CONTAINERS ?= ""
LXC_OVERLAY_TAGS ?= ""
LXC_OVERLAY_CONFIG ?= ""
LXC_OVERLAY_SANITY ?= "0"
LXC_OVERLAY_SHARED_ROOTFS ?= "0"
LXC_OVERLAY_WITH_LXCCPID ?= "0"
LXC_OVERLAY_REMOUNT_HOOK ?= "1"
LXC_OVERLAY_MISSING_LIBS ?= "error"
LXC_OVERLAY_MISSING_SOURCES ?= "error"
LXC_OVERLAY_LXC ?= "auto"
LXC_OVERLAY_CGROUP ?= "auto"
LXC_OVERLAY_ROOTFS_TYPE ?= "${@bb.utils.contains('IMAGE_FEATURES', 'read-only-rootfs', 'ro', 'rw', d)}"
SD_NOTIFY_SLEEP_US ?= ""
LXC_OVERLAY_AUTOSTART ?= ""
LXC_OVERLAY_EPOCH ?= "${@d.getVar('REPRODUCIBLE_TIMESTAMP_ROOTFS') or '0'}"
LXC_OVERLAY_SPLIT ?= "0"
LXC_OVERLAY_APPLY ?= "1"
LXC_OVERLAY_SSTATE ?= "1"
LXC_OVERLAY_OCI ?= ""
LXC_OVERLAY_NODE ?= "host"
LXC_OVERLAY_ARGS ?= ""

# Only their names are hashed: where a description lies is nothing that an overlay depends on. Its contents are in file-checksums.
LXC_OVERLAY_SECURE[vardepvalue] = "${@lxc_overlay_base_names('LXC_OVERLAY_SECURE', d)}"
LXC_OVERLAY_NON_SECURE[vardepvalue] = "${@lxc_overlay_base_names('LXC_OVERLAY_NON_SECURE', d)}"
LXC_OVERLAY_CONFIG[vardepvalue] = "${@lxc_overlay_base_names('LXC_OVERLAY_CONFIG', d)}"
LXC_OVERLAY_EPOCH[vardepvalue] = "${LXC_OVERLAY_EPOCH}"
LXC_OVERLAY_ROOTFS_TYPE[vardepvalue] = "${LXC_OVERLAY_ROOTFS_TYPE}"

# pseudo ignores directories of this name in every series, whether it has PSEUDO_IGNORE_PATHS or PSEUDO_INCLUDE_PATHS. Never call one
# rootfs, image or package: it would be tracked, and writing to it outside pseudo ends in "path mismatch".
LXC_OVERLAY_HOSTDIR = "${WORKDIR}/deploy-${PN}-lxc-overlay-host"
LXC_OVERLAY_DEPLOYDIR = "${WORKDIR}/deploy-${PN}-lxc-overlay"
LXC_OVERLAY_OCIDIR = "${WORKDIR}/deploy-${PN}-lxc-overlay-oci"

LXC_OVERLAY_DEPENDS = "lxc-overlay-native:do_populate_sysroot ${@lxc_overlay_depends(d)}"

python () {
    lxc_overlay_prepare(d)
}

# The last of do_rootfs: packages, commands, removal of the package database, ldconfig and depmod are done. GNU tar alone may look at
# IMAGE_ROOTFS: Node calls the kernel past pseudo, and would see the builder's owners and no devices.
lxc_overlay_save_host () {
	mkdir -p "${LXC_OVERLAY_HOSTDIR}"
	tar --sort=name --format=posix --pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime,delete=mtime \
		--mtime=@${LXC_OVERLAY_EPOCH} --numeric-owner --xattrs --xattrs-include='*' -C "${IMAGE_ROOTFS}" -cf "${LXC_OVERLAY_HOSTDIR}/host.tar.new" .
	# The image's manifest still knows what the removed package database said. Its name has the date, and do_image_complete moves it away.
	rm -f "${LXC_OVERLAY_HOSTDIR}/host.manifest"
	if [ -e "${IMAGE_MANIFEST}" ]; then
		cp "${IMAGE_MANIFEST}" "${LXC_OVERLAY_HOSTDIR}/host.manifest"
	fi
	mv "${LXC_OVERLAY_HOSTDIR}/host.tar.new" "${LXC_OVERLAY_HOSTDIR}/host.tar"
	rm -f "${LXC_OVERLAY_HOSTDIR}/applied"
}
lxc_overlay_save_host[vardepsexclude] += "IMAGE_MANIFEST"

# No fakeroot and no network: a function of host.tar and the descriptions.
python do_lxc_overlay () {
    lxc_overlay_build(d)
}
addtask lxc_overlay after do_rootfs do_prepare_recipe_sysroot
do_lxc_overlay[depends] += "${LXC_OVERLAY_DEPENDS}"
do_lxc_overlay[cleandirs] = "${LXC_OVERLAY_DEPLOYDIR}"
do_lxc_overlay[umask] = "022"

SSTATETASKS += "do_lxc_overlay"
do_lxc_overlay[sstate-inputdirs] = "${LXC_OVERLAY_DEPLOYDIR}"
do_lxc_overlay[sstate-outputdirs] = "${DEPLOY_DIR_IMAGE}"
do_lxc_overlay[stamp-extra-info] = "${MACHINE_ARCH}"
python do_lxc_overlay_setscene () {
    sstate_setscene(d)
}
addtask do_lxc_overlay_setscene

# Before do_flush_pseudodb, too: that writes pseudo's database for wic.
fakeroot python do_lxc_overlay_apply () {
    overlays = lxc_overlay_overlays(d)
    wanted = overlays and bb.utils.to_boolean(d.getVar('LXC_OVERLAY_APPLY'))
    if wanted:
        lxc_overlay_verify(overlays, d)
        lxc_overlay_warn_of_image_types(overlays, d)
    bb.build.exec_func('lxc_overlay_restore', d)
    if wanted:
        bb.build.exec_func('lxc_overlay_merge', d)
}
addtask lxc_overlay_apply after do_rootfs do_lxc_overlay before do_flush_pseudodb do_image_qa do_image
do_lxc_overlay_apply[depends] += "virtual/fakeroot-native:do_populate_sysroot ${LXC_OVERLAY_DEPENDS}"
do_lxc_overlay_apply[umask] = "022"

# IMAGE_ROOTFS as do_rootfs left it, if an overlay was merged into it since, wholly or in part.
lxc_overlay_restore () {
	if [ -e "${LXC_OVERLAY_HOSTDIR}/applied" ]; then
		find "${IMAGE_ROOTFS}" -mindepth 1 -delete
		tar --xattrs --xattrs-include='*' --numeric-owner --delay-directory-restore -C "${IMAGE_ROOTFS}" -xpf "${LXC_OVERLAY_HOSTDIR}/host.tar"
		rm -f "${LXC_OVERLAY_HOSTDIR}/applied"
	fi
}

# The marker comes before the first change, so that what is interrupted is begun anew. Names of moved files may have blanks: one a line.
lxc_overlay_merge () {
	touch "${LXC_OVERLAY_HOSTDIR}/applied"
	for overlay in "${DEPLOY_DIR_IMAGE}/${PN}".*overlay.tar; do
		tar --xattrs --xattrs-include='*' --numeric-owner --delay-directory-restore --exclude='.wh.*' -C "${IMAGE_ROOTFS}" -xpf "$overlay"
	done
	for removed in "${IMAGE_ROOTFS}"/container/*/conf/removed; do
		if [ -e "$removed" ]; then
			while IFS= read -r path; do
				if [ -n "$path" ]; then
					rm -rf "${IMAGE_ROOTFS}/$path"
				fi
			done < "$removed"
		fi
	done
}

# On request: findings on the console and as SARIF, always anew. Nothing depends on it.
python do_lxc_overlay_check () {
    lxc_overlay_check(d)
}
addtask lxc_overlay_check after do_rootfs do_prepare_recipe_sysroot
do_lxc_overlay_check[depends] += "${LXC_OVERLAY_DEPENDS}"
do_lxc_overlay_check[nostamp] = "1"

# An artifact's report names the digests of all inputs, so it is no part of do_lxc_overlay: equal overlays would differ.
python do_lxc_overlay_oci () {
    lxc_overlay_build_oci(d)
}
addtask lxc_overlay_oci after do_rootfs do_lxc_overlay before do_build
do_lxc_overlay_oci[depends] += "${LXC_OVERLAY_DEPENDS}"
do_lxc_overlay_oci[cleandirs] = "${LXC_OVERLAY_OCIDIR}"
do_lxc_overlay_oci[umask] = "022"

SSTATETASKS += "do_lxc_overlay_oci"
do_lxc_overlay_oci[sstate-inputdirs] = "${LXC_OVERLAY_OCIDIR}"
do_lxc_overlay_oci[sstate-outputdirs] = "${DEPLOY_DIR_IMAGE}"
do_lxc_overlay_oci[stamp-extra-info] = "${MACHINE_ARCH}"
python do_lxc_overlay_oci_setscene () {
    sstate_setscene(d)
}
addtask do_lxc_overlay_oci_setscene
