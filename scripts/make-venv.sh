#!/bin/sh
# make-venv.sh FOLDER REQUIREMENTS: a virtual environment with what is locked there. The Python's own pip installs it where there is one; to unpack another
# into the environment takes longer than all else here.
set -eu
python=$(sh "$(dirname "$0")/find-python.sh")
echo "Making $1 with $python"
"$python" -m venv --without-pip "$1"
install="install --quiet --disable-pip-version-check --require-hashes -r $2"
if "$python" -m pip --python "$1/bin/python" --version >/dev/null 2>&1; then
  "$python" -m pip --python "$1/bin/python" $install
else
  "$python" -m venv "$1"
  "$1/bin/python" -m pip $install
fi
