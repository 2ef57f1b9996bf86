"""The `mediagora` command: `main.py` starts it, one thin module holds each command."""
