"""cost.py COMMAND [ARGUMENT...]: runs it, its standard output thrown away, and prints what it took, as JSON: seconds by the clock, seconds of
processors (its own and those of the processes that it waited for), and the kilobytes of memory that the largest of these processes had at most.
"""

import json
import os
import sys
import time

words = sys.argv[1:]
silence = (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)
begin = time.monotonic()
child = os.posix_spawnp(words[0], words, os.environ, file_actions=[silence])
_, status, usage = os.wait4(child, 0)
seconds = time.monotonic() - begin
code = os.waitstatus_to_exitcode(status)
if code != 0:
    sys.exit(f"exit code {code}: {' '.join(words)}")
print(json.dumps({"seconds": seconds, "processor": usage.ru_utime + usage.ru_stime, "kilobytes": usage.ru_maxrss}))
