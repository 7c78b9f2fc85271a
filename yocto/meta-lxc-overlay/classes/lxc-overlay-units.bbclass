# LXC_OVERLAY_AUTOSTART: systemd units that start launchers, as docs/device.md of lxc-overlay has them.

def lxc_overlay_add_units(directory, record, d):
    """An overlay of its own with a unit for each container that LXC_OVERLAY_AUTOSTART names, and its start at boot."""
    import subprocess
    wanted = (d.getVar('LXC_OVERLAY_AUTOSTART') or '').split()
    if not wanted:
        return
    launchers = {container['name']: container.get('launcher') for container in record['containers']}
    tree = os.path.join(d.getVar('T'), 'lxc-overlay-units')
    bb.utils.remove(tree, recurse=True)
    files = []
    for word in wanted:
        name, _, kind = word.partition(':')
        launcher = launchers.get(name)
        if not launcher:
            bb.fatal('%s: LXC_OVERLAY_AUTOSTART names %s, which is no container with a launcher; there are: %s'
                     % (d.getVar('PN'), name, ' '.join(sorted(name for name in launchers if launchers[name]))))
        files += lxc_overlay_unit(tree, name, launcher, kind, d)
    # No container's overlay has such a name.
    overlay = os.path.join(directory, d.getVar('PN') + '.units-overlay.tar')
    subprocess.check_call(['tar', '--format=ustar', '--owner=0', '--group=0', '--numeric-owner', '--mode=0644',
                           '--mtime=@' + d.getVar('LXC_OVERLAY_EPOCH'), '-C', tree, '-cf', overlay] + sorted(files))

def lxc_overlay_unit(tree, container, launcher, kind, d):
    """Writes a launcher's unit and the link that starts it; their paths."""
    start = [program for program in launcher['programs'] if program['name'] == 'start']
    kind = kind or ('notify' if start and start[0]['notify'] else 'simple')
    name = os.path.basename(launcher['path'])[:-len('.sh')] + '.service'
    unit = os.path.join(d.getVar('systemd_system_unitdir').lstrip('/'), name)
    link = os.path.join(d.getVar('sysconfdir').lstrip('/'), 'systemd/system/multi-user.target.wants', name)
    lines = ['[Unit]', 'Description=Container %s' % container, '', '[Service]', 'Type=' + kind]
    if kind == 'notify':
        lines += ['NotifyAccess=all', 'TimeoutStartSec=60']
    lines += ['ExecStart=%s start' % launcher['path']]
    if launcher['stop']:
        lines += ['ExecStop=%s stop' % launcher['path']]
    lines += ['', '[Install]', 'WantedBy=multi-user.target', '']
    for path in [unit, link]:
        bb.utils.mkdirhier(os.path.dirname(os.path.join(tree, path)))
    with open(os.path.join(tree, unit), 'w', encoding='utf-8') as text:
        text.write('\n'.join(lines))
    os.symlink('/' + unit, os.path.join(tree, link))
    return [unit, link]
