# make overlay    an overlay of the containers in xml/, and its listing
# make test       provisioning, types, lint, all tests
# make test-fast  the tests without what is slow, registries, Debian's root file systems and emulated devices: what one runs while working
# make release    the package as a tarball that needs Node alone, and its sha256
# make bench      what commands take beside other tools, and how that grows: a quarter of an hour; with BENCH=--quick, whether that works
# make qemu       the tests on emulated devices: ARM, MIPS, ARM 64
# make rootfs     a Debian ARM rootfs with LXC, systemd and PACKAGES to try things on: make rootfs ROOTFS=rootfs.tar PACKAGES='lighttpd curl'
# make boot       an emulated ARM device with ROOTFS and OVERLAY, and what RUN prints there: make boot ROOTFS=rootfs.tar OVERLAY=overlay.tar RUN='systemctl status'
# make help       the variables of `make overlay`

TAGS     = version=debug,SOC_VER=arm_19.1,OE_VER=3.1,RDK_VER=2
XML      = $(wildcard xml/*.xml)
OUT      = overlay.tar
# The host rootfs; without one, the small example that xml/rootfs.manifest describes.
ROOTFS   = $(EXAMPLE)
CONFIG   =
SECURE   =
SANITY   =
SHARED   =
LXC      =
REPORT   =
# Any other options of `lxc-overlay build`.
OPTIONS  =
# Options of bench/run.ts.
BENCH    =

# What `make rootfs` puts into it beside LXC, systemd and what they need.
PACKAGES =
# What `make boot` puts on the device, and runs there.
OVERLAY  =
RUN      = systemctl --no-pager status

EXAMPLE  = .cache/example-rootfs.tar
MODULES  = node_modules/.package-lock.json
DIST     = dist/main.js
TOOL     = $(DIST)
PACKAGE  = lxc-overlay-$$(node -p 'require("./package.json").version').tgz

# Whether a yes/no variable is set: SECURE=1, and not SECURE=0.
on = $(filter-out 0 no false,$(1))

# As one word of the shell.
quoted = '$(subst ','\'',$(1))'

FLAGS = $(if $(TAGS),-t $(call quoted,$(TAGS))) \
	$(if $(CONFIG),-c $(call quoted,$(CONFIG))) \
	$(if $(LXC),--lxc $(call quoted,$(LXC))) \
	$(if $(REPORT),--report $(call quoted,$(REPORT))) \
	$(if $(call on,$(SECURE)),-s) \
	$(if $(call on,$(SANITY)),-S) \
	$(if $(call on,$(SHARED)),-e) \
	$(OPTIONS)

.DELETE_ON_ERROR:
.PHONY: rootfs boot overlay help setup build check test test-fast qemu qemu-faults golden bench release clean

# A prerequisite's name can't have spaces, so only the example is one.
overlay: $(DIST) $(filter $(EXAMPLE),$(ROOTFS))
	$(TOOL) build -r $(call quoted,$(ROOTFS)) $(FLAGS) -o $(call quoted,$(OUT)) $(XML)
	$(if $(findstring --split,$(OPTIONS)),for each in $(call quoted,$(OUT))/*.tar; do $(TOOL) inspect "$$each" || exit; done,$(TOOL) inspect $(call quoted,$(OUT)))

help:
	@sed -n 's/^# make/make/p' Makefile
	@echo "variables: TAGS=K=V,... ROOTFS=tar XML='files' OUT=path CONFIG=ini SECURE=1 SANITY=1 SHARED=1 LXC=dialect REPORT=json OPTIONS='...'"

setup: $(MODULES)
	test/provision

build: $(DIST)

check: $(MODULES)
	npm run --silent lint

test: setup check
	npx vitest run

# Its tests start what is installed: those that miss something are skipped.
test-fast: $(MODULES)
	npx vitest run --project fast --project process

qemu: setup
	npx vitest run --reporter=verbose --reporter=./test/support/count-reporter.ts test/qemu

# Whether the checks on the device notice faults: minutes, and so not part of the tests.
qemu-faults: setup
	npx vitest run --config test/qemu/faults.config.ts

# Neither needs root: qemu/README.md.
rootfs:
	sh test/support/make-debian-rootfs armhf $(call quoted,$(ROOTFS)) lxc systemd systemd-sysv dbus busybox procps tar util-linux coreutils dash grep sed findutils $(PACKAGES)

boot: $(DIST)
	@npx esbuild qemu/main-boot.ts --bundle --format=esm --platform=node --log-level=warning --define:import.meta.dirname='"$(CURDIR)/qemu"' --outfile=.cache/boot.mjs
	@node .cache/boot.mjs $(call quoted,$(ROOTFS)) $(call quoted,$(OVERLAY)) $(call quoted,$(RUN))

golden: $(MODULES)
	UPDATE_GOLDEN=1 npx vitest run test/golden/golden.test.ts test/page/pages.test.ts

bench: .cache/bench.mjs
	node .cache/bench.mjs $(BENCH)

.cache/bench.mjs: $(DIST) $(shell find bench -name '*.ts')
	npx esbuild bench/run.ts --bundle --loader:.ini=text --loader:.md=text --loader:.css=text --format=esm --platform=node --log-level=warning --outfile=$@

# The package: what `npm install` takes, and what runs where it is unpacked, with Node alone. The same source gives the same bytes.
release: $(MODULES)
	npm pack --silent
	sha256sum $(PACKAGE) >$(PACKAGE).sha256

clean:
	rm -rf dist .cache overlay.tar overlay.tar.gz lxc-overlay-*.tgz lxc-overlay-*.tgz.sha256

$(MODULES): package.json package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

$(DIST): $(MODULES) esbuild.config.mjs config.ini $(shell find src -name '*.ts') src/start.cjs
	npm run --silent build
	@touch $@

$(EXAMPLE): $(DIST) xml/rootfs.manifest
	@mkdir -p .cache
	node dist/main-rootfs.js xml/rootfs.manifest $@
