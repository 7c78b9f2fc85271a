# Runs the command for lxc-overlay.bbclass, and tells BitBake what it found.

def lxc_overlay_run(words, d):
    """Runs the command beside host.tar, so that its report has names relative to that: exit code, standard output, standard error."""
    import subprocess
    program = os.path.join(d.getVar('STAGING_DATADIR_NATIVE'), 'lxc-overlay', 'dist', 'main.js')
    command = [lxc_overlay_node(d), program] + words
    bb.note('Running: %s' % ' '.join(command))
    # Under pseudo it works on files that pseudo does not know. A sysroot is no place to keep what V8 compiled.
    environment = dict(os.environ, SOURCE_DATE_EPOCH=d.getVar('LXC_OVERLAY_EPOCH'), PSEUDO_UNLOAD='1', NODE_DISABLE_COMPILE_CACHE='1')
    process = subprocess.Popen(command, cwd=d.getVar('LXC_OVERLAY_HOSTDIR'), env=environment, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    output, errors = process.communicate()
    return process.returncode, output.decode('utf-8', 'replace'), errors.decode('utf-8', 'replace')

def lxc_overlay_findings(words, d):
    """Runs the command, tells its findings and fails the task if it failed; its standard output else."""
    code, output, errors = lxc_overlay_run(words + ['--diagnostics', 'json', '--no-progress'], d)
    counts = lxc_overlay_tell(errors, d)
    if code == 1:
        bb.fatal('%s: lxc-overlay found %d error(s) and %d warning(s), see above' % (d.getVar('PN'), counts['error'], counts['warning']))
    if code == 2:
        bb.fatal('%s: lxc-overlay does not know what it was asked for: a mistake in LXC_OVERLAY_ARGS, or a bug in lxc-overlay.bbclass'
                 % d.getVar('PN'))
    if code != 0:
        bb.fatal('%s: lxc-overlay could not do its work on this machine (exit code %d)' % (d.getVar('PN'), code))
    return output

def lxc_overlay_tell(errors, d):
    """Each finding of --diagnostics json as one message of BitBake's, its place first, its fix last; how many of each severity."""
    import json
    counts = {'error': 0, 'warning': 0, 'hint': 0}
    try:
        findings = json.loads(errors)['diagnostics']
    except (ValueError, KeyError, TypeError):
        # Nothing that the command itself wrote: Node is missing, too old, or stopped.
        if errors.strip():
            counts['error'] += 1
            bb.error(errors.strip())
        return counts
    for finding in findings:
        severity = finding['severity']
        counts[severity] = counts.get(severity, 0) + 1
        message = lxc_overlay_message(finding, d)
        if severity == 'error':
            bb.error(message)
        elif severity == 'warning':
            bb.warn(message)
        else:
            bb.note(message)
    return counts

def lxc_overlay_message(finding, d):
    """FILE:LINE:COLUMN: SEVERITY[CODE]: MESSAGE, and a line with the help."""
    place = ':'.join(str(finding[part]) for part in ['file', 'line', 'column'] if finding.get(part) is not None)
    message = '%s: %s[%s]: %s' % (place, finding['severity'], finding['code'], finding['message'])
    if finding.get('file') == '--tags':
        for tag in lxc_overlay_tags(d):
            name = tag.partition('=')[0]
            if name in finding['message'].replace(',', ' ').split():
                message += lxc_overlay_tag_origin(name, d)
    if finding.get('help'):
        message += '\n  help: %s' % finding['help']
    return message

def lxc_overlay_build(d):
    """The overlays, in LXC_OVERLAY_DEPLOYDIR; the report, which has digests of all inputs, in T."""
    inputs = lxc_overlay_inputs(d)
    if not inputs:
        bb.warn('%s: LXC_OVERLAY_SOURCES brings no description, so there is no container' % d.getVar('PN'))
        return
    if not bb.utils.to_boolean(d.getVar('LXC_OVERLAY_SSTATE')):
        d.setVar('SSTATE_SKIP_CREATION', '1')
    directory = d.getVar('LXC_OVERLAY_DEPLOYDIR')
    report = os.path.join(d.getVar('T'), 'lxc-overlay.report.json')
    bb.note(lxc_overlay_findings(lxc_overlay_build_words(directory, report, d) + inputs, d))
    lxc_overlay_name_parts(directory, report, d)

def lxc_overlay_build_words(directory, report, d):
    """What makes the overlays in a directory: one that has its name already, or one a container."""
    name = 'split' if bb.utils.to_boolean(d.getVar('LXC_OVERLAY_SPLIT')) else d.getVar('PN') + '.overlay.tar'
    return ['build', '-o', os.path.join(directory, name), '--report', report]

def lxc_overlay_name_parts(directory, report, d):
    """Gives each container's overlay the image's name, where there are several, and lists their programs for those that make packages of them."""
    import json
    if not bb.utils.to_boolean(d.getVar('LXC_OVERLAY_SPLIT')):
        return
    with open(report, encoding='utf-8') as text:
        record = json.load(text)
    parts = os.path.join(directory, 'split')
    containers = {container['name']: container for container in record['containers']}
    listing = []
    for overlay in record['overlays']:
        name = '%s.%s' % (d.getVar('PN'), os.path.basename(overlay['path'])[:-len('.tar')])
        os.rename(os.path.join(parts, os.path.basename(overlay['path'])), os.path.join(directory, name + '.overlay.tar'))
        launcher = containers[overlay['container']].get('launcher') or {}
        listing.append({
            'container': overlay['container'],
            'overlay': name + '.overlay.tar',
            'launcher': launcher.get('path'),
            'executables': sorted(set(program['program'] for program in launcher.get('programs', []))),
        })
    os.rmdir(parts)
    with open(os.path.join(directory, d.getVar('PN') + '.executables.json'), 'w', encoding='utf-8') as text:
        json.dump(listing, text, indent=2, sort_keys=True)
        text.write('\n')

def lxc_overlay_build_oci(d):
    """The overlays as artifacts of an OCI image layout; pushing it is no task of a build."""
    inputs = lxc_overlay_inputs(d)
    if inputs:
        layout = os.path.join(d.getVar('LXC_OVERLAY_OCIDIR'), d.getVar('PN') + '.overlay.oci')
        bb.note(lxc_overlay_findings(['build', '-o', 'oci:%s:%s' % (layout, d.getVar('LXC_OVERLAY_OCI'))] + inputs, d))

def lxc_overlay_check(d):
    """Findings on the console and as SARIF beside the images, also where there are errors."""
    inputs = lxc_overlay_inputs(d)
    if not inputs:
        return
    _, _, sarif = lxc_overlay_run(['check', '--diagnostics', 'sarif', '--no-progress'] + inputs, d)
    directory = d.getVar('DEPLOY_DIR_IMAGE')
    bb.utils.mkdirhier(directory)
    with open(os.path.join(directory, d.getVar('PN') + '.sarif'), 'w', encoding='utf-8') as text:
        text.write(sarif)
    lxc_overlay_findings(['check'] + inputs, d)

def lxc_overlay_glob(directory, d):
    """The image's overlays in a directory."""
    import glob
    return sorted(glob.glob(os.path.join(directory, d.getVar('PN') + '.*overlay.tar')))

def lxc_overlay_overlays(d):
    """The overlays that do_lxc_overlay made or shared state brought; where they are deployed, since rm_work leaves them there."""
    overlays = lxc_overlay_glob(d.getVar('DEPLOY_DIR_IMAGE'), d)
    if not overlays and lxc_overlay_inputs(d):
        bb.fatal('%s is no longer in %s: run bitbake -C lxc_overlay %s'
                 % (d.getVar('PN') + '.overlay.tar', d.getVar('DEPLOY_DIR_IMAGE'), d.getVar('PN')))
    return overlays

def lxc_overlay_verify(overlays, d):
    """Whether this rootfs gives the very overlays: those of shared state were made of one with the same hash, which may still differ."""
    import filecmp
    again = os.path.join(d.getVar('T'), 'lxc-overlay-again')
    report = os.path.join(again, 'report.json')
    bb.utils.remove(again, recurse=True)
    bb.utils.mkdirhier(again)
    code, _, differences = lxc_overlay_run(lxc_overlay_build_words(again, report, d) + ['--no-progress', '-q'] + lxc_overlay_inputs(d), d)
    if code > 1:
        bb.fatal('%s: lxc-overlay could not verify the overlay (exit code %d):\n%s' % (d.getVar('PN'), code, differences))
    if code == 0:
        lxc_overlay_name_parts(again, report, d)
        made = dict((os.path.basename(path), path) for path in lxc_overlay_glob(again, d))
        kept = dict((os.path.basename(path), path) for path in overlays)
        for name in sorted(set(made) | set(kept)):
            if name not in made:
                differences += '%s: is not made\n' % name
            elif name not in kept:
                differences += '%s: is missing\n' % name
            elif not filecmp.cmp(made[name], kept[name], shallow=False):
                differences += '%s:\n%s' % (name, lxc_overlay_run(['diff', kept[name], made[name]], d)[1])
    if differences:
        bb.fatal('%s: the overlay from shared state is not what this rootfs gives: do_rootfs is not reproducible.\n%s'
                 'Find out what differs between two runs of do_rootfs, or set LXC_OVERLAY_SSTATE = "0"' % (d.getVar('PN'), differences))
    bb.utils.remove(again, recurse=True)

def lxc_overlay_warn_of_image_types(overlays, d):
    """Says which images will lose the file capabilities that the overlays have."""
    import json
    files = []
    for overlay in overlays:
        code, output, errors = lxc_overlay_run(['inspect', '--json', overlay], d)
        if code != 0:
            bb.fatal('%s: can\'t be read:\n%s' % (overlay, errors))
        files += ['/' + entry['path'] for entry in json.loads(output)['entries'] if 'security.capability' in entry['xattrs']]
    if not files:
        return
    lost = 'the file capabilities of %s are lost in it' % ', '.join(files)
    kinds = sorted(set(kind.split('.')[0] for kind in (d.getVar('IMAGE_FSTYPES') or '').split()))
    for kind in kinds:
        if kind == 'tar' and '--xattrs' not in (d.getVar('IMAGE_CMD_TAR') or ''):
            bb.warn('IMAGE_FSTYPES has tar: %s, unless you add IMAGE_CMD_TAR = "tar --xattrs --xattrs-include=*"' % lost)
        elif kind in ['cpio', 'cramfs', 'vfat']:
            bb.warn('IMAGE_FSTYPES has %s: %s, for it has no extended attributes' % (kind, lost))
        elif kind in ['jffs2', 'multiubi', 'ubi', 'ubifs'] and 'xattr' not in (d.getVar('DISTRO_FEATURES') or '').split():
            bb.warn('IMAGE_FSTYPES has %s: %s, unless DISTRO_FEATURES has xattr' % (kind, lost))
