"""Runs the code cells of a notebook in order and in one namespace, as a kernel would, and
compares what each prints with what the notebook shows. With UPDATE=1 it writes that anew.

    .ci/notebook.py NOTEBOOK
"""

import contextlib
import io
import json
import os
import sys


def printed(source, name, space):
    """Runs a cell and returns what it printed, as lines of a stream."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(source, name, "exec"), space)
    return out.getvalue().splitlines(keepends=True)


def main(path):
    with open(path, encoding="utf-8") as file:
        book = json.load(file)
    space, wrong, number = {"__name__": "__main__"}, 0, 0
    for cell in book["cells"]:
        if cell["cell_type"] != "code":
            continue
        number += 1
        got = printed("".join(cell["source"]), f"cell {number}", space)
        want = [line for o in cell["outputs"] if o["output_type"] == "stream" for line in o["text"]]
        if got != want and not os.environ.get("UPDATE"):
            wrong += 1
            print(f"cell {number} prints\n{''.join(got)}and the notebook shows\n{''.join(want)}")
        cell["execution_count"] = number
        cell["outputs"] = [{"name": "stdout", "output_type": "stream", "text": got}] if got else []
    if os.environ.get("UPDATE"):
        with open(path, "w", encoding="utf-8") as file:
            json.dump(book, file, indent=1, ensure_ascii=False)
            file.write("\n")
    print(f"{number} cells, {wrong} of them print something else than the notebook shows")
    return 1 if wrong or number == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
