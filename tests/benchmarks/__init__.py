"""Speed and memory, each as a ratio to a floor measured in the same run. Not part of the test run.

``python -m tests.benchmarks [NAME …]`` prints one line per measure; names are those of the modules
``bench_NAME``. Floors do the same work with the bare library and are checked to give equal results.
"""
