SUMMARY = "LXC container descriptions of all layers, for image_container_generator.bbclass"
DESCRIPTION = "Holds nothing itself: layers add descriptions in an append, as they did for the generator of this name."
LICENSE = "Apache-2.0"
LIC_FILES_CHKSUM = "file://${COMMON_LICENSE_DIR}/Apache-2.0;md5=89aea4e17d99a7cacdbeed46a0096b10"

inherit native

# Up to scarthgap files of SRC_URI are unpacked into WORKDIR.
LXC_CONFIG_DIR = "${@d.getVar('UNPACKDIR') or d.getVar('WORKDIR')}"
S = "${LXC_CONFIG_DIR}"

do_configure[noexec] = "1"
do_compile[noexec] = "1"

# Appends call it in do_install: install_lxc_config GROUP FILE, where FILE is file://xml/FILE in SRC_URI and GROUP is secure or non_secure.
install_lxc_config () {
	if [ -z "$2" ] || [ -n "$3" ]; then
		bbfatal "install_lxc_config takes a group and a file, and got: $*"
	fi
	if [ "$1" != secure ] && [ "$1" != non_secure ]; then
		bbfatal "install_lxc_config $*: the group must be secure or non_secure"
	fi
	if [ ! -f "${LXC_CONFIG_DIR}/xml/$2" ]; then
		bbfatal "install_lxc_config $*: ${LXC_CONFIG_DIR}/xml/$2 is missing. Does SRC_URI have file://xml/$2? DISTRO_FEATURES in a condition are those of native recipes: DISTRO_FEATURES_NATIVE, and what DISTRO_FEATURES_FILTER_NATIVE lets through"
	fi
	install -m 0644 "${LXC_CONFIG_DIR}/xml/$2" "${D}${datadir}/${BPN}/$1/$2"
}

do_install () {
	install -d "${D}${datadir}/${BPN}/secure" "${D}${datadir}/${BPN}/non_secure" "${D}${datadir}/${BPN}/src/conf" "${D}${datadir}/${BPN}/src/lib/dobby"
}
