"""Bytes to text with its structure: the only code that knows file formats.

Everything here works on bytes alone and opens no file; `parse` runs in a worker process of
its own (`worker`), whose ceilings `briefgen.read` sets. A format is one entry of the
registry.
"""
