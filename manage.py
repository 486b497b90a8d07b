#!/usr/bin/env python3
"""Django's own commands (migrations, shell); officers and administrators use ./run and dongthuan."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dongthuan.config.settings")
    execute_from_command_line(sys.argv)
