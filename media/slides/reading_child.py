"""Reads the words in pictures and prints them as JSON, a list for each picture. A program of its own (`processes.run`): the model takes memory.

Each line is [text, left, right, top, bottom] in parts of the picture's width and height. A picture that cannot be read has no lines.
"""

import json
import sys
from typing import Any

import cv2
from rapidocr import RapidOCR

PARAMETERS = {
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "Global.use_cls": False,  # slides stand upright
    "Global.log_level": "critical",
}


def lines(engine: Any, path: str) -> list[list[Any]]:
    picture = cv2.imread(path)
    if picture is None:
        return []
    read = engine(picture)
    if read.txts is None:
        return []
    height, width = picture.shape[:2]
    return [[text, *edges(box, width, height)] for text, box in zip(read.txts, read.boxes, strict=True)]


def edges(box: Any, width: int, height: int) -> list[float]:
    (left, top), (right, bottom) = box.min(axis=0), box.max(axis=0)
    return [float(left) / width, float(right) / width, float(top) / height, float(bottom) / height]


def main(paths: list[str]) -> list[list[list[Any]]]:
    cv2.setNumThreads(1)
    engine = RapidOCR(params=PARAMETERS)
    return [lines(engine, path) for path in paths]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1:])))
