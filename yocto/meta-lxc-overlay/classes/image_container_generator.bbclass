# The name and the variables of meta-rdk's class, for image recipes that inherit it: descriptions come from
# lxc-container-generator-native, tags from the machine and the distribution. lxc-overlay.bbclass does the work.
#
# get_oe_version, define_soc_version, define_build_version and define_sanity_check may be defined anew behind `inherit`.

LXC_OVERLAY_SOURCES ?= "lxc-container-generator-native"
LXC_OVERLAY_SANITY ?= "${@'1' if define_sanity_check(bb, d) else '0'}"
LXC_OVERLAY_SANITY[vardepvalue] = "${LXC_OVERLAY_SANITY}"
LXC_OVERLAY_MISSING_LIBS ?= "${@lxc_container_missing(d)}"
LXC_OVERLAY_MISSING_LIBS[vardepvalue] = "${LXC_OVERLAY_MISSING_LIBS}"
LXC_OVERLAY_MISSING_SOURCES ?= "${@lxc_container_missing(d)}"
LXC_OVERLAY_MISSING_SOURCES[vardepvalue] = "${LXC_OVERLAY_MISSING_SOURCES}"

LXC_OVERLAY_RDK_VER ?= "1"
LXC_OVERLAY_RDKHAL_VER ?= "1"
LXC_OVERLAY_TAGS ?= "SOC_VER=${@define_soc_version(bb, d)},OE_VER=${@get_oe_version(bb, d)},version=${@define_build_version(bb, d)},RDK_VER=${LXC_OVERLAY_RDK_VER},RDKHAL_VER=${LXC_OVERLAY_RDKHAL_VER}"
# By value, so that a point release of BitBake or another MACHINE_FEATURES that gives the same tags gives the same hash.
LXC_OVERLAY_TAGS[vardepvalue] = "${LXC_OVERLAY_TAGS}"
# What to look at when config.ini does not allow a value.
LXC_OVERLAY_TAGS[SOC_VER] = "TARGET_ARCH PREFERRED_VERSION_broadcom-refsw"
LXC_OVERLAY_TAGS[OE_VER] = "LAYERSERIES_CORENAMES BB_VERSION"
LXC_OVERLAY_TAGS[version] = "MACHINE_FEATURES"
LXC_OVERLAY_TAGS[RDK_VER] = "LXC_OVERLAY_RDK_VER"
LXC_OVERLAY_TAGS[RDKHAL_VER] = "LXC_OVERLAY_RDKHAL_VER"

inherit lxc-overlay

def get_oe_version(bb, d):
    """OE_VER: the release of the series, else of BitBake's version."""
    series = {
        'dunfell': '3.1', 'gatesgarth': '3.2', 'hardknott': '3.3', 'honister': '3.4', 'kirkstone': '4.0', 'langdale': '4.1', 'mickledore': '4.2',
        'nanbield': '4.3', 'scarthgap': '5.0', 'styhead': '5.1', 'walnascar': '5.2', 'whinlatter': '5.3', 'wrynose': '6.0',
    }
    for name in (d.getVar('LAYERSERIES_CORENAMES') or '').split():
        if name in series:
            return series[name]
    versions = {
        '1.22.0': '1.6', '1.30.0': '2.1', '1.32.0': '2.2', '1.44.0': '3.1', '1.46.0': '3.1', '2.0.0': '4.0', '2.2.0': '4.0', '2.8.0': '5.0',
        '2.18.0': '6.0',
    }
    return versions.get(d.getVar('BB_VERSION') or '', 'UNKNOWN')

def define_soc_version(bb, d):
    """SOC_VER: i686, or the architecture with the release of broadcom-refsw."""
    architecture = d.getVar('TARGET_ARCH')
    if architecture == 'i686':
        return architecture
    version = d.getVar('PREFERRED_VERSION_broadcom-refsw') or ''
    for release in ['16.3', '16.4', '17.1', '18.1', '18.2', '18.3']:
        if version == 'unified-%s-generic-rdk' % release:
            return '%s_%s' % (architecture, release)
    return 'UNKNOWN'

def define_build_version(bb, d):
    """The tag version: the first of these that MACHINE_FEATURES has."""
    features = (d.getVar('MACHINE_FEATURES') or '').split()
    for version in ['debug', 'release', 'production']:
        if version in features:
            return version
    return 'debug'

def define_sanity_check(bb, d):
    """-S, where the security rules are to be errors: for production."""
    return '-S' if define_build_version(bb, d) == 'production' else ''

def lxc_container_missing(d):
    """What a missing library or mount source is."""
    features = (d.getVar('DISTRO_FEATURES') or '').split() + (d.getVar('DISTRO_FEATURES_NATIVE') or '').split()
    return 'warn' if 'disable-lxcgen-warnings' in features else 'error'
