#!/usr/bin/env python3
"""Django's own commands (migrations, shell); officers and administrators use ./run and dongthuan."""

import sys

from django.core.management import execute_from_command_line

from dongthuan.config.startup import prepare_django

if __name__ == "__main__":
    prepare_django()
    execute_from_command_line(sys.argv)
