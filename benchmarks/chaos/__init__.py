"""Many files, a fifth of them hostile or killing their worker: has each an outcome?"""
