# As layers of kirkstone add containers to the generator's recipe.
FILESEXTRAPATHS:prepend := "${THISDIR}/files:"

SRC_URI:append = "${@bb.utils.contains('DISTRO_FEATURES', 'containers-broadband', ' file://xml/lxc_conf_DHCP.xml file://xml/lxc_conf_DNS_append.xml ', '', d)}"
SRC_URI:append = " file://seccomp/broadband.json file://config.ini"

do_install:append () {
    ${@bb.utils.contains('DISTRO_FEATURES', 'containers-broadband', ' install_lxc_config secure lxc_conf_DHCP.xml ', '', d)}
    ${@bb.utils.contains('DISTRO_FEATURES', 'containers-broadband', ' install_lxc_config secure lxc_conf_DNS_append.xml ', '', d)}
    ${@bb.utils.contains('DISTRO_FEATURES', 'containers-video', ' install_lxc_config non_secure lxc_conf_TUNER.xml ', '', d)}
    install -m 0644 ${WORKDIR}/seccomp/broadband.json ${D}${datadir}/${BPN}/src/lib/dobby
    install -m 0644 ${WORKDIR}/config.ini ${D}${datadir}/${BPN}/src/conf
}
