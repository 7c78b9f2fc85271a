"""Lists an archive with tarfile, as a JSON array on standard output."""
import base64, hashlib, json, sys, tarfile

KEY = "SCHILY.xattr."


def listed(archive, member):
    content = archive.extractfile(member).read() if member.isreg() else b""
    xattrs = {
        key[len(KEY) :]: base64.b64encode(value.encode("utf-8", "surrogateescape")).decode()
        for key, value in member.pax_headers.items()
        if key.startswith(KEY)
    }
    return {
        "name": member.name,
        "flag": member.type.decode(),
        "mode": member.mode,
        "uid": member.uid,
        "gid": member.gid,
        "mtime": member.mtime,
        "size": member.size,
        "target": member.linkname,
        "devMajor": member.devmajor,
        "devMinor": member.devminor,
        "xattrs": xattrs,
        "sha256": hashlib.sha256(content).hexdigest(),
    }


with tarfile.open(sys.argv[1], "r:", encoding="utf-8") as archive:
    json.dump([listed(archive, member) for member in archive], sys.stdout)
