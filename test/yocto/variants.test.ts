import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { applyOverlay, buildImage, hostOf, lxcOverlay, makeOverlay, rootfsOf } from "./image-build.ts";
import { needsPseudo } from "./pseudo.ts";
import { messagesOf } from "./stand-in.ts";

needsPseudo("stable")("what variables make of it", () => {
  test("the overlay has the command's digest, with groups, tags and options", () => {
    const build = buildImage("stable", {
      LXC_OVERLAY_SECURE: "lxc_conf_UDHCPC.xml",
      LXC_OVERLAY_NON_SECURE: "lxc_conf_DBUS.xml",
      LXC_OVERLAY_TAGS: "version=release,SOC_VER=arm_19.1",
      IMAGE_FEATURES: "read-only-rootfs",
      LXC_OVERLAY_SSTATE: "0",
    });
    const { failed, messages } = build.execute("run('do_lxc_overlay')\nresult = d.getVar('SSTATE_SKIP_CREATION')", { fakeroot: false });
    expect(failed).toBeNull();
    const file = (path: string): string => join(build.top, path);
    const words = [
      "-R",
      "ro",
      "-t",
      "version=release,SOC_VER=arm_19.1",
      "--secure-xml",
      file("recipe/lxc_conf_UDHCPC.xml"),
      file("recipe/lxc_conf_DBUS.xml"),
    ];
    const built = lxcOverlay("build", "-r", hostOf(build), "-o", file("own.tar"), ...words);
    const [digest = ""] = built.stdout.split(" ");
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(messages.map(([, text]) => text).join("\n")).toContain(`${digest}  `);
    expect(readFileSync(file("work/deploy-device-image-lxc-overlay/device-image.overlay.tar")).equals(readFileSync(file("own.tar")))).toBe(
      true,
    );
    // Shared state is one directory with nothing but the overlay in it.
    expect(readdirSync(file("work/deploy-device-image-lxc-overlay"))).toEqual(["device-image.overlay.tar"]);
    expect(JSON.parse(readFileSync(file("work/temp/lxc-overlay.report.json"), "utf8"))).toMatchObject({ dialect: "5.0" });
  });

  test("an error stops the task: nothing is deployed, the rootfs is as it was", () => {
    const build = buildImage("stable", { LXC_OVERLAY_SECURE: "lxc_conf_UDHCPC.xml" });
    const path = join(build.top, "recipe/lxc_conf_UDHCPC.xml");
    writeFileSync(path, readFileSync(path, "utf8").replaceAll("<Source>/sbin/udhcpc<", "<Source>/sbin/udhcpcd<"));
    const outcome = makeOverlay(build);
    expect(outcome.failed).toMatch(/^device-image: lxc-overlay found \d+ error\(s\) and \d+ warning\(s\), see above$/);
    expect(messagesOf(outcome, "error").join("\n")).toMatch(
      /recipe\/lxc_conf_UDHCPC\.xml:\d+:\d+: error\[missing-move-source\]: \/sbin\/udhcpcd is not in the host rootfs/,
    );
    expect(readdirSync(join(build.top, "work/deploy-device-image-lxc-overlay"))).toEqual([]);
    expect(lxcOverlay("diff", hostOf(build), rootfsOf(build)).stdout).toBe("");

    const checked = build.execute("run('do_lxc_overlay_check')", { fakeroot: false });
    expect(checked.failed).toBe(outcome.failed);
    const sarif = JSON.parse(readFileSync(join(build.top, "deploy/device-image.sarif"), "utf8")) as { runs: { results: unknown[] }[] };
    expect(sarif.runs[0]?.results.length).toBeGreaterThan(0);
  });

  test("an overlay a container, their programs listed, units, all merged", () => {
    const build = buildImage("stable", {
      LXC_OVERLAY_SECURE: "lxc_conf_UDHCPC.xml lxc_conf_WIFI.xml",
      LXC_OVERLAY_SPLIT: "1",
      LXC_OVERLAY_AUTOSTART: "WIFI",
    });
    expect(makeOverlay(build).failed).toBeNull();
    const deploy = join(build.top, "deploy");
    expect(readdirSync(deploy).sort()).toEqual([
      "device-image.executables.json",
      "device-image.udhcpc.overlay.tar",
      "device-image.wifi.overlay.tar",
    ]);
    expect(JSON.parse(readFileSync(join(deploy, "device-image.executables.json"), "utf8"))).toMatchObject([
      {
        container: "UDHCPC",
        overlay: "device-image.udhcpc.overlay.tar",
        launcher: "/container/UDHCPC/launcher/udhcpc.sh",
        executables: ["/sbin/udhcpc"],
      },
      { container: "WIFI", executables: ["/usr/bin/wifi-manager", "/usr/sbin/wpa_supplicant"] },
    ]);
    expect(applyOverlay(build).failed).toBeNull();
    const rootfs = join(build.top, "work/rootfs");
    const unit = `${rootfs}/usr/lib/systemd/system/wifi.service`;
    expect(build.fakeroot("cat", unit)).toContain("[Service]\nType=notify\n");
    expect(build.fakeroot("stat", "-c", "%a %u:%g", unit)).toBe("644 0:0\n");
    const link = `${rootfs}/etc/systemd/system/multi-user.target.wants/wifi.service`;
    expect(build.fakeroot("stat", "-c", "%N %u:%g", link)).toContain(`-> '/usr/lib/systemd/system/wifi.service' 0:0`);
    expect(existsSync(`${rootfs}/usr/lib/systemd/system/udhcpc.service`)).toBe(false);

    build.set({ LXC_OVERLAY_SECURE: "lxc_conf_UDHCPC.xml", LXC_OVERLAY_AUTOSTART: "NAME" });
    expect(messagesOf(makeOverlay(build), "error")).toContain(
      "--with-units: error[no-unit-for]: NAME is no container with a launcher\n  help: there are UDHCPC",
    );
  });

  test("an OCI image layout beside it", () => {
    const build = buildImage("stable", { LXC_OVERLAY_SECURE: "lxc_conf_UDHCPC.xml", LXC_OVERLAY_OCI: "v1" });
    expect(build.execute("run('do_lxc_overlay_oci')", { fakeroot: false }).failed).toBeNull();
    const layout = join(build.top, "work/deploy-device-image-lxc-overlay-oci/device-image.overlay.oci");
    expect(existsSync(join(layout, "oci-layout"))).toBe(true);
    expect(readFileSync(join(layout, "index.json"), "utf8")).toContain('"org.opencontainers.image.ref.name":"v1"');
  });
});
