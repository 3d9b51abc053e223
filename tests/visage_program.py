"""The command `visage`, as a program that tests start."""

from visage.cli import main

if __name__ == "__main__":
    main(prog_name="visage")
