#!/bin/sh
# Prints a real Python 3.12 or newer (with venv), or says which to install. Shims that only forward to a missing version answer nothing and are passed over.
ok() { "$1" -c 'import sys,venv,ensurepip; sys.exit(sys.version_info[:2] < (3,12))' >/dev/null 2>&1; }
for p in ${PYTHON:-} python3.14 python3.13 python3.12 python3 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[2-9]*/bin/python3 \
    /opt/homebrew/bin/python3.1[2-9] /usr/local/bin/python3.1[2-9]; do
  if ok "$p"; then "$p" -c 'import sys; print(sys.executable)'; exit 0; fi
done
echo 'Python 3.12 or newer with venv is needed (Debian and Ubuntu: apt-get install python3.12 python3.12-venv; macOS: brew install python@3.13), or set PYTHON=/path/to/python3.12' >&2
exit 1
