#!/usr/bin/python3
"""Makes wordnet-llama.h5, the sample model, from its checkpoint folder.

usage: make_sample.py [SOURCE [TARGET]]     SOURCE: the folder with config.json, model.safetensors,
activations.safetensors, tokenizer.model, valid.txt, test.txt and LICENSE-WordNet (default ../shared/models/wordnet-llama).

Needs python3-h5py and python3-numpy. Running it again gives the same bytes. The layout is described in README.md."""
import json
import pathlib
import struct
import sys

import h5py
import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
ELEMENT = {"F32": "<f4", "F16": "<f2"}
PROJECT_STATEMENT = """Quantscope sample model "wordnet-llama"

The weights, tokenizer and captured activations in this file are the project's own work: a small LLaMA-architecture
model trained by the project on definitions from WordNet 3.0. They are distributed under the GNU General Public
License, version 3 or later, like Quantscope itself. The texts in this file (/text) and the definitions learned by
the model come from the WordNet 3.0 database, whose licence follows and applies to them.

"""


def read_safetensors(path):
    """name → array, and the file's metadata."""
    data = path.read_bytes()
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + length])
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        tensors[name] = np.frombuffer(data[begin:end], ELEMENT[entry["dtype"]]).reshape(entry["shape"])
    return tensors, metadata


def store(file, path, array):
    options = {}
    if array.nbytes >= 16384:
        row = array[0].nbytes if array.ndim > 1 else array.itemsize
        rows = max(1, min(len(array), 512 * 1024 // row))
        options = dict(chunks=(rows,) + array.shape[1:], shuffle=True, compression="gzip", compression_opts=9)
    return file.create_dataset(path, data=array, track_times=False, **options)


def main():
    source = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent.parent / "shared/models/wordnet-llama"
    target = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else HERE / "wordnet-llama.h5"
    config = json.loads((source / "config.json").read_text())
    config["torch_dtype"] = "float16"
    weights, _ = read_safetensors(source / "model.safetensors")
    activations, capture = read_safetensors(source / "activations.safetensors")
    notice = (source / "LICENSE-WordNet").read_text()
    with h5py.File(target, "w") as file:
        file.attrs["format"] = "quantscope-model"
        file.attrs["format_version"] = 1
        file.attrs["name"] = "wordnet-llama"
        file.attrs["architecture"] = config["model_type"]
        file.attrs["source"] = "trained by the Quantscope project on WordNet 3.0 glosses; weights rounded to f16"
        file.attrs["licence"] = PROJECT_STATEMENT + notice
        settings = file.create_group("config")
        for key, value in sorted(config.items()):
            settings.attrs[key] = value if isinstance(value, (bool, int, float, str)) else json.dumps(value)
        for name, array in sorted(weights.items()):
            store(file, "weights/" + name, array.astype("<f2"))
        for name, array in sorted(activations.items()):
            dataset = store(file, "activations/" + name.removesuffix(".input") + "/input", array.astype("<f2"))
            dataset.attrs["text"] = capture["text"]
            dataset.attrs["first_token"] = 0
            dataset.attrs["windows"] = int(capture["windows"])
            dataset.attrs["tokens_per_window"] = int(capture["tokens_per_window"])
        store(file, "tokenizer/model", np.frombuffer((source / "tokenizer.model").read_bytes(), np.uint8))
        file["tokenizer"].attrs["kind"] = "sentencepiece"
        for name in ("valid.txt", "test.txt"):
            file.create_dataset("text/" + name, data=(source / name).read_text(encoding="utf-8"), track_times=False)
    print(target, target.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
