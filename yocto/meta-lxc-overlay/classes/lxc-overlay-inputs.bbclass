# What lxc-overlay.bbclass builds from: names of variables become files, options and dependencies.

def lxc_overlay_base_names(variable, d):
    """The names of a variable's files without their directories."""
    return ' '.join(os.path.basename(name) for name in (d.getVar(variable) or '').split())

def lxc_overlay_search(name, d):
    """The file of a name, '' if there is none, and every path that was looked at: FILESPATH, then containers/ of each layer."""
    places = ['']
    if not os.path.isabs(name):
        places = [place for place in (d.getVar('FILESPATH') or '').split(':') if place]
        places += [os.path.join(place, 'containers') for place in (d.getVar('BBPATH') or '').split(':') if place]
    tried = []
    for place in places:
        path = os.path.join(place, name)
        tried.append(path)
        if os.path.isfile(path):
            return path, tried
    return '', tried
# Where a file lies is no part of a hash.
lxc_overlay_search[vardepsexclude] = "FILESPATH BBPATH"

def lxc_overlay_prepare(d):
    """At parse time: dependencies on files, and what is wrong without looking at any rootfs."""
    groups = {
        'LXC_OVERLAY_SECURE': d.getVar('LXC_OVERLAY_SECURE'),
        'LXC_OVERLAY_NON_SECURE': d.getVar('LXC_OVERLAY_NON_SECURE'),
    }
    if not any((names or '').split() for names in groups.values()) and not (d.getVar('LXC_OVERLAY_SOURCES') or '').split():
        # Each task's worker parses the recipe again.
        if not d.getVar('BB_WORKERCONTEXT'):
            bb.warn('%s inherits lxc-overlay but names no description: LXC_OVERLAY_SECURE, LXC_OVERLAY_NON_SECURE and LXC_OVERLAY_SOURCES are empty'
                    % d.getVar('PN'))
        for task in ['do_lxc_overlay', 'do_lxc_overlay_apply', 'do_lxc_overlay_check', 'do_lxc_overlay_oci']:
            d.setVarFlag(task, 'noexec', '1')
        return
    groups['LXC_OVERLAY_CONFIG'] = d.getVar('LXC_OVERLAY_CONFIG')
    checksums = []
    for variable in sorted(groups):
        for name in (groups[variable] or '').split():
            found, tried = lxc_overlay_search(name, d)
            if not found:
                bb.fatal('%s: %s names %s, which is in none of:\n  %s' % (d.getVar('PN'), variable, name, '\n  '.join(tried)))
            # BitBake parses anew when one that was not there appears.
            checksums += ['%s:%s' % (path, path == found) for path in tried]
    if checksums:
        for task in ['do_lxc_overlay', 'do_lxc_overlay_oci']:
            d.appendVarFlag(task, 'file-checksums', ' ' + ' '.join(checksums))
    lxc_overlay_tags(d)
    lxc_overlay_node(d)
    d.appendVarFlag('do_rootfs', 'postfuncs', ' lxc_overlay_save_host')
    # The flag has the build directory's path: with it in the hash no other directory finds what do_lxc_overlay stored.
    d.appendVarFlag('do_rootfs', 'vardepsexclude', ' do_rootfs[dirs]')
    if not d.getVar('LXC_OVERLAY_OCI'):
        d.setVarFlag('do_lxc_overlay_oci', 'noexec', '1')

def lxc_overlay_depends(d):
    """What all tasks need beside the command: the recipes that bring descriptions, and Node."""
    recipes = (d.getVar('LXC_OVERLAY_SOURCES') or '').split()
    node = d.getVar('LXC_OVERLAY_NODE')
    if node == 'nodejs-native':
        recipes.append('nodejs-native')
    elif node == 'prebuilt':
        recipes.append('lxc-overlay-node-native')
    return ' '.join('%s:do_populate_sysroot' % recipe for recipe in recipes)

def lxc_overlay_node(d):
    """Path of the Node that runs the command."""
    node = d.getVar('LXC_OVERLAY_NODE')
    if node == 'nodejs-native':
        return os.path.join(d.getVar('STAGING_BINDIR_NATIVE'), 'node')
    if node == 'prebuilt':
        return os.path.join(d.getVar('STAGING_DATADIR_NATIVE'), 'lxc-overlay-node', 'node')
    if node != 'host':
        bb.fatal('%s: LXC_OVERLAY_NODE may be "host", "nodejs-native" or "prebuilt", not "%s"' % (d.getVar('PN'), node))
    # HOSTTOOLS_DIR has it if HOSTTOOLS names it; else it is where the user's own PATH has it.
    found = os.path.join(d.getVar('HOSTTOOLS_DIR') or '', 'node')
    if not os.path.exists(found):
        environment = d.getVar('BB_ORIGENV', False)
        found = bb.utils.which((environment.getVar('PATH') if environment is not None else '') or '', 'node', executable=True)
    if not found:
        bb.fatal('%s: LXC_OVERLAY_NODE is "host", and there is no node on PATH. Install Node.js 16.20.2, 18.7 or newer, '
                 'or set LXC_OVERLAY_NODE to "prebuilt" or "nodejs-native"' % d.getVar('PN'))
    return found
# The bytes do not depend on which Node makes them.
lxc_overlay_node[vardepsexclude] = "BB_ORIGENV HOSTTOOLS_DIR"

def lxc_overlay_tags(d):
    """NAME=VALUE of each active tag."""
    tags = (d.getVar('LXC_OVERLAY_TAGS') or '').replace(',', ' ').split()
    for tag in tags:
        name, _, value = tag.partition('=')
        if not name or not value:
            bb.fatal('%s: LXC_OVERLAY_TAGS has "%s", which is no NAME=VALUE: a tag must have a value%s'
                     % (d.getVar('PN'), tag, lxc_overlay_tag_origin(name, d)))
    return tags

def lxc_overlay_tag_origin(name, d):
    """Which variables a tag's value was made of, if LXC_OVERLAY_TAGS computes it: its flag of that variable names them."""
    if not name or ('%s=$' % name) not in (d.getVar('LXC_OVERLAY_TAGS', False) or ''):
        return ''
    variables = (d.getVarFlag('LXC_OVERLAY_TAGS', name) or '').split()
    if not variables:
        return ''
    return ' (%s comes from %s)' % (name, ', '.join('%s = "%s"' % (variable, d.getVar(variable) or '') for variable in variables))

def lxc_overlay_directories(d):
    """In the sysroot, what each recipe of LXC_OVERLAY_SOURCES has below datadir."""
    recipes = (d.getVar('LXC_OVERLAY_SOURCES') or '').split()
    names = [recipe[:-len('-native')] if recipe.endswith('-native') else recipe for recipe in recipes]
    return [os.path.join(d.getVar('STAGING_DATADIR_NATIVE'), name) for name in names]

def lxc_overlay_group(group, names, d):
    """The description files of a group: those that have these names, then those of other recipes, by version order of their paths."""
    import subprocess
    found = []
    for directory in lxc_overlay_directories(d):
        for parent, _, leaves in os.walk(os.path.join(directory, group)):
            found += [os.path.join(parent, leaf) for leaf in leaves if leaf.endswith('.xml')]
    ordered = subprocess.check_output(['sort', '-V'], input='\n'.join(found).encode(), env=dict(os.environ, LC_ALL='C'))
    files = [lxc_overlay_search(name, d)[0] for name in (names or '').split()] + ordered.decode().split('\n')
    return [path for path in files if path]

def lxc_overlay_config(d):
    """The config.ini to use, '' for the command's own: the variable's, else the last that a recipe with descriptions brings."""
    name = d.getVar('LXC_OVERLAY_CONFIG') or ''
    if name:
        return lxc_overlay_search(name, d)[0]
    files = [os.path.join(directory, 'src', 'conf', 'config.ini') for directory in lxc_overlay_directories(d)]
    return ([''] + [path for path in files if os.path.isfile(path)])[-1]

def lxc_overlay_profiles(d):
    """Where the profiles of system calls for bundles are, '' for beside their descriptions: the last directory of a recipe that has some."""
    directories = [os.path.join(directory, 'src', 'lib', 'dobby') for directory in lxc_overlay_directories(d)]
    return ([''] + [path for path in directories if os.path.isdir(path) and os.listdir(path)])[-1]

def lxc_overlay_inputs(d):
    """The options and files of the command that say what is built; none if there is no description."""
    import shlex
    secure = lxc_overlay_group('secure', d.getVar('LXC_OVERLAY_SECURE'), d)
    others = lxc_overlay_group('non_secure', d.getVar('LXC_OVERLAY_NON_SECURE'), d)
    if not secure and not others:
        return []
    words = ['-r', 'host.tar']
    if os.path.exists(os.path.join(d.getVar('LXC_OVERLAY_HOSTDIR'), 'host.manifest')):
        words += ['--packages', 'host.manifest']
    for tag in lxc_overlay_tags(d):
        words += ['-t', tag]
    for option, value in [
        ('-c', lxc_overlay_config(d)),
        ('--seccomp', lxc_overlay_profiles(d)),
        ('-u', d.getVar('SD_NOTIFY_SLEEP_US')),
        ('-R', d.getVar('LXC_OVERLAY_ROOTFS_TYPE')),
        ('--lxc', d.getVar('LXC_OVERLAY_LXC')),
        ('--cgroup', d.getVar('LXC_OVERLAY_CGROUP')),
        ('--missing-libs', d.getVar('LXC_OVERLAY_MISSING_LIBS')),
        ('--missing-sources', d.getVar('LXC_OVERLAY_MISSING_SOURCES')),
    ]:
        if value:
            words += [option, value]
    for option, is_set in [
        ('-s', '1' in (d.getVar('SECURE_CONTAINERS') or '').split()),
        ('-S', bb.utils.to_boolean(d.getVar('LXC_OVERLAY_SANITY'))),
        ('-e', bb.utils.to_boolean(d.getVar('LXC_OVERLAY_SHARED_ROOTFS'))),
        ('--with-lxccpid', bb.utils.to_boolean(d.getVar('LXC_OVERLAY_WITH_LXCCPID'))),
        ('--no-remount-hook', not bb.utils.to_boolean(d.getVar('LXC_OVERLAY_REMOUNT_HOOK'))),
        ('--split', bb.utils.to_boolean(d.getVar('LXC_OVERLAY_SPLIT'))),
    ]:
        if is_set:
            words.append(option)
    autostart = (d.getVar('LXC_OVERLAY_AUTOSTART') or '').split()
    if autostart:
        words.append('--with-units=' + ','.join(autostart))
    words += shlex.split(d.getVar('LXC_OVERLAY_ARGS') or '')
    for path in secure:
        words += ['--secure-xml', path]
    return words + others
