"""python3 -m launch VERB: works with the system's Python; goes on in the virtual environment once there is one."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - said before the other imports, which older Pythons could not even read
    version = "{}.{}".format(*sys.version_info)
    sys.exit("Python 3.11 or later is needed and this is " + version + ". Name another one: make up PYTHON=python3.12")

from launch.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
