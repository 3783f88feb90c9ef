"""The room where a file becomes a replay: recordings, their renditions and captions (录播, 清晰度, 字幕). It knows nothing of courses."""
