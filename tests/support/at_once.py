"""Several doings at the same moment, each over a connection of its own."""

import threading

from django.db import connection


def at_once(*actions):
    ready = threading.Barrier(len(actions))
    failed = []

    def run(action):
        try:
            ready.wait()
            action()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[action]) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
