"""BitBake's `d` and `bb`, as far as the layer's functions use them, since BitBake itself is not to be had where the tests run.

stand-in.py METADATA SNIPPET: reads the statements of a recipe from the JSON file METADATA, parses them as BitBake 1.46 does (whose expansions are
the narrowest), and executes SNIPPET with `d`, `bb` and `run(TASK)`. Prints JSON: the `result` that SNIPPET sets, the messages, and what failed.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import types


class Failed(Exception):
    """bb.fatal: the task or the parsing ends."""


class Skipped(Exception):
    """bb.parse.SkipRecipe: nobody can build the recipe."""


class Data:
    """The datastore: variables and their flags, expanded when they are read."""

    def __init__(self, names):
        self.values = {}
        self.flags = {}
        self.names = names

    def getVar(self, name, expand=True):
        value = self.values.get(name)
        return self.expand(value) if expand and isinstance(value, str) else value

    def setVar(self, name, value):
        self.values[name] = value

    def getVarFlag(self, name, flag, expand=True):
        value = self.flags.get(name, {}).get(flag)
        return self.expand(value) if expand and isinstance(value, str) else value

    def setVarFlag(self, name, flag, value):
        self.flags.setdefault(name, {})[flag] = value

    def appendVarFlag(self, name, flag, value):
        self.setVarFlag(name, flag, (self.getVarFlag(name, flag, False) or '') + value)

    def expand(self, text):
        while '${' in text:
            before = text
            text = re.sub(r'\${([a-zA-Z0-9\-_+./~]+?)}', self.reference, text)
            text = re.sub(r'\${@(.+?)}', lambda match: str(eval(match.group(1).strip(), self.names)), text)
            if text == before:
                break
        return text

    def reference(self, match):
        value = self.getVar(match.group(1))
        return match.group(0) if value is None else value

    def assign(self, name, flag, operator, value):
        table, key = (self.flags.setdefault(name, {}), flag) if flag else (self.values, name)
        old = table.get(key)
        if operator in ['?=', '??=']:
            table[key] = value if old is None else old
        elif operator == '=':
            table[key] = value
        elif operator == '+=':
            table[key] = (old or '') + ' ' + value
        elif operator == '=.':
            table[key] = value + (old or '')
        elif operator == '.=':
            table[key] = (old or '') + value
        else:
            raise ValueError('%s %s' % (name, operator))


def which(path, item, direction=0, history=False, executable=False):
    for place in (path or '').split(':'):
        candidate = os.path.join(place, item)
        if os.path.isfile(candidate) and (not executable or os.access(candidate, os.X_OK)):
            return candidate
    return ''


def to_boolean(text, default=None):
    if not text:
        return default
    if text.lower() in ['y', 'yes', '1', 'true']:
        return True
    if text.lower() in ['n', 'no', '0', 'false']:
        return False
    raise ValueError("Invalid value for boolean variable: '%s'" % text)


def contains(variable, wanted, true, false, d):
    return true if set(wanted.split()) <= set((d.getVar(variable) or '').split()) else false


def main(metadata, snippet):
    messages = []
    names = {}
    d = Data(names)
    shells = {}

    def say(level):
        return lambda text: messages.append([level, text])

    def fatal(text):
        messages.append(['error', text])
        raise Failed(text)

    def exec_func(name, d):
        functions = ''.join('%s() {\n%s}\n' % (each, d.expand(body)) for each, body in shells.items())
        script = 'bbfatal() { echo "$*" >&2; exit 1; }\nset -e\n%s%s\n' % (functions, name)
        done = subprocess.run(['sh', '-c', script], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode != 0:
            fatal('%s: exit code %d: %s' % (name, done.returncode, done.stdout.decode()))

    def run(name):
        for directory in (d.getVarFlag(name, 'cleandirs') or '').split():
            shutil.rmtree(directory, ignore_errors=True)
            os.makedirs(directory)
        if name in shells:
            exec_func(name, d)
        elif not d.getVarFlag(name, 'noexec'):
            names[name](d)

    names.update({
        'os': os,
        'd': d,
        'run': run,
        'bb': types.SimpleNamespace(
            warn=say('warning'), error=say('error'), note=say('note'), fatal=fatal,
            build=types.SimpleNamespace(exec_func=exec_func),
            parse=types.SimpleNamespace(SkipRecipe=Skipped, mark_dependency=lambda d, path: say('dependency')(path)),
            utils=types.SimpleNamespace(
                which=which, to_boolean=to_boolean, contains=contains, mkdirhier=lambda path: os.makedirs(path, exist_ok=True),
                remove=lambda path, recurse=False: shutil.rmtree(path, ignore_errors=True)),
        ),
    })
    for name, value in metadata['settings'].items():
        d.setVar(name, value)
    original = metadata.get('environment')
    d.setVar('BB_ORIGENV', types.SimpleNamespace(getVar=lambda name: original.get(name)) if original is not None else None)
    anonymous = []
    for statement in metadata['statements']:
        kind = statement['kind']
        if kind == 'assignment':
            d.assign(statement['name'], statement.get('flag'), statement['operator'], statement['value'])
        elif kind == 'shell':
            shells[statement['name']] = statement['text']
        else:
            name = statement['name'] or 'anonymous'
            exec(statement['text'] if kind == 'def' else 'def %s(d):\n%s' % (name, statement['text']), names)
            if not statement['name']:
                anonymous.append(names['anonymous'])
    failed = None
    try:
        for function in anonymous:
            function(d)
        exec(snippet, names)
    except (Failed, Skipped) as error:
        failed = str(error)
    print(json.dumps({'result': names.get('result'), 'messages': messages, 'failed': failed}))


with open(sys.argv[1], encoding='utf-8') as file:
    main(json.load(file), sys.argv[2])
